//! The most probable path: of all ways to make the text of words, that with the lowest sum of costs.
//!
//! This is what jieba does without its hidden Markov model: a unit stands for itself only where no word begins, and then
//! counts as a word that was met once; of paths that cost the same, the one with the longer first word is taken. Costs are
//! rounded, and frequencies are one higher than counted, so that a word of frequency 0 is one, which it is not in jieba.

use maxmatch_dict::Edges;

use crate::text::Block;

/// What is known of a position.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Best {
    /// The sum of costs from there to the end.
    cost: u64,
    /// Where the first token of the best path ends.
    end: u32,
}

/// Finds the best path from every position among the first `length` characters, whose end no word spans. A unit where no
/// word begins costs `unit`.
#[inline(never)]
pub(crate) fn solve(block: &Block, edges: &Edges, unit: u64, length: usize, best: &mut Vec<Best>) {
    best.clear();
    best.resize(length + 1, Best::default());
    for start in (0..length).rev() {
        let mut least = Best { cost: u64::MAX, end: 0 };
        // The shortest first, so that of words that are as good the longest stays.
        for edge in edges.starting(start) {
            let end = start + usize::from(edge.length);
            let cost = u64::from(edge.cost) + best[end].cost;
            if cost <= least.cost {
                least = Best { cost, end: end as u32 };
            }
        }
        if least.end == 0 {
            let end = block.unit_end(start);
            least = Best { cost: unit + best[end].cost, end: end as u32 };
        }
        best[start] = least;
    }
}

impl Best {
    /// Where the first token ends.
    #[inline(always)]
    pub(crate) fn end(self) -> usize {
        self.end as usize
    }
}

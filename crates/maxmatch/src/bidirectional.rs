//! Bidirectional maximum matching: both passes, and where they differ, the principles.
//!
//! A region lies between two neighbouring boundaries that both passes have. Only the regions that the passes segment
//! differently are scored, each by itself: first what can be counted, of all regions of a block, and then what words cost, for
//! which memory has been asked meanwhile.

use std::ops::Range;

use maxmatch_dict::{Costs, Layered, Matches, Sought};

use crate::boundaries::Boundaries;
use crate::principles::{Decision, Principles, Score};
use crate::text::Block;
use crate::token::Kind;

/// What scoring looks at: one block and the words found in it.
#[derive(Clone, Copy)]
pub(crate) struct Scorer<'a> {
    pub(crate) block: &'a Block,
    pub(crate) matches: &'a Matches,
    costs: Costs<'a>,
    /// What what is no word costs: a Han unit, and any other.
    unknown: u32,
    median: u32,
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(layered: &'a Layered, block: &'a Block, matches: &'a Matches) -> Scorer<'a> {
        let [unknown, median] =
            [layered.dictionary().unknown_cost(), layered.dictionary().median_cost()].map(u32::from);
        Scorer { block, matches, costs: layered.costs(), unknown, median }
    }

    /// Whether a token that one of the passes made is a word: then it is the longest that starts or ends there.
    #[inline(always)]
    pub(crate) fn is_word(&self, token: &Range<usize>) -> bool {
        let length = token.len();
        usize::from(self.matches.starting()[token.start]) == length
            || usize::from(self.matches.ending()[token.end]) == length
    }

    /// What the token is.
    #[inline(always)]
    pub(crate) fn kind(&self, token: &Range<usize>) -> Kind {
        if self.is_word(token) { Kind::Word } else { self.block.kind(token.start) }
    }

    /// Counts what the principles ask for in one segmentation of a region, and adds its words to those sought. What these
    /// cost is left out.
    fn count(&self, region: Range<usize>, path: &Boundaries, words: &mut Vec<Sought>) -> Score {
        let mut score = Score::default();
        for token in path.tokens(region) {
            score.words += 1;
            let is_one_unit = self.block.is_one_unit(&token);
            let is_han = self.block.kind(token.start) == Kind::Unknown;
            if is_one_unit && !is_han {
                score.cost += self.median;
                continue;
            }
            // What a user dictionary has joined is one unit of several characters.
            score.singles += u32::from(token.len() == 1);
            match self.is_word(&token).then(|| self.costs.seek(self.block.codes(&token))).flatten() {
                Some(word) => words.push(word),
                None => {
                    score.oov += 1;
                    score.cost += self.unknown;
                }
            }
        }
        score
    }
}

/// A region in which the passes differ, and how that was decided.
#[derive(Debug, Clone)]
pub(crate) struct Decided {
    pub(crate) region: Range<usize>,
    pub(crate) forward: Score,
    pub(crate) backward: Score,
    pub(crate) decision: Decision,
    pub(crate) is_forward: bool,
}

/// Buffers: the regions in which the passes differ.
#[derive(Debug, Default, Clone)]
pub(crate) struct Differences {
    regions: Vec<Difference>,
    /// The words of all of them, those of the forward pass first.
    words: Vec<Sought>,
}

#[derive(Debug, Clone)]
struct Difference {
    region: Range<usize>,
    /// Of the forward and of the backward pass: what is counted, and up to where its words are among those sought.
    passes: [(Score, usize); 2],
}

/// Puts the better pass of every differing region into `forward`, and tells `observe` of each.
pub(crate) fn merge(
    scorer: Scorer<'_>,
    principles: &Principles,
    forward: &mut Boundaries,
    backward: &Boundaries,
    differences: &mut Differences,
    mut observe: impl FnMut(Decided),
) {
    let Differences { regions, words } = differences;
    regions.clear();
    words.clear();
    let mut from = 0;
    while let Some(region) = forward.next_difference(backward, from) {
        from = region.end;
        let passes = [&*forward, backward].map(|path| (scorer.count(region.clone(), path, words), words.len()));
        regions.push(Difference { region, passes });
    }
    let mut from = 0;
    for Difference { region, passes } in regions.drain(..) {
        let scores = passes.map(|(mut score, to)| {
            score.cost += words[from..to].iter().map(|&word| u32::from(scorer.costs.of(word))).sum::<u32>();
            from = to;
            score
        });
        let (better, decision) = principles.compare(&scores[0], &scores[1]);
        let is_forward = better.is_lt();
        if !is_forward {
            forward.replace(region.clone(), backward);
        }
        observe(Decided { region, forward: scores[0], backward: scores[1], decision, is_forward });
    }
}

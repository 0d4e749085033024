//! What the words of a block cost, by length and by where they begin.
//!
//! Of all that the phases of the scan find, this keeps the least that the cheapest path needs: arrays of costs for words of
//! up to four characters, which nearly all are, and a list of the others. Whatever looks at all words in order, or wants
//! to know which they are, asks for [`Edges`](super::Edges) instead.

use std::cmp::Reverse;
use std::ops::Range;

#[cfg(target_arch = "x86_64")]
use super::avx2;
use super::level::Extension;
use super::list::List;
use super::{Buffers, Found, Level, portable, prefetch};
use crate::at_level;
use crate::cost::Cost;
use crate::index::{Code, Tables};

/// What the words of a block cost, as [`Layered::word_costs`](crate::Layered::word_costs) finds them.
///
/// It also holds buffers: reused, it allocates nothing. It keeps nothing of any dictionary.
#[derive(Debug, Default, Clone)]
pub struct WordCosts {
    /// By length less one, and by where they begin: what words cost, [`Cost::MAX`] where there is none.
    short: [Vec<Cost>; WordCosts::SHORT],
    /// The longer ones. Until [`finish`](WordCosts::finish), of those that are there several times the uppermost counts.
    long: Vec<LongWord>,
    /// Where forbidden words stand.
    forbidden: Vec<Range<usize>>,
    /// By position: 1 for a word of one character.
    is_single: Vec<u8>,
    /// The positions at which words of two characters begin.
    pairs: List<u32>,
    /// For putting the longer words in order: by position, where those go that begin there; and where they go.
    heads: Vec<u32>,
    ordered: Vec<LongWord>,
}

/// A word of more than four characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct LongWord {
    /// Where it begins.
    pub start: u32,
    /// Its length in characters.
    pub length: u8,
    /// What it costs.
    pub cost: Cost,
    /// The number of the layer that says so, from 1; 0 for the dictionary below them.
    layer: u32,
}

impl WordCosts {
    /// Words of up to so many characters lie in arrays.
    pub const SHORT: usize = 4;

    /// By position: what the word of `length` characters costs that begins there; [`Cost::MAX`] if there is none.
    ///
    /// # Panics
    ///
    /// Unless the length is from 1 to [`SHORT`](WordCosts::SHORT).
    #[inline(always)]
    pub fn starting(&self, length: usize) -> &[Cost] {
        &self.short[length - 1]
    }

    /// Longer words, in the order of where they begin, the shorter first.
    pub fn long(&self) -> &[LongWord] {
        &self.long
    }

    /// What the word costs that fills a range; none if it is no word.
    pub fn get(&self, range: &Range<usize>) -> Option<Cost> {
        match self.short.get(range.len().checked_sub(1)?) {
            Some(costs) => Some(costs[range.start]).filter(|&cost| cost < Cost::MAX),
            None => {
                let place = |word: &LongWord| (word.start as usize, usize::from(word.length));
                let found = self.long.binary_search_by_key(&(range.start, range.len()), place);
                found.ok().map(|i| self.long[i].cost)
            }
        }
    }

    /// Where words stand that a layer forbids, in order, whether another dictionary has them or not.
    pub fn forbidden(&self) -> &[Range<usize>] {
        &self.forbidden
    }

    /// Drops the words that span a cut. `cuts` are positions in order. This is for `maxmatch`, which segments with it.
    ///
    /// ```
    /// use maxmatch_dict::{Layered, Dictionary, Matches, WordCosts};
    ///
    /// let main = Dictionary::builder().add("天地", 9, None)?.add("天地人", 9, None)?.build()?;
    /// let layered = Layered::from(&main);
    /// let codes: Vec<_> = "天地人\n".chars().map(|c| layered.codes().get(c)).collect();
    /// let (mut matches, mut costs) = (Matches::default(), WordCosts::default());
    /// layered.word_costs(&codes, &[1; 4], &mut matches, &mut costs);
    /// assert!(costs.get(&(0..2)).is_some() && costs.get(&(0..3)).is_some());
    /// costs.cut([2].into_iter());
    /// assert!(costs.get(&(0..2)).is_some() && costs.get(&(0..3)).is_none());
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn cut(&mut self, cuts: impl Iterator<Item = usize> + Clone) {
        for cut in cuts.clone() {
            for (costs, length) in self.short.iter_mut().zip(1..) {
                let last = cut.min(costs.len());
                costs[(cut + 1).saturating_sub(length).min(last)..last].fill(Cost::MAX);
            }
        }
        let mut cuts = cuts.peekable();
        self.long.retain(|word| {
            let (start, end) = (word.start as usize, word.start as usize + usize::from(word.length));
            while cuts.next_if(|&cut| cut <= start).is_some() {}
            cuts.peek().is_none_or(|&cut| cut >= end)
        });
    }

    /// What the words cost that the phases of the scan have left in the buffers.
    pub(super) fn set(
        &mut self,
        tables: &Tables<'_>,
        codes: &[Code],
        boundaries: &[u8],
        level: Level,
        buffers: &Buffers,
    ) {
        let WordCosts { short, long, forbidden, is_single, pairs, .. } = self;
        forbidden.clear();
        long.clear();
        let length = codes.len() - 1;
        let [one, two, ..] = &mut *short;
        one.resize(length, 0);
        at_level!(level, add_ones(tables, codes, boundaries, is_single, one));
        two.clear();
        two.resize(length, Cost::MAX);
        find_pairs(level, boundaries, &buffers.words, pairs);
        add_pairs(tables, &buffers.slots, pairs, two);
        for costs in &mut short[2..] {
            costs.clear();
            costs.resize(length, Cost::MAX);
        }
        for found in &*buffers.found {
            prefetch(tables.costs, found.number as usize);
        }
        for &Found { start, length, number } in &*buffers.found {
            let cost = tables.costs[number as usize];
            match short.get_mut(length as usize - 1) {
                Some(costs) => costs[start as usize] = cost,
                None => long.push(LongWord { start, length: length as u8, cost, layer: 0 }),
            }
        }
    }

    /// A layer says what a word costs that is found, or forbids it. What is said last counts, which is the uppermost layer.
    pub(crate) fn say(&mut self, layer: u32, start: usize, length: usize, cost: Option<Cost>) {
        let cost = cost.unwrap_or_else(|| {
            self.forbidden.push(start..start + length);
            Cost::MAX
        });
        match self.short.get_mut(length - 1) {
            Some(costs) => costs[start] = cost,
            None => self.long.push(LongWord { start: start as u32, length: length as u8, cost, layer: layer + 1 }),
        }
    }

    /// Puts in order what is said.
    pub(crate) fn finish(&mut self) {
        self.order_by_start();
        // What the scan finds is in the order of lengths already. Unstable, since a stable sort allocates.
        for words in self.long.chunk_by_mut(|a, b| a.start == b.start) {
            words.sort_unstable_by_key(|word| (word.length, Reverse(word.layer)));
        }
        self.long.dedup_by_key(|word| (word.start, word.length));
        self.long.retain(|word| word.cost < Cost::MAX);
        if !self.forbidden.is_empty() {
            let mut forbidden = std::mem::take(&mut self.forbidden);
            // A layer above may have it again.
            forbidden.retain(|range| self.get(range).is_none());
            forbidden.sort_unstable_by_key(|range| (range.start, range.end));
            forbidden.dedup();
            self.forbidden = forbidden;
        }
    }

    /// Puts the longer words in the order of where they begin, by counting: as they are many where the dictionary is made so,
    /// a sort would take more than its share.
    fn order_by_start(&mut self) {
        let WordCosts { short, long, heads, ordered, .. } = self;
        heads.clear();
        heads.resize(short[0].len() + 1, 0);
        long.iter().for_each(|word| heads[word.start as usize + 1] += 1);
        for i in 1..heads.len() {
            heads[i] += heads[i - 1];
        }
        ordered.clear();
        ordered.resize(long.len(), LongWord::default());
        for &word in &*long {
            let head = &mut heads[word.start as usize];
            ordered[*head as usize] = word;
            *head += 1;
        }
        std::mem::swap(long, ordered);
    }
}

/// Words of one character, from boundary to boundary.
#[inline(always)]
fn add_ones(tables: &Tables<'_>, codes: &[Code], boundaries: &[u8], is_word: &mut Vec<u8>, costs: &mut [Cost]) {
    let length = costs.len();
    is_word.resize(length, 0);
    portable::one(tables.singles, codes, boundaries, is_word);
    let (codes, is_word) = (&codes[..length], &is_word[..length]);
    for i in 0..length {
        // All bits where there is none.
        let no_word = Cost::from(is_word[i]).wrapping_sub(1);
        costs[i] = tables.costs[usize::from(codes[i])] | no_word;
    }
}

/// Where words of two characters begin, from boundary to boundary.
#[inline(never)]
fn find_pairs(level: Level, boundaries: &[u8], is_pair: &[u8], list: &mut List<u32>) {
    // A pair needs two characters: at the last position the sentinel is the second, and no pair has it.
    let length = boundaries.len().saturating_sub(2);
    let (is_pair, here, after) = (&is_pair[..length], &boundaries[..length], &boundaries[boundaries.len() - length..]);
    list.clear();
    let from = match level.0 {
        Extension::None => 0,
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a level is made only where the processor has it.
        Extension::Avx2 => unsafe { avx2::find_pairs(is_pair, here, after, list) },
    };
    let mut count = list.len();
    let found = list.with_room(length - from);
    for i in from..length {
        found[count] = i as u32;
        count += usize::from(is_pair[i] & here[i] & after[i]);
    }
    list.keep(count);
}

/// What words of two characters cost.
#[inline(never)]
fn add_pairs(tables: &Tables<'_>, slots: &[u32], pairs: &[u32], costs: &mut [Cost]) {
    let all = &tables.costs[tables.codes..];
    for &start in pairs {
        prefetch(all, slots[start as usize] as usize);
    }
    for &start in pairs {
        costs[start as usize] = all[slots[start as usize] as usize];
    }
}

//! The lattice: all words of a block, all candidates for unknown ones, and the cheapest path through them.
//!
//! An edge is a token that could be: a unit, a word of the dictionary, or a candidate, which is what characters that form
//! no word could be all the same (see [`Statistics`](maxmatch_dict::Statistics)). A path's cost is the sum of its edges'; the
//! cheapest is found by going through the ends of edges in order (Viterbi 1967), and of paths that cost the same the one
//! whose last differing edge is longer is taken.
//!
//! Edges of up to four characters, nearly all, lie in arrays by length and by where they end. So they are made by position, in
//! loops without a branch that compilers turn into vector code, and a position's cheapest path is a minimum over five sums.

mod graph;
mod prices;
mod search;
mod weights;

pub(crate) use graph::{Graph, Id, Link, NO_LINK, ends_sentence};
pub(crate) use prices::Prices;
pub(crate) use search::{Path, Sums, trace};
pub use weights::{ParseWeightsError, Weights};

use std::ops::Range;

use maxmatch_dict::{Candidates, Cost, Level, WordCosts, at_level};

use crate::boundaries::for_each_bit;
use crate::text::Block;
use crate::token::Kind;

/// Edges of up to so many characters lie in arrays.
const SHORT: usize = 4;

/// The cost of an edge, and below it what the edge is: 1 for a word, and twice its length in characters; or 0 twice for a
/// unit that is too long for that. What an edge is counts from the highest number down, so that of two edges with one cost
/// the longer has the lower key.
type Key = u32;

const WHAT_BITS: u32 = 10;
const WHAT: u32 = (1 << WHAT_BITS) - 1;

/// There is no such edge.
const NONE: Key = Key::MAX;

/// More than any path costs.
const FAR: u64 = 1 << 62;

#[inline(always)]
fn key(cost: u32, length: usize, is_word: bool) -> Key {
    let length = if length > usize::from(u8::MAX) { 0 } else { length as u32 };
    cost << WHAT_BITS | (WHAT - (length << 1 | u32::from(is_word)))
}

/// The lattice of a block, and its cheapest path.
#[derive(Debug, Default, Clone)]
pub(crate) struct Lattice {
    /// By length less one, and by where they end: the edges of up to four characters.
    short: [Vec<Key>; SHORT],
    /// The longer ones.
    long: Vec<Long>,
    /// By character: 0 for a Han character that is a unit, else all bits, which make [`Cost::MAX`] of any cost.
    outside: Vec<Cost>,
    candidates: Candidates,
    /// By position: the last edge of the cheapest path to it.
    last: Vec<u16>,
    /// The positions at which long edges begin and end, and the end of the block, as a set of bits.
    stops: Vec<u64>,
    /// By position: the last long edge that begins there, as a number of `long` from 1, or 0; 0 between uses. And by edge: the
    /// one before it that begins at the same place.
    heads: Vec<u32>,
    others: Vec<u32>,
    /// By position: the cheapest path whose last edge is a long one, as a sum of keys; [`FAR`] between uses.
    over: Vec<u64>,
}

/// An edge of more than four characters.
#[derive(Debug, Clone, Copy)]
struct Long {
    start: u32,
    length: u32,
    key: Key,
}

impl Long {
    fn range(&self) -> Range<usize> {
        self.start as usize..(self.start + self.length) as usize
    }

    fn new(start: usize, length: usize, cost: u32, is_word: bool) -> Long {
        Long { start: start as u32, length: length as u32, key: key(cost, length, is_word) }
    }
}

impl Lattice {
    /// Makes the lattice of the first `length` characters of a block. No candidate spans a cut.
    pub(crate) fn build(
        &mut self,
        block: &Block,
        words: &WordCosts,
        prices: &Prices<'_>,
        length: usize,
        cuts: impl Iterator<Item = usize>,
    ) {
        for keys in &mut self.short {
            keys.resize(length + 1, NONE);
        }
        let level = Level::chosen();
        at_level!(level, self.add_ones(block, words.starting(1), prices, length));
        match prices.statistics() {
            Some(statistics) => statistics.candidates(&block.all_codes()[..length], &mut self.candidates),
            None => self.candidates.clear(length),
        }
        at_level!(level, self.add_short::<2>(words, prices, length));
        at_level!(level, self.add_short::<3>(words, prices, length));
        at_level!(level, self.add_short::<4>(words, prices, length));
        self.add_long(block, words, prices, length);
        self.drop_candidates(words, length, cuts);
        self.add_long_units(block, words, prices, length);
    }

    /// Units of one character, be they words or not.
    #[inline(always)]
    fn add_ones(&mut self, block: &Block, words: &[Cost], prices: &Prices<'_>, length: usize) {
        let (words, kinds) = (&words[..length], &block.kinds()[..length]);
        let (here, next) = (&block.units()[..length], &block.units()[1..=length]);
        let keys = &mut self.short[0][1..=length];
        self.outside.resize(length, 0);
        let outside = &mut self.outside[..length];
        let term = prices.word_term(1);
        let [unknown, other, other_word] =
            [(prices.unknown(1), false), (prices.other(), false), (prices.other(), true)].map(|(c, w)| key(c, 1, w));
        for i in 0..length {
            let (is_unit, is_han) = (here[i] & next[i] == 1, kinds[i] == Kind::Unknown as u8);
            let is_word = words[i] < Cost::MAX;
            let of_han = if is_word { key(bounded(i32::from(words[i]) + term), 1, true) } else { unknown };
            let of_other = if is_word { other_word } else { other };
            let of_unit = if is_han { of_han } else { of_other };
            keys[i] = if is_unit { of_unit } else { NONE };
            outside[i] = if is_unit & is_han { 0 } else { Cost::MAX };
        }
    }

    /// Words of N characters, and where there is none, candidates.
    #[inline(always)]
    fn add_short<const N: usize>(&mut self, words: &WordCosts, prices: &Prices<'_>, length: usize) {
        let Some(count) = (length + 1).checked_sub(N) else { return };
        let keys = &mut self.short[N - 1][N..][..count];
        let words = &words.starting(N)[..count];
        let candidates = &self.candidates.ending(N)[N - 1..][..count];
        let outside: [&[Cost]; N] = std::array::from_fn(|i| &self.outside[i..][..count]);
        let (of_word, of_candidate) = (prices.word_term(N), prices.candidate_term());
        for i in 0..count {
            let candidate = outside.iter().fold(candidates[i], |cost, outside| cost | outside[i]);
            let is_word = words[i] < Cost::MAX;
            let (cost, term) = if is_word { (words[i], of_word) } else { (candidate, of_candidate) };
            let edge = key(bounded(i32::from(cost) + term), N, is_word);
            keys[i] = if cost < Cost::MAX { edge } else { NONE };
        }
    }

    /// Longer words, and names that are none.
    fn add_long(&mut self, block: &Block, words: &WordCosts, prices: &Prices<'_>, length: usize) {
        let Lattice { long, outside, candidates, .. } = self;
        long.clear();
        for word in words.long().iter().take_while(|word| (word.start as usize) < length) {
            let (start, characters) = (word.start as usize, usize::from(word.length));
            if block.kind(start) == Kind::Unknown || block.unit_end(start) != start + characters {
                let cost = bounded(i32::from(word.cost) + prices.word_term(characters));
                long.push(Long::new(start, characters, cost, true));
            }
        }
        for name in candidates.long_names() {
            let range = name.start..name.start + name.length;
            if outside[range.clone()].iter().all(|&outside| outside == 0) && words.get(&range).is_none() {
                let cost = bounded(name.cost as i32 + prices.candidate_term());
                long.push(Long::new(name.start, name.length, cost, false));
            }
        }
    }

    /// Takes away what a user dictionary says is none: candidates that it forbids, and those over cuts.
    fn drop_candidates(&mut self, words: &WordCosts, length: usize, cuts: impl Iterator<Item = usize>) {
        let Lattice { short, long, .. } = self;
        let is_candidate = |word: &&Range<usize>| word.len() > 1 && word.end <= length;
        for word in words.forbidden().iter().filter(is_candidate) {
            match short.get_mut(word.len() - 1) {
                Some(keys) => keys[word.end] = NONE,
                None => long.retain(|edge| edge.range() != *word),
            }
        }
        // Words that span them are gone already.
        for cut in cuts {
            for (keys, over) in short.iter_mut().zip(0..) {
                let last = (cut + over).min(length);
                keys[(cut + 1).min(last + 1)..=last].fill(NONE);
            }
            long.retain(|edge| edge.range().start >= cut || edge.range().end <= cut);
        }
    }

    /// Units of several characters. Outside Han text what a word costs does not count.
    fn add_long_units(&mut self, block: &Block, words: &WordCosts, prices: &Prices<'_>, length: usize) {
        let mut from = 0;
        while let Some(inside) = block.next_inside(from, length) {
            let unit = inside - 1..block.unit_end(inside - 1);
            from = unit.end;
            let (is_word, is_other) = (words.get(&unit).is_some(), block.kind(unit.start) != Kind::Unknown);
            if is_word && !is_other {
                continue;
            }
            let cost = if is_other { prices.other() } else { prices.unknown(unit.len()) };
            match self.short.get_mut(unit.len() - 1) {
                Some(keys) => keys[unit.end] = key(cost, unit.len(), is_word),
                None => self.long.push(Long::new(unit.start, unit.len(), cost, is_word)),
            }
        }
    }

    /// Finds the cheapest path: goes through the ends of edges in order.
    #[inline(never)]
    pub(crate) fn find_best(&mut self, length: usize) {
        self.find_stops(length);
        let Lattice { short, long, stops, heads, others, last, over, .. } = self;
        last.resize(length + 1, 0);
        over.resize(over.len().max(length + 1), FAR);
        let mut front = Front([0, FAR, FAR, FAR]);
        let mut start = 0;
        for_each_bit(stops, |end| {
            let mut next = std::mem::take(&mut heads[start]) as usize;
            while next > 0 {
                let edge = &long[next - 1];
                let over = &mut over[start + edge.length as usize];
                *over = (*over).min(front.0[0] + u64::from(edge.key));
                next = others[next - 1] as usize;
            }
            // No long edge ends before the stop.
            front.steps(short.each_ref().map(|keys| &keys[start + 1..end]), &mut last[start + 1..end]);
            let over = std::mem::replace(&mut over[end], FAR);
            let keys = short.each_ref().map(|keys| keys[end]);
            last[end] = front.take(front.least(keys).min(over));
            start = end;
        });
    }

    /// Finds where long edges begin and end, without sorting them.
    fn find_stops(&mut self, length: usize) {
        let Lattice { long, stops, heads, others, .. } = self;
        heads.resize(heads.len().max(length + 1), 0);
        others.clear();
        stops.clear();
        stops.resize(length / 64 + 1, 0);
        let mut stop = |position: usize| stops[position / 64] |= 1 << (position % 64);
        for (edge, number) in long.iter().zip(1..) {
            others.push(std::mem::replace(&mut heads[edge.start as usize], number));
            // The block's beginning is where it starts from.
            if edge.start > 0 {
                stop(edge.start as usize);
            }
            stop(edge.range().end);
        }
        stop(length);
    }

    /// Goes back along the cheapest path and calls `visit` with each of its edges: where it begins, and whether it is a word.
    #[inline(always)]
    pub(crate) fn trace(&self, block: &Block, length: usize, mut visit: impl FnMut(usize, bool)) {
        let mut end = length;
        while end > 0 {
            let last = self.last[end];
            let start = match (WHAT - u32::from(last)) >> 1 {
                0 => block.last_unit(end - 1),
                length => end - length as usize,
            };
            visit(start, last & 1 == 0);
            end = start;
        }
    }
}

/// What the cheapest paths cost to the last positions, the last one first.
struct Front([u64; SHORT]);

impl Front {
    /// What the cheapest path costs to the next position, to which edges of one to four characters lead.
    #[inline(always)]
    fn least(&self, keys: [Key; SHORT]) -> u64 {
        let Front([a, b, c, d]) = *self;
        let [one, two, three, four] = keys.map(u64::from);
        // What a token more adds comes last: only it waits for the position before.
        (a + one).min((b + two).min((c + three).min(d + four)))
    }

    /// Goes there. Returns what the last edge is.
    #[inline(always)]
    fn take(&mut self, least: u64) -> u16 {
        let Front([a, b, c, _]) = *self;
        self.0 = [least & !u64::from(WHAT), a, b, c];
        (least & u64::from(WHAT)) as u16
    }

    /// Goes through positions to which no longer edges lead, four at a time: after four no sum has changed its place.
    #[inline(always)]
    fn steps(&mut self, keys: [&[Key]; SHORT], last: &mut [u16]) {
        let [one, two, three, four] = keys.map(|keys| &keys[..last.len()]);
        let fours = last.len() / SHORT * SHORT;
        for at in (0..fours).step_by(SHORT) {
            let [one, two, three, four] = [one, two, three, four].map(|keys| four_of(&keys[at..]));
            let last: &mut [u16; SHORT] = last[at..].first_chunk_mut().expect("there are four more");
            for i in 0..SHORT {
                last[i] = self.take(self.least([one[i], two[i], three[i], four[i]]));
            }
        }
        for at in fours..last.len() {
            last[at] = self.take(self.least([one[at], two[at], three[at], four[at]]));
        }
    }
}

#[inline(always)]
fn four_of(keys: &[Key]) -> &[Key; SHORT] {
    keys.first_chunk().expect("there are four more")
}

/// No edge costs less than nothing, or as much as 2^22 in 1/256 of a bit, so that keys hold it, and sums of keys any text's.
#[inline(always)]
fn bounded(cost: i32) -> u32 {
    debug_assert!(cost < 1 << 22);
    cost.max(0) as u32
}

//! The lattice: all words of a block, all candidates for unknown ones, and the cheapest path through them.
//!
//! An edge is a token that could be: a unit, a word of the dictionary, or a candidate, which is what characters that form
//! no word could be all the same (see [`Statistics`](maxmatch_dict::Statistics)). A path's cost is the sum of its edges'; the
//! cheapest is found by going through the ends of edges in order (Viterbi 1967), and of paths that cost the same the one
//! whose last differing edge is longer is taken.
//!
//! Edges of up to four characters, nearly all, lie in arrays by where they end, so that a position's cheapest path is a
//! minimum over five sums without a branch.

mod graph;
mod prices;
mod search;
mod weights;

pub(crate) use graph::{Graph, Id, Link, NO_LINK, ends_sentence};
pub(crate) use prices::Prices;
pub(crate) use search::{Path, Sums, trace};
pub use weights::{ParseWeightsError, Weights};

use std::ops::Range;

use maxmatch_dict::{Character, Cost, Edges, LONGEST_NAME, Statistics};

use crate::boundaries::Boundaries;
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
fn key(cost: u32, length: usize, is_word: u32) -> Key {
    let length = if length > usize::from(u8::MAX) { 0 } else { length as u32 };
    cost << WHAT_BITS | (WHAT - (length << 1 | is_word))
}

/// The lattice of a block, and its cheapest path.
#[derive(Debug, Default, Clone)]
pub(crate) struct Lattice {
    /// By where they end, and by length less one: the edges of up to four characters.
    short: Vec<[Key; SHORT]>,
    /// The longer ones, by where they begin.
    long: Vec<Long>,
    /// By character: whether it is a Han character that is a unit.
    han: Vec<bool>,
    /// By position: the last edge of the cheapest path to it.
    last: Vec<u16>,
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

impl Lattice {
    /// Makes the lattice of the first `length` characters of a block. No candidate spans a cut.
    pub(crate) fn build(
        &mut self,
        block: &Block,
        edges: &Edges,
        prices: &Prices<'_>,
        length: usize,
        cuts: impl Iterator<Item = usize>,
    ) {
        self.add_words(block, edges, prices, length);
        if let Some(statistics) = prices.statistics() {
            self.add_candidates(block, edges, prices, statistics, length, cuts);
        }
    }

    /// Finds the cheapest path.
    pub(crate) fn solve(&mut self, block: &Block, length: usize, path: &mut Boundaries) {
        self.find_best(length);
        self.trace(block, length, path);
    }

    /// Whether the edge of the cheapest path that ends here is a word.
    #[inline(always)]
    pub(crate) fn is_word(&self, end: usize) -> bool {
        self.last[end] & 1 == 0
    }

    /// Units and words.
    #[inline(never)]
    fn add_words(&mut self, block: &Block, edges: &Edges, prices: &Prices<'_>, length: usize) {
        let Lattice { short, long, han, .. } = self;
        short.clear();
        short.resize(length + 1, [NONE; SHORT]);
        long.clear();
        han.clear();
        han.resize(length, false);
        let mut add = |start: usize, length: usize, key| match length {
            1..=SHORT => short[start + length][length - 1] = key,
            _ => long.push(Long { start: start as u32, length: length as u32, key }),
        };
        let other = prices.other();
        let mut start = 0;
        while start < length {
            let (end, words) = (block.unit_end(start), edges.starting(start));
            let unit = end - start;
            let mut longer = words;
            if block.kind(start) == Kind::Unknown {
                han[start] = unit == 1;
                if words.first().is_none_or(|word| word.length > 1) {
                    add(start, unit, key(prices.unknown(unit), unit, 0));
                }
            } else {
                let shorter = words.partition_point(|word| usize::from(word.length) < unit);
                longer = &words[shorter..];
                let is_word = longer.first().is_some_and(|word| usize::from(word.length) == unit);
                longer = &longer[usize::from(is_word)..];
                add(start, unit, key(other, unit, is_word.into()));
            }
            for word in longer {
                add(start, word.length.into(), key(prices.word(word), word.length.into(), 1));
            }
            start = end;
        }
    }

    /// Candidates, in each run of Han characters.
    #[inline(never)]
    fn add_candidates(
        &mut self,
        block: &Block,
        edges: &Edges,
        prices: &Prices<'_>,
        statistics: &Statistics,
        length: usize,
        cuts: impl Iterator<Item = usize>,
    ) {
        let mut cuts = cuts.peekable();
        let codes = block.all_codes();
        let unknown = Unknown::new(prices, statistics);
        let words = self.long.len();
        let mut from = 0;
        while let Some(start) = self.han[from..].iter().position(|&is_han| is_han).map(|i| from + i) {
            from = self.han[start..].iter().position(|&is_han| !is_han).map_or(length, |i| start + i);
            while cuts.next_if(|&cut| cut <= start).is_some() {}
            from = cuts.peek().map_or(from, |&cut| from.min(cut));
            self.add_run(start..from, |i| statistics.character(codes[i]), &unknown, edges);
        }
        let is_candidate = |word: &&Range<usize>| word.len() > 1 && word.end <= length && self.han[word.start];
        for word in edges.forbidden().iter().filter(is_candidate) {
            match self.short[word.end].get_mut(word.len() - 1) {
                Some(key) => *key = NONE,
                None => {
                    self.long.retain(|edge| (edge.start as usize, edge.length as usize) != (word.start, word.len()))
                }
            }
        }
        if self.long.len() > words {
            self.long.sort_unstable_by_key(|edge| edge.start);
        }
    }

    /// Candidates in a run of Han characters.
    #[inline(always)]
    fn add_run<'c>(
        &mut self,
        run: Range<usize>,
        character: impl Fn(usize) -> &'c Character,
        unknown: &Unknown,
        edges: &Edges,
    ) {
        let Lattice { short, long, .. } = self;
        let add = |edge: &mut Key, length: usize, cost: i32| {
            let candidate = key(cost.clamp(0, MAX_COST) as u32, length, 0);
            // What is a word is no candidate.
            *edge = if *edge == NONE { candidate } else { *edge };
        };
        // The last characters before the one at hand.
        let nobody = &Character::default();
        let [mut a, mut b, mut c] = [nobody; SHORT - 1];
        let mut named = 0;
        for (i, ends) in run.clone().zip(&mut short[run.start + 1..]) {
            let last = character(i);
            let sum = |costs: &[Cost]| costs.iter().map(|&cost| i32::from(cost)).sum::<i32>();
            let [of_a, of_b, of_c, of_last] = [a, b, c, last].map(|character| unknown.of_name(character));
            let (two, three, four) = (of_c + of_last, of_b + of_c + of_last, of_a + of_b + of_c + of_last);
            if i > run.start {
                let cost = unknown.lengths[0] + sum(&[c.of_two[0], last.of_two[1]]);
                add(&mut ends[1], 2, cost.min(unknown.name(2) + two));
            }
            if i > run.start + 1 {
                let cost = unknown.lengths[1] + sum(&[b.of_three[0], c.of_three[1], last.of_three[2]]);
                add(&mut ends[2], 3, cost.min(unknown.name(3) + three));
            }
            if i > run.start + 2 {
                let cost = unknown.lengths[2] + sum(&[a.of_four[0], b.of_four[1], c.of_four[2], last.of_four[3]]);
                add(&mut ends[3], 4, cost.min(unknown.name(4) + four));
            }
            named = if last.of_name == Cost::MAX { 0 } else { named + 1 };
            let mut cost = four;
            for length in SHORT + 1..=LONGEST_NAME.min(named) {
                let start = i + 1 - length;
                cost += unknown.of_name(character(start));
                if edges.starting(start).iter().all(|word| usize::from(word.length) != length) {
                    let cost = (unknown.name(length) + cost).clamp(0, MAX_COST) as u32;
                    long.push(Long { start: start as u32, length: length as u32, key: key(cost, length, 0) });
                }
            }
            [a, b, c] = [b, c, last];
        }
    }

    /// Goes through the ends of edges in order.
    #[inline(never)]
    fn find_best(&mut self, length: usize) {
        let Lattice { short, long, last, over, .. } = self;
        last.resize(length + 1, 0);
        over.resize(over.len().max(length + 1), FAR);
        let (last, mut long) = (&mut last[..=length], &long[..]);
        let [mut a, mut b, mut c, mut d] = [FAR, FAR, FAR, 0];
        for (end, (ends, last)) in short.iter().zip(last).enumerate().skip(1) {
            while let [edge, rest @ ..] = long
                && edge.start as usize == end - 1
            {
                let over = &mut over[end - 1 + edge.length as usize];
                *over = (*over).min(d + u64::from(edge.key));
                long = rest;
            }
            let [one, two, three, four] = ends.map(u64::from);
            let over = std::mem::replace(&mut over[end], FAR);
            let least = (d + one).min((c + two).min(b + three).min((a + four).min(over)));
            *last = (least & u64::from(WHAT)) as u16;
            [a, b, c, d] = [b, c, d, least & !u64::from(WHAT)];
        }
    }

    /// Goes back along the cheapest path.
    #[inline(never)]
    fn trace(&self, block: &Block, length: usize, path: &mut Boundaries) {
        let marks = path.open(length);
        let mut end = length;
        while end > 0 {
            marks[end] = 1;
            end -= match (WHAT - u32::from(self.last[end])) >> 1 {
                0 => end - block.last_unit(end - 1),
                length => length as usize,
            };
        }
        path.close();
    }
}

/// No edge costs more, in 1/256 of a bit: sums of keys fit for any text.
const MAX_COST: i32 = (1 << 21) - 1;

/// What candidates cost beside their characters.
struct Unknown {
    lengths: [i32; 3],
    begin: i32,
    go_on: i32,
}

impl Unknown {
    fn new(prices: &Prices<'_>, statistics: &Statistics) -> Unknown {
        let term = prices.candidate_term();
        let name = statistics.name();
        Unknown {
            lengths: statistics.lengths().map(|cost| cost as i32 + term),
            begin: name.map_or(MAX_COST, |name| i32::from(name.begin) + i32::from(name.end) + term),
            go_on: name.map_or(0, |name| name.go_on.into()),
        }
    }

    /// A name of so many characters.
    #[inline(always)]
    fn name(&self, length: usize) -> i32 {
        self.begin + self.go_on * (length as i32 - 2)
    }

    /// A character of a name; if none has it, more than any candidate costs.
    #[inline(always)]
    fn of_name(&self, character: &Character) -> i32 {
        if character.of_name == Cost::MAX { MAX_COST } else { character.of_name.into() }
    }
}

//! All words of a block, by where they begin.
//!
//! They are what the phases of the scan find on their way to the longest ones. Words of one and two characters are known
//! by position; the longer ones come in the order of their lengths, so counting how many begin at each position says where
//! they belong, and nothing is sorted.

use std::ops::Range;

use super::{Buffers, Found, portable, prefetch};
use crate::cost::Cost;
use crate::index::{Code, Tables};

/// How many characters before they are needed the costs of pairs are asked for.
const AHEAD: usize = 16;

/// A word of a block, from where it begins to where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Edge {
    /// Its length in characters.
    pub length: u8,
    /// What it costs.
    pub cost: Cost,
    /// Its number: no other word of the dictionary and the layers on it has the same. Words that fold together are one.
    pub word: u32,
}

/// All words of a block, by position, as [`Layered::edges`](crate::Layered::edges) finds them.
///
/// It also holds buffers: reused, finding edges allocates nothing. It keeps nothing of any dictionary.
#[derive(Debug, Default, Clone)]
pub struct Edges {
    all: Grouped,
    /// By position: whether words begin there of one character (bit 0) and of two (bit 1).
    short: Vec<u8>,
    /// By position: how many longer ones begin there.
    counts: Vec<u8>,
    /// What layers say.
    changes: Vec<Change>,
    /// Where forbidden words stand.
    forbidden: Vec<Range<usize>>,
    /// What all become with the changes.
    changed: Grouped,
}

/// Edges, those that begin at one position beside each other.
#[derive(Debug, Default, Clone)]
struct Grouped {
    /// By position, one more than there are: where its edges begin.
    heads: Vec<u32>,
    /// May be longer than the last head says.
    edges: Vec<Edge>,
}

/// What a layer says of a word that is found.
#[derive(Debug, Clone, Copy)]
struct Change {
    start: u32,
    length: u8,
    layer: u32,
    /// None if it is forbidden.
    edge: Option<Edge>,
}

impl Edges {
    /// The words that begin at a position, the shortest first.
    #[inline(always)]
    pub fn starting(&self, position: usize) -> &[Edge] {
        self.all.starting(position)
    }

    /// Where words stand that a layer forbids, in order, whether another dictionary has them or not.
    pub fn forbidden(&self) -> &[Range<usize>] {
        &self.forbidden
    }

    /// Drops the words that span a cut. `cuts` are positions in order. This is for `maxmatch`, which segments with it.
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, Edges, Layered, Matches};
    ///
    /// let main = Dictionary::builder().add("天地", 9, None)?.add("天地人", 9, None)?.build()?;
    /// let layered = Layered::from(&main);
    /// let codes: Vec<_> = "天地人\n".chars().map(|c| layered.codes().get(c)).collect();
    /// let (mut matches, mut edges) = (Matches::default(), Edges::default());
    /// layered.edges(&codes, &[1; 4], &mut matches, &mut edges);
    /// let lengths = |edges: &Edges| edges.starting(0).iter().map(|edge| edge.length).collect::<Vec<_>>();
    /// assert_eq!(lengths(&edges), [2, 3]);
    /// edges.cut([2].into_iter());
    /// assert_eq!(lengths(&edges), [2]);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn cut(&mut self, cuts: impl Iterator<Item = usize>) {
        let Grouped { heads, edges } = &mut self.all;
        let length = heads.len() - 1;
        let (mut cuts, mut count, mut from) = (cuts.chain([length]).peekable(), 0, 0);
        for start in 0..length {
            while cuts.next_if(|&cut| cut <= start).is_some() {}
            let room = cuts.peek().map_or(0, |cut| cut - start);
            let to = heads[start + 1] as usize;
            for i in from..to {
                edges[count] = edges[i];
                count += usize::from(usize::from(edges[i].length) <= room);
            }
            from = to;
            heads[start + 1] = count as u32;
        }
    }

    /// Puts all words where they belong, when the phases of the scan have left what they know in the buffers.
    pub(super) fn group(&mut self, tables: &Tables<'_>, codes: &[Code], boundaries: &[u8], buffers: &Buffers) {
        self.forbidden.clear();
        self.find_short(tables.singles, codes, boundaries, &buffers.words);
        self.place(tables, codes, buffers);
    }

    /// Which words of one and of two characters there are, from boundary to boundary.
    #[inline(never)]
    fn find_short(&mut self, singles: usize, codes: &[Code], boundaries: &[u8], pairs: &[u8]) {
        let length = codes.len() - 1;
        self.short.resize(length, 0);
        let (short, pairs, here) = (&mut self.short[..length], &pairs[..length], &boundaries[..length]);
        portable::one(singles, codes, boundaries, short);
        // A pair needs two characters: at the last position the sentinel is the second, and no pair has it.
        let two = length.saturating_sub(1);
        let after = &boundaries[boundaries.len() - two..];
        for i in 0..two {
            short[i] |= (pairs[i] & here[i] & after[i]) << 1;
        }
    }

    #[inline(never)]
    fn place(&mut self, tables: &Tables<'_>, codes: &[Code], buffers: &Buffers) {
        let Edges { all: Grouped { heads, edges }, short, counts, .. } = self;
        let (length, slots, long) = (codes.len() - 1, &buffers.slots, &buffers.found);
        counts.clear();
        counts.resize(length, 0);
        long.iter().for_each(|word| counts[word.start as usize] += 1);
        let (short, counts, slots) = (&short[..length], &counts[..length], &slots[..length]);
        heads.resize(length + 1, 0);
        let heads = &mut heads[..=length];
        if edges.len() < 2 * length + long.len() + 2 {
            edges.resize(2 * length + long.len() + 2, Edge::default());
        }
        let mut count = 0;
        for i in 0..length {
            if let (Some(short), Some(slot)) = (short.get(i + AHEAD), slots.get(i + AHEAD)) {
                prefetch(tables.costs, ((tables.codes as u32 + slot) * u32::from(short >> 1)) as usize);
            }
            let (one, two) = (u32::from(short[i] & 1), u32::from(short[i] >> 1));
            // Without a branch, which would be mispredicted; what is no word asks for the cost of number 0 and is
            // overwritten.
            let number = u32::from(codes[i]) * one;
            edges[count] = Edge { length: 1, cost: tables.costs[number as usize], word: number };
            count += one as usize;
            let number = (tables.codes as u32 + slots[i]) * two;
            edges[count] = Edge { length: 2, cost: tables.costs[number as usize], word: number };
            count += two as usize;
            // Of the longer ones the first goes here; in the end, where the last has gone is where the next begin.
            heads[i + 1] = count as u32;
            count += usize::from(counts[i]);
        }
        for found in &**long {
            prefetch(tables.costs, found.number as usize);
        }
        for &Found { start, length, number } in &**long {
            let head = &mut heads[start as usize + 1];
            edges[*head as usize] = Edge { length: length as u8, cost: tables.costs[number as usize], word: number };
            *head += 1;
        }
    }

    /// Keeps what a layer says of a word that is found, or forbids: see [`apply`](Edges::apply).
    pub(crate) fn say(&mut self, layer: u32, start: usize, length: usize, word: Option<(Cost, u32)>) {
        let edge = word.map(|(cost, word)| Edge { length: length as u8, cost, word });
        self.changes.push(Change { start: start as u32, length: length as u8, layer, edge });
    }

    /// Applies what layers say: of each word what the uppermost says counts. It keeps the number that it has in the lowest
    /// that has it.
    pub(crate) fn apply(&mut self) {
        let Edges { all, changes, changed, forbidden, .. } = self;
        if changes.is_empty() {
            return;
        }
        changes.sort_unstable_by_key(|change| (change.start, change.length, change.layer));
        changed.heads.clear();
        changed.heads.push(0);
        changed.edges.clear();
        let mut rest = &changes[..];
        for start in 0..all.heads.len() - 1 {
            let mut old = all.starting(start);
            while let Some(&Change { length, .. }) = rest.first().filter(|change| change.start as usize == start) {
                let shorter = old.partition_point(|edge| edge.length < length);
                changed.edges.extend_from_slice(&old[..shorter]);
                old = &old[shorter..];
                let same;
                (same, rest) = rest.split_at(rest.partition_point(|c| (c.start as usize, c.length) == (start, length)));
                let below = old.first().filter(|edge| edge.length == length);
                old = &old[usize::from(below.is_some())..];
                let lowest = below.or(same.iter().find_map(|change| change.edge.as_ref()));
                match (same[same.len() - 1].edge, lowest) {
                    (Some(edge), Some(lowest)) => changed.edges.push(Edge { word: lowest.word, ..edge }),
                    _ => forbidden.push(start..start + usize::from(length)),
                }
            }
            changed.edges.extend_from_slice(old);
            changed.heads.push(changed.edges.len() as u32);
        }
        changes.clear();
        std::mem::swap(all, changed);
    }
}

impl Grouped {
    #[inline(always)]
    fn starting(&self, position: usize) -> &[Edge] {
        &self.edges[self.heads[position] as usize..self.heads[position + 1] as usize]
    }
}

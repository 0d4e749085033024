//! The tables of the index, from sorted words.

use std::cmp::Reverse;
use std::ops::Range;

use super::packing::Packing;
use super::words::{Word, Words};
use super::{Alphabet, Code, IsWord, MAX_ROWS, MIN_ROWS, Pair, pair_key, pair_row};
use crate::cost::Cost;

/// The tables while they grow. Costs where no word ends are zero.
#[derive(Default)]
pub(super) struct Trie {
    single_costs: Vec<Cost>,
    rows: Vec<u32>,
    pairs: Vec<Pair>,
    pair_bases: Vec<u32>,
    pair_costs: Vec<Cost>,
    nodes: Vec<[u32; 2]>,
    node_costs: Vec<Cost>,
}

/// A child of a trie node.
#[derive(Clone, Copy)]
struct Child {
    code: Code,
    /// What the word that ends here costs, if one does.
    cost: Option<Cost>,
    below: Group,
}

/// The words below a trie node: a range of the sorted words, which share their characters so far and go on.
#[derive(Clone, Copy)]
struct Group {
    start: u32,
    end: u32,
}

impl Group {
    fn is_empty(self) -> bool {
        self.start == self.end
    }

    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Adds the children of the node at `depth` with the words of `group`, in the order of their codes.
fn list_children(words: &Words<Cost>, group: Group, depth: usize, children: &mut Vec<Child>) {
    let mut start = group.start;
    let code = |word: &Word<Cost>| words.code(word, depth);
    for same in words.as_slice()[group.range()].chunk_by(|a, b| code(a) == code(b)) {
        let first = &same[0];
        let cost = (first.length() == depth + 1).then_some(first.value);
        let end = start + same.len() as u32;
        children.push(Child {
            code: code(first),
            cost,
            below: Group { start: start + u32::from(cost.is_some()), end },
        });
        start = end;
    }
}

/// How many pairs share a row, on average and at most: few, so that rows are short and leave few holes, and not too few,
/// because the table of rows takes room in the cache too.
const PAIRS_PER_ROW: usize = 4;

/// The parent of a slot that is nobody's.
const NOBODY: u32 = u32::MAX;

impl Trie {
    /// The tables for words that are sorted, each there once.
    pub(super) fn new(words: &Words<Cost>, codes: usize) -> Trie {
        let mut trie = Trie { single_costs: vec![0; codes], ..Trie::default() };
        let parents = trie.place_pairs(words, codes);
        trie.place_nodes(words, codes, parents);
        trie
    }

    /// Fills the costs of single characters, and the pairs. Returns the pairs that have children: slot and words.
    fn place_pairs(&mut self, words: &Words<Cost>, codes: usize) -> Vec<(u32, Group)> {
        let (mut firsts, mut pairs, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        let all = Group { start: 0, end: words.as_slice().len() as u32 };
        list_children(words, all, 0, &mut firsts);
        for first in &firsts {
            if let Some(cost) = first.cost {
                self.single_costs[usize::from(first.code)] = cost;
            }
            list_children(words, first.below, 1, &mut pairs);
            keys.extend(pairs[keys.len()..].iter().map(|second| pair_key(first.code, second.code)));
        }
        let mut row_count = (pairs.len() / PAIRS_PER_ROW).next_power_of_two().clamp(MIN_ROWS, MAX_ROWS);
        // Two pairs of one row with one second character would share a slot: then more rows. With the most, a row is a
        // key, and key and second character make the pair.
        let in_rows = loop {
            let row = |key| pair_row(key, row_count) as u16;
            let mut in_rows: Vec<(u16, Code, u32)> =
                keys.iter().zip(&pairs).zip(0..).map(|((&key, pair), i)| (row(key), pair.code, i)).collect();
            in_rows.sort_unstable();
            if !in_rows.windows(2).any(|two| (two[0].0, two[0].1) == (two[1].0, two[1].1)) {
                break in_rows;
            }
            row_count *= 2;
        };
        self.rows = vec![0; row_count];
        let mut rows: Vec<&[(u16, Code, u32)]> = in_rows.chunk_by(|a, b| a.0 == b.0).collect();
        // Long rows first, while there is room: the short ones then fill the holes.
        rows.sort_by_key(|row| Reverse(row.len()));
        let mut packing = Packing::new(0);
        let mut row_codes = Vec::new();
        for row in rows {
            row_codes.clear();
            row_codes.extend(row.iter().map(|&(_, code, _)| code));
            self.rows[usize::from(row[0].0)] = packing.place(&row_codes);
        }
        let slots = packing.slots(codes);
        self.pairs = vec![Pair::default(); slots];
        self.pair_bases = vec![0; slots];
        self.pair_costs = vec![0; slots];
        let mut parents = Vec::new();
        for (&key, pair) in keys.iter().zip(&pairs) {
            let slot = self.rows[pair_row(key, row_count)] + u32::from(pair.code);
            let is_word = if pair.cost.is_some() { IsWord::Yes } else { IsWord::No };
            let thirds = words.as_slice()[pair.below.range()].iter().map(|word| words.code(word, 2));
            self.pairs[slot as usize] = Pair::new(key, is_word, thirds);
            self.pair_costs[slot as usize] = pair.cost.unwrap_or(0);
            if !pair.below.is_empty() {
                parents.push((slot, pair.below));
            }
        }
        parents
    }

    /// Fills the nodes, level by level: a child must know its parent's slot.
    fn place_nodes(&mut self, words: &Words<Cost>, codes: usize, mut parents: Vec<(u32, Group)>) {
        let pair_slots = self.pairs.len() as u32;
        // Base 0 means "no children", so slot 0 and with it base 0 stay free.
        let mut packing = Packing::new(1);
        let (mut children, mut rows, mut row_codes) = (Vec::new(), Vec::new(), Vec::new());
        for depth in 2.. {
            children.clear();
            rows.clear();
            for (parent, group) in parents.drain(..) {
                let start = children.len();
                list_children(words, group, depth, &mut children);
                rows.push((parent, start..children.len()));
            }
            if rows.is_empty() {
                break;
            }
            rows.sort_unstable_by_key(|(parent, row)| (Reverse(row.len()), *parent));
            for (parent, row) in rows.drain(..) {
                let row = &children[row];
                row_codes.clear();
                row_codes.extend(row.iter().map(|child| child.code));
                let base = packing.place(&row_codes);
                self.make_nodes(packing.slots(codes));
                match parent.checked_sub(pair_slots) {
                    None => self.pair_bases[parent as usize] = base,
                    Some(node) => self.nodes[node as usize][0] |= base << 1,
                }
                for child in row {
                    let slot = base + u32::from(child.code);
                    self.nodes[slot as usize] = [u32::from(child.cost.is_some()), parent];
                    self.node_costs[slot as usize] = child.cost.unwrap_or(0);
                    if !child.below.is_empty() {
                        parents.push((pair_slots + slot, child.below));
                    }
                }
            }
        }
        self.make_nodes(packing.slots(codes));
    }

    /// Adds nodes that are nobody's up to `slots`.
    fn make_nodes(&mut self, slots: usize) {
        if slots > self.nodes.len() {
            self.nodes.resize(slots, [0, NOBODY]);
            self.node_costs.resize(slots, 0);
        }
    }

    pub(super) fn to_bytes(&self, alphabet: &Alphabet, longest: usize, fst_crc: u32) -> Vec<u8> {
        let header = [
            fst_crc,
            self.single_costs.len() as u32,
            self.rows.len() as u32,
            self.pairs.len() as u32,
            self.nodes.len() as u32,
            longest as u32,
            alphabet.astral.len() as u32,
            alphabet.singles as u32,
        ];
        let pairs: Vec<u32> = self.pairs.iter().map(|pair| pair.0).collect();
        let (nodes, astral) = (self.nodes.as_flattened(), alphabet.astral.as_flattened());
        let mut bytes = Vec::new();
        for values in [&header, &self.rows[..], &pairs, &self.pair_bases, nodes, astral] {
            put(&mut bytes, values, u32::to_le_bytes);
        }
        for values in [&alphabet.bmp, &self.single_costs, &self.pair_costs, &self.node_costs] {
            put(&mut bytes, values, u16::to_le_bytes);
        }
        bytes
    }
}

/// Appends numbers. All at once: one by one they take most of the time that a small index is built in.
fn put<T: Copy, const N: usize>(bytes: &mut Vec<u8>, values: &[T], to_bytes: impl Fn(T) -> [u8; N]) {
    let start = bytes.len();
    bytes.resize(start + N * values.len(), 0);
    let (slots, _) = bytes[start..].as_chunks_mut();
    slots.iter_mut().zip(values).for_each(|(slot, &value)| *slot = to_bytes(value));
}

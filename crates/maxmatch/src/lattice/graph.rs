//! The lattice as a graph, each of its edges by itself: what has to know more than the cheapest path is found here, and that
//! where a token's cost depends on the one before it.

use std::ops::Range;

use maxmatch_dict::{Edges, LONGEST_NAME, characters};

use super::Prices;
use crate::text::Block;
use crate::token::Kind;
use crate::train::class_of;

/// An edge of the lattice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// What it costs by itself.
    pub(crate) cost: u32,
    /// What the model of which word follows which knows it by.
    pub(super) number: u32,
    pub(crate) is_word: bool,
}

impl Link {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A link by its place among all.
pub(crate) type Id = u32;

/// No link.
pub(crate) const NO_LINK: Id = Id::MAX;

/// The lattice of a block's settled part.
#[derive(Debug, Default, Clone)]
pub(crate) struct Graph {
    /// In the order of where they begin.
    links: Vec<Link>,
    /// By position, one more than there are: where the links that begin there begin.
    heads: Vec<u32>,
    /// The links in the order of where they end, the longest first.
    by_end: Vec<Id>,
    /// By position, and some more: where those that end there begin.
    tails: Vec<u32>,
    /// By position: whether a sentence ends there. The part's ends are among them.
    stops: Vec<bool>,
}

/// Whether a sentence has ended with what comes before here, so that no token has to do with those before it. Only there is
/// a text taken apart where costs depend on neighbours.
pub(crate) fn ends_sentence(text: &[u8], end: usize) -> bool {
    ["\n", "。", "！", "？", "!", "?"].iter().any(|mark| text[..end].ends_with(mark.as_bytes()))
}

/// Whether the line ends here, and the sentence with it: as where sentences are counted, its last word is followed by nothing.
fn begins_line_end(text: &[u8], start: usize) -> bool {
    text[start..].starts_with(b"\n") || text[start..].starts_with(b"\r\n")
}

impl Graph {
    /// Makes the graph of the first `length` characters of a block, which was read from `text`. No candidate spans a cut.
    pub(crate) fn build(
        &mut self,
        text: &[u8],
        block: &Block,
        edges: &Edges,
        prices: &Prices<'_>,
        length: usize,
        cuts: impl Iterator<Item = usize>,
    ) {
        self.links.clear();
        self.heads.clear();
        let (mut cuts, mut forbidden) = (cuts.peekable(), edges.forbidden());
        let is_han = |i: usize| block.kind(i) == Kind::Unknown && block.unit_end(i) == i + 1;
        for start in 0..length {
            self.heads.push(self.links.len() as u32);
            if block.units()[start] == 0 {
                continue;
            }
            let mut add = |end: usize, cost: u32, word: Option<u32>| {
                let number = prices.bigrams().map_or(0, |_| number(text, block, start..end, word));
                self.links.push(Link { start: start as u32, end: end as u32, cost, number, is_word: word.is_some() });
            };
            let (unit, is_other) = (block.unit_end(start) - start, block.kind(start) != Kind::Unknown);
            let words = edges.starting(start);
            let word = |length: usize| words.iter().find(|word| usize::from(word.length) == length);
            if is_other {
                add(start + unit, prices.other(), word(unit).map(|word| word.word));
            } else if word(unit).is_none() {
                add(start + unit, prices.unknown(unit), None);
            }
            for word in words.iter().filter(|word| !is_other || usize::from(word.length) != unit) {
                add(start + usize::from(word.length), prices.word(word), Some(word.word));
            }
            while cuts.next_if(|&cut| cut <= start).is_some() {}
            let limit = length.min(cuts.peek().copied().unwrap_or(length)).min(start + LONGEST_NAME);
            let run = (start..limit).take_while(|&i| is_han(i)).count();
            forbidden = &forbidden[forbidden.partition_point(|word| word.start < start)..];
            let is_forbidden =
                |end| forbidden.iter().take_while(|word| word.start == start).any(|word| word.end == end);
            for length in (2..=run).filter(|&length| word(length).is_none() && !is_forbidden(start + length)) {
                let cost = prices.candidate(block.codes(&(start..start + length)));
                cost.into_iter().for_each(|cost| add(start + length, cost, None));
            }
        }
        // Nothing begins at the end.
        self.heads.extend([self.links.len() as u32; 2]);
        self.stops.clear();
        self.stops.extend((0..=length).map(|i| {
            let byte = block.byte(i);
            i == 0 || i == length || ends_sentence(text, byte) || begins_line_end(text, byte)
        }));
        self.order_by_end(length);
    }

    /// Puts the links in the order of their ends, by counting.
    fn order_by_end(&mut self, length: usize) {
        let Graph { links, by_end, tails, .. } = self;
        // Two further on than they belong: where the last of a position has gone is where the next ones begin.
        tails.clear();
        tails.resize(length + 3, 0);
        links.iter().for_each(|link| tails[link.end as usize + 2] += 1);
        for i in 0..=length {
            tails[i + 2] += tails[i + 1];
        }
        by_end.clear();
        by_end.resize(links.len(), NO_LINK);
        for (id, link) in (0..).zip(&*links) {
            let slot = &mut tails[link.end as usize + 1];
            by_end[*slot as usize] = id;
            *slot += 1;
        }
    }

    /// Whether a sentence ends at a position.
    pub(super) fn is_stop(&self, position: usize) -> bool {
        self.stops[position]
    }

    /// How many characters the part has.
    pub(crate) fn length(&self) -> usize {
        self.stops.len() - 1
    }

    pub(crate) fn links(&self) -> &[Link] {
        &self.links
    }

    pub(crate) fn link(&self, id: Id) -> &Link {
        &self.links[id as usize]
    }

    /// The links that begin at a position.
    pub(crate) fn starting(&self, position: usize) -> Range<Id> {
        self.heads[position]..self.heads[position + 1]
    }

    /// The links that end at a position, the longest first.
    pub(crate) fn ending(&self, position: usize) -> &[Id] {
        &self.by_end[self.tails[position] as usize..self.tails[position + 1] as usize]
    }
}

/// What the model knows a token by: a word with a Han character by its number, all else by its class.
fn number(text: &[u8], block: &Block, range: Range<usize>, word: Option<u32>) -> u32 {
    let bytes = &text[block.byte(range.start)..block.byte(range.end)];
    let has_han = || String::from_utf8_lossy(bytes).chars().any(characters::is_han);
    match word.filter(|_| has_han()) {
        Some(number) => number,
        None => class_of(block.kind(range.start)).number(),
    }
}

//! What holds for search, without an oracle: the tokens of an indexed text are a graph, and every piece of it is found.

use std::collections::HashSet;
use std::ops::Range;

use maxmatch::{Kind, Mode, Scratch, Segmenter};
use maxmatch_dict::characters::is_ignored;

/// A token of an index or a query: its term, where it is in the text, which positions it takes, and what it is.
pub type Posting = (String, Range<usize>, Range<usize>, Kind);

/// The tokens of a text.
pub fn postings(segmenter: &Segmenter, scratch: &mut Scratch, text: &[u8]) -> Vec<Posting> {
    let mut postings = segmenter.segment_bytes_with(scratch, text).postings();
    let mut all = Vec::new();
    while let Some(posting) = postings.next() {
        all.push((postings.term().to_owned(), posting.range(), posting.positions(), posting.kind()));
    }
    all
}

/// A text as it is indexed.
#[derive(Debug)]
pub struct Indexed<'t> {
    query: Segmenter,
    text: &'t [u8],
    postings: Vec<Posting>,
    /// Those without their kinds, which a query need not have: what is a number to the index is several tokens to it.
    set: HashSet<(String, Range<usize>, Range<usize>)>,
    /// Where units begin, in bytes, and the positions that they take; and the end.
    starts: Vec<(usize, usize)>,
}

impl<'t> Indexed<'t> {
    /// Indexes a text as a segmenter does in [`Mode::Index`].
    pub fn new(segmenter: &Segmenter, scratch: &mut Scratch, text: &'t [u8]) -> Indexed<'t> {
        let postings = postings(&segmenter.with_mode(Mode::Index), scratch, text);
        let set =
            postings.iter().map(|(term, range, places, _)| (term.clone(), range.clone(), places.clone())).collect();
        let mut starts: Vec<(usize, usize)> =
            postings.iter().map(|(_, range, places, _)| (range.start, places.start)).collect();
        starts.dedup();
        starts.push((text.len(), postings.iter().map(|(_, _, places, _)| places.end).max().unwrap_or(0)));
        Indexed { query: segmenter.with_mode(Mode::Query), text, postings, set, starts }
    }

    /// The tokens.
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// How many units the text has.
    pub fn units(&self) -> usize {
        self.starts.len() - 1
    }

    /// Where a unit begins, in bytes, or the text ends.
    pub fn start(&self, unit: usize) -> usize {
        self.starts[unit].0
    }

    /// What is wrong with the graph of the tokens, if anything is.
    ///
    /// Tokens are in the order of where they begin and then of their lengths. The first of those that begin at a byte is a unit, and
    /// takes one position, or none if it is white space. All others begin at the position that it takes, and every token ends where
    /// a unit does, at the position behind that. Its term is its text, folded.
    pub fn fault(&self) -> Option<String> {
        if !self.postings.is_sorted_by_key(|(_, range, ..)| (range.start, range.end)) {
            return Some("tokens are out of order".to_owned());
        }
        let mut next = 0;
        for tokens in self.postings.chunk_by(|a, b| a.1.start == b.1.start) {
            let unit = &tokens[0];
            for (term, range, places, _) in tokens {
                if said(term).ne(said(&self.term(range))) {
                    return Some(format!("{term:?} {range:?}: its text is {:?}", self.term(range)));
                }
                let end = self.starts.binary_search_by_key(&range.end, |&(byte, _)| byte);
                let is_placed = places.start == next && end.is_ok_and(|end| self.starts[end].1 == places.end);
                if !is_placed || range.is_empty() || term.is_empty() {
                    return Some(format!("{term:?} {range:?} {places:?}: {next} units are before it"));
                }
            }
            // White space can be a word.
            let is_unit = match unit.2.len() {
                0 => matches!(unit.3, Kind::Whitespace | Kind::Word),
                length => length == 1 && unit.3 != Kind::Whitespace,
            };
            if !is_unit {
                return Some(format!("{unit:?} is not a unit"));
            }
            next += unit.2.len();
        }
        let last = self.starts.last().map_or(0, |&(_, position)| position);
        (last != next).then(|| "not all positions are taken".to_owned())
    }

    /// What a part of the text is looked for by.
    fn term(&self, range: &Range<usize>) -> String {
        let mut term = String::new();
        for chunk in self.text[range.clone()].utf8_chunks() {
            self.query.dictionary().folding().push_folded(chunk.valid(), &mut term);
            term.extend((!chunk.invalid().is_empty()).then_some(char::REPLACEMENT_CHARACTER));
        }
        term
    }

    /// The first token of a query that is not found, if there is one. The query is the piece of the text from one unit to another.
    pub fn missing(&self, scratch: &mut Scratch, units: Range<usize>) -> Option<Posting> {
        let (start, first) = self.starts[units.start];
        let piece = &self.text[start..self.start(units.end)];
        postings(&self.query, scratch, piece).into_iter().find(|(term, range, places, _)| {
            let (range, places) = (range.start + start..range.end + start, places.start + first..places.end + first);
            !self.set.contains(&(term.clone(), range, places))
        })
    }
}

/// What a term says. A joiner behind a control belongs to it in a unit, which is a word of UAX #29, and not in a cluster.
fn said(term: &str) -> impl Iterator<Item = char> {
    term.chars().filter(|&c| !is_ignored(c))
}

//! A document: its text, folded, and what an index has of it.

use std::collections::HashMap;
use std::ops::Range;

use maxmatch::dict::{Folding, characters};
use maxmatch::{Scratch, Segmenter};

use super::{Query, postings};

/// A document.
pub(super) struct Document<'t> {
    text: &'t str,
    folded: String,
    /// Of each character of the folded text, and of its end: where it begins there, and in the text.
    starts: Vec<(usize, usize)>,
}

impl<'t> Document<'t> {
    pub(super) fn new(text: &'t str, folding: &Folding) -> Document<'t> {
        let (mut folded, mut starts) = (String::new(), Vec::new());
        for (at, c) in text.char_indices().filter(|&(_, c)| !characters::is_ignored(c)) {
            starts.push((folded.len(), at));
            folded.push(folding.fold(c));
        }
        starts.push((folded.len(), text.len()));
        Document { text, folded, starts }
    }

    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// A range of the folded text in the text.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let place = |byte| self.starts[self.starts.partition_point(|&(folded, _)| folded < byte)].1;
        place(range.start)..place(range.end)
    }

    /// What an index has of it that one segmenter makes. The other one is for its units.
    pub(super) fn index(&self, segmenter: &Segmenter, units: &Segmenter, scratch: &mut Scratch) -> Indexed<'t> {
        let mut terms = HashMap::<String, Vec<usize>>::new();
        for (term, place) in postings(segmenter, self.text, scratch) {
            terms.entry(term).or_default().push(place.start);
        }
        // Of the tokens from one place on, the first is a unit.
        let mut units: Vec<Range<usize>> = units.segment_with(scratch, self.text).map(|token| token.range()).collect();
        units.dedup_by_key(|token| token.start);
        Indexed { text: self.text, terms, units }
    }
}

/// What an index has of a document.
pub(super) struct Indexed<'t> {
    text: &'t str,
    /// By term: at which positions it is.
    terms: HashMap<String, Vec<usize>>,
    units: Vec<Range<usize>>,
}

impl Indexed<'_> {
    /// The first token of a query that the document does not have.
    pub(super) fn missing<'q>(&self, query: &'q Query) -> Option<&'q str> {
        query.tokens.iter().map(|(term, _)| &**term).find(|term| !self.terms.contains_key(*term))
    }

    /// Whether it has the query as a phrase.
    pub(super) fn has_phrase(&self, query: &Query) -> bool {
        let Some((first, start)) = query.tokens.first() else { return false };
        let has = |term: &String, place| self.terms.get(term).is_some_and(|places| places.contains(&place));
        let places = self.terms.get(first).into_iter().flatten();
        places.copied().any(|base| query.tokens.iter().all(|(term, place)| has(term, base + place - start)))
    }

    /// The unit that a range of the text begins or ends inside of.
    pub(super) fn unit_around(&self, range: &Range<usize>) -> Option<&str> {
        let is_inside =
            |unit: &&Range<usize>| [range.start, range.end].iter().any(|&at| unit.start < at && at < unit.end);
        self.units.iter().find(is_inside).map(|unit| &self.text[unit.clone()])
    }
}

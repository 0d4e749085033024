//! Edits that force cuts and joins.

use std::ops::Range;

use maxmatch_dict::Error;

use super::{Edit, Search, line};

/// The longest text in which one cut, or a join, is tried, in characters.
const LONGEST: usize = 8;

/// A line about a text with marks.
pub(super) struct Marks {
    pub(super) line: String,
    /// What the text is cut into.
    pub(super) pieces: usize,
    /// The length of the text in characters.
    pub(super) characters: usize,
}

impl Search<'_> {
    /// The wanted tokens, without those at either end that are there already.
    fn new_tokens(&self) -> &[Range<usize>] {
        let wanted = self.wanted.as_deref().unwrap_or_default();
        let is_new = |token: &Range<usize>| !self.now.contains(token);
        let first = wanted.iter().position(is_new).unwrap_or(0);
        let last = wanted.iter().rposition(is_new).map_or(first, |last| last + 1);
        &wanted[first..last]
    }

    /// Cuts between two and more of the new tokens.
    pub(super) fn new_cuts(&self) -> impl Iterator<Item = Marks> {
        let tokens = self.new_tokens();
        let texts = (2..=tokens.len()).flat_map(|count| tokens.windows(count));
        texts.filter_map(|tokens| self.marked(tokens, |_| false))
    }

    /// Cuts and joins in one line: all that make the new tokens, or all that are wanted, with the characters beside them or
    /// without; else one, in the shortest text.
    pub(super) fn forced(&self) -> Result<Option<Edit>, Error> {
        let mut lines = Vec::new();
        if let Some(wanted) = &self.wanted {
            lines.extend(self.all_marks(self.new_tokens()));
            let before = self.ends.iter().rev().find(|&&end| end < self.range.start).map(|&at| at..self.range.start);
            let after = self.ends.iter().find(|&&end| end > self.range.end).map(|&at| self.range.end..at);
            let beside = [(None, None), (before.clone(), None), (None, after.clone()), (before, after)];
            for (before, after) in beside {
                let pieces: Vec<Range<usize>> = before.into_iter().chain(wanted.iter().cloned()).chain(after).collect();
                lines.extend(self.all_marks(&pieces));
            }
        }
        lines.extend(self.single_marks());
        self.first_line(lines)
    }

    /// One cut, or one join.
    fn single_marks(&self) -> Vec<Marks> {
        let mut lines = Vec::new();
        for characters in 2..=LONGEST.min(self.ends.len() - 1) {
            for ends in self.ends.windows(characters + 1) {
                let (start, end) = (ends[0], ends[characters]);
                let cuts = ends[1..characters].iter().map(|&cut| self.marked(&[start..cut, cut..end], |_| false));
                let join = self.marked(std::slice::from_ref(&(start..end)), |_| true);
                lines.extend(cuts.chain([join]).flatten());
            }
        }
        lines
    }

    /// Cuts between pieces, and joins inside them: nowhere, or only inside tokens that are no words, or inside all tokens.
    fn all_marks(&self, pieces: &[Range<usize>]) -> impl Iterator<Item = Marks> {
        let is_inside = |piece: &Range<usize>| self.range.start <= piece.start && piece.end <= self.range.end;
        let is_token = |piece: &Range<usize>| is_inside(piece) && self.characters(piece) > 1;
        let is_word = |piece: &Range<usize>| {
            let text = self.piece(piece);
            self.spans.iter().any(|span| span.is_word() && self.piece(&span.range) == text)
        };
        let none = self.marked(pieces, |_| false);
        let new = self.marked(pieces, |piece| is_token(piece) && !is_word(piece));
        [none, new, self.marked(pieces, is_token)].into_iter().flatten()
    }

    /// A line with these pieces, each joined or not.
    fn marked(&self, pieces: &[Range<usize>], is_joined: impl Fn(&Range<usize>) -> bool) -> Option<Marks> {
        let texts: Vec<(&str, bool)> = pieces.iter().map(|range| (self.piece(range), is_joined(range))).collect();
        let characters = pieces.iter().map(|piece| self.characters(piece)).sum();
        Some(Marks { line: line::marked(&texts)?, pieces: pieces.len(), characters })
    }

    /// How many characters a part of the text has.
    fn characters(&self, range: &Range<usize>) -> usize {
        self.ends.iter().filter(|&&end| end > range.start && end <= range.end).count()
    }
}

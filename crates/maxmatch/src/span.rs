//! Where tokens are, without their text: for whoever takes many at a time.

use std::ops::Range;

use crate::token::Kind;
use crate::tokens::Found;

/// Where a token is and what it is: a [`Token`](crate::Token) without its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    start: usize,
    end: usize,
    kind: Kind,
}

impl Span {
    #[inline(always)]
    pub(crate) fn new(range: Range<usize>, kind: Kind) -> Span {
        Span { start: range.start, end: range.end, kind }
    }

    /// Where the token is in the text, in bytes.
    #[inline(always)]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// What it is.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

/// The spans of some tokens in a row: see [`Tokens::next_spans`](crate::Tokens::next_spans).
#[derive(Debug, Clone)]
pub struct Spans<'a> {
    found: std::slice::Iter<'a, Found>,
    /// Where the next one begins, in bytes of the text.
    start: usize,
}

impl<'a> Spans<'a> {
    pub(crate) fn new(found: &'a [Found], start: usize) -> Spans<'a> {
        Spans { found: found.iter(), start }
    }
}

impl Iterator for Spans<'_> {
    type Item = Span;

    #[inline(always)]
    fn next(&mut self) -> Option<Span> {
        let found = self.found.next()?;
        let start = self.start;
        self.start += found.step();
        Some(Span::new(start..start + found.length(), found.kind()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.found.size_hint()
    }
}

impl ExactSizeIterator for Spans<'_> {}

impl std::iter::FusedIterator for Spans<'_> {}

//! For search: what an index keeps of a text, and what a query asks it for.
//!
//! A text that is indexed and a query that is a piece of it are cut by themselves, and a search finds nothing unless all
//! tokens of the query are among those of the text, at places that fit. Where both are segmented, that fails as often as the
//! context changes a cut. So an index gets a graph of tokens ([`Mode::Index`](crate::Mode::Index)): every unit, and every word
//! of the dictionary that is more than one. A query gets a path through such a graph ([`Mode::Query`](crate::Mode::Query)).
//!
//! Units are those of [`Rule::Words`](crate::Rule::Words) alone, clusters without it: so a unit of Han text is one cluster, numerals
//! too. What units a text has, and what words, depends on nothing but the characters of each. Hence, for every text, every
//! piece of it that begins and ends between units, and every dictionary: **the tokens of the piece as a query are among those
//! of the text as it is indexed, and their positions there differ from those in the piece by one number.** DESIGN.md has the
//! proof.
//!
//! A position counts units, white space left out: a token has that of its first unit, and a length in units. Punctuation takes a
//! position, whether it is indexed or not.

use std::ops::Range;

use maxmatch_dict::Edges;

use crate::span::Span;
use crate::text::{Block, Text};
use crate::token::Kind;
use crate::tokens::{Found, Tokens};

/// What a search index keeps of a token: where it is in the text, and which positions it takes.
///
/// ```
/// use maxmatch::{Dictionary, Mode, Segmenter};
///
/// let mut builder = Dictionary::builder();
/// for word in ["研究", "研究生", "生命"] {
///     builder.add(word, 1, None)?;
/// }
/// let segmenter = Segmenter::builder(&builder.build()?).mode(Mode::Index).build()?;
/// let text = "研究生命";
/// let postings = segmenter.segment(text).postings();
/// let found: Vec<_> = postings.map(|posting| (&text[posting.range()], posting.positions())).collect();
/// assert_eq!(found, [
///     ("研", 0..1), ("研究", 0..2), ("研究生", 0..3), ("究", 1..2), ("生", 2..3), ("生命", 2..4), ("命", 3..4),
/// ]);
/// let query = segmenter.with_mode(Mode::Query);
/// assert!(query.segment("生命").postings().map(|posting| posting.positions()).eq([0..2]));
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Posting {
    span: Span,
    position: usize,
    length: usize,
}

impl Posting {
    /// Where the token is in the text, in bytes.
    #[inline]
    pub fn range(&self) -> Range<usize> {
        self.span.range()
    }

    /// What it is.
    #[inline]
    pub fn kind(&self) -> Kind {
        self.span.kind()
    }

    /// The positions that it takes: how many units stand before it and before its end, white space left out. White space itself
    /// takes none.
    #[inline]
    pub fn positions(&self) -> Range<usize> {
        self.position..self.position + self.length
    }

    /// The token without its positions.
    #[inline]
    pub fn span(&self) -> Span {
        self.span
    }
}

/// The tokens of a text with their positions: see [`Tokens::postings`].
#[derive(Debug)]
pub struct Postings<'s, 't, T: ?Sized = str> {
    tokens: Tokens<'s, 't, T>,
    /// The position of the next block.
    position: usize,
    /// The number of the next one among those of the block.
    next: usize,
}

impl<'s, 't, T: Text + ?Sized> Postings<'s, 't, T> {
    pub(crate) fn new(tokens: Tokens<'s, 't, T>) -> Postings<'s, 't, T> {
        let next = tokens.placed().postings.len();
        Postings { tokens, position: 0, next }
    }
}

impl<T: Text + ?Sized> Iterator for Postings<'_, '_, T> {
    type Item = Posting;

    #[inline]
    fn next(&mut self) -> Option<Posting> {
        if self.next == self.tokens.placed().postings.len() {
            self.position = self.tokens.place_next(self.position)?;
            self.next = 0;
        }
        let posting = self.tokens.placed().postings[self.next];
        self.next += 1;
        Some(posting)
    }
}

impl<T: Text + ?Sized> std::iter::FusedIterator for Postings<'_, '_, T> {}

/// The tokens of a block with their positions.
#[derive(Debug, Default, Clone)]
pub(crate) struct Placed {
    postings: Vec<Posting>,
    /// By character of the block, and for its end: how many units stand before it, white space left out.
    ordinals: Vec<u32>,
}

impl Placed {
    pub(crate) fn clear(&mut self) {
        self.postings.clear();
    }

    /// Places tokens that were found in a block, the first of which begins at a byte of the text. `position` is where the
    /// block begins; returns where the character `settled` is.
    pub(crate) fn place(
        &mut self,
        block: &Block,
        found: &[Found],
        mut start: usize,
        position: usize,
        settled: usize,
    ) -> usize {
        let Placed { postings, ordinals } = self;
        ordinals.clear();
        let mut before = 0;
        ordinals.extend(block.units().iter().zip(block.kinds()).map(|(&unit, &kind)| {
            let ordinal = before;
            before += u32::from(unit == 1 && kind != Kind::Whitespace as u8);
            ordinal
        }));
        ordinals.push(before);
        postings.clear();
        let mut at = 0;
        postings.extend(found.iter().map(|found| {
            let end = start + found.length();
            while block.byte(at) < start {
                at += 1;
            }
            let mut to = at;
            while block.byte(to) < end {
                to += 1;
            }
            let span = Span::new(start..end, found.kind());
            start += found.step();
            Posting { span, position: position + ordinals[at] as usize, length: (ordinals[to] - ordinals[at]) as usize }
        }));
        position + ordinals[settled] as usize
    }
}

/// Calls `found` with the units among the first `length` characters and the words that begin there and are more than one, in the
/// order of where they begin and then of their lengths: where each begins, where it ends, and whether it is a word.
pub(crate) fn each(block: &Block, edges: &Edges, length: usize, mut found: impl FnMut(usize, usize, bool)) {
    let mut start = 0;
    while start < length {
        let (words, unit) = (edges.starting(start), block.unit_end(start));
        let ends = words.iter().map(|word| start + usize::from(word.length));
        found(start, unit, ends.clone().any(|end| end == unit));
        ends.filter(|&end| end > unit).for_each(|end| found(start, end, true));
        start = unit;
    }
}

//! For search: what an index keeps of a text, and what a query asks it for.
//!
//! A text that is indexed and a query that is a piece of it are cut by themselves, and a search finds nothing unless all
//! tokens of the query are among those of the text, at places that fit. Where both are segmented, that fails as often as the
//! context changes a cut. So an index gets a graph of tokens ([`Mode::Index`](crate::Mode::Index)): every unit, and every word
//! of the dictionary that is more than one. A query gets a path through such a graph ([`Mode::Query`](crate::Mode::Query)). Beside
//! them an index has what the segmenter's other rules make one unit, an address or `24万`, which no query asks for.
//!
//! Units are those of [`Rule::Words`](crate::Rule::Words) alone, clusters without it: so a unit of Han text is one cluster, numerals
//! too. What units a text has, and what words, depends on nothing but the characters of each. Hence, for every text, every
//! piece of it that begins and ends between units, and every dictionary: **the tokens of the piece as a query are among those
//! of the text as it is indexed, and their positions there differ from those in the piece by one number.** DESIGN.md has the
//! proof.
//!
//! A position counts units, white space left out: a token has that of its first unit, and a length in units. Punctuation takes a
//! position, whether it is indexed or not.

mod forms;
mod placed;

pub(crate) use forms::Forms;
pub(crate) use placed::Placed;

use std::ops::Range;

use maxmatch_dict::Edges;

use crate::span::Span;
use crate::text::{Block, Text};
use crate::token::Kind;
use crate::tokens::Tokens;
use forms::Form;

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
        let next = tokens.placed().len();
        Postings { tokens, position: 0, next }
    }

    /// The term of the last token that was given out, which is what an index and its queries have in common: its characters,
    /// folded as the dictionary folds them, without variation selectors, joiners and the like. Ill-formed bytes are
    /// `U+FFFD`. Empty before the first token.
    ///
    /// ```
    /// use maxmatch::dict::View;
    /// use maxmatch::{Dictionary, Mode, Segmenter};
    ///
    /// let mut builder = Dictionary::builder();
    /// let dictionary = builder.views(&[View::Case, View::Simplified]).add("发展", 1, None)?.build()?;
    /// let segmenter = Segmenter::builder(&dictionary).mode(Mode::Query).build()?;
    /// let (text, mut found) = ("發展AI", Vec::new());
    /// let mut postings = segmenter.segment(text).postings();
    /// while let Some(posting) = postings.next() {
    ///     found.push((&text[posting.range()], postings.term().to_owned()));
    /// }
    /// assert_eq!(found, [("發展", "发展".to_owned()), ("AI", "ai".to_owned())]);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    #[inline]
    pub fn term(&self) -> &str {
        self.next.checked_sub(1).map_or("", |last| self.tokens.placed().term(last))
    }

    /// Once all tokens are given out: where the next one would begin, in bytes of the text, if that went on. See
    /// [`segment_prefix_with`](crate::Segmenter::segment_prefix_with).
    pub fn offset(&self) -> usize {
        self.tokens.offset()
    }

    /// Once all tokens are given out: the position of the next one, if the text went on.
    pub fn position(&self) -> usize {
        self.position
    }
}

impl<T: Text + ?Sized> Iterator for Postings<'_, '_, T> {
    type Item = Posting;

    #[inline]
    fn next(&mut self) -> Option<Posting> {
        if self.next == self.tokens.placed().len() {
            self.position = self.tokens.place_next(self.position)?;
            self.next = 0;
        }
        let posting = self.tokens.placed().get(self.next);
        self.next += 1;
        Some(posting)
    }
}

impl<T: Text + ?Sized> std::iter::FusedIterator for Postings<'_, '_, T> {}

/// Calls `found` with the units among the first `length` characters, and the words and forms that begin there and are more than
/// one, in the order of where they begin and then of their lengths: where each begins, where it ends, and its kind.
pub(crate) fn each(
    block: &Block,
    edges: &Edges,
    forms: &Forms,
    length: usize,
    mut found: impl FnMut(usize, usize, Kind),
) {
    let (mut start, mut forms) = (0, forms.found().iter().peekable());
    while start < length {
        let (words, unit) = (edges.starting(start), block.unit_end(start));
        let ends = words.iter().map(|word| start + usize::from(word.length));
        let form = forms.next_if(|form| form.start == start);
        let kind = if ends.clone().any(|end| end == unit) { Kind::Word } else { block.kind(start) };
        found(start, unit, kind);
        let mut longer = ends.filter(|&end| end > unit).peekable();
        if let Some(&Form { end: form, kind, .. }) = form {
            while let Some(end) = longer.next_if(|&end| end < form) {
                found(start, end, Kind::Word);
            }
            // What is a word is no form.
            if longer.peek() != Some(&form) {
                found(start, form, kind);
            }
        }
        longer.for_each(|end| found(start, end, Kind::Word));
        start = unit;
    }
}

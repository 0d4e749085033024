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

use maxmatch_dict::{Codes, Edges, Folding, LONGEST_WORD, characters};

use crate::rules::Rules;
use crate::span::Span;
use crate::text::{Block, NEAR, ReadBuffers, Text, begins_form, read_here};
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
        let placed = self.tokens.placed();
        self.next.checked_sub(1).and_then(|last| placed.terms.get(last)).map_or("", |term| placed.folded.get(term))
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

/// The tokens of a block with their positions and terms.
#[derive(Debug, Default, Clone)]
pub(crate) struct Placed {
    postings: Vec<Posting>,
    /// By posting: which characters of the folded text are its term.
    terms: Vec<Term>,
    folded: FoldedBlock,
    /// By character of the block, and for its end: how many units stand before it, white space left out.
    ordinals: Vec<u32>,
}

/// Characters of a block, of which something is the term.
#[derive(Debug, Clone, Copy)]
struct Term {
    from: u32,
    to: u32,
}

/// The text of a block, folded.
#[derive(Debug, Default, Clone)]
struct FoldedBlock {
    text: String,
    /// By character of the block, and for its end: where it begins in the text.
    starts: Vec<u32>,
}

impl FoldedBlock {
    #[inline(always)]
    fn get(&self, term: &Term) -> &str {
        &self.text[self.starts[term.from as usize] as usize..self.starts[term.to as usize] as usize]
    }

    /// Folds the block of a text.
    fn fold(&mut self, block: &Block, text: &[u8], folding: &Folding) {
        let FoldedBlock { text: folded, starts } = self;
        folded.clear();
        starts.clear();
        let mut at = block.byte(0);
        for chunk in text[at..block.byte(block.len())].utf8_chunks() {
            for c in chunk.valid().chars() {
                // Others belong to the character before.
                let is_first = at == block.byte(starts.len());
                if is_first {
                    starts.push(folded.len() as u32);
                }
                if is_first || !characters::is_ignored(c) {
                    folded.push(folding.fold(c));
                }
                at += c.len_utf8();
            }
            if !chunk.invalid().is_empty() {
                starts.push(folded.len() as u32);
                folded.push(char::REPLACEMENT_CHARACTER);
                at += chunk.invalid().len();
            }
        }
        starts.push(folded.len() as u32);
    }
}

impl Placed {
    pub(crate) fn clear(&mut self) {
        self.postings.clear();
        self.terms.clear();
    }

    /// Places tokens that were found in a block of a text, the first of which begins at a byte of it. `position` is where the
    /// block begins; returns where the character `settled` is.
    pub(crate) fn place(
        &mut self,
        (block, text, folding): (&Block, &[u8], &Folding),
        found: &[Found],
        mut start: usize,
        position: usize,
        settled: usize,
    ) -> usize {
        let Placed { postings, terms, folded, ordinals } = self;
        folded.fold(block, text, folding);
        ordinals.clear();
        let mut before = 0;
        ordinals.extend(block.units().iter().zip(block.kinds()).map(|(&unit, &kind)| {
            let ordinal = before;
            before += u32::from(unit == 1 && kind != Kind::Whitespace as u8);
            ordinal
        }));
        ordinals.push(before);
        postings.clear();
        terms.clear();
        let mut at = 0;
        for found in found {
            let end = start + found.length();
            while block.byte(at) < start {
                at += 1;
            }
            let mut to = at;
            while block.byte(to) < end {
                to += 1;
            }
            let (first, last) = (ordinals[at] as usize, ordinals[to] as usize);
            let span = Span::new(start..end, found.kind());
            postings.push(Posting { span, position: position + first, length: last - first });
            terms.push(Term { from: at as u32, to: to as u32 });
            start += found.step();
        }
        position + ordinals[settled] as usize
    }
}

/// The forms of a block: units by other rules than those for search, which are more than one unit for search. They are found from
/// left to right, none inside another, and are no longer than a word can be.
#[derive(Debug, Default, Clone)]
pub(crate) struct Forms {
    found: Vec<Form>,
    /// What is read from one place.
    block: Block,
    reading: ReadBuffers,
}

#[derive(Debug, Clone, Copy)]
struct Form {
    start: usize,
    end: usize,
    kind: Kind,
}

impl Forms {
    /// How far reading looks for them, in characters: a run of numerals, which is cut as a whole, has three bytes for each or more.
    pub(crate) const REACH: usize = NEAR / 3 + 1;

    /// Finds those that begin among the first `length` characters of a block, and notes in `reaches` how far reading went for
    /// them. Without rules there are none.
    ///
    /// What does not end as soon as that is passed over for as long as a word can be, or each of its units would be looked at.
    pub(crate) fn find(
        &mut self,
        block: &Block,
        length: usize,
        text: &[u8],
        codes: Codes<'_>,
        rules: Option<Rules>,
        reaches: &mut [u8],
    ) {
        const { assert!(Forms::REACH >= LONGEST_WORD && Forms::REACH <= u8::MAX as usize) };
        self.found.clear();
        let Some(rules) = rules else { return };
        let mut next = 0;
        while next < length {
            let start = next;
            next = block.unit_end(start);
            if block.byte(next) - block.byte(start) > NEAR || !may_begin(block, start..next, text) {
                continue;
            }
            let is_whole = read_here(text, block.byte(start), &mut self.block, codes, rules, &mut self.reading);
            let before = self.found.len();
            next = match is_whole.then(|| self.take(block, start)).flatten() {
                Some(end) => end.max(next),
                None => {
                    self.found.truncate(before);
                    block.last_unit(length.min(start + LONGEST_WORD)).max(next)
                }
            };
            reaches[start] = u8::try_from(next - start).unwrap_or(0);
        }
    }

    /// Takes what was read from a place of the block, and returns where it ends. None if that is too long for the block, or one of
    /// its units for a word. What ends inside of a unit is nothing, and what is a single one no form.
    fn take(&mut self, block: &Block, start: usize) -> Option<usize> {
        let read = &self.block;
        let mut at = start;
        for unit in read.unit_ranges(read.len()) {
            let end = block.position(at, read.byte(unit.end) - read.byte(unit.start))?;
            if block.units()[end] == 0 {
                break;
            }
            if end - at > LONGEST_WORD {
                return None;
            }
            if end > block.unit_end(at) {
                self.found.push(Form { start: at, end, kind: read.kind(unit.start) });
            }
            at = end;
        }
        Some(at)
    }
}

/// Whether a unit can begin one that is several.
fn may_begin(block: &Block, unit: Range<usize>, text: &[u8]) -> bool {
    match block.kind(unit.start) {
        Kind::Latin | Kind::Letter => unit.end < block.len() && block.kind(unit.end) != Kind::Whitespace,
        Kind::Number => true,
        Kind::Whitespace | Kind::Invalid => false,
        _ => unit.len() > 1 || begins_form(&text[block.byte(unit.start)..block.byte(unit.end)]),
    }
}

/// Calls `found` with the units among the first `length` characters, and the words and forms that begin there and are more than
/// one, in the order of where they begin and then of their lengths: where each begins, where it ends, and its kind.
pub(crate) fn each(
    block: &Block,
    edges: &Edges,
    forms: &Forms,
    length: usize,
    mut found: impl FnMut(usize, usize, Kind),
) {
    let (mut start, mut forms) = (0, forms.found.iter().peekable());
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

//! Many texts, one after the other.
//!
//! Short ones are segmented many at a time, as lines of one text: with 50 characters the scan would wait for memory longer than
//! it works. No unit and no word goes across the end of a line, and the tokens of a line do not depend on the other lines.

use std::ops::Range;

use crate::segmenter::Segmenter;
use crate::span::{Span, Spans};
use crate::tokens::Scratch;

/// So many bytes are worth a beginning.
const ENOUGH: usize = 1 << 15;

/// Segments many texts. What it gives is what each text by itself would give; for texts of some fifty characters it takes little
/// more than half the time.
///
/// Texts have a key, by which the tokens are told apart: a number, say.
///
/// ```
/// use maxmatch::{Batch, Dictionary, Segmenter};
///
/// let segmenter = Segmenter::new(&Dictionary::builder().add("研究", 9, None)?.add("生命", 9, None)?.build()?);
/// let (mut batch, mut found) = (Batch::new(&segmenter), Vec::new());
/// let mut take = |row: usize, text: &'static str, spans: maxmatch::BatchSpans<'_, '_>| {
///     found.extend(spans.map(|span| (row, &text[span.range()])));
/// };
/// for (row, text) in ["研究生命", "", "生命"].into_iter().enumerate() {
///     batch.push(row, text, &mut take);
/// }
/// batch.finish(&mut take);
/// assert_eq!(found, [(0, "研究"), (0, "生命"), (2, "生命")]);
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug)]
pub struct Batch<'s, 't, K> {
    segmenter: &'s Segmenter,
    scratch: Scratch,
    /// The next texts, and how many bytes they are.
    texts: Vec<(K, &'t str)>,
    bytes: usize,
    joined: String,
}

impl<'s, 't, K: Copy> Batch<'s, 't, K> {
    /// Of no texts yet.
    pub fn new(segmenter: &'s Segmenter) -> Batch<'s, 't, K> {
        Batch { segmenter, scratch: Scratch::default(), texts: Vec::new(), bytes: 0, joined: String::new() }
    }

    /// Takes a text, and may call `take` as [`finish`](Batch::finish) does.
    pub fn push(&mut self, key: K, text: &'t str, take: impl FnMut(K, &'t str, BatchSpans<'_, '_>)) {
        self.texts.push((key, text));
        // With the line feed behind it.
        self.bytes += text.len() + 1;
        // A carriage return and a line feed would be one unit.
        if self.bytes >= ENOUGH || text.ends_with('\r') {
            self.finish(take);
        }
    }

    /// Calls `take` with all tokens that it was not yet called with, in their order: a text and its key, and where some of its
    /// tokens are. A long text comes several times with the next of its tokens, an empty one perhaps never. More texts can
    /// follow.
    pub fn finish(&mut self, mut take: impl FnMut(K, &'t str, BatchSpans<'_, '_>)) {
        let text = match self.texts[..] {
            [] => return,
            [(_, text)] => text,
            _ => {
                self.joined.clear();
                for &(_, text) in &self.texts {
                    self.joined += text;
                    self.joined.push('\n');
                }
                self.joined.pop();
                &self.joined
            }
        };
        let mut texts = self.texts.drain(..);
        let ((mut key, mut line), mut start) = (texts.next().expect("there is one"), 0);
        let mut tokens = self.segmenter.segment_with(&mut self.scratch, text);
        while let Some(mut spans) = tokens.next_spans() {
            while spans.len() > 0 {
                let mut beyond = None;
                let length = line.len();
                take(key, line, BatchSpans { spans: &mut spans, start, length, beyond: &mut beyond });
                // Those that were not taken.
                BatchSpans { spans: &mut spans, start, length, beyond: &mut beyond }.for_each(drop);
                if let Some(next) = beyond {
                    (key, line) = texts.next().expect("a line feed parts two lines");
                    start = next;
                }
            }
        }
        self.bytes = 0;
    }
}

/// Where some tokens of a text are in it, in bytes: see [`Batch::finish`].
#[derive(Debug)]
pub struct BatchSpans<'s, 'a> {
    spans: &'s mut Spans<'a>,
    /// Where the text begins among all.
    start: usize,
    length: usize,
    /// Where the next text begins, once the line feed was met.
    beyond: &'s mut Option<usize>,
}

impl Iterator for BatchSpans<'_, '_> {
    type Item = Span;

    #[inline]
    fn next(&mut self) -> Option<Span> {
        if self.beyond.is_some() {
            return None;
        }
        let span = self.spans.next()?;
        let Range { start, end } = span.range();
        if start - self.start < self.length {
            return Some(Span::new(start - self.start..end - self.start, span.kind()));
        }
        *self.beyond = Some(end);
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.spans.len()))
    }
}

impl std::iter::FusedIterator for BatchSpans<'_, '_> {}

//! Many texts, one after the other.
//!
//! Short ones are segmented many at a time, as lines of one text: with 50 characters the scan would wait for memory longer than
//! it works. No unit and no word goes across the end of a line, and the tokens of a line do not depend on the other lines.

use std::ops::Range;

use crate::segmenter::Segmenter;
use crate::token::Kind;
use crate::tokens::Scratch;

/// So many bytes are worth a beginning.
const ENOUGH: usize = 1 << 15;

/// Segments many texts. What it gives is what each text by itself would give; for short texts it takes up to half the time.
///
/// Texts have a key, by which the tokens are told apart: a number, say.
///
/// ```
/// use maxmatch::{Batch, Dictionary, Kind, Segmenter};
///
/// let segmenter = Segmenter::new(&Dictionary::builder().add("研究", 9, None)?.add("生命", 9, None)?.build()?);
/// let (mut batch, mut found) = (Batch::new(&segmenter), Vec::new());
/// for (row, text) in ["研究生命", "", "生命"].into_iter().enumerate() {
///     batch.push(row, text, |row, text, range, kind| found.push((row, &text[range], kind)));
/// }
/// batch.finish(|row, text, range, kind| found.push((row, &text[range], kind)));
/// assert_eq!(found, [(0, "研究", Kind::Word), (0, "生命", Kind::Word), (2, "生命", Kind::Word)]);
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug)]
pub struct Batch<'a, K> {
    segmenter: &'a Segmenter,
    scratch: Scratch,
    /// The next texts, and how many bytes they are.
    texts: Vec<(K, &'a str)>,
    bytes: usize,
    joined: String,
}

impl<'a, K: Copy> Batch<'a, K> {
    /// Of no texts yet.
    pub fn new(segmenter: &'a Segmenter) -> Batch<'a, K> {
        Batch { segmenter, scratch: Scratch::default(), texts: Vec::new(), bytes: 0, joined: String::new() }
    }

    /// Takes a text, and may call `found` as [`finish`](Batch::finish) does.
    pub fn push(&mut self, key: K, text: &'a str, found: impl FnMut(K, &'a str, Range<usize>, Kind)) {
        self.texts.push((key, text));
        self.bytes += text.len();
        // A carriage return and a line feed would be one unit.
        if self.bytes >= ENOUGH || text.ends_with('\r') {
            self.finish(found);
        }
    }

    /// Calls `found` with all tokens that it was not yet called with, in their order: the text and its key, where in it the token
    /// is, in bytes, and what it is. More texts can follow.
    pub fn finish(&mut self, mut found: impl FnMut(K, &'a str, Range<usize>, Kind)) {
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
        while let Some(spans) = tokens.next_spans() {
            for span in spans {
                let range = span.range();
                if range.start - start < line.len() {
                    found(key, line, range.start - start..range.end - start, span.kind());
                } else {
                    (key, line) = texts.next().expect("a line feed parts two lines");
                    start = range.end;
                }
            }
        }
        self.bytes = 0;
    }
}

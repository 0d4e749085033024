//! The tokens of many texts.
//!
//! Short texts are segmented many at a time, as lines of one text: with 50 characters the scan would wait for memory longer than
//! it works. No unit and no word goes across the end of a line, and its tokens do not depend on the other lines.

use std::ops::Range;

use maxmatch::{Kind, Scratch, Segmenter};

/// So many bytes are worth a beginning.
const ENOUGH: usize = 1 << 15;

/// Segments texts, and remembers what it can use again.
pub(crate) struct Lines<'a> {
    segmenter: &'a Segmenter,
    scratch: Scratch,
    /// The next texts, with their rows, and how many bytes they are.
    texts: Vec<(usize, &'a str)>,
    bytes: usize,
    joined: String,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(segmenter: &'a Segmenter) -> Lines<'a> {
        Lines { segmenter, scratch: Scratch::default(), texts: Vec::new(), bytes: 0, joined: String::new() }
    }

    /// Takes the text of a row, and may call `found` with tokens as [`finish`](Lines::finish) does.
    pub(crate) fn push(&mut self, row: usize, text: &'a str, found: impl FnMut(usize, &'a str, Range<usize>, Kind)) {
        self.texts.push((row, text));
        self.bytes += text.len();
        // A carriage return and a line feed would be one unit.
        if self.bytes >= ENOUGH || text.ends_with('\r') {
            self.finish(found);
        }
    }

    /// Calls `found` with all tokens that it was not yet called with, in their order: the row, its text, where in it the token is,
    /// in bytes, and what it is.
    pub(crate) fn finish(&mut self, mut found: impl FnMut(usize, &'a str, Range<usize>, Kind)) {
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
        let ((mut row, mut line), mut start) = (texts.next().expect("there is one"), 0);
        let mut tokens = self.segmenter.segment_with(&mut self.scratch, text);
        while let Some(spans) = tokens.next_spans() {
            for span in spans {
                let range = span.range();
                if range.start - start < line.len() {
                    found(row, line, range.start - start..range.end - start, span.kind());
                } else {
                    (row, line) = texts.next().expect("a line feed parts two lines");
                    start = range.end;
                }
            }
        }
        self.bytes = 0;
    }
}

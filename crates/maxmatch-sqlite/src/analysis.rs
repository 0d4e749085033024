//! From text to FTS5's tokens.

use std::mem;
use std::ops::{ControlFlow, Range};
use std::sync::Mutex;

use maxmatch::{Kind, Scratch, Segmenter};

use crate::options::Options;

/// What text becomes tokens for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// To be indexed, or shown.
    Document,
    Query,
}

/// Where a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// At the position after that of the token before.
    Next,
    /// At that of the token before.
    Same,
}

/// A dictionary, as it is used.
#[derive(Debug)]
pub(crate) struct Analysis {
    segmenter: Segmenter,
    options: Options,
    scratch: Mutex<Scratch>,
}

impl Analysis {
    /// Of a segmenter in [`Mode::Index`](maxmatch::Mode::Index).
    pub(crate) fn new(segmenter: Segmenter, options: Options) -> Analysis {
        Analysis { segmenter, options, scratch: Mutex::default() }
    }

    pub(crate) fn segmenter(&self) -> &Segmenter {
        &self.segmenter
    }

    /// What stands after `tokenize =`.
    pub(crate) fn tokenize(&self) -> String {
        self.options.to_tokenize(&self.segmenter.fingerprint().to_string())
    }

    /// What it is, as a JSON object.
    pub(crate) fn info(&self) -> String {
        let info = self.segmenter.dictionary().info();
        let (major, minor, patch) = unicode_segmentation::UNICODE_VERSION;
        format!(
            r#"{{"version":"{}","dictionary":{},"dictionary_version":{},"words":{},"unicode":"{}","fingerprint":"{}"}}"#,
            env!("CARGO_PKG_VERSION"),
            json(&info.name),
            json(&info.version),
            info.words,
            format_args!("{major}.{minor}.{patch}"),
            self.segmenter.fingerprint(),
        )
    }

    /// Calls `found` with the terms of a text, their bytes and places, until it breaks.
    ///
    /// Positions count units. FTS5 gives those of a query consecutive positions, so a query has nothing but units, and what takes
    /// no position in the one, white space and perhaps punctuation, takes none in the other.
    pub(crate) fn tokens<B>(
        &self,
        text: &[u8],
        side: Side,
        mut found: impl FnMut(&str, Range<usize>, Place) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        // Taken, not kept locked: then a panic can't poison it.
        let lock = || self.scratch.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let mut scratch = mem::take(&mut *lock());
        let with_words = self.options.words && side == Side::Document;
        let mut postings = self.segmenter.segment_bytes_with(&mut scratch, text).postings();
        let mut unit = (usize::MAX, false);
        let mut flow = ControlFlow::Continue(());
        while let Some(posting) = postings.next() {
            // The first token that begins at a place is the unit there; words that begin in it go with it.
            let range = posting.range();
            let place = if unit.0 == range.start { Place::Same } else { Place::Next };
            if place == Place::Next {
                let is_dropped = posting.kind() == Kind::Punctuation && !self.options.punctuation;
                unit = (range.start, !posting.positions().is_empty() && !is_dropped);
            }
            if unit.1 && (place == Place::Next || with_words) {
                flow = found(postings.term(), range, place);
                if flow.is_break() {
                    break;
                }
            }
        }
        drop(postings);
        *lock() = scratch;
        flow
    }
}

/// A string of JSON.
fn json(text: &str) -> String {
    let mut json = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            '\0'..' ' => json += &format!("\\u{:04x}", c as u32),
            _ => json.push(c),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    #[test]
    fn json() {
        assert_eq!(super::json("a\"b\\c\n\u{1}词"), r#""a\"b\\c\u000a\u0001词""#);
    }
}

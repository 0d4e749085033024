//! How a text comes: how much of it, and in what pieces.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Where a text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Cut {
    /// At the first line end at which a piece has this many bytes.
    Lines(usize),
    /// At the last character with which a piece has no more than this many bytes, but one at least.
    Characters(usize),
}

impl Cut {
    /// The first piece of a text.
    pub(crate) fn first(self, text: &str) -> &str {
        let end = match self {
            Cut::Lines(bytes) => {
                let from = bytes.min(text.len()).saturating_sub(1);
                text.as_bytes()[from..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |at| from + at + 1)
            }
            Cut::Characters(bytes) => {
                let last = (1..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
                last.or_else(|| text.chars().next().map(char::len_utf8)).unwrap_or(0)
            }
        };
        &text[..end]
    }

    /// The pieces of a text, none empty, each with its place in bytes.
    pub(crate) fn pieces(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
        let mut start = 0;
        std::iter::from_fn(move || {
            let (at, piece) = (start, self.first(&text[start..]));
            start += piece.len();
            (!piece.is_empty()).then_some((at, piece))
        })
    }
}

/// The text of a file again and again until it has this many bytes, and on to the end of that line.
pub(crate) fn load(path: &Path, bytes: usize) -> Result<String, String> {
    let name = path.display();
    let source = fs::read_to_string(path).map_err(|e| format!("{name}: {e}; give a text in UTF-8 with --text FILE"))?;
    if source.is_empty() {
        return Err(format!("{name}: nothing to segment; give another text with --text FILE"));
    }
    Ok(repeated(&source, bytes))
}

pub(crate) fn repeated(source: &str, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + source.len());
    while text.len() + source.len() <= bytes {
        text.push_str(source);
    }
    if text.len() < bytes {
        text.push_str(Cut::Lines(bytes - text.len()).first(source));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Cut, repeated};

    #[test]
    fn pieces_are_the_text() {
        for (cut, pieces) in [
            (Cut::Lines(1), &["汉字\n", "\n", "a"][..]),
            (Cut::Lines(7), &["汉字\n", "\na"]),
            (Cut::Lines(8), &["汉字\n\n", "a"]),
            (Cut::Lines(99), &["汉字\n\na"]),
            (Cut::Characters(1), &["汉", "字", "\n", "\n", "a"]),
            (Cut::Characters(4), &["汉", "字\n", "\na"]),
            (Cut::Characters(9), &["汉字\n\na"]),
        ] {
            let text = "汉字\n\na";
            assert!(cut.pieces(text).map(|(_, piece)| piece).eq(pieces.iter().copied()), "{cut:?}");
            assert!(cut.pieces(text).all(|(at, piece)| text[at..].starts_with(piece)), "{cut:?}");
            assert_eq!(cut.pieces("").count(), 0);
        }
    }

    #[test]
    fn texts_are_repeated_by_lines() {
        for (bytes, text) in [(1, "ab\n"), (3, "ab\n"), (4, "ab\nc\n"), (5, "ab\nc\n"), (6, "ab\nc\nab\n")] {
            assert_eq!(repeated("ab\nc\n", bytes), text, "{bytes}");
        }
    }
}

//! What the bytes of an input stand for.
//!
//! * [`Choice`]: what `--encoding` says; `detect` makes one encoding of it for each input,
//! * [`Passage`]: bytes and the text that they are, with the places that can't be decoded,
//! * `Walk`: from places in the text back to places in the bytes.
//!
//! Encodings are those of the WHATWG's standard, except two: ISO-2022-JP, whose bytes mean something else after each
//! escape, so that no piece of a text could be read by itself, and `replacement`, which decodes nothing.

mod detect;
mod passage;
mod walk;

use std::fmt;
use std::str::FromStr;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

pub(crate) use detect::{SAMPLE, Sniffed, guess};
pub use passage::Passage;
pub(crate) use passage::UNDECODABLE;
pub(crate) use walk::Walk;

/// Which encoding inputs have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// None: bytes are the text, as they are.
    None,
    /// What the beginning of each input looks like.
    Auto,
    /// This one, unless a byte order mark says otherwise.
    Given(&'static Encoding),
}

/// A label that names no encoding that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseChoiceError(String);

impl fmt::Display for ParseChoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ParseChoiceError {}

impl FromStr for Choice {
    type Err = ParseChoiceError;

    fn from_str(label: &str) -> Result<Choice, ParseChoiceError> {
        match (label, Encoding::for_label(label.as_bytes())) {
            ("none", _) => Ok(Choice::None),
            ("auto", _) => Ok(Choice::Auto),
            (_, Some(encoding)) if encoding.is_ascii_compatible() || is_utf16(encoding) => Ok(Choice::Given(encoding)),
            (_, Some(_)) => Err(ParseChoiceError(format!(
                "{label} can't be read in pieces; convert it first: iconv -f {label} -t UTF-8"
            ))),
            (_, None) => Err(ParseChoiceError(format!(
                "unknown encoding {label:?}; there are auto, none and the labels of the WHATWG's Encoding Standard, such as \
                 gb18030, gbk, big5, utf-16le, utf-16be and utf-8"
            ))),
        }
    }
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// The length of the lines in `bytes` that have a line end. Line ends are looked for from byte `from` on, which was
/// behind the bytes that had none.
pub(crate) fn whole_lines(encoding: &'static Encoding, bytes: &[u8], from: usize) -> usize {
    // In every encoding but these the byte stands for a line feed and nothing else.
    let line_feed = match encoding {
        _ if encoding == UTF_16LE => [b'\n', 0],
        _ if encoding == UTF_16BE => [0, b'\n'],
        _ => return bytes[from..].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| from + end + 1),
    };
    let from = from - from % 2;
    let (units, _) = bytes[from..].as_chunks::<2>();
    units.iter().rposition(|&unit| unit == line_feed).map_or(0, |end| from + 2 * (end + 1))
}

/// The text in an encoding. None if the encoding has not all of its characters.
pub(crate) fn encode(encoding: &'static Encoding, text: &str) -> Option<Vec<u8>> {
    if is_utf16(encoding) {
        let bytes = if encoding == UTF_16LE { u16::to_le_bytes } else { u16::to_be_bytes };
        return Some(text.encode_utf16().flat_map(bytes).collect());
    }
    let (bytes, _, has_unmappable) = encoding.encode(text);
    (!has_unmappable).then(|| bytes.into_owned())
}

/// Appends ASCII in an encoding.
pub(crate) fn append_ascii(encoding: &'static Encoding, text: &[u8], output: &mut Vec<u8>) {
    match encoding {
        _ if encoding == UTF_16LE => output.extend(text.iter().flat_map(|&byte| [byte, 0])),
        _ if encoding == UTF_16BE => output.extend(text.iter().flat_map(|&byte| [0, byte])),
        _ => output.extend_from_slice(text),
    }
}

/// Whether bytes in the encoding must be decoded: those of UTF-8 are the text, ill-formed or not.
pub(crate) fn needs_decoding(encoding: &'static Encoding) -> bool {
    encoding != UTF_8
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030, GBK};

    use super::*;

    #[test]
    fn labels() {
        for (label, expected) in [
            ("none", Choice::None),
            ("auto", Choice::Auto),
            ("GB18030", Choice::Given(GB18030)),
            ("gb2312", Choice::Given(GBK)),
            ("big5-hkscs", Choice::Given(BIG5)),
            ("utf-16", Choice::Given(UTF_16LE)),
            ("utf8", Choice::Given(UTF_8)),
        ] {
            assert_eq!(label.parse(), Ok(expected), "{label}");
        }
        for (label, expected) in [
            ("klingon", "unknown encoding \"klingon\""),
            ("", "unknown encoding \"\""),
            ("hz-gb-2312", "iconv -f hz-gb-2312 -t UTF-8"),
            ("replacement", "can't be read"),
            ("iso-2022-jp", "can't be read in pieces"),
        ] {
            let message = label.parse::<Choice>().unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
        }
    }

    #[test]
    fn line_ends() {
        // U+0A0A and U+000A: a byte of a character is no line end.
        for (encoding, bytes, from, length) in [
            (UTF_8, &b"a\nb"[..], 0, 2),
            (UTF_8, b"a\nb", 2, 0),
            (GB18030, b"\xD1\xD0\n\xBE", 0, 3),
            (UTF_16LE, b"\x0A\x0A\x0A\x00\x0A", 0, 4),
            (UTF_16LE, b"\x0A\x0A\x0A\x00\x0A", 3, 4),
            (UTF_16LE, b"\x00\x0A\x00\x0A", 0, 0),
            (UTF_16BE, b"\x00\x0A\x0A\x00\x0A", 0, 2),
            (UTF_16BE, b"\x4E\x00\x0A\x00", 0, 0),
        ] {
            assert_eq!(whole_lines(encoding, bytes, from), length, "{} {bytes:?}", encoding.name());
        }
    }

    #[test]
    fn what_is_added_is_encoded() {
        assert_eq!(encode(GB18030, "研|").unwrap(), b"\xD1\xD0|");
        assert_eq!(encode(UTF_16BE, "研|").unwrap(), b"\x78\x14\0|");
        assert_eq!(encode(BIG5, "👩"), None);
        for encoding in [GB18030, BIG5, UTF_16LE, UTF_16BE, UTF_8] {
            let mut output = Vec::new();
            append_ascii(encoding, b"a\n", &mut output);
            assert_eq!(Some(output), encode(encoding, "a\n"));
        }
    }
}

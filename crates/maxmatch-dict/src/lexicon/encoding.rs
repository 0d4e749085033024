//! What bytes are that are not UTF-8. Only messages depend on it: nothing is decoded.

use std::str::Utf8Error;

use super::error::{Error, ErrorKind};

/// Says where `bytes` stop being UTF-8, what they seem to be, and how to convert them.
pub(super) fn explain(name: &str, bytes: &[u8], error: Utf8Error) -> Error {
    let offset = error.valid_up_to();
    let line = 1 + bytes[..offset].iter().filter(|&&byte| byte == b'\n').count() as u64;
    let remedy = match guess(bytes) {
        Some(Guess::Utf16) => "the file is UTF-16: convert it with `iconv -f UTF-16 -t UTF-8`",
        Some(Guess::Gb18030) => {
            "the file looks like GB18030 (GBK, GB2312): convert it with `iconv -f GB18030 -t UTF-8`"
        }
        Some(Guess::Big5OrGb18030) => {
            "the file looks like Big5 or GB18030 (GBK), which bytes alone do not tell apart: convert it with \
             `iconv -f BIG5 -t UTF-8`, and if that fails or the words are no words, with `iconv -f GB18030 -t UTF-8`"
        }
        None => "correct the line, or convert the file to UTF-8 from the encoding that it was written in",
    };
    let message = format!("byte {:#04X} at offset {offset} of the file is not UTF-8; {remedy}", bytes[offset]);
    Error::new(ErrorKind::Encoding, name, line, message)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guess {
    Utf16,
    Gb18030,
    Big5OrGb18030,
}

fn guess(bytes: &[u8]) -> Option<Guess> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Some(Guess::Utf16);
    }
    let pairs = Pairs::count(bytes).filter(|_| !is_damaged_utf8(bytes))?;
    // In GB2312, which all but the rarest simplified characters are from, the second byte is high. In Big5 it is so
    // for 94 of 157, and never between 0x7F and 0xA0, where it may be in GBK.
    if pairs.high * 10 >= pairs.all * 9 {
        Some(Guess::Gb18030)
    } else if pairs.high * 10 >= pairs.all * 3 {
        Some(if pairs.middle == 0 { Guess::Big5OrGb18030 } else { Guess::Gb18030 })
    } else {
        None
    }
}

/// Whether `bytes` have more characters of UTF-8 than places that are not. Text in a double-byte encoding has hardly
/// any: two bytes of it may pass for one character of UTF-8, three seldom do.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|character| character.len_utf8() > 2).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken
}

/// The byte pairs of a text in a Chinese double-byte encoding, by their second byte.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Pairs {
    all: usize,
    /// 0x80–0xA0: not in Big5.
    middle: usize,
    /// 0xA1–0xFE.
    high: usize,
}

impl Pairs {
    /// `None` if there are none, or if the bytes are not GB18030 (which has room for all of Big5) from end to end.
    fn count(bytes: &[u8]) -> Option<Self> {
        let mut pairs = Self::default();
        let mut rest = bytes;
        loop {
            rest = match rest {
                [] => return Some(pairs).filter(|pairs| pairs.all > 0),
                [0..=0x7F, rest @ ..] => rest,
                [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', rest @ ..] => rest,
                [0x81..=0xFE, second @ (0x40..=0x7E | 0x80..=0xFE), rest @ ..] => {
                    pairs.all += 1;
                    pairs.middle += usize::from(matches!(second, 0x80..=0xA0));
                    pairs.high += usize::from(matches!(second, 0xA1..=0xFE));
                    rest
                }
                _ => return None,
            };
        }
    }
}

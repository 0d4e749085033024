//! From places in a text back to places in its bytes.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, GBK, SHIFT_JIS, UTF_16BE, UTF_16LE};

use super::Passage;
use super::passage::UNDECODABLE;

/// A walk through a passage, character by character, in the text and in the bytes at once. Where bytes can't be decoded is
/// known, and everywhere else the bytes themselves say how long a character is; so no table of offsets has to be kept.
#[derive(Debug, Clone)]
pub(crate) struct Walk<'p> {
    passage: &'p Passage,
    measure: Measure,
    text: usize,
    byte: usize,
    /// How many of the passage's undecodable places are behind.
    passed: usize,
}

/// How long the character at the beginning of bytes is, if it is one, in bytes.
type Measure = fn(&[u8]) -> usize;

impl<'p> Walk<'p> {
    pub(crate) fn new(passage: &'p Passage) -> Walk<'p> {
        let measure: Measure = match passage.encoding() {
            encoding if encoding == UTF_16LE => |bytes| if bytes[1] & 0xFC == 0xD8 { 4 } else { 2 },
            encoding if encoding == UTF_16BE => |bytes| if bytes[0] & 0xFC == 0xD8 { 4 } else { 2 },
            encoding if encoding == GB18030 || encoding == GBK => |bytes| match bytes {
                [..=0x80, ..] => 1,
                [_, b'0'..=b'9', ..] => 4,
                _ => 2,
            },
            encoding if encoding == BIG5 || encoding == EUC_KR => |bytes| if bytes[0] < 0x80 { 1 } else { 2 },
            encoding if encoding == SHIFT_JIS => |bytes| if matches!(bytes[0], 0..=0x80 | 0xA1..=0xDF) { 1 } else { 2 },
            encoding if encoding == EUC_JP => |bytes| match bytes[0] {
                ..0x80 => 1,
                0x8F => 3,
                _ => 2,
            },
            encoding => {
                debug_assert!(encoding.is_single_byte(), "{} has no measure", encoding.name());
                |_| 1
            }
        };
        Walk { passage, measure, text: 0, byte: 0, passed: 0 }
    }

    /// Where in the text the walk is.
    pub(crate) fn place(&self) -> usize {
        self.text
    }

    /// Goes on to a place of the text, which is not before where the walk is, and returns the byte there.
    pub(crate) fn to(&mut self, place: usize) -> usize {
        let (text, bytes) = (self.passage.text(), &self.passage.bytes);
        while self.text < place {
            match self.passage.all_undecodable().get(self.passed) {
                Some(undecodable) if undecodable.text == self.text => {
                    self.byte += undecodable.length;
                    self.text += UNDECODABLE.len();
                    self.passed += 1;
                }
                _ => {
                    let character = &bytes[self.byte..];
                    self.text += match text[self.text] {
                        _ if self.is_pair(character) => 4,
                        0..0x80 => 1,
                        0x80..0xE0 => 2,
                        0xE0..0xF0 => 3,
                        0xF0.. => 4,
                    };
                    self.byte += (self.measure)(character);
                }
            }
        }
        self.byte
    }

    /// Whether what stands at the beginning of the bytes is two characters: in Big5, Ê or ê with a macron or a caron.
    fn is_pair(&self, bytes: &[u8]) -> bool {
        matches!(bytes, [0x88, 0x62 | 0x64 | 0xA3 | 0xA5, ..]) && self.passage.encoding() == BIG5
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::*;

    use super::*;

    /// Of every character of every encoding, the length is right.
    #[test]
    fn every_character_is_measured() {
        let encodings =
            [GB18030, GBK, BIG5, EUC_KR, EUC_JP, SHIFT_JIS, UTF_16LE, UTF_16BE, WINDOWS_1252, KOI8_R, X_USER_DEFINED];
        for encoding in encodings {
            let mut passage = Passage::default();
            let mut count = 0;
            // Pairs of bytes, longer characters by their beginnings, and GB18030's and UTF-16's that are in no table.
            for lead in 0..=0xFFFF_u16 {
                let [a, b] = lead.to_be_bytes();
                for character in
                    [&[a][..], &[a, b], &[a, b, 0x81, 0x30], &[0x8F, a, b], &[b, a, 0x00, 0xDC], &[a, b, 0xDC, 0]]
                {
                    let text = encoding.decode_without_bom_handling_and_without_replacement(character);
                    let Some(text) = text.filter(|text| text.chars().count() == 1 && !text.is_ascii()) else {
                        continue;
                    };
                    let before = passage.bytes.len();
                    passage.bytes.clear();
                    passage.bytes.extend_from_slice(character);
                    passage.decode(encoding, true);
                    let mut walk = Walk::new(&passage);
                    assert_eq!(walk.to(text.len()), character.len(), "{} {character:X?}, {before}", encoding.name());
                    count += 1;
                }
            }
            assert!(count > 100, "{}", encoding.name());
        }
    }

    #[test]
    fn what_is_no_character_is_walked_over() {
        // 研, a byte that is none, Ê with a macron, an A, and a lead byte without a trail.
        let mut passage = Passage::default();
        passage.bytes.extend_from_slice(b"\xAC\xE3\xFF\x88\x62A\xA4");
        passage.decode(BIG5, true);
        assert_eq!(passage.text(), b"\xE7\xA0\x94\xF4\x8F\xBF\xC3\x8A\xCC\x84A\xF4\x8F\xBF");
        let places = [(0, 0), (3, 2), (6, 3), (8, 5), (10, 5), (11, 6), (14, 7)];
        let mut walk = Walk::new(&passage);
        for (place, byte) in places {
            assert_eq!((walk.to(place), passage.byte(place)), (byte, byte), "{place}");
        }
        assert_eq!(passage.undecodable(3, 6), b"\xFF");
        assert_eq!(passage.undecodable(11, 14), b"\xA4");
    }
}

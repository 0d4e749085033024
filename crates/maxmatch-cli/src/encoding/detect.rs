//! Which encoding an input has, by its beginning.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::{Choice, Passage};

/// How many bytes of an input are looked at.
pub(crate) const SAMPLE: usize = 1 << 16;

/// What the bytes read so far say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// More of them are needed.
    Undecided,
    /// The input's encoding.
    Encoding(&'static Encoding),
}

impl Choice {
    /// Decides on the beginning of an input: on a byte order mark if there is one, and if it is to be found out, on the first
    /// 64 KiB. What comes behind these makes no difference. `is_end` says that nothing comes.
    pub(crate) fn sniff(self, beginning: &[u8], is_end: bool) -> Sniffed {
        let marks = [(&b"\xEF\xBB\xBF"[..], UTF_8), (b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)];
        let mark = marks.iter().find(|(mark, _)| beginning.starts_with(mark));
        let may_begin_mark = !is_end && marks.iter().any(|(mark, _)| mark.starts_with(beginning));
        match (self, mark) {
            (Choice::None, _) => Sniffed::Encoding(UTF_8),
            (_, Some(&(_, encoding))) => Sniffed::Encoding(encoding),
            (Choice::Given(encoding), None) if !may_begin_mark => Sniffed::Encoding(encoding),
            (Choice::Auto, None) if beginning.len() >= SAMPLE || is_end => {
                Sniffed::Encoding(guess(beginning).unwrap_or(UTF_8))
            }
            _ => Sniffed::Undecided,
        }
    }
}

/// What the first 64 KiB of `bytes` look like: UTF-8, UTF-16, GB18030 or Big5. None if none of these.
pub(crate) fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // A sample of a longer text may end within a character.
    let is_utf8 =
        std::str::from_utf8(sample).map_or_else(|error| bytes.len() >= SAMPLE && error.error_len().is_none(), |_| true);
    match utf16(sample) {
        // In ASCII as UTF-16 every other byte is a NUL, and so it is UTF-8 as well; few Chinese characters can be.
        Some(units) if !is_utf8 || units.line_ends > 0 || units.latin * 2 > units.all => Some(units.encoding),
        _ if is_utf8 || is_damaged_utf8(sample) => Some(UTF_8),
        _ => double_byte(sample),
    }
}

/// Whether there are more characters of UTF-8 than places that are not. Text in a double-byte encoding has hardly any: two
/// bytes of it may pass for one character of UTF-8, three seldom do.
fn is_damaged_utf8(sample: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in sample.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken
}

/// The units of a text in UTF-16, by what Chinese text consists of.
struct Units {
    encoding: &'static Encoding,
    all: usize,
    han: usize,
    latin: usize,
    line_ends: usize,
    punctuation: usize,
}

impl Units {
    fn count(sample: &[u8], encoding: &'static Encoding) -> Units {
        let unit = if encoding == UTF_16LE { u16::from_le_bytes } else { u16::from_be_bytes };
        let (pairs, _) = sample.as_chunks::<2>();
        let mut units = Units { encoding, all: pairs.len(), han: 0, latin: 0, line_ends: 0, punctuation: 0 };
        for &pair in pairs {
            match unit(pair) {
                0x0A | 0x0D => units.line_ends += 1,
                0x09 | 0x20..=0x7E => units.latin += 1,
                0x2010..=0x2026 | 0x3000..=0x301F | 0xFF00..=0xFF5E => units.punctuation += 1,
                0x4E00..=0x9FFF => units.han += 1,
                _ => {}
            }
        }
        units
    }

    fn others(&self) -> usize {
        self.latin + self.line_ends + self.punctuation
    }
}

/// UTF-16 without a byte order mark: nine tenths of the units are what Chinese text consists of. In text of another encoding,
/// or in the other order of bytes, they are scattered, or, as pairs of Latin letters are, Han and nothing else.
fn utf16(sample: &[u8]) -> Option<Units> {
    let orders = [UTF_16LE, UTF_16BE].map(|encoding| Units::count(sample, encoding));
    let units = orders.into_iter().max_by_key(|units| units.han + units.others())?;
    let is_text = units.others() > 0 && (units.han + units.others()) * 10 >= units.all * 9;
    (is_text && sample.len().is_multiple_of(2)).then_some(units)
}

/// GB18030 or Big5, by how often pairs of bytes stand in a row as in Chinese text.
fn double_byte(sample: &[u8]) -> Option<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(longest_sound(sample)?, false);
    let mut guess = detector.guess(None, Utf8Detection::Deny);
    if guess != BIG5 && !guess.is_single_byte() {
        // A few characters may pass for Japanese or Korean as well; here they are Chinese if they can be.
        guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    }
    match guess {
        _ if guess == GBK => Some(GB18030),
        _ if guess == BIG5 => Some(BIG5),
        _ => None,
    }
}

/// The longest piece of a sample that may be GB18030, or Big5, which has the same shape: the detector bears no damage. None
/// if there is so much of it that the sample is something else.
fn longest_sound(sample: &[u8]) -> Option<&[u8]> {
    let mut passage = Passage::from(sample);
    passage.decode(GB18030, false);
    let undecodable = passage.all_undecodable();
    let begins = undecodable.iter().map(|place| place.byte + place.length);
    let ends = undecodable.iter().map(|place| place.byte);
    let pieces = std::iter::once(0).chain(begins).zip(ends.chain([sample.len()]));
    let longest = pieces.map(|(begin, end)| &sample[begin..end]).max_by_key(|piece| piece.len());
    longest.filter(|_| undecodable.len() * 10 <= sample.len())
}

#[cfg(test)]
mod tests {
    use super::super::encode;
    use super::*;

    const SIMPLIFIED: &str = "他说：“研究生命的起源，是一件很有意思的事情。”结婚的和尚未结婚的，都来到了北京。\r\n";
    const TRADITIONAL: &str = "他說：「研究生命的起源，是一件很有意思的事情。」結婚的和尚未結婚的，都來到了臺北。\r\n";

    #[test]
    fn encodings_are_told_apart() {
        for (text, encodings) in [
            (SIMPLIFIED, &[UTF_8, UTF_16LE, UTF_16BE, GB18030][..]),
            (TRADITIONAL, &[UTF_8, UTF_16LE, UTF_16BE, GB18030, BIG5]),
            ("plain ASCII\n", &[UTF_8, UTF_16LE, UTF_16BE]),
        ] {
            for &encoding in encodings {
                let line = encode(encoding, text).unwrap();
                for times in [1, 3, 2000] {
                    let bytes = line.repeat(times);
                    assert_eq!(guess(&bytes), Some(encoding), "{text}, {times} times, in {}", encoding.name());
                }
            }
        }
        for (bytes, expected) in [
            (&b""[..], Some(UTF_8)),
            (b"one\0two\0three\0", Some(UTF_8)),
            (b"some words \xFFof English\n", None),
            (b"\x14\x78\x76\x7A\x0A\x00", Some(UTF_16LE)),
            ("研究\u{0}生命".as_bytes(), Some(UTF_8)),
            (b"\xE7\xA0\x94\xE7\xA9\xB6\xFF", Some(UTF_8)),
            (b"caf\xE9 cr\xE8me\n", None),
            (b"\x81\xFF\xFF\xFF", None),
            // A stray byte, and an end that is cut short.
            (b"\xD1\xD0\xBE\xBF\xFF\xC9\xFA\xC3\xFC\xC6\xF0\xD4\xB4\n\xBD\xE1\xBB\xE9\xB5\xC4\xBA", Some(GB18030)),
        ] {
            assert_eq!(guess(bytes), expected, "{bytes:X?}");
        }
    }

    /// What comes behind the sample makes no difference, nor where the sample cuts a character.
    #[test]
    fn the_sample_decides() {
        let simplified = encode(GB18030, &SIMPLIFIED.repeat(1000)).unwrap();
        for shift in 0..4 {
            let bytes = [&b"abcd"[..shift], &simplified[..SAMPLE], &[0xFF; 1000]].concat();
            assert_eq!(Choice::Auto.sniff(&bytes, false), Sniffed::Encoding(GB18030));
            let bytes = [&b"abcd"[..shift], TRADITIONAL.repeat(1000).as_bytes(), &simplified].concat();
            assert_eq!(Choice::Auto.sniff(&bytes, false), Sniffed::Encoding(UTF_8));
        }
        assert_eq!(Choice::Auto.sniff(&simplified[..SAMPLE - 1], false), Sniffed::Undecided);
        assert_eq!(Choice::Auto.sniff(&simplified[..SAMPLE - 1], true), Sniffed::Encoding(GB18030));
    }

    #[test]
    fn marks_come_first() {
        use Sniffed::{Encoding, Undecided};
        for (choice, bytes, expected) in [
            (Choice::Given(UTF_8), &b"\xFF\xFE"[..], Encoding(UTF_16LE)),
            (Choice::Given(GB18030), b"\xFE\xFF\x4E", Encoding(UTF_16BE)),
            (Choice::Given(UTF_16LE), b"\xFE\xFF", Encoding(UTF_16BE)),
            (Choice::Given(GB18030), b"\xEF\xBB\xBF", Encoding(UTF_8)),
            (Choice::Given(GB18030), b"\xEF\xBB", Undecided),
            (Choice::Given(GB18030), b"", Undecided),
            (Choice::Given(GB18030), b"\xEF\xBBa", Encoding(GB18030)),
            (Choice::Given(BIG5), b"a", Encoding(BIG5)),
            (Choice::Auto, b"\xFF\xFE", Encoding(UTF_16LE)),
            (Choice::Auto, b"a", Undecided),
            (Choice::None, b"\xFF\xFE", Encoding(UTF_8)),
            (Choice::None, b"", Encoding(UTF_8)),
        ] {
            assert_eq!(choice.sniff(bytes, false), expected, "{choice:?} {bytes:X?}");
        }
        assert_eq!(Choice::Given(GB18030).sniff(b"\xEF\xBB", true), Encoding(GB18030));
    }
}

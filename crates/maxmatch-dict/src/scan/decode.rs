//! From UTF-8 to characters: what there is to do before the scan.
//!
//! Nearly all characters of Chinese text have three bytes, and what comes between them, a line end, a number, is short. The plain
//! loop takes runs of such characters four at a time; where it ends, a processor has guessed wrongly, which costs as much as
//! several characters. With vectors nothing is guessed: see `decode_many` in `avx2.rs`.

#[cfg(target_arch = "x86_64")]
use super::avx2;
use super::level::{Extension, Level};

/// Decodes characters from the beginning of a text, up to the first one above U+FFFF, as many as there is room for, or as are
/// easily decoded together. Of each it notes its number, and where it ends, in bytes, counted from `start` at the text's
/// beginning, modulo 2^32. Returns how many they are: 0 if there is no room, or if the text does not begin with such a character.
///
/// # Panics
///
/// Unless there is as much room for ends as for characters.
///
/// ```
/// use maxmatch_dict::{Level, decode};
///
/// let (mut characters, mut ends) = ([0; 8], [0; 8]);
/// let count = decode(Level::chosen(), "a文é字\u{20000}", 100, &mut characters, &mut ends);
/// assert_eq!(characters[..count], ['a', '文', 'é', '字'].map(|c| c as u16));
/// assert_eq!(ends[..count], [101, 104, 106, 109]);
/// ```
pub fn decode(level: Level, text: &str, start: u32, characters: &mut [u16], ends: &mut [u32]) -> usize {
    assert!(characters.len() == ends.len(), "as much room for ends as for characters");
    let mut decoded = Decoded { text, start, at: 0, characters, ends, count: 0 };
    if !decoded.one() {
        return 0;
    }
    match level.0 {
        Extension::None => {}
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a level is made only where the processor has it.
        Extension::Avx2 => unsafe { avx2::decode_many(&mut decoded) },
    }
    if decoded.count == 1 {
        while decoded.one() {
            decoded.threes();
        }
    }
    decoded.count
}

/// What is decoded of a text.
pub(super) struct Decoded<'a> {
    pub(super) text: &'a str,
    pub(super) start: u32,
    /// How far it is decoded, in bytes.
    pub(super) at: usize,
    pub(super) characters: &'a mut [u16],
    pub(super) ends: &'a mut [u32],
    pub(super) count: usize,
}

impl Decoded<'_> {
    /// One character more. False if there is none, or no room for it, or if it is above U+FFFF.
    #[inline(always)]
    fn one(&mut self) -> bool {
        let (number, length) = match *self.rest() {
            [a, ..] if a.is_ascii() => (a.into(), 1),
            [a, b, ..] if a < 0xE0 => (u16::from(a & 0x1F) << 6 | u16::from(b & 0x3F), 2),
            [a, b, c, ..] if a < 0xF0 => (of_three([a, b, c]), 3),
            _ => return false,
        };
        let Some(character) = self.characters.get_mut(self.count) else { return false };
        self.at += length;
        *character = number;
        self.ends[self.count] = self.start.wrapping_add(self.at as u32);
        self.count += 1;
        true
    }

    #[inline(always)]
    pub(super) fn rest(&self) -> &[u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// Goes on while there are four characters of three bytes, four at a time.
    #[inline(always)]
    fn threes(&mut self) {
        while let Some(twelve) = self.rest().first_chunk::<12>().copied()
            && twelve.iter().step_by(3).all(|first| first >> 4 == 0xE)
            && let Some(characters) = self.characters[self.count..].first_chunk_mut()
            && let Some(ends) = self.ends[self.count..].first_chunk_mut()
        {
            let number = |i| of_three([twelve[i], twelve[i + 1], twelve[i + 2]]);
            *characters = [0, 3, 6, 9].map(number);
            let start = self.start.wrapping_add(self.at as u32);
            *ends = [3, 6, 9, 12].map(|end| start.wrapping_add(end));
            (self.at, self.count) = (self.at + 12, self.count + 4);
        }
    }
}

/// The character of three bytes.
#[inline(always)]
fn of_three([a, b, c]: [u8; 3]) -> u16 {
    u16::from(a) << 12 | u16::from(b & 0x3F) << 6 | u16::from(c & 0x3F)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Level, decode};

    /// All characters of a text, a room of `room` characters after the other, and where they end.
    fn all(level: Level, text: &str, room: usize) -> Vec<(char, u32)> {
        let (mut all, mut at) = (Vec::new(), 0);
        while let Some(next) = text[at..].chars().next() {
            let (mut characters, mut ends) = (vec![0; room], vec![0; room]);
            let count = decode(level, &text[at..], 7 + at as u32, &mut characters, &mut ends);
            assert_eq!(count == 0, next > '\u{FFFF}', "a character is decoded unless it is above U+FFFF");
            let decoded = characters.iter().map(|&c| char::from_u32(c.into()).unwrap()).zip(ends).take(count);
            all.extend(decoded);
            if count == 0 {
                all.push((next, (7 + at + next.len_utf8()) as u32));
            }
            at = all.last().unwrap().1 as usize - 7;
        }
        all
    }

    fn check(text: &str, room: usize) {
        let expected: Vec<_> = text.char_indices().map(|(at, c)| (c, (7 + at + c.len_utf8()) as u32)).collect();
        for level in Level::available() {
            assert_eq!(all(level, text, room), expected, "{level:?}, room for {room}, {text:?}");
        }
    }

    /// The first and the last of each length, at every place of a vector.
    #[test]
    fn every_length_at_every_place() {
        for c in "\0\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}".chars() {
            for before in 0..40 {
                for around in ["a", "é", "中", "\u{20000}"] {
                    check(&(around.repeat(before) + &String::from(c) + &around.repeat(70)), 256);
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn characters_are_those_of_the_text(
            pieces in prop::collection::vec("[\0-\u{7F}]{0,9}|[\u{80}-\u{7FF}]{0,9}|[\u{800}-\u{FFFF}]{0,60}|[\u{10000}-\u{10FFFF}]{0,3}", 0..30),
            room in prop_oneof![1usize..10, 30usize..60, 200usize..400],
        ) {
            check(&pieces.concat(), room);
        }
    }
}

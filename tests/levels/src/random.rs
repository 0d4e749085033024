//! Random text of all kinds, made piece by piece: the same for the same seed on every machine.

use rand_pcg::Pcg64Dxsm;
use rand_pcg::rand_core::{Rng, SeedableRng};

use crate::inputs::{LONGEST, Piece};

/// What one stretch of the text is made of.
const KINDS: [fn(&mut Random); 7] =
    [Random::any, Random::han, Random::word, Random::byte, Random::ascii, Random::mark, Random::space];

/// A stretch has up to this many characters or words.
const STRETCH: usize = 512;

/// What has rules of its own: marks, joiners, CJK punctuation, kana, hangul, numerals in Han, full width, emoji and flags. First
/// and last.
const RANGES: [(u32, u32); 10] = [
    (0x300, 0x36F),
    (0x200B, 0x200F),
    (0x3000, 0x30FF),
    (0x4E00, 0x4E03),
    (0xAC00, 0xACFF),
    (0xFE00, 0xFE0F),
    (0xFF01, 0xFF60),
    (0x1F1E6, 0x1F1FF),
    (0x1F3FB, 0x1F64F),
    (0xE0100, 0xE010F),
];

const SPACES: [&str; 6] = ["\n", "\r\n", "\r", " ", "\u{3000}", "\t"];

pub(crate) struct Random {
    generator: Pcg64Dxsm,
    words: Vec<String>,
    /// How many bytes are still to come, and how many came.
    left: u64,
    made: u64,
    text: Vec<u8>,
}

impl Random {
    /// As many bytes of text with the words of the default dictionary.
    pub(crate) fn new(seed: u64, bytes: u64) -> Result<Random, String> {
        let dictionary = maxmatch_zh::dictionary();
        let words = dictionary.iter().map_err(|e| e.to_string())?.map(|word| word.text().to_owned()).collect();
        let generator = Pcg64Dxsm::seed_from_u64(seed);
        Ok(Random { generator, words, left: bytes, made: 0, text: Vec::new() })
    }

    /// A number from 0 to one less than `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.generator.next_u64()) * end as u128) >> 64) as usize
    }

    /// From 1 to `most`, small ones as often as those of any other order of magnitude.
    fn length(&mut self, most: usize) -> usize {
        let bits = self.below(most.ilog2() as usize + 1);
        (1 << bits) + self.below(1 << bits).min(most - (1 << bits))
    }

    fn push(&mut self, c: char) {
        self.text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Any code point that is a character's.
    fn any(&mut self) {
        // Surrogates are none.
        let c = std::iter::repeat_with(|| char::from_u32(self.below(0x11_0000) as u32)).flatten().next();
        if let Some(c) = c {
            self.push(c);
        }
    }

    /// A character of a word.
    fn han(&mut self) {
        let word = self.below(self.words.len());
        let place = self.below(self.words[word].chars().count());
        let c = self.words[word].chars().nth(place);
        if let Some(c) = c {
            self.push(c);
        }
    }

    fn word(&mut self) {
        let word = self.below(self.words.len());
        self.text.extend_from_slice(self.words[word].as_bytes());
    }

    fn byte(&mut self) {
        let byte = self.below(256) as u8;
        self.text.push(byte);
    }

    fn ascii(&mut self) {
        let byte = 0x20 + self.below(0x5F) as u8;
        self.text.push(byte);
    }

    fn mark(&mut self) {
        let (first, last) = RANGES[self.below(RANGES.len())];
        let c = char::from_u32(first + self.below((last - first + 1) as usize) as u32);
        if let Some(c) = c {
            self.push(c);
        }
    }

    fn space(&mut self) {
        let space = SPACES[self.below(SPACES.len())];
        self.text.extend_from_slice(space.as_bytes());
    }
}

impl Iterator for Random {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let length = (self.length(LONGEST) as u64).min(self.left) as usize;
        if length == 0 {
            return None;
        }
        self.text = Vec::with_capacity(length + STRETCH * 64);
        while self.text.len() < length {
            let (kind, count) = (self.below(KINDS.len()), self.length(STRETCH));
            (0..count).for_each(|_| KINDS[kind](self));
        }
        self.text.truncate(length);
        let place = format!("random text, from byte {}", self.made);
        self.left -= length as u64;
        self.made += length as u64;
        Some(Piece { place, bytes: std::mem::take(&mut self.text) })
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Random};

    #[test]
    fn text_is_as_long_as_asked_and_the_same_again() {
        let text = |seed, bytes| Random::new(seed, bytes).unwrap().map(|piece| piece.bytes);
        let pieces: Vec<Vec<u8>> = text(7, 3_000_000).collect();
        assert_eq!(pieces.iter().map(Vec::len).sum::<usize>(), 3_000_000);
        assert!(pieces.iter().all(|piece| (1..=LONGEST).contains(&piece.len())));
        assert!(text(7, 3_000_000).eq(pieces.iter().cloned()));
        assert!(!text(8, 3_000_000).eq(pieces));
        assert_eq!(text(7, 0).count(), 0);
    }

    #[test]
    fn all_kinds_come() {
        let text: Vec<u8> = Random::new(1, 1_000_000).unwrap().flat_map(|piece| piece.bytes).collect();
        let shown = String::from_utf8_lossy(&text);
        assert!(std::str::from_utf8(&text).is_err());
        for kind in ["\r\n", "\u{200D}", "の", "。", "的", "~", "\u{1F600}"] {
            assert!(shown.contains(kind), "{kind:?}");
        }
        assert!(shown.chars().filter(|&c| c >= '\u{20000}').count() > 1_000);
    }
}

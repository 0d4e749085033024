//! What is random, the same for the same seed on every machine.

use rand_pcg::Pcg64Dxsm;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// What stands in a text now and then: what folds, joins, is left out, or has rules of its own.
const STRANGE: [&str; 32] = [
    "１",
    "２，５",
    "Ａ",
    "ｂ",
    "發",
    "體",
    "萬",
    "\u{FE00}",
    "\u{200D}",
    "e\u{301}",
    "👍🏽",
    "👨\u{200D}👩\u{200D}👧",
    "🇨🇳",
    "1️⃣",
    "3.5%",
    "24万",
    "a@b.cn",
    "二○○一",
    "三万五千",
    "https://a.cn/b",
    "#话题#",
    "@某",
    "12:30",
    "'",
    "·",
    "\r\n",
    "  ",
    "\u{3000}",
    "カタカナ",
    "한국",
    "\u{AD}",
    "\0",
];

pub(crate) struct Random {
    generator: Pcg64Dxsm,
    source: String,
}

impl Random {
    /// Texts are cut out of `source`.
    pub(crate) fn new(seed: u64, source: String) -> Random {
        Random { generator: Pcg64Dxsm::seed_from_u64(seed), source }
    }

    /// A number from 0 to one less than `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.generator.next_u64()) * end as u128) >> 64) as usize
    }

    /// From 1 to `most`, small ones as often as those of any other order of magnitude.
    pub(crate) fn length(&mut self, most: usize) -> usize {
        let bits = self.below(most.ilog2() as usize + 1);
        (1 << bits) + self.below(1 << bits).min(most - (1 << bits))
    }

    /// A text, perhaps with something strange in it.
    pub(crate) fn text(&mut self) -> String {
        let start = self.below(self.source.len());
        let start = boundary(&self.source, start);
        let length = self.length(500);
        let mut text: String = self.source[start..].chars().take(length).collect();
        if self.below(2) == 0 {
            for _ in 0..self.length(8) {
                let place = self.below(text.len() + 1);
                let strange = STRANGE[self.below(STRANGE.len())];
                text.insert_str(boundary(&text, place), strange);
            }
        }
        text
    }

    /// A piece of a text that is not empty, of up to so many characters.
    pub(crate) fn piece<'t>(&mut self, text: &'t str, most: usize) -> &'t str {
        let start = self.below(text.len());
        let rest = &text[boundary(text, start)..];
        let length = self.length(most);
        rest.char_indices().nth(length).map_or(rest, |(end, _)| &rest[..end])
    }
}

/// The last boundary between characters up to a byte.
fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0)
}

//! MMSEG: of all chunks of three words that begin here, the best one's first word (Chih-Hao Tsai 1996, "MMSEG: A Word
//! Identification System for Mandarin Chinese Text Based on Two Variants of the Maximum Matching Algorithm").
//!
//! A chunk has fewer words only where the text ends. A unit stands for a word where it is none. The rules, each asked where
//! those before it tie:
//!
//! 1. the greatest length, in characters;
//! 2. the greatest average word length: of chunks of one length, the fewest words;
//! 3. the smallest variance of word lengths: of chunks of one length and number of words, the smallest sum of squares;
//! 4. the greatest sum of degree of morphemic freedom of the words of one character: the logarithm of frequency. It is how
//!    much less than a word of frequency 0 they cost; what is no word has none, and neither has what is not Han.
//!
//! Where all tie, the longest first word.
//!
//! All that the rules ask is a sum over words. So which second and third word are best does not depend on the first, and
//! they are found once for every position; and of third words the longest is best, by the first rule. The work is therefore
//! in the number of words found and not in the number of chunks, and no dictionary makes it more.
//!
//! What comes after a position that no word spans does not matter before it, so that text can be settled there. If a chunk
//! reaches it with fewer words than another, it is longer, or, where the text ends, has fewer words; if with as many, then
//! both go on with the same words.

use maxmatch_dict::{Cost, Edges};

use crate::text::Block;
use crate::token::Kind;

/// All that the rules ask of a chunk, or of some of its words, as one number: the greater, the better. That of a chunk is
/// the sum of those of its words.
///
/// From the top: length, number of words (the fewer, the better, so it is taken away), squares of lengths (likewise), and
/// freedom. A word of 255 characters leaves each room enough: three have a length of 765, squares of 195,075 and a freedom
/// below 196,608. Units can be longer, and count as if they were not: no word spans their ends.
type Weight = i64;

const LENGTH: Weight = 1 << 44;
const WORD: Weight = 1 << 40;
const SQUARE: Weight = 1 << 20;

/// What is best where a word ends.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Ahead {
    /// A word.
    one: Weight,
    /// Two words.
    two: Weight,
}

/// Chooses among the words of a block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chooser<'a> {
    pub(crate) block: &'a Block,
    pub(crate) edges: &'a Edges,
    /// What a word of frequency 0 costs.
    pub(crate) rarest: Cost,
}

impl Chooser<'_> {
    /// Finds what is best from every position among the first `length` characters, whose end no word spans.
    #[inline(never)]
    pub(crate) fn look_ahead(&self, length: usize, ahead: &mut Vec<Ahead>) {
        ahead.clear();
        ahead.resize(length + 1, Ahead::default());
        for start in (0..length).rev() {
            let mut here = Ahead::default();
            self.each(start, |word, end| {
                here.one = here.one.max(word);
                here.two = here.two.max(word + ahead[end].one);
            });
            ahead[start] = here;
        }
    }

    /// Where the word ends that stands at a position.
    #[inline(always)]
    pub(crate) fn choose(&self, start: usize, ahead: &[Ahead]) -> usize {
        let (mut best, mut chosen) = (0, start);
        self.each(start, |word, end| {
            let chunk = word + ahead[end].two;
            // The longest comes last.
            if chunk >= best {
                (best, chosen) = (chunk, end);
            }
        });
        chosen
    }

    /// Calls `found` with every word at a position and where it ends, the shortest first.
    #[inline(always)]
    fn each(&self, start: usize, mut found: impl FnMut(Weight, usize)) {
        let (words, unit) = (self.edges.starting(start), self.block.unit_end(start));
        if words.first().is_none_or(|word| start + usize::from(word.length) != unit) {
            found(weight(unit - start, 0), unit);
        }
        for word in words {
            let length = usize::from(word.length);
            let is_free = length == 1 && self.block.kind(start) == Kind::Unknown;
            let freedom = if is_free { self.rarest.saturating_sub(word.cost) } else { 0 };
            found(weight(length, freedom), start + length);
        }
    }
}

/// That of a word.
#[inline(always)]
fn weight(length: usize, freedom: Cost) -> Weight {
    let length = length.min(usize::from(u8::MAX)) as Weight;
    length * LENGTH - WORD - length * length * SQUARE + Weight::from(freedom)
}

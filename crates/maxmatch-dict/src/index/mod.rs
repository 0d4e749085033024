//! The index: the tables that the scan walks, derived from the FST and kept in the same file.
//!
//! It is a trie over character codes, cut into three kinds of tables by depth, because text meets them at very
//! different rates:
//!
//! * *single characters*: those that are words have the lowest codes;
//! * *pairs*, by first and second character: 32 bits say whether the pair is really there, whether it is a word, and
//!   which third characters can follow at all (a 15-bit signature), so that nearly all positions of a text are settled
//!   by one load. They lie in one row-displaced array whose rows are short, because a hash of both characters
//!   ([`pair_key`]) makes them, and which is therefore nearly full;
//! * *nodes*, for everything deeper, as a double array of base and check.
//!
//! FORMAT.md has the layout byte by byte.

mod build;
mod verify;

use std::ops::Range;

use crate::cost::Cost;
use crate::error::Error;
use crate::format::u32_at;
use crate::storage::Storage;

pub(crate) use build::{Alphabet, build, build_coded};
pub(crate) use verify::LONGEST;

/// The code of a character: a small number that the index uses in its place. Code 0 is every character in no word.
pub type Code = u16;

/// How many bits say which third characters can follow a pair.
pub(crate) const THIRD_BITS: Code = 15;

/// What spreads codes over these bits.
pub(crate) const THIRD_FACTOR: Code = 40_503;

/// Which third characters can follow a pair, as a set of [`THIRD_BITS`]: the bit of one of them.
#[inline(always)]
pub(crate) fn third_bit(code: Code) -> u32 {
    (u32::from(code.wrapping_mul(THIRD_FACTOR)) * u32::from(THIRD_BITS)) >> 16
}

/// A pair's key: with the second code it determines the first, since the multiplier is odd.
#[inline(always)]
pub(crate) fn pair_key(first: Code, second: Code) -> u16 {
    first.wrapping_mul(0x9E37).wrapping_add(second.wrapping_mul(0x85EB))
}

/// The row of a pair: the upper bits of its key. `rows` is a power of two from [`MIN_ROWS`] to [`MAX_ROWS`].
#[inline(always)]
pub(crate) fn pair_row(key: u16, rows: usize) -> usize {
    usize::from(key >> pair_shift(rows))
}

/// How many of a key's lower bits do not count for the row.
#[inline(always)]
pub(crate) fn pair_shift(rows: usize) -> u32 {
    16 - rows.trailing_zeros()
}

const MIN_ROWS: usize = 16;
const MAX_ROWS: usize = 1 << 16;

/// A pair's 32 bits: its key, whether it is a word, and the signature of third characters.
///
/// The key shows whether the slot really is this pair's: equal keys have the same row, the same row and slot have the
/// same second code, and key and second code have the same first. There are rows enough for no two pairs to have the
/// same row and second code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(transparent)]
pub(crate) struct Pair(pub(crate) u32);

impl Pair {
    const WORD: u32 = 1 << Pair::WORD_BIT;
    /// The bit that says whether it is a word, and the first of the signature.
    pub(crate) const WORD_BIT: u32 = 16;
    pub(crate) const THIRD: u32 = 17;

    pub(crate) fn new(key: u16, word: IsWord, thirds: impl Iterator<Item = Code>) -> Pair {
        let word = if word == IsWord::Yes { Pair::WORD } else { 0 };
        Pair(thirds.fold(u32::from(key) | word, |bits, third| bits | 1 << (Pair::THIRD + third_bit(third))))
    }

    /// Whether the pair is a word, and the signature, as one number: bit 0 and bits 1 to 15. Zero where the slot is
    /// another pair's, or nobody's.
    #[inline(always)]
    pub(crate) fn of(self, key: u16) -> u16 {
        // All ones where the keys are equal. Written so that no compiler makes a branch of it: it would be mispredicted.
        let there = u32::from(self.0 as u16 ^ key).wrapping_sub(1) >> 16;
        ((self.0 >> 16) & there) as u16
    }
}

/// Whether a node of the trie ends a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IsWord {
    No,
    Yes,
}

/// An index within a dictionary's bytes, or in memory of its own.
#[derive(Clone)]
pub(crate) struct Index {
    storage: Storage,
    section: Range<usize>,
    layout: Layout,
}

/// Where the tables are, in bytes from the beginning of the section.
#[derive(Debug, Clone)]
struct Layout {
    codes: usize,
    longest: usize,
    rows: Range<usize>,
    pairs: Range<usize>,
    pair_bases: Range<usize>,
    nodes: Range<usize>,
    astral: Range<usize>,
    bmp: Range<usize>,
    costs: Range<usize>,
    singles: usize,
}

const HEADER: usize = 32;
const BMP: usize = 1 << 16;

impl Layout {
    fn read(bytes: &[u8]) -> Result<Layout, Error> {
        let corrupt = || Error::corrupt("index", "has another length than it says");
        if bytes.len() < HEADER {
            return Err(corrupt());
        }
        let [codes, rows, pairs, nodes, longest, astral, singles] =
            [4, 8, 12, 16, 20, 24, 28].map(|at| u32_at(bytes, at) as usize);
        let mut end = HEADER;
        let mut table = |count: usize, size: usize| {
            let start = end;
            end = count.checked_mul(size).and_then(|length| start.checked_add(length)).ok_or_else(corrupt)?;
            Ok::<_, Error>(start..end)
        };
        let layout = Layout {
            codes,
            longest,
            rows: table(rows, 4)?,
            pairs: table(pairs, 4)?,
            pair_bases: table(pairs, 4)?,
            nodes: table(nodes, 8)?,
            astral: table(astral, 8)?,
            bmp: table(BMP, 2)?,
            costs: table(codes.saturating_add(pairs).saturating_add(nodes), 2)?,
            singles,
        };
        if end == bytes.len() { Ok(layout) } else { Err(corrupt()) }
    }
}

impl Index {
    /// Takes a section of a file and checks every offset in it.
    pub(crate) fn open(storage: Storage, section: Range<usize>, fst_crc: u32) -> Result<Index, Error> {
        let layout = Layout::read(&storage[section.clone()])?;
        let index = Index { storage, section, layout };
        verify::verify(&index.tables(), index.layout.longest)?;
        if u32_at(index.bytes(), 0) != fst_crc {
            return Err(Error::corrupt("index", "was derived from another FST"));
        }
        Ok(index)
    }

    /// The tables, ready for walking.
    #[inline(always)]
    pub(crate) fn tables(&self) -> Tables<'_> {
        let bytes = self.bytes();
        let part = |range: &Range<usize>| &bytes[range.clone()];
        let layout = &self.layout;
        Tables {
            rows: bytemuck::cast_slice(part(&layout.rows)),
            pairs: bytemuck::cast_slice(part(&layout.pairs)),
            pair_bases: bytemuck::cast_slice(part(&layout.pair_bases)),
            nodes: bytemuck::cast_slice(part(&layout.nodes)),
            astral: bytemuck::cast_slice(part(&layout.astral)),
            bmp: bytemuck::cast_slice(part(&layout.bmp)).try_into().expect("the layout says how long it is"),
            costs: bytemuck::cast_slice(part(&layout.costs)),
            codes: layout.codes,
            singles: layout.singles,
        }
    }

    /// The longest word, in characters.
    pub(crate) fn longest(&self) -> usize {
        self.layout.longest
    }

    /// The number of codes, code 0 included.
    pub(crate) fn codes(&self) -> usize {
        self.layout.codes
    }

    /// The section.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.storage[self.section.clone()]
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("bytes", &self.section.len()).field("longest", &self.layout.longest).finish()
    }
}

/// The code of a character.
#[inline(always)]
fn code_of(bmp: &[Code], astral: &[[u32; 2]], c: char) -> Code {
    match bmp.get(c as usize) {
        Some(&code) => code,
        None => astral_code(astral, c),
    }
}

#[cold]
fn astral_code(astral: &[[u32; 2]], c: char) -> Code {
    astral.binary_search_by_key(&(c as u32), |entry| entry[0]).map_or(0, |i| astral[i][1] as Code)
}

/// The tables of an index.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'a> {
    /// The number of codes, code 0 included.
    pub(crate) codes: usize,
    /// The characters with codes from 1 up to this are words.
    pub(crate) singles: usize,
    /// By [`pair_row`]: where the row begins in `pairs`.
    pub(crate) rows: &'a [u32],
    /// By row base + second code: [`Pair`]s.
    pub(crate) pairs: &'a [u32],
    /// Beside the pairs: where the pair's third characters begin in `nodes`; 0 where there are none.
    pub(crate) pair_bases: &'a [u32],
    /// By base + code: where the node's own children begin, times two, plus one if it ends a word; and its parent:
    /// a pair's slot, or the number of pair slots plus a node's slot.
    pub(crate) nodes: &'a [[u32; 2]],
    /// Characters above U+FFFF with their codes, in order.
    pub(crate) astral: &'a [[u32; 2]],
    /// The code of every character up to U+FFFF, folding applied.
    pub(crate) bmp: &'a [Code; BMP],
    /// By the number of a word, its cost. The number is where it ends: its code, the number of codes plus a pair's slot, or
    /// the number of codes and pair slots plus a node's slot.
    pub(crate) costs: &'a [Cost],
}

impl Tables<'_> {
    /// The code of a character.
    #[inline(always)]
    pub(crate) fn code(&self, c: char) -> Code {
        code_of(self.bmp, self.astral, c)
    }

    /// The slot of a pair, if it is there, and what [`Pair::of`] says of it.
    #[inline(always)]
    pub(crate) fn pair(&self, first: Code, second: Code) -> (usize, u16) {
        let key = pair_key(first, second);
        let slot = self.rows[pair_row(key, self.rows.len())] as usize + second as usize;
        (slot, Pair(self.pairs[slot]).of(key))
    }

    /// What the word with these characters costs; none if they are no word.
    pub(crate) fn cost(&self, codes: &[Code]) -> Option<Cost> {
        self.number(codes).map(|number| self.costs[number as usize])
    }

    /// The number of the word with these characters; none if they are no word.
    pub(crate) fn number(&self, codes: &[Code]) -> Option<u32> {
        if let [only] = *codes {
            return (1..=self.singles).contains(&only.into()).then(|| only.into());
        }
        let mut whole = None;
        self.each_word(codes, |length, number| whole = Some(number).filter(|_| length == codes.len()));
        whole
    }

    /// Calls `found` with the length and the number of every word of two and more characters that begins here.
    pub(crate) fn each_word(&self, codes: &[Code], mut found: impl FnMut(usize, u32)) {
        let [first, second, ref rest @ ..] = *codes else { return };
        let (slot, pair) = self.pair(first, second);
        if pair & 1 == 1 {
            found(2, (self.codes + slot) as u32);
        }
        if pair == 0 {
            return;
        }
        let (mut base, mut parent) = (self.pair_bases[slot], slot as u32);
        for (&code, length) in rest.iter().zip(3..) {
            let slot = base as usize + code as usize;
            let [link, check] = self.nodes[slot];
            if base == 0 || check != parent {
                return;
            }
            base = link >> 1;
            parent = (self.pairs.len() + slot) as u32;
            if link & 1 == 1 {
                found(length, (self.codes + self.pairs.len() + slot) as u32);
            }
        }
    }
}

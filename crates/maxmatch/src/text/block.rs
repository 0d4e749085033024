//! A block of characters, as parallel arrays.

use std::ops::Range;

use maxmatch_dict::Code;

use super::numeral::Numerals;
use crate::token::Kind;

/// The code that ends a block: that of a character in no word.
const SENTINEL: Code = 0;

/// Some thousand consecutive characters of a text, in whole units.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// By character: its dictionary code. One more than there are characters: the last is the sentinel.
    codes: Vec<Code>,
    /// By character: 1 where a unit begins, else 0. The last, for the end, is 1.
    units: Vec<u8>,
    /// By character: the length of the unit that begins there, in characters; 0 if it does not fit into a byte.
    ahead: Vec<u8>,
    /// By character, and for the end: the length of the unit that ends there, likewise.
    behind: Vec<u8>,
    /// By character: what the unit that begins there is, as the number of its [`Kind`]. In Han text
    /// [`Kind::Unknown`], which a word makes a word.
    kinds: Vec<u8>,
    /// By character: where it begins, in bytes from `base`. The last is the end.
    offsets: Vec<u32>,
    /// Where the block begins, in bytes of the text.
    base: usize,
}

/// Characters of a block that are being filled in.
pub(crate) struct Slots<'b> {
    /// Where the first begins, in bytes from the block's beginning.
    pub(crate) start: u32,
    pub(crate) codes: &'b mut [Code],
    pub(crate) units: &'b mut [u8],
    pub(crate) kinds: &'b mut [u8],
    /// Where each ends, in bytes from the block's beginning.
    pub(crate) ends: &'b mut [u32],
}

impl Default for Block {
    fn default() -> Block {
        Block {
            codes: vec![SENTINEL],
            units: vec![1],
            ahead: Vec::new(),
            behind: vec![1],
            kinds: Vec::new(),
            offsets: vec![0],
            base: 0,
        }
    }
}

impl Block {
    /// An empty block that begins at a byte of the text.
    pub(crate) fn restart(&mut self, base: usize) {
        self.codes.clear();
        self.codes.push(SENTINEL);
        self.units.clear();
        self.units.push(1);
        self.ahead.clear();
        self.behind.clear();
        self.behind.push(1);
        self.kinds.clear();
        self.offsets.clear();
        self.offsets.push(0);
        self.base = base;
    }

    /// The number of characters.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Adds a unit of one character. `end` is where it ends, in bytes of the text.
    pub(crate) fn push_unit(&mut self, code: Code, kind: Kind, end: usize) {
        let last = self.len();
        let end = (end - self.base) as u32;
        let slots = self.grow(1);
        (slots.codes[0], slots.kinds[0], slots.ends[0]) = (code, kind as u8, end);
        self.set_unit(last..last + 1, None);
    }

    /// Moves the end of the last character: what follows it belongs to it.
    pub(crate) fn stretch(&mut self, end: usize) {
        let last = self.len();
        self.offsets[last] = (end - self.base) as u32;
    }

    /// Makes one unit of the characters in a range, and if it is of one kind, says so.
    pub(crate) fn set_unit(&mut self, range: Range<usize>, kind: Option<Kind>) {
        if let Some(kind) = kind {
            self.kinds[range.start] = kind as u8;
        }
        self.units[range.start] = 1;
        self.units[range.start + 1..range.end].fill(0);
        let length = u8::try_from(range.len()).unwrap_or(0);
        self.ahead[range.start] = length;
        self.behind[range.end] = length;
    }

    /// Makes units of a run of numerals that begins at `start`.
    pub(crate) fn set_numerals(&mut self, start: usize, run: &[char], numerals: &mut Numerals) {
        let mut part = start;
        numerals.cut(run, |length| {
            self.set_unit(part..part + length, (length > 1).then_some(Kind::Number));
            part += length;
        });
    }

    /// Adds `count` characters, to be filled in.
    #[inline(always)]
    pub(crate) fn grow(&mut self, count: usize) -> Slots<'_> {
        let length = self.len();
        self.codes.resize(length + count + 1, SENTINEL);
        self.units.resize(length + count + 1, 1);
        self.ahead.resize(length + count, 1);
        self.behind.resize(length + count + 1, 1);
        self.kinds.resize(length + count, Kind::Symbol as u8);
        self.offsets.resize(length + count + 1, 0);
        Slots {
            start: self.offsets[length],
            codes: &mut self.codes[length..length + count],
            units: &mut self.units[length..length + count],
            kinds: &mut self.kinds[length..],
            ends: &mut self.offsets[length + 1..],
        }
    }

    /// Keeps the first `length` characters.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.codes.truncate(length + 1);
        self.codes[length] = SENTINEL;
        self.units.truncate(length + 1);
        self.units[length] = 1;
        self.ahead.truncate(length);
        self.behind.truncate(length + 1);
        self.kinds.truncate(length);
        self.offsets.truncate(length + 1);
    }

    /// By character, and for the end: where it begins, in bytes from the block's beginning.
    pub(crate) fn offsets(&self) -> &[u32] {
        &self.offsets
    }

    /// The position `length` bytes behind another, if the block goes so far.
    pub(crate) fn position(&self, from: usize, length: usize) -> Option<usize> {
        let end = self.offsets[from] + length as u32;
        self.offsets[from..].binary_search(&end).ok().map(|characters| from + characters)
    }

    /// Where the block ends, in bytes from its beginning.
    pub(crate) fn end(&self) -> u32 {
        self.offsets[self.len()]
    }

    /// By character: the number of the [`Kind`] of the unit that begins there.
    pub(crate) fn kinds(&self) -> &[u8] {
        &self.kinds
    }

    /// The first position in `from..to` at which no unit begins.
    pub(crate) fn next_inside(&self, from: usize, to: usize) -> Option<usize> {
        let units = self.units.get(from..to)?;
        // Nearly everywhere units begin: eight positions at a time.
        let eights = units.chunks_exact(8).take_while(|eight| **eight == [1; 8]).count() * 8;
        units[eights..].iter().position(|&unit| unit == 0).map(|i| from + eights + i)
    }

    /// The first position in `from..to` at which a unit begins, or `to`.
    pub(crate) fn next_unit(&self, from: usize, to: usize) -> usize {
        self.units[from..to].iter().position(|&unit| unit == 1).map_or(to, |i| from + i)
    }

    /// The units among the first `length` characters.
    pub(crate) fn unit_ranges(&self, length: usize) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        std::iter::from_fn(move || {
            (start < length).then(|| {
                let end = self.next_unit(start + 1, length);
                std::mem::replace(&mut start, end)..end
            })
        })
    }

    /// Where the unit ends that begins at `position`.
    #[inline(always)]
    pub(crate) fn unit_end(&self, position: usize) -> usize {
        match usize::from(self.ahead[position]) {
            0 => self.next_unit(position + 1, self.len()),
            length => position + length,
        }
    }

    /// The last position up to `position` at which a unit begins.
    pub(crate) fn last_unit(&self, position: usize) -> usize {
        self.units[..=position].iter().rposition(|&unit| unit == 1).unwrap_or(0)
    }

    /// Forgets the first `count` characters.
    pub(crate) fn drop_front(&mut self, count: usize) {
        let moved = self.offsets[count];
        self.codes.drain(..count);
        self.units.drain(..count);
        self.ahead.drain(..count);
        self.behind.drain(..count);
        self.kinds.drain(..count);
        self.offsets.drain(..count);
        self.offsets.iter_mut().for_each(|offset| *offset -= moved);
        self.base += moved as usize;
    }

    /// Calls `scan` with the codes and unit flags of the first `length` characters, as if the text ended there.
    pub(crate) fn with_prefix(&mut self, length: usize, scan: impl FnOnce(&[Code], &[u8])) {
        let next = std::mem::replace(&mut self.codes[length], SENTINEL);
        scan(&self.codes[..=length], &self.units[..=length]);
        self.codes[length] = next;
    }

    /// By character: 1 where a unit begins.
    pub(crate) fn units(&self) -> &[u8] {
        &self.units
    }

    /// By character: the length of the unit that begins there, in characters; 0 if it does not fit into a byte.
    pub(crate) fn ahead(&self) -> &[u8] {
        &self.ahead
    }

    /// By character, and for the end: the length of the unit that ends there, likewise.
    pub(crate) fn behind(&self) -> &[u8] {
        &self.behind
    }

    /// Says whether a unit begins at a position. The lengths and kinds of the units around it are to be set anew.
    pub(crate) fn set_boundary(&mut self, position: usize, is_boundary: bool) {
        self.units[position] = is_boundary.into();
    }

    /// The codes of all characters, and the sentinel.
    pub(crate) fn all_codes(&self) -> &[Code] {
        &self.codes
    }

    /// The codes of the characters in a range.
    pub(crate) fn codes(&self, range: &Range<usize>) -> &[Code] {
        &self.codes[range.clone()]
    }

    /// What the unit that begins at `position` is.
    #[inline(always)]
    pub(crate) fn kind(&self, position: usize) -> Kind {
        Kind::numbered(self.kinds[position])
    }

    /// Whether the range, which begins and ends between units, is a single one.
    #[inline(always)]
    pub(crate) fn is_one_unit(&self, range: &Range<usize>) -> bool {
        self.units[range.start + 1..range.end].iter().all(|&unit| unit == 0)
    }

    /// Where the character at `position` begins, in bytes of the text.
    #[inline(always)]
    pub(crate) fn byte(&self, position: usize) -> usize {
        self.base + self.offsets[position] as usize
    }
}

//! A block of characters, as parallel arrays.

use std::ops::Range;

use maxmatch_dict::Code;

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
    /// By character: what the unit that begins there is. In Han text [`Kind::Unknown`], which a word makes a word.
    kinds: Vec<Kind>,
    /// By character: where it begins, in bytes from `base`. The last is the end.
    offsets: Vec<u32>,
    /// Where the block begins, in bytes of the text.
    base: usize,
}

impl Default for Block {
    fn default() -> Block {
        Block { codes: vec![SENTINEL], units: vec![1], kinds: Vec::new(), offsets: vec![0], base: 0 }
    }
}

impl Block {
    /// An empty block that begins at a byte of the text.
    pub(crate) fn restart(&mut self, base: usize) {
        self.codes.clear();
        self.codes.push(SENTINEL);
        self.units.clear();
        self.units.push(1);
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

    /// Adds the first character of a unit. `end` is where it ends, in bytes of the text.
    #[inline(always)]
    pub(crate) fn begin_unit(&mut self, code: Code, kind: Kind, end: usize) {
        self.push(code, kind, end, 1);
    }

    /// Adds a further character to the last unit.
    #[inline(always)]
    pub(crate) fn extend_unit(&mut self, code: Code, end: usize) {
        self.push(code, Kind::Symbol, end, 0);
    }

    #[inline(always)]
    fn push(&mut self, code: Code, kind: Kind, end: usize, unit: u8) {
        let last = self.kinds.len();
        self.codes[last] = code;
        self.codes.push(SENTINEL);
        self.units[last] = unit;
        self.units.push(1);
        self.kinds.push(kind);
        self.offsets.push((end - self.base) as u32);
    }

    /// Moves the end of the last character: what follows it belongs to it.
    pub(crate) fn stretch(&mut self, end: usize) {
        let last = self.len();
        self.offsets[last] = (end - self.base) as u32;
    }

    /// Makes one unit of the characters in a range, each of which was one.
    pub(crate) fn join(&mut self, range: Range<usize>, kind: Kind) {
        self.kinds[range.start] = kind;
        self.units[range.start + 1..range.end].fill(0);
    }

    /// Forgets the first `count` characters.
    pub(crate) fn drop_front(&mut self, count: usize) {
        let moved = self.offsets[count];
        self.codes.drain(..count);
        self.units.drain(..count);
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

    /// The codes of the characters in a range.
    pub(crate) fn codes(&self, range: &Range<usize>) -> &[Code] {
        &self.codes[range.clone()]
    }

    /// What the unit that begins at `position` is.
    #[inline(always)]
    pub(crate) fn kind(&self, position: usize) -> Kind {
        self.kinds[position]
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

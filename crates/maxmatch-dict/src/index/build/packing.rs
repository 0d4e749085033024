//! First-fit packing of sparse rows into one array (row displacement, Tarjan and Yao 1979).

use super::Code;

/// Gives each row a base such that base + code is free for all its codes: the lowest, but for `begin`.
///
/// What is free is a set of bits, so the bits of the slots from one on, moved by what a code is above the row's first,
/// say of 64 bases at once whether that code's slot is free, and the bits of all codes together whether the row fits.
pub(super) struct Packing {
    /// One bit per slot: taken. It goes on behind `end` as far as any row can reach.
    taken: Vec<u64>,
    /// By the number of the word of `taken`: where to look for one that is not full, this one or a later one. Read along
    /// such links, which get longer each time, what is full is passed over at once.
    skip: Vec<u32>,
    /// No slot at or above was ever taken.
    end: u32,
    lowest_base: u32,
    /// By the number of codes in a row, the last for all longer ones: where to begin trying. Below, free slots are
    /// too sparse for rows of that length.
    begin: [u32; 16],
}

/// After this many tries for one row, rows of its length begin where it found its place. More tries gain less than one
/// per cent of density.
const TRIES: u32 = 1000;

/// The number of words of `taken` that a row can reach: all codes, from the last bit of a word, and what is read beside.
const REACH: usize = (1 << Code::BITS) / 64 + 3;

impl Packing {
    pub(super) fn new(lowest_base: u32) -> Packing {
        let mut packing =
            Packing { taken: Vec::new(), skip: Vec::new(), end: 0, lowest_base, begin: [lowest_base; 16] };
        packing.grow();
        packing
    }

    /// Finds room for a row and takes it. The codes must be in order, and at least one. Returns the base.
    pub(super) fn place(&mut self, codes: &[Code]) -> u32 {
        let (&first, others) = codes.split_first().expect("a row has codes");
        let class = codes.len().min(self.begin.len()) - 1;
        // Slots are those of the first code.
        let from = self.begin[class].max(self.lowest_base + u32::from(first));
        let mut mask = u64::MAX << (from % 64);
        let mut word = from as usize / 64;
        let mut tries = 0;
        // Behind `end` everything fits.
        let slot = loop {
            let free = !self.taken[word] & mask;
            let mut fits = free;
            for &code in others {
                if fits == 0 {
                    break;
                }
                fits &= self.free_from(64 * word + usize::from(code - first));
            }
            if fits != 0 {
                let bit = fits.trailing_zeros();
                tries += (free & !(u64::MAX << bit)).count_ones();
                break 64 * word as u32 + bit;
            }
            tries += free.count_ones();
            word = self.next_word(word + 1);
            mask = u64::MAX;
        };
        if tries > TRIES {
            self.begin[class] = slot;
        }
        let base = slot - u32::from(first);
        codes.iter().for_each(|&code| self.take(base + u32::from(code)));
        self.grow();
        base
    }

    /// How many slots make every base + code legal.
    pub(super) fn slots(&self, codes: usize) -> usize {
        self.end as usize + codes
    }

    /// One bit for each of the 64 slots from one on: free.
    fn free_from(&self, slot: usize) -> u64 {
        let two = u128::from(self.taken[slot / 64]) | u128::from(self.taken[slot / 64 + 1]) << 64;
        !((two >> (slot % 64)) as u64)
    }

    fn take(&mut self, slot: u32) {
        self.taken[slot as usize / 64] |= 1 << (slot % 64);
        self.end = self.end.max(slot + 1);
    }

    /// Makes room for the next row, wherever it will lie.
    fn grow(&mut self) {
        let words = self.end as usize / 64 + 1 + REACH;
        if words > self.taken.len() {
            self.taken.resize(words.max(self.taken.len() * 2), 0);
            self.skip.extend(self.skip.len() as u32..self.taken.len() as u32);
        }
    }

    /// The first word of `taken` at or after `from` that is not full.
    fn next_word(&mut self, from: usize) -> usize {
        let mut word = from;
        while self.taken[word] == u64::MAX {
            word = (self.skip[word] as usize).max(word + 1);
        }
        let mut behind = from;
        while behind < word {
            let next = (self.skip[behind] as usize).max(behind + 1);
            self.skip[behind] = word as u32;
            behind = next;
        }
        word
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::{Code, Packing};

    proptest! {
        /// The lowest base at which all slots are free, found one by one. So few rows never come to `TRIES`.
        #[test]
        fn every_row_lies_where_it_first_fits(
            lowest in 0..2u32,
            rows in prop::collection::vec(prop::collection::btree_set(prop_oneof![1..40u16, 1..=u16::MAX], 1..6), 0..60),
        ) {
            let (mut packing, mut taken, mut end) = (Packing::new(lowest), HashSet::new(), 0);
            for row in rows {
                let row: Vec<Code> = row.into_iter().collect();
                let slots = |base: u32| row.iter().map(move |&code| base + u32::from(code));
                let fits = |base: &u32| slots(*base).all(|slot| !taken.contains(&slot));
                let base = (lowest..).find(fits).unwrap();
                prop_assert_eq!(packing.place(&row), base);
                taken.extend(slots(base));
                end = end.max(slots(base).max().unwrap() + 1);
                prop_assert_eq!(packing.slots(7), end as usize + 7);
            }
        }
    }
}

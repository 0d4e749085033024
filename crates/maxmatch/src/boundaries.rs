//! A segmentation as a set of bits: where in a block tokens end.

use std::ops::Range;

/// Positions of a block at which a token ends, the block's end included and its beginning not.
#[derive(Debug, Default, Clone)]
pub(crate) struct Boundaries {
    bits: Vec<u64>,
    /// By position: 1 for a boundary. Setting bytes and packing them afterwards is faster than setting bits.
    marks: Vec<u8>,
}

/// Calls `visit` with the positions of a set of bits, in order.
#[inline(always)]
pub(crate) fn for_each_bit(bits: &[u64], mut visit: impl FnMut(usize)) {
    for (i, &word) in bits.iter().enumerate() {
        let mut rest = word;
        while rest != 0 {
            visit(i * 64 + rest.trailing_zeros() as usize);
            rest &= rest - 1;
        }
    }
}

impl Boundaries {
    /// Begins anew, in a block of `length` characters: a byte for every position, to be set to 1 for a boundary.
    #[inline(always)]
    pub(crate) fn open(&mut self, length: usize) -> &mut [u8] {
        self.marks.clear();
        self.marks.resize((length / 64 + 1) * 64, 0);
        &mut self.marks
    }

    /// Takes the marks over.
    #[inline(always)]
    pub(crate) fn close(&mut self) {
        // The product moves the lowest bit of byte i to bit 56 + i.
        let pack = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        self.bits.clear();
        self.bits.extend(self.marks.as_chunks::<64>().0.iter().map(|marks| {
            let eights = marks.as_chunks::<8>().0;
            (0..8).fold(0, |bits, i| bits | pack(&eights[i]) << (8 * i))
        }));
    }

    /// How many boundaries there are.
    pub(crate) fn count(&self) -> usize {
        self.bits.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Calls `visit` with the boundaries in order.
    #[inline(always)]
    pub(crate) fn for_each(&self, visit: impl FnMut(usize)) {
        for_each_bit(&self.bits, visit);
    }

    /// The tokens within a range at whose ends there are boundaries.
    pub(crate) fn tokens(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut start = range.start;
        std::iter::from_fn(move || {
            (start < range.end).then(|| {
                let end = self.find(start + 1, |i| self.bits[i]).expect("the range ends with a boundary");
                std::mem::replace(&mut start, end)..end
            })
        })
    }

    /// The first position at or after `from` among the bits that `select` gives for each word of the set.
    fn find(&self, from: usize, select: impl Fn(usize) -> u64) -> Option<usize> {
        let mut i = from / 64;
        if i >= self.bits.len() {
            return None;
        }
        let mut bits = select(i) & (u64::MAX << (from % 64));
        while bits == 0 {
            i += 1;
            if i == self.bits.len() {
                return None;
            }
            bits = select(i);
        }
        Some(i * 64 + bits.trailing_zeros() as usize)
    }

    /// The first region at or after `from` in which two segmentations of one block differ: from the last boundary that
    /// both have before their first difference, or the block's beginning, to the first that both have after it.
    pub(crate) fn next_difference(&self, other: &Boundaries, from: usize) -> Option<Range<usize>> {
        let (a, b) = (&self.bits, &other.bits);
        let first = self.find(from, |i| a[i] ^ b[i])?;
        let end = self.find(first, |i| a[i] & b[i]).expect("both end at the block's end");
        let mut i = first / 64;
        let mut common = a[i] & b[i] & !(u64::MAX << (first % 64));
        while common == 0 && i > 0 {
            i -= 1;
            common = a[i] & b[i];
        }
        let start = if common == 0 { 0 } else { i * 64 + 63 - common.leading_zeros() as usize };
        Some(start..end)
    }

    /// Takes over another segmentation of a range at whose ends both have boundaries.
    pub(crate) fn replace(&mut self, range: Range<usize>, other: &Boundaries) {
        for i in range.start / 64..=range.end / 64 {
            let mut mask = u64::MAX;
            if i == range.start / 64 {
                mask &= u64::MAX << (range.start % 64);
            }
            if i == range.end / 64 {
                mask &= !(u64::MAX << (range.end % 64));
            }
            self.bits[i] = self.bits[i] & !mask | other.bits[i] & mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Boundaries;

    fn set(length: usize, positions: &[bool]) -> Boundaries {
        let mut set = Boundaries::default();
        let marks = set.open(length);
        (1..length).filter(|&i| positions[i]).for_each(|i| marks[i] = 1);
        marks[length] = 1;
        set.close();
        set
    }

    fn ends(set: &Boundaries) -> Vec<usize> {
        let mut ends = Vec::new();
        set.for_each(|end| ends.push(end));
        ends
    }

    proptest! {
        #[test]
        fn regions_are_the_definition(
            length in 1usize..200,
            a in prop::collection::vec(prop::bool::weighted(0.6), 200),
            b in prop::collection::vec(prop::bool::weighted(0.6), 200),
        ) {
            let (forward, backward) = (set(length, &a), set(length, &b));
            let common: Vec<usize> = (0..=length).filter(|&i| i == 0 || i == length || a[i] && b[i]).collect();
            let differs = |w: &&[usize]| (w[0] + 1..w[1]).any(|i| a[i] != b[i]);
            let expected: Vec<_> = common.windows(2).filter(differs).map(|w| w[0]..w[1]).collect();
            let mut found = Vec::new();
            let mut from = 0;
            while let Some(region) = forward.next_difference(&backward, from) {
                from = region.end;
                found.push(region);
            }
            prop_assert_eq!(&found, &expected);

            let mut replaced = forward.clone();
            found.iter().for_each(|region| replaced.replace(region.clone(), &backward));
            prop_assert_eq!(ends(&replaced), ends(&backward));
            prop_assert_eq!(ends(&forward), (1..=length).filter(|&i| i == length || a[i]).collect::<Vec<_>>());
            prop_assert_eq!(forward.count(), ends(&forward).len());

            let tokens: Vec<_> = forward.tokens(0..length).collect();
            prop_assert_eq!(tokens.iter().map(|t| t.end).collect::<Vec<_>>(), ends(&forward));
            prop_assert_eq!(tokens.iter().map(|t| t.len()).sum::<usize>(), length);
        }
    }
}

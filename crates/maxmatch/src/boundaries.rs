//! A segmentation as a set of bits: where in a block tokens end.

use std::ops::Range;

/// Positions of a block at which a token ends, the block's end included and its beginning not.
#[derive(Debug, Default, Clone)]
pub(crate) struct Boundaries(Vec<u64>);

impl Boundaries {
    /// No boundaries, in a block of `length` characters.
    pub(crate) fn clear(&mut self, length: usize) {
        self.0.clear();
        self.0.resize(length / 64 + 1, 0);
    }

    #[inline(always)]
    pub(crate) fn insert(&mut self, position: usize) {
        self.0[position / 64] |= 1 << (position % 64);
    }

    /// The boundaries in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(i, &word)| Bits(word).map(move |bit| i * 64 + bit))
    }

    /// The tokens within a range at whose ends there are boundaries.
    pub(crate) fn tokens(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut start = range.start;
        std::iter::from_fn(move || {
            (start < range.end).then(|| {
                let end = self.find(start + 1, |i| self.0[i]).expect("the range ends with a boundary");
                std::mem::replace(&mut start, end)..end
            })
        })
    }

    /// The first position at or after `from` among the bits that `select` gives for each word of the set.
    fn find(&self, from: usize, select: impl Fn(usize) -> u64) -> Option<usize> {
        let mut i = from / 64;
        if i >= self.0.len() {
            return None;
        }
        let mut bits = select(i) & (u64::MAX << (from % 64));
        while bits == 0 {
            i += 1;
            if i == self.0.len() {
                return None;
            }
            bits = select(i);
        }
        Some(i * 64 + bits.trailing_zeros() as usize)
    }

    /// The first region at or after `from` in which two segmentations of one block differ: from the last boundary that
    /// both have before their first difference, or the block's beginning, to the first that both have after it.
    pub(crate) fn next_difference(&self, other: &Boundaries, from: usize) -> Option<Range<usize>> {
        let (a, b) = (&self.0, &other.0);
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
            self.0[i] = self.0[i] & !mask | other.0[i] & mask;
        }
    }
}

/// The set bits of a word, from the lowest.
struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        (self.0 != 0).then(|| {
            let bit = self.0.trailing_zeros() as usize;
            self.0 &= self.0 - 1;
            bit
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Boundaries;

    fn set(length: usize, positions: &[bool]) -> Boundaries {
        let mut set = Boundaries::default();
        set.clear(length);
        (1..length).filter(|&i| positions[i]).for_each(|i| set.insert(i));
        set.insert(length);
        set
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
            prop_assert_eq!(replaced.iter().collect::<Vec<_>>(), backward.iter().collect::<Vec<_>>());

            let tokens: Vec<_> = forward.tokens(0..length).collect();
            prop_assert_eq!(tokens.iter().map(|t| t.end).collect::<Vec<_>>(), forward.iter().collect::<Vec<_>>());
            prop_assert_eq!(tokens.iter().map(|t| t.len()).sum::<usize>(), length);
        }
    }
}

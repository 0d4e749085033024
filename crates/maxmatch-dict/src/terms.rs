//! What a dictionary adds to the costs of its words and of unknown ones, for modes that compare sums of costs.

use crate::error::Error;

/// How many lengths have a term of their own.
const LENGTHS: usize = 8;

/// What is added to costs, in 1/256 of a bit. A list that holds too many long words, or whose frequencies were counted
/// after another standard than its words follow, can say so here. All 0 unless set.
///
/// ```
/// use maxmatch_dict::{Dictionary, Terms};
///
/// let mut terms = Terms::default();
/// (terms.unknown, terms.lengths[3]) = (-256, 512); // unknown words cost a bit less, words of four characters two more
/// let dictionary = Dictionary::builder().add("北京大学", 1, None)?.terms(terms).build()?;
/// assert_eq!(dictionary.terms(), terms);
/// assert_eq!((terms.of_length(4), terms.of_length(5)), (512, 0));
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Terms {
    /// For a candidate that is in no dictionary.
    pub unknown: i16,
    /// For words of one character, of two, and so on; the last for all that are longer.
    pub lengths: [i16; LENGTHS],
}

impl Terms {
    /// For words of so many characters.
    #[inline]
    pub fn of_length(&self, characters: usize) -> i16 {
        self.lengths[characters.clamp(1, LENGTHS) - 1]
    }

    pub(crate) fn to_bytes(self) -> Vec<u8> {
        [self.unknown].into_iter().chain(self.lengths).flat_map(i16::to_le_bytes).collect()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Terms, Error> {
        let (terms, []) = bytes.as_chunks::<2>() else {
            return Err(Error::corrupt("terms", "has another length than it should"));
        };
        let mut terms = terms.iter().copied().map(i16::from_le_bytes);
        let unknown = terms.next();
        let lengths: Result<[i16; LENGTHS], _> = terms.collect::<Vec<_>>().try_into();
        match (unknown, lengths) {
            (Some(unknown), Ok(lengths)) => Ok(Terms { unknown, lengths }),
            _ => Err(Error::corrupt("terms", "has another length than it should")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Terms;

    #[test]
    fn bytes_and_back() {
        let terms = Terms { unknown: -256, lengths: [0, 1, 2, 3, 4, 5, -6, 7] };
        assert_eq!(Terms::from_bytes(&terms.to_bytes()).unwrap(), terms);
        for length in [0, 1, 16, 17, 20] {
            assert!(Terms::from_bytes(&vec![0; length]).is_err(), "{length}");
        }
    }

    #[test]
    fn the_last_is_for_all_that_are_longer() {
        let terms = Terms { unknown: 0, lengths: [0, -300, 5, 0, 0, 0, 0, 9] };
        assert_eq!((terms.of_length(8), terms.of_length(200), terms.of_length(0)), (9, 9, 0));
    }
}

//! What a dictionary adds to the costs of its words and of unknown ones, for modes that compare sums of costs.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;
use crate::named_bits;

/// How many lengths have a term of their own.
const LENGTHS: usize = 8;

/// The names of the terms: unknown words, and lengths in characters.
const NAMES: [&str; LENGTHS + 1] = ["unknown", "1", "2", "3", "4", "5", "6", "7", "8+"];

/// What is added to costs, in 1/256 of a bit. A list that holds too many long words, or whose frequencies were counted
/// after another standard than its words follow, can say so here. All 0 unless set. As text they are a list in bits, `none` if all
/// are 0.
///
/// ```
/// use maxmatch_dict::{Dictionary, Terms};
///
/// let mut terms = Terms::default();
/// (terms.unknown, terms.lengths[3]) = (-256, 512); // unknown words cost a bit less, words of four characters two more
/// let dictionary = Dictionary::builder().add("北京大学", 1, None)?.terms(terms).build()?;
/// assert_eq!(dictionary.terms(), terms);
/// assert_eq!((terms.of_length(4), terms.of_length(5)), (512, 0));
/// assert_eq!(terms.to_string(), "unknown=-1,4=2");
/// assert_eq!("unknown=-1, 4=2".parse(), Ok(terms));
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

impl fmt::Display for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&named_bits::write(NAMES.into_iter().zip([self.unknown].into_iter().chain(self.lengths))))
    }
}

/// Terms that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseTermsError(String);

impl fmt::Display for ParseTermsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}; give each of {} at most once, in bits from -100 to 100, as unknown=-1,4=0.5, or say none",
            self.0,
            NAMES.join(", ")
        )
    }
}

impl std::error::Error for ParseTermsError {}

impl FromStr for Terms {
    type Err = ParseTermsError;

    fn from_str(list: &str) -> Result<Terms, ParseTermsError> {
        let mut terms = Terms::default();
        let read = named_bits::read(list, |name| NAMES.iter().position(|&known| known == name));
        for (number, bits) in read.map_err(ParseTermsError)? {
            match number.checked_sub(1) {
                None => terms.unknown = bits,
                Some(length) => terms.lengths[length] = bits,
            }
        }
        Ok(terms)
    }
}

#[cfg(test)]
mod tests {
    use super::Terms;

    #[test]
    fn what_is_printed_is_read() {
        for (text, printed) in [
            ("none", "none"),
            ("3=0", "none"),
            ("8+=0.5,1=-1, unknown = 2", "unknown=2,1=-1,8+=0.5"),
            ("unknown=0.00390625", "unknown=0.00390625"),
        ] {
            let terms: Terms = text.parse().unwrap();
            assert_eq!(terms.to_string(), printed);
            assert_eq!(printed.parse(), Ok(terms));
        }
        for text in ["", "8=1", "9=1", "unknown", "1=", "1=a", "1=1,1=2", "1=101", "1=nan", "0=1"] {
            assert!(text.parse::<Terms>().is_err(), "{text:?}");
        }
    }

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

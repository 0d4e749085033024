//! The principles as terms of a sum.

use std::fmt;
use std::str::FromStr;

use maxmatch_dict::named_bits;

use crate::principles::Principle;

/// What each principle adds to the cost of a segmentation in [`Mode::Lattice`](crate::Mode::Lattice): for every token, for
/// every Han token in no dictionary, and for every Han token of one character, known or not. In 1/256 of a bit; all 0 unless
/// set, as costs alone say enough where a dictionary has frequencies.
///
/// ```
/// use maxmatch::{Principle, Weights};
///
/// let weights: Weights = "words=0.5,singles=1".parse()?; // bits
/// assert_eq!((weights.of(Principle::Words), weights.of(Principle::Oov)), (128, 0));
/// assert_eq!(weights.to_string(), "words=0.5,singles=1");
/// assert_eq!("none".parse(), Ok(Weights::default()));
/// # Ok::<(), maxmatch::ParseWeightsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Weights {
    /// In the order of [`Principle::ALL`].
    values: [i16; Principle::ALL.len()],
}

impl Weights {
    /// What a principle adds, in 1/256 of a bit.
    pub fn of(&self, principle: Principle) -> i16 {
        self.values[principle as usize]
    }

    /// Sets what a principle adds, in 1/256 of a bit. Negative weights reward.
    pub fn set(&mut self, principle: Principle, weight: i16) -> &mut Weights {
        self.values[principle as usize] = weight;
        self
    }
}

impl fmt::Display for Weights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&named_bits::write(Principle::ALL.map(|principle| (principle.name(), self.of(principle)))))
    }
}

/// Weights that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseWeightsError(String);

impl fmt::Display for ParseWeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Principle::ALL.map(Principle::name).join(", ");
        write!(
            f,
            "{}; give each of {names} at most once, in bits from -100 to 100, as words=0.5,singles=1, or say none",
            self.0
        )
    }
}

impl std::error::Error for ParseWeightsError {}

impl FromStr for Weights {
    type Err = ParseWeightsError;

    fn from_str(list: &str) -> Result<Weights, ParseWeightsError> {
        let mut weights = Weights::default();
        let known = |name: &str| Principle::ALL.iter().position(|principle| principle.name() == name);
        for (number, bits) in named_bits::read(list, known).map_err(ParseWeightsError)? {
            weights.set(Principle::ALL[number], bits);
        }
        Ok(weights)
    }
}

#[cfg(test)]
mod tests {
    use super::Weights;

    #[test]
    fn what_is_printed_is_read() {
        for (text, printed) in [
            ("none", "none"),
            ("oov=0", "none"),
            ("words=1", "words=1"),
            ("singles=-0.25, oov=2", "oov=2,singles=-0.25"),
            ("words=0.00390625", "words=0.00390625"),
        ] {
            let weights: Weights = text.parse().unwrap();
            assert_eq!(weights.to_string(), printed);
            assert_eq!(printed.parse(), Ok(weights));
        }
        for text in ["", "words", "words=", "words=a", "length=1", "words=1,words=2", "oov=101", "oov=nan", "oov=inf"] {
            assert!(text.parse::<Weights>().is_err(), "{text:?}");
        }
    }
}

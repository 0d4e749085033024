//! How many words are right, and how the others are wrong.

use super::region::{Error, Region};
use super::text::{Line, Vocabulary};

/// What is counted of an output, in words.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    pub(super) gold: u64,
    pub(super) output: u64,
    pub(super) right: u64,
    /// Gold words that are out of vocabulary; 0 without a vocabulary.
    pub(super) oov: u64,
    pub(super) oov_right: u64,
    /// In the order of [`Error::ALL`].
    errors: [Errors; 3],
}

/// What is wrong in one way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Errors {
    pub(super) regions: u64,
    pub(super) gold: u64,
    pub(super) output: u64,
}

impl Counts {
    pub(super) fn add(&mut self, line: &Line<'_>, region: &Region, vocabulary: Option<&Vocabulary>) {
        let (gold, output) = (region.gold.len() as u64, region.output.len() as u64);
        self.gold += gold;
        self.output += output;
        let oov = vocabulary.map_or(0, |vocabulary| {
            line.gold[region.gold.clone()].iter().filter(|word| !vocabulary.contains(word.text)).count() as u64
        });
        self.oov += oov;
        match region.error() {
            None => {
                self.right += 1;
                self.oov_right += oov;
            }
            Some(error) => {
                let errors = &mut self.errors[error as usize];
                errors.regions += 1;
                errors.gold += gold;
                errors.output += output;
            }
        }
    }

    pub(super) fn errors(&self, error: Error) -> Errors {
        self.errors[error as usize]
    }

    pub(super) fn precision(&self) -> f64 {
        self.right as f64 / self.output as f64
    }

    pub(super) fn recall(&self) -> f64 {
        self.right as f64 / self.gold as f64
    }

    pub(super) fn f1(&self) -> f64 {
        f1(self.right, self.gold + self.output)
    }

    pub(super) fn oov_rate(&self) -> f64 {
        self.oov as f64 / self.gold as f64
    }

    /// None if no word is out of vocabulary.
    pub(super) fn oov_recall(&self) -> Option<f64> {
        ratio(self.oov_right, self.oov)
    }

    /// None if every word is out of vocabulary.
    pub(super) fn iv_recall(&self) -> Option<f64> {
        ratio(self.right - self.oov_right, self.gold - self.oov)
    }
}

/// The harmonic mean of precision and recall: of the words of both, those that are right.
pub(super) fn f1(right: u64, words_of_both: u64) -> f64 {
    (2 * right) as f64 / words_of_both as f64
}

fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

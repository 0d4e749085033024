//! The answer that a benchmark must give.

use std::hash::Hasher;

use fnv::FnvHasher;

/// How many numbers an answer is, and their hash: FNV-1a, 64 bits, of each as eight bytes, little-endian.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) count: u64,
    pub(crate) hash: u64,
}

impl Answer {
    pub(crate) fn of(numbers: impl Iterator<Item = u64>) -> Answer {
        let mut hasher = FnvHasher::default();
        let count = numbers.inspect(|number| hasher.write(&number.to_le_bytes())).count() as u64;
        Answer { count, hash: hasher.finish() }
    }

    /// Panics unless this is the answer that was given when the benchmark was written.
    #[track_caller]
    pub(crate) fn must_be(&self, name: &str, count: u64, hash: u64) {
        let expected = Answer { count, hash };
        assert!(
            *self == expected,
            "{name} answers {}, {:#018x} and not {}, {:#018x}: either a mistake, or a change of behaviour that belongs here",
            self.count,
            self.hash,
            expected.count,
            expected.hash
        );
    }
}

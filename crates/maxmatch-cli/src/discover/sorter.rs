//! Counting more numbers than memory holds: what fills it is sorted, counted and spilt; in the end all is merged.

use std::fs::File;
use std::io;
use std::iter::Peekable;
use std::mem;

use rayon::slice::ParallelSliceMut;

use super::spill::{Merge, write};

/// So many files are merged into one, and so many of these again.
const FAN: usize = 32;

/// Counts numbers. What comes out depends on the numbers alone, not on their order or on the memory.
pub(super) struct Sorter {
    buffer: Vec<u128>,
    capacity: usize,
    /// Files of numbers in order; those of each level are merged from those of the one before.
    levels: Vec<Vec<File>>,
}

/// Numbers in order, each once, with how often it was counted.
pub(super) type Counted = Box<dyn Iterator<Item = io::Result<(u128, u64)>>>;

impl Sorter {
    /// A sorter that keeps so many bytes of numbers in memory.
    pub(super) fn new(memory: usize) -> Sorter {
        let capacity = (memory / mem::size_of::<u128>()).max(1);
        Sorter { buffer: Vec::new(), capacity, levels: Vec::new() }
    }

    /// Counts a number.
    pub(super) fn push(&mut self, number: u128) -> io::Result<()> {
        if self.buffer.len() == self.buffer.capacity() {
            if self.buffer.len() == self.capacity {
                self.spill()?;
            }
            let room = self.capacity.min((2 * self.buffer.len()).max(1 << 10));
            self.buffer.reserve_exact(room - self.buffer.len());
        }
        self.buffer.push(number);
        Ok(())
    }

    /// All numbers.
    pub(super) fn finish(mut self) -> io::Result<Counted> {
        if self.levels.is_empty() {
            self.buffer.par_sort_unstable();
            return Ok(Box::new(Distinct(self.buffer.into_iter().peekable())));
        }
        self.spill()?;
        drop(self.buffer);
        // The smallest first.
        let mut files: Vec<File> = self.levels.into_iter().flatten().collect();
        while files.len() > FAN {
            let smallest = files.drain(..FAN).collect();
            files.push(write(Merge::new(smallest)?)?);
        }
        Ok(Box::new(Merge::new(files)?))
    }

    fn spill(&mut self) -> io::Result<()> {
        self.buffer.par_sort_unstable();
        let mut file = write(Distinct(self.buffer.drain(..).peekable()))?;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let files = &mut self.levels[level];
            files.push(file);
            if files.len() < FAN {
                break;
            }
            file = write(Merge::new(mem::take(files))?)?;
        }
        Ok(())
    }
}

/// Numbers in order, each once with how often it comes.
struct Distinct<I: Iterator<Item = u128>>(Peekable<I>);

impl<I: Iterator<Item = u128>> Iterator for Distinct<I> {
    type Item = io::Result<(u128, u64)>;

    fn next(&mut self) -> Option<Self::Item> {
        let number = self.0.next()?;
        let mut count = 1;
        while self.0.next_if_eq(&number).is_some() {
            count += 1;
        }
        Some(Ok((number, count)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn three_levels_of_files() {
        let mut sorter = Sorter::new(0);
        let numbers = (0..2_000u128).map(|i| (i * i % 301) << (i % 7 * 18));
        let mut expected = BTreeMap::new();
        for number in numbers {
            sorter.push(number).unwrap();
            *expected.entry(number).or_insert(0) += 1;
        }
        assert_eq!(sorter.levels.len(), 3);
        assert!(sorter.finish().unwrap().map(Result::unwrap).eq(expected));
    }

    proptest! {
        #[test]
        fn counts_do_not_depend_on_memory(
            numbers in prop::collection::vec(prop_oneof![0..9u128, Just(u128::MAX), any::<u128>()], 0..300),
            memory in 0..5000usize,
        ) {
            let mut sorter = Sorter::new(memory);
            let mut expected = BTreeMap::new();
            for &number in &numbers {
                sorter.push(number).unwrap();
                *expected.entry(number).or_insert(0) += 1;
            }
            prop_assert!(sorter.finish().unwrap().map(Result::unwrap).eq(expected));
        }
    }
}

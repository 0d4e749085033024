//! The strings of a text that are frequent: how often they occur, how they cohere, and how free they are.

use std::io;

use super::branches::branches;
use super::gram::Gram;
use super::sorter::{Counted, Sorter};
use super::windows::{Window, Windows};

/// Counts the strings of a text, in bounded memory.
pub(super) struct Counter {
    windows: Windows,
    width: usize,
    forward: Sorter,
    backward: Sorter,
    characters: u64,
    /// How many strings there may be in the end.
    room: usize,
}

/// A string that is frequent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Counts {
    pub(super) string: Gram,
    pub(super) count: u64,
    /// The entropy of the characters before and behind it, in bits.
    pub(super) left: f64,
    pub(super) right: f64,
}

/// All frequent strings, in order.
#[derive(Debug)]
pub(super) struct Strings {
    counts: Vec<Counts>,
    /// How many Han characters the text has.
    pub(super) characters: u64,
}

/// Why there are no counts.
#[derive(Debug)]
pub(super) enum Error {
    /// The temporary files could not be written or read.
    Spill(io::Error),
    /// More strings than the memory has room for are frequent.
    Room(usize),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Error {
        Error::Spill(error)
    }
}

impl Counter {
    /// A counter of strings up to a length, in characters, that takes so many bytes.
    pub(super) fn new(max_length: usize, memory: usize) -> Counter {
        // Three eighths for each direction, and the rest for the frequent strings.
        let (width, of_direction) = (max_length + 1, memory / 8 * 3);
        Counter {
            windows: Windows::new(width),
            width,
            forward: Sorter::new(of_direction),
            backward: Sorter::new(of_direction),
            characters: 0,
            room: memory / 4 / size_of::<Counts>(),
        }
    }

    /// Adds a text. What comes later continues it.
    pub(super) fn add(&mut self, text: &str) -> io::Result<()> {
        let Counter { windows, forward, backward, characters, .. } = self;
        let mut result = Ok(());
        let mut count = |window| {
            let pushed = match window {
                Window::Forward(gram) => forward.push(gram.number()),
                Window::Backward(gram) => {
                    *characters += 1;
                    backward.push(gram.number())
                }
            };
            if result.is_ok() {
                result = pushed;
            }
        };
        text.chars().for_each(|c| windows.push(c, &mut count));
        result
    }

    /// How many Han characters there are.
    pub(super) fn characters(&self) -> u64 {
        self.characters
    }

    /// The strings that occur so often. `merged` is told of windows that have been dealt with: of one for each character,
    /// twice.
    pub(super) fn finish(mut self, min_count: u64, mut merged: impl FnMut(u64)) -> Result<Strings, Error> {
        self.add("\n")?;
        // Of each length there can't be more. Space that is not used in the end is never touched.
        let most = self.characters / min_count * (self.width as u64 - 1);
        let mut counts = Vec::with_capacity(self.room.min(usize::try_from(most).unwrap_or(usize::MAX)));
        let mut is_full = false;
        branches(watched(self.forward.finish()?, &mut merged), self.width, min_count, |branch| {
            is_full |= counts.len() == self.room;
            if !is_full {
                counts.push(Counts { string: branch.string, count: branch.count, left: 0.0, right: branch.entropy });
            }
        })?;
        if is_full {
            return Err(Error::Room(self.room));
        }
        counts.sort_unstable_by_key(|counts| counts.string);
        let mut strings = Strings { counts, characters: self.characters };
        branches(watched(self.backward.finish()?, &mut merged), self.width, min_count, |branch| {
            let i = strings.find(branch.string.reversed()).expect("both directions have the same strings");
            strings.counts[i].left = branch.entropy;
        })?;
        Ok(strings)
    }
}

/// The same windows; of each it is told how many there are.
fn watched(windows: Counted, merged: &mut impl FnMut(u64)) -> impl Iterator<Item = io::Result<(u128, u64)>> {
    windows.inspect(|window| merged(window.as_ref().map_or(0, |&(_, count)| count)))
}

impl Strings {
    fn find(&self, string: Gram) -> Option<usize> {
        self.counts.binary_search_by_key(&string, |counts| counts.string).ok()
    }

    /// The strings in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Counts> {
        self.counts.iter()
    }

    /// How much more often the parts of a string stand together than by chance, in bits: the least of
    /// log2 p(xy) / (p(x) p(y)) over all ways to part it in two. Infinite for a single character.
    pub(super) fn cohesion(&self, counts: &Counts) -> f64 {
        let count_of = |part| {
            let i = self.find(part).expect("a part of a frequent string is frequent");
            self.counts[i].count as f64
        };
        let string = counts.string;
        let parted = (1..string.len()).map(|length| count_of(string.prefix(length)) * count_of(string.suffix(length)));
        let most = parted.fold(0.0, f64::max);
        libm::log2(counts.count as f64 * self.characters as f64 / most)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use maxmatch_dict::characters::is_han;
    use proptest::prelude::*;

    use super::super::gram::tests::gram;
    use super::*;

    const LONGEST: usize = 4;

    fn strings(text: &str, memory: usize, min_count: u64) -> Strings {
        let sorter = || Sorter::new(memory);
        let mut counter =
            Counter { room: usize::MAX, forward: sorter(), backward: sorter(), ..Counter::new(LONGEST, 0) };
        // Texts come in pieces.
        text.split_inclusive('，').for_each(|piece| counter.add(piece).unwrap());
        counter.finish(min_count, |_| ()).unwrap()
    }

    /// By string: what stands before and behind each of its occurrences; nothing where a run begins or ends.
    type Neighbours = BTreeMap<Vec<char>, Vec<[Option<char>; 2]>>;

    fn neighbours(text: &str) -> Neighbours {
        let mut all = Neighbours::new();
        for run in text.split(|c| !is_han(c)) {
            let run: Vec<char> = run.chars().collect();
            for start in 0..run.len() {
                for end in start + 1..=run.len().min(start + LONGEST) {
                    let beside = [start.checked_sub(1).map(|i| run[i]), run.get(end).copied()];
                    all.entry(run[start..end].to_vec()).or_default().push(beside);
                }
            }
        }
        all
    }

    fn entropy(characters: impl Iterator<Item = Option<char>> + Clone) -> f64 {
        let all = characters.clone().count() as f64;
        let surprise = |c: Option<char>| {
            let alike = characters.clone().filter(|&other| c.is_some() && other == c).count().max(1);
            -(alike as f64 / all).log2()
        };
        characters.clone().map(surprise).sum::<f64>() / all
    }

    fn cohesion(string: &[char], all: &Neighbours, characters: u64) -> f64 {
        let probability = |string: &[char]| all[string].len() as f64 / characters as f64;
        let parted = (1..string.len()).map(|at| string.split_at(at));
        parted.fold(f64::INFINITY, |least, (x, y)| {
            least.min((probability(string) / (probability(x) * probability(y))).log2())
        })
    }

    proptest! {
        #[test]
        fn as_counted_by_hand(text in "[中国人民万，a]{0,80}", memory in 0..600usize, min_count in 1..4u64) {
            let (found, all) = (strings(&text, memory, min_count), neighbours(&text));
            prop_assert_eq!(found.characters, text.chars().filter(|&c| is_han(c)).count() as u64);
            let frequent = || all.iter().filter(|(_, beside)| beside.len() as u64 >= min_count);
            let expected: BTreeMap<Gram, _> =
                frequent().map(|(string, beside)| (gram(&String::from_iter(string)), (string, beside))).collect();
            prop_assert!(found.iter().map(|counts| counts.string).eq(expected.keys().copied()));
            for (counts, (string, beside)) in found.iter().zip(expected.values()) {
                prop_assert_eq!(counts.count, beside.len() as u64);
                for (number, expected) in [
                    (counts.left, entropy(beside.iter().map(|beside| beside[0]))),
                    (counts.right, entropy(beside.iter().map(|beside| beside[1]))),
                    (found.cohesion(counts), cohesion(string, &all, found.characters)),
                ] {
                    prop_assert!(number == expected || (number - expected).abs() < 1e-9, "{string:?} {number} {expected}");
                }
            }
        }

        #[test]
        fn memory_changes_no_bit(text in "[一-丨，]{0,300}", memory in 200..2000usize) {
            prop_assert_eq!(strings(&text, memory, 1).counts, strings(&text, usize::MAX, 1).counts);
        }
    }

    #[test]
    fn strings_without_room() {
        let counter = || {
            let mut counter = Counter::new(LONGEST, 4 * 4 * size_of::<Counts>());
            counter.add("中国人民").unwrap();
            counter
        };
        assert!(matches!(counter().finish(1, |_| ()), Err(Error::Room(4))));
        assert_eq!(counter().finish(2, |_| ()).unwrap().iter().count(), 0);
    }
}

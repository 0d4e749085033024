//! What is most often taken for what, and where.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use super::region::{Error, Region};
use super::text::{Line, Word};

/// So many places of a confusion are shown.
const EXAMPLES: usize = 3;

/// So much is shown on either side of a place: whole words, until there are as many characters.
const CONTEXT: usize = 12;

/// What the gold standard has and what an output makes of it: the words of both, parted by spaces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pair {
    pub(super) gold: String,
    pub(super) output: String,
}

/// A pair, as often as it comes.
#[derive(Debug)]
pub(super) struct Confusion {
    pub(super) pair: Pair,
    pub(super) error: Error,
    pub(super) count: u64,
    /// The first places.
    pub(super) examples: Vec<Example>,
}

/// A place in the gold standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Example {
    pub(super) line: u64,
    pub(super) before: String,
    pub(super) after: String,
}

/// All confusions of an output.
#[derive(Debug, Default)]
pub(super) struct Confusions(HashMap<Pair, Confusion>);

impl Confusions {
    pub(super) fn add(&mut self, line: &Line<'_>, region: &Region) {
        let Some(error) = region.error() else { return };
        let pair =
            Pair { gold: join(&line.gold[region.gold.clone()]), output: join(&line.output[region.output.clone()]) };
        let confusion = self.0.entry(pair).or_insert_with_key(|pair| Confusion {
            pair: pair.clone(),
            error,
            count: 0,
            examples: Vec::new(),
        });
        confusion.count += 1;
        if confusion.examples.len() < EXAMPLES {
            confusion.examples.push(Example::new(line, region.gold.clone()));
        }
    }

    /// The `most` most frequent ones; of equally frequent ones those that come first in the order of their characters.
    pub(super) fn most_frequent(self, most: usize) -> Vec<Confusion> {
        let mut confusions: Vec<Confusion> = self.0.into_values().collect();
        confusions.sort_unstable_by(|a, b| (Reverse(a.count), &a.pair).cmp(&(Reverse(b.count), &b.pair)));
        confusions.truncate(most);
        confusions
    }
}

impl Example {
    fn new(line: &Line<'_>, words: Range<usize>) -> Example {
        let (before, after) = (&line.gold[..words.start], &line.gold[words.end..]);
        let from = before.len() - enough(before.iter().rev());
        let to = enough(after.iter());
        let cut = |is_cut: bool| if is_cut { "…" } else { "" };
        Example {
            line: line.number,
            before: format!("{}{}", cut(from > 0), join(&before[from..])),
            after: format!("{}{}", join(&after[..to]), cut(to < after.len())),
        }
    }
}

/// How many words have as many characters as are shown.
fn enough<'w>(words: impl Iterator<Item = &'w Word<'w>>) -> usize {
    let mut characters = 0;
    let is_wanted = |word: &&Word<'_>| {
        let is_wanted = characters < CONTEXT;
        characters += word.text.chars().count();
        is_wanted
    };
    words.take_while(is_wanted).count()
}

fn join(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

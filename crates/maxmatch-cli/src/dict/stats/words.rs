//! The words of a dictionary by length, frequency and tag.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use maxmatch::Dictionary;
use unicode_segmentation::UnicodeSegmentation;

use super::{most_frequent, row};
use crate::failure::Failure;

/// In percent of the words whose frequency is known, in its order: up to where, and what that is called.
const QUANTILES: [(usize, &str); 6] =
    [(0, "least"), (25, "25 % up to"), (50, "50 % up to"), (75, "75 % up to"), (99, "99 % up to"), (100, "most")];

/// What is counted.
#[derive(Default)]
pub(super) struct Words<'d> {
    /// By the number of clusters.
    lengths: BTreeMap<usize, u64>,
    /// Those that are known.
    frequencies: Vec<u32>,
    tags: HashMap<&'d str, u64>,
    all: u64,
}

impl Words<'_> {
    pub(super) fn count(dictionary: &Dictionary) -> Result<Words<'_>, Failure> {
        let mut words = Words::default();
        for word in dictionary.iter()? {
            words.all += 1;
            *words.lengths.entry(word.text().graphemes(true).count()).or_default() += 1;
            words.frequencies.extend(Some(word.frequency()).filter(|&frequency| frequency > 0));
            if let Some(tag) = word.tag() {
                *words.tags.entry(tag).or_default() += 1;
            }
        }
        words.frequencies.sort_unstable();
        Ok(words)
    }

    pub(super) fn write(self, top: usize, output: &mut impl Write) -> io::Result<()> {
        let all = self.all;
        writeln!(output, "words {all}\n\nby length in characters")?;
        for (length, count) in self.lengths {
            row(length, count, all, output)?;
        }
        writeln!(output, "\nby frequency")?;
        row("unknown", all - self.frequencies.len() as u64, all, output)?;
        if let Some(last) = self.frequencies.len().checked_sub(1) {
            for (percent, name) in QUANTILES {
                writeln!(output, "  {name:14}{:>12}", self.frequencies[last * percent / 100])?;
            }
        }
        writeln!(output, "\nby tag, {} different ones", self.tags.len())?;
        row("none", all - self.tags.values().sum::<u64>(), all, output)?;
        for (tag, count) in most_frequent(self.tags, top) {
            row(tag, count, all, output)?;
        }
        Ok(())
    }
}

//! `seg dict stats`: what a dictionary holds, and what of a text it covers.

mod coverage;
mod words;

use std::collections::HashMap;
use std::fmt::Display;
use std::io::{self, Write};

use maxmatch::Scratch;

use crate::args::{Engine, StatsOptions};
use crate::failure::Failure;
use crate::file;
use coverage::Coverage;
use words::Words;

pub(super) fn run(engine: &Engine, options: &StatsOptions, output: &mut impl Write) -> Result<(), Failure> {
    file::refuse_standard_input_twice(engine.user.iter().chain(&options.text))?;
    let segmenter = engine.segmenter()?;
    let dictionary = segmenter.dictionary();
    Words::count(dictionary)?.write(options.top, output)?;
    let Some(path) = &options.text else { return Ok(()) };

    let mut text = file::Text::open(path)?;
    let (mut lines, mut scratch, mut coverage) = (Vec::new(), Scratch::default(), Coverage::default());
    while text.read(&mut lines)? {
        segmenter.segment_bytes_with(&mut scratch, &lines).for_each(|token| coverage.add(&token));
    }
    coverage.end_unknown();
    coverage.write(dictionary, options.top, output)
}

/// Writes a count, and which share of all it is.
fn row(name: impl Display, count: u64, all: u64, output: &mut impl Write) -> io::Result<()> {
    let percent = if all == 0 { 0.0 } else { 100.0 * count as f64 / all as f64 };
    writeln!(output, "  {name:<14}{count:>12}{percent:>9.2} %")
}

/// The first so many, the most frequent first, and of several as frequent the smaller ones.
fn most_frequent<T: Ord>(counts: HashMap<T, u64>, top: usize) -> Vec<(T, u64)> {
    let mut sorted: Vec<(T, u64)> = counts.into_iter().collect();
    sorted.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sorted.truncate(top);
    sorted
}

//! `seg eval`: how good segmentations are, measured with a gold standard.
//!
//! * `text`: what is read, and which lines belong together;
//! * `region`: where two segmentations of a line differ, and how;
//! * `count`: how many words are right, and how the others are wrong;
//! * `confusion`: what is most often taken for what, and where;
//! * `bootstrap`: how sure the scores are;
//! * `report`, `json`, `chart`: as tables, for programs, as a picture.
//!
//! A word is right if both its ends are, as SIGHAN's scorer counts.

mod bootstrap;
mod chart;
mod confusion;
mod count;
mod json;
mod region;
mod report;
mod text;

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use maxmatch_dict::replace_file;

use crate::args::{EvalOptions, Output};
use crate::failure::Failure;
use crate::file;
use bootstrap::{Difference, Interval, Tally};
use confusion::{Confusion, Confusions};
use count::Counts;
use text::{Text, Vocabulary};

/// What is found out.
#[derive(Debug)]
struct Evaluation {
    /// What the gold standard and the vocabulary are called.
    gold: String,
    vocabulary: Option<String>,
    /// With words.
    lines: usize,
    resamples: u32,
    seed: u64,
    /// At least one.
    systems: Vec<System>,
}

/// What is found out of an output.
#[derive(Debug)]
struct System {
    name: String,
    counts: Counts,
    /// None without resamples.
    interval: Option<Interval>,
    /// To the first output; None for this one itself.
    difference: Option<Difference>,
    /// None if not asked for.
    confusions: Option<Vec<Confusion>>,
}

pub(crate) fn run(options: &EvalOptions) -> Result<(), Failure> {
    let EvalOptions { gold, vocab, outputs, svg, .. } = options;
    let standard_input = [Path::new("-").into()];
    let outputs = if outputs.is_empty() { &standard_input } else { &outputs[..] };
    let inputs = || [gold].into_iter().chain(vocab).chain(outputs.iter().map(|output| &output.path));
    file::refuse_standard_input_twice(inputs())?;
    refuse_name_twice(outputs)?;
    if let Some(svg) = svg {
        file::refuse_input_as_target("--svg", svg, inputs())?;
    }
    let evaluation = evaluate(options, outputs)?;
    if let Some(svg) = svg {
        replace_file(svg, chart::draw(&evaluation).as_bytes())?;
    }
    let mut output = io::stdout().lock();
    match options.json {
        true => writeln!(output, "{}", json::of(&evaluation))?,
        false => report::write(&evaluation, &mut output)?,
    }
    Ok(())
}

fn refuse_name_twice(outputs: &[Output]) -> Result<(), Failure> {
    let mut names = HashSet::new();
    match outputs.iter().find(|output| !names.insert(&output.name)) {
        Some(Output { name, .. }) => {
            Err(Failure::new(format!("{name}: two outputs are called so; give them names: NAME=PATH")))
        }
        None => Ok(()),
    }
}

fn evaluate(options: &EvalOptions, outputs: &[Output]) -> Result<Evaluation, Failure> {
    let gold = Text::read(&options.gold)?;
    let vocabulary = options.vocab.as_deref().map(Vocabulary::read).transpose()?;
    let (mut systems, mut tallies) = (Vec::<System>::new(), Vec::new());
    for output in outputs {
        let (system, lines) = compare(&gold, output, vocabulary.as_ref(), options.confusions)?;
        systems.push(system);
        tallies.push(lines);
    }
    let lines = tallies[0].len();
    let resamples = bootstrap::resample(&tallies, options.resamples, options.seed);
    let first = systems[0].counts.f1();
    for (number, (system, scores)) in systems.iter_mut().zip(&resamples).enumerate() {
        system.interval = (options.resamples > 0).then(|| Interval::of(scores));
        let f1 = system.counts.f1();
        system.difference = (number > 0).then(|| Difference::new([first, f1], [&resamples[0], scores]));
    }
    let vocabulary = options.vocab.as_deref().map(file::name);
    Ok(Evaluation { gold: gold.name, vocabulary, lines, resamples: options.resamples, seed: options.seed, systems })
}

/// What is counted of an output, and what each line adds to its F1.
fn compare(
    gold: &Text,
    output: &Output,
    vocabulary: Option<&Vocabulary>,
    most_confusions: usize,
) -> Result<(System, Vec<Tally>), Failure> {
    let text = Text::read(&output.path)?;
    let (mut counts, mut confusions, mut tallies) = (Counts::default(), Confusions::default(), Vec::new());
    for line in text::align(gold, &text) {
        let line = line?;
        let right_before = counts.right;
        for region in region::regions(&line.gold, &line.output) {
            counts.add(&line, &region, vocabulary);
            if most_confusions > 0 {
                confusions.add(&line, &region);
            }
        }
        let words = line.gold.len() + line.output.len();
        tallies.push(Tally { right: counts.right - right_before, words: words as u64 });
    }
    if tallies.is_empty() {
        return Err(Failure::new(format!("{}: no words, so there is nothing to compare with", gold.name)));
    }
    let confusions = (most_confusions > 0).then(|| confusions.most_frequent(most_confusions));
    let system = System { name: output.name.clone(), counts, interval: None, difference: None, confusions };
    Ok((system, tallies))
}

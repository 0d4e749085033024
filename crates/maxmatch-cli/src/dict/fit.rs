//! `seg dict fit`: frequencies for a list, from text that nobody has segmented.

use std::fs;
use std::path::Path;

use maxmatch::fit::{Fit, Sample};
use rayon::prelude::*;

use super::lists::{self, Tsv};
use crate::args::{Engine, FitOptions};
use crate::failure::Failure;
use crate::file;
use crate::message::say;
use crate::progress::bar;

/// When the text becomes more probable by less than this, relative to the logarithm of its probability, it is enough.
const GAIN: f64 = 1e-6;

pub(super) fn run(engine: &Engine, options: &FitOptions) -> Result<(), Failure> {
    let FitOptions { lists, texts, output, iterations, .. } = options;
    let inputs = || lists.iter().chain(texts);
    file::refuse_input_as_target("--output", output, inputs().chain(&engine.dict))?;
    file::refuse_standard_input_twice(inputs())?;
    let dictionary = lists::dictionary(engine, lists, options.read.from)?;
    let mut samples = vec![Sample::new(&dictionary)?; rayon::current_num_threads()];
    for path in texts {
        read(path, &mut samples)?;
    }
    let mut sample = samples.pop().expect("there is a thread");
    samples.into_iter().for_each(|other| sample.merge(other));
    let frequencies = iterate(sample.fit(), *iterations).frequencies();
    let mut list = Tsv::default();
    for (word, &frequency) in dictionary.iter()?.zip(&frequencies) {
        list.add(word.text(), frequency, word.tag())?;
    }
    list.write(output)?;
    let counted = frequencies.iter().filter(|&&frequency| frequency > 0).count();
    say(format_args!("{}: {} words, {counted} of them counted in the text", file::name(output), frequencies.len()));
    Ok(())
}

/// Adds a text to the samples: a thread each, and whole lines.
fn read(path: &Path, samples: &mut [Sample]) -> Result<(), Failure> {
    let size = fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
    let progress = bar(size, "reading {bar:40} {bytes} of {total_bytes}, {eta} left");
    let mut text = file::Text::open(path)?;
    let mut chunks = vec![Vec::new(); samples.len()];
    loop {
        for chunk in &mut chunks {
            text.read(chunk)?;
            progress.inc(chunk.len() as u64);
        }
        samples.par_iter_mut().zip(&chunks).for_each(|(sample, chunk)| sample.add(chunk));
        if chunks.iter().any(Vec::is_empty) {
            progress.finish_and_clear();
            return Ok(());
        }
    }
}

/// Iterates until the text hardly becomes more probable.
fn iterate(mut fit: Fit, most: u32) -> Fit {
    let progress = bar(Some(most.into()), "iteration {bar:40} {pos} of at most {len}");
    let mut last = f64::NEG_INFINITY;
    for _ in 0..most {
        let log_likelihood = fit.step();
        progress.inc(1);
        if log_likelihood - last <= GAIN * log_likelihood.abs() {
            break;
        }
        last = log_likelihood;
    }
    progress.finish_and_clear();
    fit
}

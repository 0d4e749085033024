//! `seg dict diff`: what two dictionaries say differently, or make of a text.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use maxmatch::{Dictionary, Segmenter};

use super::corpus::{Comparison, Show};
use super::lists;
use super::look::row;
use crate::args::{self, DiffOptions, Engine};
use crate::failure::Failure;
use crate::file;
use crate::message::say;

pub(super) fn run(engine: &Engine, options: &DiffOptions, output: &mut impl Write) -> Result<ExitCode, Failure> {
    let inputs = [&options.old, &options.new].into_iter().chain(&options.corpus);
    file::refuse_standard_input_twice(inputs.chain(&engine.user))?;
    let is_same = match &options.corpus {
        None => {
            let [old, new] = dictionaries(options)?;
            words(&old, &new, options.summary, output)?
        }
        Some(corpus) => lines(segmenters(engine, options)?, corpus, options, output)?,
    };
    Ok(if is_same { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn dictionaries(options: &DiffOptions) -> Result<[Dictionary; 2], Failure> {
    let [old, new] = [lists::open(&options.old, options.read.from)?, lists::open(&options.new, options.read.from)?];
    if old.info().views != new.info().views {
        say("warning: the dictionaries fold differently, which changes every index of folded tokens as a whole");
    }
    Ok([old, new])
}

/// What segments the text: with the dictionaries, or if they are layers, on the engine's.
fn segmenters(engine: &Engine, options: &DiffOptions) -> Result<[Segmenter; 2], Failure> {
    let users = engine.users()?;
    if !options.layers {
        let [old, new] = dictionaries(options)?;
        return Ok([engine.segmenter_with(&old, &users)?, engine.segmenter_with(&new, &users)?]);
    }
    let dictionary = engine.dictionary()?;
    let with = |path| engine.segmenter_with(&dictionary, &[&users[..], &[args::user(path)?]].concat());
    Ok([with(&options.old)?, with(&options.new)?])
}

/// Writes the lines that are cut differently, or only how many. Returns whether there are none.
fn lines(
    segmenters: [Segmenter; 2],
    corpus: &Path,
    options: &DiffOptions,
    output: &mut impl Write,
) -> Result<bool, Failure> {
    let show = match (options.lines, options.summary) {
        (true, _) => Show::Numbers,
        (_, true) => Show::Nothing,
        _ => Show::Tokens,
    };
    let counts = Comparison { segmenters, show }.run(file::Text::open(corpus)?, output)?;
    if options.summary {
        writeln!(output, "{:16}{}\n{:16}{}", "lines", counts.lines, "changed", counts.changed)?;
    }
    Ok(counts.changed == 0)
}

/// Writes the words that are added, removed or changed, or only how many. Returns whether the dictionaries are the same.
fn words(old: &Dictionary, new: &Dictionary, summary: bool, output: &mut impl Write) -> Result<bool, Failure> {
    let (mut added, mut removed, mut changed) = (0u64, 0u64, 0u64);
    for change in old.changes(new)? {
        *match (change.before(), change.after()) {
            (None, _) => &mut added,
            (_, None) => &mut removed,
            _ => &mut changed,
        } += 1;
        for (mark, entry) in [("-", change.before()), ("+", change.after())] {
            if let Some(entry) = entry.filter(|_| !summary) {
                write!(output, "{mark}\t")?;
                row(change.text(), entry, output)?;
            }
        }
    }
    if summary {
        for (key, count) in [("added", added), ("removed", removed), ("changed", changed)] {
            writeln!(output, "{key:16}{count}")?;
        }
    }
    let is_same = old.fingerprint() == new.fingerprint();
    if !is_same && added + removed + changed == 0 {
        say("the words are the same, but not what matching looks through");
    }
    Ok(is_same)
}

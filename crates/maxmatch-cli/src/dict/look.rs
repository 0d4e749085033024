//! `seg dict info`, `get`, `find` and `verify`: what a dictionary says.

use std::io::{self, Write};
use std::process::ExitCode;

use maxmatch::ErrorKind;
use maxmatch_dict::{Entry, Finding, ParsePatternError, Pattern};

use crate::args::{Engine, FindOptions};
use crate::failure::Failure;
use crate::finding::describe_cost;
use crate::message::say;

pub(super) fn info(engine: &Engine, output: &mut impl Write) -> Result<(), Failure> {
    let dictionary = engine.dictionary()?;
    let info = dictionary.info();
    let views: Vec<&str> = info.views.iter().map(|view| view.name()).collect();
    let [fst, payload, index] = info.section_bytes;
    let bigrams = match dictionary.bigrams()? {
        Some(bigrams) => format!("{} pairs, fingerprint {}", bigrams.pairs(), bigrams.fingerprint()),
        None => "none".to_owned(),
    };
    for (key, value) in [
        ("name", info.name),
        ("version", info.version),
        ("licence", info.licence),
        ("source", info.source),
        ("words", info.words.to_string()),
        ("total frequency", info.total_frequency.to_string()),
        ("longest word", format!("{} characters", info.longest_clusters)),
        ("characters", info.characters.to_string()),
        ("folds", if views.is_empty() { "nothing".to_owned() } else { views.join(", ") }),
        ("terms", dictionary.terms().to_string()),
        ("bigrams", bigrams),
        ("bytes", format!("FST {fst}, payload {payload}, index {index}")),
        ("fingerprint", dictionary.fingerprint().to_string()),
        ("analysis", engine.segmenter()?.fingerprint().to_string()),
    ] {
        writeln!(output, "{key:16}{value}")?;
    }
    Ok(())
}

/// A word in its own spelling; or if it is there in others only, these.
pub(super) fn get(engine: &Engine, words: &[String], output: &mut impl Write) -> Result<ExitCode, Failure> {
    if !engine.user.is_empty() {
        return get_layered(engine, words, output);
    }
    let dictionary = engine.dictionary()?;
    let mut code = ExitCode::SUCCESS;
    for word in words {
        if let Some(entry) = dictionary.get(word)? {
            row(word, entry, output)?;
            continue;
        }
        let mut spellings = dictionary.spellings(word)?.peekable();
        if spellings.peek().is_none() {
            say(format_args!("{word:?} is not in the dictionary"));
            code = ExitCode::from(1);
        }
        for spelling in spellings {
            row(spelling.text(), *spelling, output)?;
        }
    }
    Ok(code)
}

/// With user dictionaries: word in its own spelling, frequency, tag, and in further columns the cost and where that is said.
fn get_layered(engine: &Engine, words: &[String], output: &mut impl Write) -> Result<ExitCode, Failure> {
    let segmenter = engine.segmenter()?;
    let mut code = ExitCode::SUCCESS;
    for word in words {
        let found = segmenter.layered().find(word)?;
        let cost = found.as_ref().and_then(describe_cost);
        match (found, cost) {
            (Some(Finding { spelling, place, frequency, tag, .. }), Some(cost)) => {
                let frequency = frequency.map_or_else(String::new, |frequency| frequency.to_string());
                writeln!(output, "{spelling}\t{frequency}\t{}\t{cost}\t{place}", tag.unwrap_or(""))?;
                continue;
            }
            (Some(Finding { place, .. }), None) => say(format_args!("{word:?} is forbidden by {place}")),
            (None, _) => say(format_args!("{word:?} is in no dictionary")),
        }
        code = ExitCode::from(1);
    }
    Ok(code)
}

pub(super) fn find(engine: &Engine, options: &FindOptions, output: &mut impl Write) -> Result<ExitCode, Failure> {
    let dictionary = engine.dictionary()?;
    let text = &options.text;
    let words = match options.within {
        Some(distance) => dictionary.within(text, distance)?,
        None if options.pattern => {
            let pattern: Pattern = text.parse().map_err(|e: ParsePatternError| Failure::new(e.to_string()))?;
            dictionary.matching(&pattern)?
        }
        None => dictionary.starting_with(text)?,
    };
    let mut code = ExitCode::from(1);
    for word in words.take(options.limit.unwrap_or(usize::MAX)) {
        row(word.text(), *word, output)?;
        code = ExitCode::SUCCESS;
    }
    Ok(code)
}

/// Writes a word and what is said of it: word, frequency, tag.
pub(super) fn row(word: &str, entry: Entry<'_>, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "{word}\t{}\t{}", entry.frequency(), entry.tag().unwrap_or(""))
}

pub(super) fn verify(engine: &Engine, output: &mut impl Write) -> Result<ExitCode, Failure> {
    match engine.dictionary().and_then(|dictionary| dictionary.verify().map(|()| dictionary.info())) {
        Ok(info) => writeln!(output, "{}: {} words, sound", info.name, info.words)?,
        Err(error) if is_unread(error.kind()) => return Err(error.into()),
        Err(error) => {
            say(error);
            return Ok(ExitCode::from(1));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether an error says nothing of how sound the file is.
fn is_unread(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Io | ErrorKind::Version | ErrorKind::Platform)
}

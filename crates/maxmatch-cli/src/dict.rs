//! `seg dict`: building dictionaries and looking into them.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use maxmatch::Dictionary;
use maxmatch_dict::lexicon::Lexicon;

use crate::args::{DictCommand, views};
use crate::failure::Failure;

/// More warnings of one build than this are counted, not shown.
const WARNINGS: usize = 20;

pub(crate) fn run(command: &DictCommand) -> Result<ExitCode, Failure> {
    let mut output = io::stdout().lock();
    match command {
        DictCommand::Build { lists, output: target, from, fold, name, licence } => {
            let mut builder = Dictionary::builder();
            let first = lists[0].file_stem().unwrap_or_default().to_string_lossy();
            builder.name(name.as_deref().unwrap_or(&first)).licence(licence).views(&views(fold)?);
            for path in lists {
                let shown = path.display().to_string();
                let bytes = fs::read(path).map_err(|e| Failure::new(format!("{shown}: {e}")))?;
                let list = Lexicon::read(&shown, &bytes, *from)?;
                if let Some(doubt) = list.doubt() {
                    eprintln!("seg: warning: {doubt}");
                }
                builder.add_lexicon(&list)?;
            }
            for warning in builder.warnings().iter().take(WARNINGS) {
                eprintln!("seg: warning: {warning}");
            }
            if let Some(more) = builder.warnings().len().checked_sub(WARNINGS).filter(|&more| more > 0) {
                eprintln!("seg: {more} more warnings");
            }
            builder.write(target)?;
            let info = Dictionary::open(target)?.info();
            eprintln!("{}: {} words", target.display(), info.words);
        }
        DictCommand::Info { dict } => {
            let dictionary = open(dict.as_deref())?;
            let info = dictionary.info();
            let views: Vec<&str> = info.views.iter().map(|view| view.name()).collect();
            let [fst, payload, index] = info.section_bytes;
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
                ("bytes", format!("FST {fst}, payload {payload}, index {index}")),
                ("fingerprint", dictionary.fingerprint().to_string()),
            ] {
                writeln!(output, "{key:16}{value}")?;
            }
        }
        DictCommand::Get { words, dict } => {
            let dictionary = open(dict.as_deref())?;
            let mut code = ExitCode::SUCCESS;
            for word in words {
                match dictionary.get(word)? {
                    Some(entry) => {
                        writeln!(output, "{word}\t{}\t{}", entry.frequency(), entry.tag().unwrap_or(""))?;
                    }
                    None => {
                        eprintln!("seg: {word:?} is not in the dictionary");
                        code = ExitCode::from(1);
                    }
                }
            }
            return Ok(code);
        }
        DictCommand::Find { text, within, dict } => {
            let dictionary = open(dict.as_deref())?;
            let words = match within {
                Some(distance) => dictionary.within(text, *distance)?,
                None => dictionary.starting_with(text)?,
            };
            for word in words {
                writeln!(output, "{}\t{}\t{}", word.text(), word.frequency(), word.tag().unwrap_or(""))?;
            }
        }
        DictCommand::Verify { dict } => {
            let dictionary = open(Some(dict))?;
            dictionary.verify()?;
            writeln!(output, "{}: {} words, sound", dict.display(), dictionary.info().words)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn open(path: Option<&Path>) -> Result<Dictionary, Failure> {
    match path.map(PathBuf::from) {
        Some(path) => Ok(Dictionary::open(path)?),
        None => Ok(maxmatch_zh::dictionary()),
    }
}

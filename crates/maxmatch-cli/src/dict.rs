//! `seg dict`: building dictionaries and looking into them.

use std::io::{self, Write};
use std::process::ExitCode;

use maxmatch::{Dictionary, ErrorKind};
use maxmatch_dict::lexicon::Lexicon;

use crate::args::{BuildOptions, DictCommand, Engine};
use crate::failure::Failure;
use crate::file;
use crate::message::say;

/// More warnings of one build than this are counted, not shown.
const WARNINGS: usize = 20;

pub(crate) fn run(engine: &Engine, command: &DictCommand) -> Result<ExitCode, Failure> {
    let mut output = io::stdout().lock();
    match command {
        DictCommand::Build(options) => build(options)?,
        DictCommand::Info => {
            let dictionary = engine.dictionary()?;
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
                ("analysis", engine.segmenter()?.fingerprint().to_string()),
            ] {
                writeln!(output, "{key:16}{value}")?;
            }
        }
        DictCommand::Get { words } => {
            let dictionary = engine.dictionary()?;
            let mut code = ExitCode::SUCCESS;
            for word in words {
                match dictionary.get(word)? {
                    Some(entry) => {
                        writeln!(output, "{word}\t{}\t{}", entry.frequency(), entry.tag().unwrap_or(""))?;
                    }
                    None => {
                        say(format_args!("{word:?} is not in the dictionary"));
                        code = ExitCode::from(1);
                    }
                }
            }
            return Ok(code);
        }
        DictCommand::Find { text, within } => {
            let dictionary = engine.dictionary()?;
            let words = match within {
                Some(distance) => dictionary.within(text, *distance)?,
                None => dictionary.starting_with(text)?,
            };
            let mut code = ExitCode::from(1);
            for word in words {
                writeln!(output, "{}\t{}\t{}", word.text(), word.frequency(), word.tag().unwrap_or(""))?;
                code = ExitCode::SUCCESS;
            }
            return Ok(code);
        }
        DictCommand::Verify => {
            let verified = engine.dictionary().and_then(|dictionary| dictionary.verify().map(|()| dictionary.info()));
            match verified {
                Ok(info) => writeln!(output, "{}: {} words, sound", info.name, info.words)?,
                Err(error) if is_unread(error.kind()) => return Err(error.into()),
                Err(error) => {
                    say(error);
                    return Ok(ExitCode::from(1));
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether an error says nothing of how sound the file is.
fn is_unread(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Io | ErrorKind::Version | ErrorKind::Platform)
}

/// Compiles word lists into a file.
fn build(options: &BuildOptions) -> Result<(), Failure> {
    let target = &options.output;
    refuse_input_as_target(options)?;
    let mut builder = Dictionary::builder();
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    builder.name(options.name.as_deref().unwrap_or(&stem)).licence(&options.licence).views(&options.fold.0);
    builder.source(&options.source).version(&options.list_version);
    for path in &options.lists {
        let (name, bytes) = (file::name(path), file::bytes(path)?);
        let list = Lexicon::read(&name, &bytes, options.from)?;
        if let Some(doubt) = list.doubt() {
            say(format_args!("warning: {doubt}"));
        }
        builder.add_lexicon(&list)?;
    }
    for warning in builder.warnings().iter().take(WARNINGS) {
        say(format_args!("warning: {warning}"));
    }
    if let Some(more) = builder.warnings().len().checked_sub(WARNINGS).filter(|&more| more > 0) {
        say(format_args!("{more} more warnings"));
    }
    builder.write(target)?;
    let words = Dictionary::open(target)?.info().words;
    if words == 0 {
        say("warning: the lists hold no words, and so does the dictionary");
    }
    say(format_args!("{}: {words} words", target.display()));
    Ok(())
}

/// A dictionary takes the place of what was there: of no list, and of no stream.
fn refuse_input_as_target(options: &BuildOptions) -> Result<(), Failure> {
    let target = &options.output;
    if target.as_os_str() == "-" {
        return Err(Failure::new("--output -: a dictionary is a file; name one (./- for a file of this name)"));
    }
    let Ok(existing) = target.canonicalize() else { return Ok(()) };
    let lists = options.lists.iter().filter(|path| path.as_os_str() != "-");
    match lists.filter_map(|path| path.canonicalize().ok()).any(|list| list == existing) {
        true => Err(Failure::new(format!(
            "--output {}: this is one of the word lists, which the dictionary would replace; name another file",
            target.display()
        ))),
        false => Ok(()),
    }
}

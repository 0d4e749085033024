//! `seg dict`: building dictionaries, looking into them, comparing them.

mod build;
mod corpus;
mod diff;
mod export;
mod fit;
mod lint;
mod lists;
mod look;
mod merge;
mod prune;
mod stats;
mod test;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use crate::args::{DictCommand, Engine};
use crate::failure::Failure;

pub(crate) fn run(engine: &Engine, command: &DictCommand) -> Result<ExitCode, Failure> {
    let mut output = BufWriter::new(io::stdout().lock());
    let code = match command {
        DictCommand::Build(options) => build::run(options).map(|()| ExitCode::SUCCESS),
        DictCommand::Info => look::info(engine, &mut output).map(|()| ExitCode::SUCCESS),
        DictCommand::Get { words } => look::get(engine, words, &mut output),
        DictCommand::Find(options) => look::find(engine, options, &mut output),
        DictCommand::Export { format } => export::run(engine, *format, &mut output).map(|()| ExitCode::SUCCESS),
        DictCommand::Test { files } => test::run(engine, files, &mut output),
        DictCommand::Fit(options) => fit::run(engine, options).map(|()| ExitCode::SUCCESS),
        DictCommand::Lint(options) => lint::run(engine, options, &mut output),
        DictCommand::Prune(options) => prune::run(engine, options).map(|()| ExitCode::SUCCESS),
        DictCommand::Merge(options) => merge::run(engine, options).map(|()| ExitCode::SUCCESS),
        DictCommand::Diff(options) => diff::run(engine, options, &mut output),
        DictCommand::Stats(options) => stats::run(engine, options, &mut output).map(|()| ExitCode::SUCCESS),
        DictCommand::Verify => look::verify(engine, &mut output),
    }?;
    output.flush()?;
    Ok(code)
}

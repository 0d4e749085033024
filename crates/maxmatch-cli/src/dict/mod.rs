//! `seg dict`: building dictionaries and looking into them.

mod build;
mod fit;
mod lint;
mod lists;
mod look;
mod prune;
mod test;

use std::io;
use std::process::ExitCode;

use crate::args::{DictCommand, Engine};
use crate::failure::Failure;

pub(crate) fn run(engine: &Engine, command: &DictCommand) -> Result<ExitCode, Failure> {
    let mut output = io::stdout().lock();
    match command {
        DictCommand::Build(options) => build::run(options).map(|()| ExitCode::SUCCESS),
        DictCommand::Info => look::info(engine, &mut output).map(|()| ExitCode::SUCCESS),
        DictCommand::Get { words } => look::get(engine, words, &mut output),
        DictCommand::Find { text, within } => look::find(engine, text, *within, &mut output),
        DictCommand::Test { files } => test::run(engine, files, &mut output),
        DictCommand::Fit(options) => fit::run(engine, options).map(|()| ExitCode::SUCCESS),
        DictCommand::Lint(options) => lint::run(engine, options, &mut output),
        DictCommand::Prune(options) => prune::run(engine, options).map(|()| ExitCode::SUCCESS),
        DictCommand::Verify => look::verify(engine, &mut output),
    }
}

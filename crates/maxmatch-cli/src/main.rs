//! `seg`: Chinese word segmentation on the command line.

mod args;
mod dict;
mod eval;
mod explain;
mod failure;
mod format;
mod segment;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Arguments, Command};
use failure::Failure;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(code) => code,
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("seg: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.command {
        None => segment::run(&arguments.engine, &arguments.segment)?,
        Some(Command::Explain { text }) => explain::run(&arguments.engine, text)?,
        Some(Command::Dict { command }) => return dict::run(command),
        Some(Command::Eval(options)) => eval::run(options)?,
        Some(Command::Completions { shell }) => {
            clap_complete::generate(*shell, &mut Arguments::command(), "seg", &mut std::io::stdout());
        }
        Some(Command::Man) => clap_mangen::Man::new(Arguments::command()).render(&mut std::io::stdout())?,
    }
    Ok(ExitCode::SUCCESS)
}

//! The command `seg` as a library, so that tests and fuzzing reach what is in it. **Not a stable API**: use `maxmatch`.
//!
//! * `args`: what the command line says; from there [`main`] goes to one of
//! * [`segment`]: files are read, decoded, segmented in parts and written in order,
//! * `explain`, `dict`, `discover`, `eval`, `recall`, `train`, `about`: the subcommands;
//! * [`encoding`]: from bytes to text and back;
//! * [`format`](mod@format): how tokens are written;
//! * [`Failure`]: why the command ends with exit code 2;
//! * `bits`: costs on the command line;
//! * `finding`: what is said of a word;
//! * `message`, `progress`: what is said and shown on standard error.

mod about;
mod args;
mod bits;
mod dict;
mod discover;
pub mod encoding;
mod eval;
mod explain;
mod failure;
mod file;
mod finding;
pub mod format;
mod message;
mod progress;
mod recall;
pub mod segment;
mod train;

use std::process::ExitCode;

use args::{Arguments, Command};
pub use failure::Failure;

/// Runs the command on the process's own arguments.
pub fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help that nobody reads any more is no error either.
            let _ = error.print();
            return ExitCode::from(error.exit_code() as u8);
        }
    };
    match run(&arguments) {
        Ok(code) => code,
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            message::say(failure);
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let engine = &arguments.engine;
    if arguments.version {
        about::version(engine, arguments.verbose)?;
        return Ok(ExitCode::SUCCESS);
    }
    match &arguments.command {
        None => segment::run(engine, &arguments.segment)?,
        Some(Command::Explain(options)) => explain::run(engine, options, arguments.color)?,
        Some(Command::Dict { command }) => return dict::run(engine, command),
        Some(Command::Discover(options)) => discover::run(engine, options)?,
        Some(Command::Eval(options)) => eval::run(options)?,
        Some(Command::RecallCheck(options)) => return recall::run(engine, options),
        Some(Command::Train(options)) => train::run(engine, options)?,
        Some(Command::Completions { shell }) => about::completions(*shell)?,
        Some(Command::Man { folder }) => about::manual(folder.as_deref())?,
    }
    Ok(ExitCode::SUCCESS)
}

//! The project's own tasks: `cargo xtask TASK`.

mod tables;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask tables [--check]    write the tables made from Unicode data, or check that they are up to date";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["tables"] => tables::write(),
        ["tables", "--check"] => tables::check(),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

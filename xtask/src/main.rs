//! The project's own tasks: `cargo xtask TASK`.

mod tables;
mod zh;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask tables [--check]    write the tables made from Unicode data, or check that they are up to date
cargo xtask zh [--check]        put dicts/zh and dicts/modern into maxmatch-zh, or check that they are in it";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let done = match arguments[..] {
        ["tables", ref options @ ..] => tables::run(options).map_err(|e| e.to_string()),
        ["zh"] => zh::write(root),
        ["zh", "--check"] => zh::check(root),
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

//! The project's own tasks: `cargo xtask TASK`.

mod dict;
// Permissions and links are Unix's, and so are the artefacts.
#[cfg(unix)]
mod dist;
mod package;
mod tables;

use std::path::Path;
use std::process::ExitCode;

use dict::Task;

const USAGE: &str = "\
cargo xtask tables [--check]               write the tables made from Unicode data, or check that they are up to date
cargo xtask dict --source PATH…            make dicts/zh and dicts/zh-large from packages, check all lists, embed them
cargo xtask dict --check [--source PATH…]  the same, but compare and write nothing; what needs no package without it
cargo xtask embed                          put dicts/zh and dicts/modern, as they are, into maxmatch-zh
cargo xtask package                        package the crates, install seg from the packages alone, and run it
cargo xtask dist [PART…] [--out DIR]       make what users install: seg, deb, c, wheel, page, sbom, or some of them
cargo xtask dist --check [PART…]           make the same anew from a clean checkout, and compare";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let done = match arguments[..] {
        ["tables", ref options @ ..] => tables::run(options).map_err(|e| e.to_string()),
        ["dict"] => dict::run(root, Task::Write, &[]),
        ["dict", "--source", ref paths @ ..] => dict::run(root, Task::Write, paths),
        ["dict", "--check"] => dict::run(root, Task::Check, &[]),
        ["dict", "--check", "--source", ref paths @ ..] => dict::run(root, Task::Check, paths),
        ["embed"] => dict::embed(root),
        ["package"] => package::run(root),
        #[cfg(unix)]
        ["dist", ref options @ ..] => dist::run(root, options),
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

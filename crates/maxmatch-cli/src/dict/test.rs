//! `seg dict test`: what user dictionaries expect of themselves.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::args::{self, Engine};
use crate::failure::Failure;
use crate::file;

/// Lays the files on the dictionary and on each other, and compares what they expect with what comes of it.
pub(super) fn run(engine: &Engine, files: &[PathBuf], output: &mut impl Write) -> Result<ExitCode, Failure> {
    let paths = || engine.user.iter().chain(files);
    file::refuse_standard_input_twice(paths())?;
    let users = paths().map(|path| args::user(path)).collect::<Result<Vec<_>, _>>()?;
    if users.is_empty() {
        return Err(Failure::new("no user dictionary: name one, `seg dict test my.txt`"));
    }
    let segmenter = engine.segmenter_with(&engine.dictionary()?, &users)?;
    let (mut count, mut failed) = (0, 0);
    for user in &users {
        for (line, expected) in user.expectations() {
            count += 1;
            let text = expected.concat();
            let found: Vec<&str> = segmenter.segment(&text).map(|token| token.text()).collect();
            if !found.iter().copied().eq(expected.iter().map(|token| &**token)) {
                failed += 1;
                let expected = expected.join(" / ");
                writeln!(output, "{}:{line}: expected {expected}\n    and found {}", user.name(), found.join(" / "))?;
            }
        }
    }
    let noun = if count == 1 { "expectation" } else { "expectations" };
    writeln!(
        output,
        "{count} {noun}, {}",
        if failed == 0 { "all met".to_owned() } else { format!("{failed} not met") }
    )?;
    Ok(ExitCode::from(u8::from(failed > 0)))
}

//! Segmenters for Python, those that an interpreter has.

use std::path::Path;
use std::process::Command;

use super::child::Files;
use super::{Candidate, Maker, Whose};

/// What the interpreter runs. It takes the name, the text and the words.
const SCRIPT: &str = include_str!("python.py");

const NAMES: [(&str, Whose); 5] = [
    ("python/jieba", Whose::Given),
    ("python/jieba_fast", Whose::Given),
    ("python/rjieba", Whose::Given),
    ("python/lindera/cc-cedict", Whose::Own),
    ("python/lindera/jieba", Whose::Own),
];

/// All that `python` may have.
pub(crate) fn candidates(python: &Path, files: &Files) -> impl Iterator<Item = Candidate> {
    NAMES.into_iter().map(move |(name, words)| {
        let mut command = Command::new(python);
        command.args(["-W", "ignore", "-c", SCRIPT, name]).arg(&files.text).arg(&files.words);
        Candidate { name: name.to_owned(), group: name.to_owned(), words, maker: Maker::Child(command) }
    })
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::super::child::{Child, Start};
    use super::{NAMES, SCRIPT};

    /// Without its site packages Python has none of the modules. Where there is no Python, there is nothing to test.
    #[test]
    fn modules_that_are_missing_are_absent() {
        if Command::new("python3").arg("--version").output().is_err() {
            return;
        }
        for (name, _) in NAMES {
            let module = name.split('/').nth(1).unwrap();
            let start = Child::start(Command::new("python3").args(["-I", "-S", "-c", SCRIPT, name, "text", "words"]));
            let Start::Absent(reason) = start.unwrap() else { panic!("{name} is not absent") };
            assert_eq!(reason, format!("No module named '{module}'"));
        }
    }
}

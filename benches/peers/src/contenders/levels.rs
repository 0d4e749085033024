//! maxmatch at each level of processor that this one has. A program decides on its level once, so each is a process of its own.

use std::path::Path;
use std::process::Command;

use clap::ValueEnum;
use maxmatch_dict::Level;

use super::child::Files;
use super::{Candidate, Feed, Maker};

/// Puts behind each mode of maxmatch the same at each level, which must end its tokens where that does.
///
/// # Errors
///
/// When this program does not know where it is.
pub(crate) fn beside(
    candidates: Vec<Candidate>,
    files: &Files,
    dict: &Path,
    feed: Feed,
) -> Result<Vec<Candidate>, String> {
    let program = std::env::current_exe().map_err(|e| format!("--levels starts this program anew: {e}"))?;
    let feed = feed.to_possible_value().expect("every feed has a name");
    let at = |level: Level, Candidate { name, group, words, .. }: &Candidate| {
        let mut command = Command::new(&program);
        command.env("MAXMATCH_CPU", level.name()).arg("--text").arg(&files.text).arg("--dict").arg(dict);
        command.args(["--feed", feed.get_name(), "--only", name, "--base", name, "--serve"]);
        let (name, group) = (format!("{name}@{}", level.name()), group.clone());
        Candidate { name, group, words: *words, maker: Maker::Child(command) }
    };
    let with_levels = candidates.into_iter().flat_map(|candidate| {
        let levels: Vec<_> = match candidate.maker {
            Maker::Ours(..) => Level::available().map(|level| at(level, &candidate)).collect(),
            _ => Vec::new(),
        };
        std::iter::once(candidate).chain(levels)
    });
    Ok(with_levels.collect())
}

//! `cargo xtask dict` and `cargo xtask embed`: the word lists under `dicts`, what they are made of, and what
//! `maxmatch-zh` holds of them.

mod embed;
mod list;
#[cfg(test)]
mod mini;
mod package;
mod recipe;
pub(crate) mod source;

use std::fs;
use std::path::Path;

pub(crate) use embed::write as embed;
use list::List;
use package::Archives;
use recipe::Made;
use source::Source;

const MADE: [&str; 2] = ["dicts/zh", "dicts/zh-large"];
const HAND_WRITTEN: [&str; 2] = ["dicts/modern", "dicts/mini"];

/// What to do with what the recipes give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    Write,
    /// Compare, and write nothing.
    Check,
}

/// Makes the lists anew from the packages at these paths and embeds the default one, or compares. Without packages only
/// what is recorded can be checked. The checks of the lists follow in every case.
pub(crate) fn run(root: &Path, task: Task, paths: &[&str]) -> Result<(), String> {
    let sources = MADE.map(|folder| source::read::<Source>(root, folder).map(|source| (folder, source)));
    let sources = sources.into_iter().collect::<Result<Vec<_>, String>>()?;
    if !paths.is_empty() {
        let archives = Archives::read(paths)?;
        for (folder, source) in &sources {
            let made = recipe::run(source, &archives.members(source)?)?;
            put(root, folder, source, task, &made)?;
        }
    } else if task == Task::Write {
        let obtain: Vec<&str> = sources[0].1.packages.iter().map(|package| &*package.obtain).collect();
        return Err(format!(
            "cargo xtask dict makes the lists from packages, and none is given with --source; to mend it: {}. What \
             needs no package: `cargo xtask dict --check`, and `cargo xtask embed` after a change to a list",
            obtain.join("; ")
        ));
    }
    for (folder, source) in &sources {
        for package in &source.packages {
            let licence = format!("{folder}/{}", package.licence.file);
            package.licence.member.record.check(&licence, &read(root, &licence)?)?;
            println!("{licence}: as recorded");
        }
        for list in source.output.lists() {
            let name = list.path(folder);
            if source.output.committed || root.join(&name).exists() {
                list::check(root, folder, list)?;
            } else {
                println!("{name}: not here; `cargo xtask dict --source` makes it");
            }
        }
    }
    for folder in HAND_WRITTEN {
        list::check(root, folder, &source::read::<List>(root, folder)?)?;
    }
    match task {
        Task::Check => embed::check(root),
        Task::Write => embed::write(root),
    }
}

/// Writes the files of a list, or compares those that are part of the repository, and the checksums of the others.
fn put(root: &Path, folder: &str, source: &Source, task: Task, made: &Made) -> Result<(), String> {
    for (list, bytes) in source.output.lists().zip([&made.kept, &made.dropped]) {
        let name = list.path(folder);
        match task {
            Task::Write => {
                fs::write(root.join(&name), bytes).map_err(|e| format!("{name}: {e}"))?;
                println!("{name}: made");
            }
            Task::Check => {
                if source.output.committed {
                    compare(&name, &read(root, &name)?, bytes)?;
                } else {
                    list.record.check(&format!("{name}, made anew"), bytes)?;
                }
                println!("{name}: what the recipe makes");
            }
        }
    }
    Ok(())
}

/// The file's bytes; `name` is its path from the root.
fn read(root: &Path, name: &str) -> Result<Vec<u8>, String> {
    fs::read(root.join(name)).map_err(|e| format!("{name}: {e}"))
}

/// Says in which line the committed list differs from the one made, if it does.
fn compare(name: &str, committed: &[u8], made: &[u8]) -> Result<(), String> {
    if committed == made {
        return Ok(());
    }
    let lines = |bytes: &[u8]| bytes.split(|&b| b == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let same = lines(committed).iter().zip(&lines(made)).take_while(|(committed, made)| committed == made).count();
    Err(format!(
        "{name}:{}: differs from what the recipe gives; run `cargo xtask dict --source` with the packages",
        same + 1
    ))
}

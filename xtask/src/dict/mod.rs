//! `cargo xtask dict` and `cargo xtask embed`: the word lists under `dicts`, what they are made of, and what
//! `maxmatch-zh` holds of them.

mod embed;
mod list;
#[cfg(test)]
mod mini;
mod package;
mod prune;
pub(crate) mod source;

use std::fs;
use std::path::Path;

pub(crate) use embed::write as embed;
use list::List;
use source::Source;

const WORDS: &str = "dicts/zh/words.tsv";
const HAND_WRITTEN: [&str; 2] = ["dicts/modern", "dicts/mini"];

/// Makes `dicts/zh` anew from the package at `package` and embeds it, or with `check` compares and writes nothing.
/// Without a package only what is recorded is checked. The checks of the lists follow in every case.
pub(crate) fn run(root: &Path, check: bool, package: Option<&str>) -> Result<(), String> {
    let source = Source::read(root)?;
    if let Some(package) = package {
        let made = prune::run(&source, &package::read(&source, Path::new(package))?)?;
        if check {
            compare(&read(root, WORDS)?, &made)?;
            println!("{WORDS}: what the recipe makes of {package}");
        } else {
            fs::write(root.join(WORDS), made).map_err(|e| format!("{WORDS}: {e}"))?;
            println!("{WORDS}: made from {package}");
        }
    } else if !check {
        let obtain = &source.package.obtain;
        return Err(format!(
            "cargo xtask dict makes {WORDS} from a package, and none is given with --source; to mend it: {obtain}. \
             What needs no package: `cargo xtask dict --check`, and `cargo xtask embed` after a change to a list"
        ));
    }
    let licence = format!("dicts/zh/{}", source.licence.file);
    source.licence.record.check(&licence, &read(root, &licence)?)?;
    println!("{licence}: as recorded");
    list::check(root, "dicts/zh", source.output)?;
    for folder in HAND_WRITTEN {
        list::check(root, folder, List::read(root, folder)?)?;
    }
    if check { embed::check(root) } else { embed::write(root) }
}

/// The file's bytes; `name` is its path from the root.
fn read(root: &Path, name: &str) -> Result<Vec<u8>, String> {
    fs::read(root.join(name)).map_err(|e| format!("{name}: {e}"))
}

/// Says in which line the committed list differs from the one made, if it does.
fn compare(committed: &[u8], made: &[u8]) -> Result<(), String> {
    if committed == made {
        return Ok(());
    }
    let lines = |bytes: &[u8]| bytes.split(|&b| b == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let same = lines(committed).iter().zip(&lines(made)).take_while(|(committed, made)| committed == made).count();
    Err(format!(
        "{WORDS}:{}: differs from what the recipe gives; run `cargo xtask dict --source` with the package",
        same + 1
    ))
}

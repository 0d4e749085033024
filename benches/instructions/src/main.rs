//! Counts the instructions that fixed work takes, and compares them with the counts of `counts.toml`. What a clock says
//! wanders with the machine; of these counts, two runs differ by less than one in ten thousand, so that a slow change
//! shows on any day.
//!
//! * [`work`]: what is counted, run under callgrind by
//! * [`callgrind`], which gives the counts of the calls of one function;
//! * [`table`]: the counts that are kept, and what they were made with;
//! * [`compare`]: what has become of them.
//!
//! The program runs itself, and the command `seg` as it is released, under callgrind. gungraun, the library for such
//! benchmarks, was weighed and left: it needs a second program of exactly its own version, which Cargo installs but does
//! not fetch, and it compares with an earlier run on the same machine, not with a table that is committed, so that
//! running, reading and judging would be here all the same.

mod callgrind;
mod compare;
mod table;
mod work;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use callgrind::Program;
use compare::Comparison;
use maxmatch_dict::Level;
use table::{Circumstances, Counts, Table};

const USAGE: &str = "\
cargo run --release --package instructions             compare the counts with those of benches/instructions/counts.toml
cargo run --release --package instructions -- --bless  write them there";

/// What this program is given under callgrind.
const WORK: &str = "work";

/// Those of `seg`.
const FORMATS: [&str; 7] = ["text", "slash", "lines", "tsv", "jsonl", "mecab", "bies"];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        [] => check(),
        ["--bless"] => bless(),
        [WORK] => work::run().map(|()| ExitCode::SUCCESS).map_err(|e| e.to_string()),
        _ => Err(USAGE.to_owned()),
    };
    done.unwrap_or_else(|message| {
        eprintln!("instructions: {message}");
        ExitCode::FAILURE
    })
}

/// Compares the counts with those that are kept. Exit code 1 says that they are not good enough.
fn check() -> Result<ExitCode, String> {
    let Some(here) = circumstances()? else { return Ok(ExitCode::SUCCESS) };
    let table = Table::read()?;
    let differences = table.differences(&here);
    if !differences.is_empty() {
        print!("instructions: nothing is counted, since the table was made under other circumstances:\n{differences}");
        println!("To compare two states of the code here, add `-- --bless` on the first, and don't commit the table.");
        return Ok(ExitCode::SUCCESS);
    }
    let comparison = Comparison::new(&table.counts, &count()?);
    print!("{comparison}");
    Ok(if comparison.fails() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn bless() -> Result<ExitCode, String> {
    if let Some(made_with) = circumstances()? {
        Table { made_with, counts: count()? }.write()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What decides about the counts besides the code. Says so if there is nothing to count with, and gives none.
fn circumstances() -> Result<Option<Circumstances>, String> {
    if cfg!(debug_assertions) {
        return Err(format!("what is counted is what is released; use\n{USAGE}"));
    }
    let Some(valgrind) = callgrind::version()? else {
        println!("instructions: nothing is counted, since there is no valgrind; to compare, install it");
        return Ok(None);
    };
    let levels: Vec<&str> = Level::available().map(Level::name).collect();
    let facts = [
        ("rustc", env!("INSTRUCTIONS_RUSTC")),
        ("target", env!("INSTRUCTIONS_TARGET")),
        ("target-features", env!("INSTRUCTIONS_TARGET_FEATURES")),
        ("levels", &levels.join(",")),
        ("valgrind", &valgrind),
    ];
    Ok(Some(facts.map(|(name, fact)| (name.to_owned(), fact.to_owned())).into()))
}

/// Counts all there is: at each level the work of the libraries, then whole runs of the command.
fn count() -> Result<Counts, String> {
    let path = env::current_exe().map_err(|e| e.to_string())?;
    let seg_path = build_seg(&path)?;
    let itself = Program { path: &path, function: "counted" };
    let seg = Program { path: &seg_path, function: "main" };

    let folder = tempfile::tempdir().map_err(|e| format!("{e}; set TMPDIR to a folder that is writable"))?;
    let text = folder.path().join("prose.txt");
    fs::write(&text, work::text()).map_err(|e| format!("{}: {e}", text.display()))?;
    let text = text.to_str().ok_or("the folder for temporary files has a name that is not UTF-8; set TMPDIR")?;

    let mut counts = Counts::new();
    for level in Level::available() {
        let mut add = |name: &str, count| _ = counts.insert(format!("{name}/{}", level.name()), count);
        let (of_work, names) = itself.run(&[WORK], level)?;
        if of_work.len() != names.lines().count() {
            return Err(format!("{} pieces of work, but {} counts", names.lines().count(), of_work.len()));
        }
        names.lines().zip(of_work).for_each(|(name, count)| add(name, count));
        for format in FORMATS {
            let (of_seg, _) = seg.run(&["--threads", "1", "--format", format, text], level)?;
            add(&format!("seg/{format}"), of_seg.iter().sum());
        }
    }
    Ok(counts)
}

/// Builds `seg` beside this program and gives its path.
fn build_seg(itself: &Path) -> Result<PathBuf, String> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    cargo.args(["build", "--quiet", "--release", "--bin", "seg"]);
    match cargo.status() {
        Ok(status) if status.success() => Ok(itself.with_file_name("seg")),
        Ok(status) => Err(format!("{cargo:?}: {status}")),
        Err(error) => Err(format!("{cargo:?}: {error}")),
    }
}

//! What the documentation shows as typed and printed is typed, and printed.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn dictionaries() {
    follow("dictionaries.md");
}

#[test]
fn evaluation() {
    follow("evaluation.md");
}

#[test]
fn explain() {
    follow("explain.md");
}

#[test]
fn readings() {
    follow("readings.md");
}

#[test]
fn rules() {
    follow("rules.md");
}

#[test]
fn search() {
    follow("search.md");
}

/// Runs the commands of all `console` blocks in order, in one folder. Of each, what it prints on both outputs follows it. Blocks
/// that say `console` and something more are for the tests of a host.
fn follow(page: &str) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(page);
    let Ok(text) = fs::read_to_string(&page) else {
        // A package does not hold the page.
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut made = String::new();
    let mut is_console = false;
    for line in text.lines() {
        if line == "```console" {
            is_console = true;
        } else if line == "```" {
            is_console = false;
        } else if is_console {
            let Some(command) = line.strip_prefix("$ ") else { continue };
            made += &format!("{line}\n{}", run(command, folder.path()));
            continue;
        }
        made += line;
        made.push('\n');
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(page, made).unwrap();
    } else {
        let first = text.lines().zip(made.lines()).find(|(shown, found)| shown != found);
        assert!(made == text, "the page shows, and the commands print: {first:?}; BLESS=1 writes down what they print");
    }
}

fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_seg"));
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths =
        std::env::join_paths([program.parent().unwrap().to_owned()].into_iter().chain(std::env::split_paths(&paths)));
    let shell = Command::new("bash")
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(folder)
        .env("PATH", paths.unwrap())
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    String::from_utf8(shell.stdout).unwrap()
}

//! The sessions that `docs` shows in the `sqlite3` program that this system has, with the library that was built for it.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// What parts the outputs of two commands.
const MARK: &str = "-- and then --";

#[test]
fn sessions() {
    follow("sqlite.md");
}

#[test]
fn first_session() {
    follow("search.md");
}

/// Types what follows each `sqlite>` of a page. What the shell prints follows it there.
fn follow(page: &str) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(page);
    let Ok(text) = fs::read_to_string(&page) else {
        // A package does not hold the page.
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    if let Err(reason) = is_able(folder.path()) {
        println!("skipped: {reason}");
        return;
    }
    // Cargo builds the library for each test of its package, and lays it beside the test.
    let name = format!("{DLL_PREFIX}maxmatch_sqlite{DLL_SUFFIX}");
    fs::copy(std::env::current_exe().unwrap().with_file_name(&name), folder.path().join(&name)).unwrap();

    let mut made = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        made += &format!("{line}\n");
        let Some(arguments) = line.strip_prefix("$ sqlite3") else { continue };
        let mut commands: Vec<String> = Vec::new();
        while let Some(line) = lines.next_if(|line| *line != "```") {
            if let Some(command) = line.strip_prefix("sqlite> ") {
                commands.push(command.to_owned());
            } else if let (Some(more), Some(last)) = (line.strip_prefix("   ...> "), commands.last_mut()) {
                *last += &format!("\n   ...> {more}");
            }
        }
        for (command, output) in commands.iter().zip(run(folder.path(), arguments, &commands)) {
            made += &format!("sqlite> {command}\n{output}");
        }
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(page, made).unwrap();
    } else {
        let first = text.lines().zip(made.lines()).find(|(shown, found)| shown != found);
        assert!(made == text, "the page shows, and the shell prints: {first:?}; BLESS=1 writes down what it prints");
    }
}

/// Whether there is a shell that can load a library and has FTS5.
fn is_able(folder: &Path) -> Result<(), String> {
    let commands = ["CREATE VIRTUAL TABLE t USING fts5(a);", ".load", "SELECT sqlite_version();"].map(str::to_owned);
    if let Err(error) = Command::new("sqlite3").arg("--version").output() {
        return Err(format!("there is no sqlite3: {error}"));
    }
    let outputs = run(folder, "", &commands);
    let has_both = outputs[0].is_empty() && outputs[1].to_lowercase().contains("usage: .load");
    if has_both { Ok(()) } else { Err(format!("the sqlite3 here lacks FTS5 or extensions: {outputs:?}")) }
}

/// Runs one session, and gives what each command prints on either output.
fn run(folder: &Path, arguments: &str, commands: &[String]) -> Vec<String> {
    let mut printed = tempfile::tempfile().unwrap();
    let mut shell = Command::new("sqlite3");
    shell.current_dir(folder).args(["-batch", "-init", "/dev/null"]).args(arguments.split_whitespace());
    shell.stdin(Stdio::piped()).stdout(printed.try_clone().unwrap()).stderr(printed.try_clone().unwrap());
    let mut child = shell.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for command in commands {
        writeln!(input, "{}", command.replace("\n   ...> ", "\n")).unwrap();
        // What goes to a file is what the next command prints, and this would be it.
        if !command.starts_with(".once") {
            writeln!(input, ".print {MARK}").unwrap();
        }
    }
    drop(input);
    child.wait().unwrap();
    let mut all = String::new();
    printed.rewind().unwrap();
    printed.read_to_string(&mut all).unwrap();
    let all = all.strip_prefix("-- Loading resources from /dev/null\n").unwrap_or(&all);
    let mark = format!("{MARK}\n");
    let mut outputs = all.split(&mark);
    let output = |command: &String| match command.starts_with(".once") {
        true => String::new(),
        false => outputs.next().unwrap_or("the shell ended\n").lines().map(without_line_number).collect(),
    };
    commands.iter().map(output).collect()
}

/// A line of output. Where the commands are from a file, errors name its lines, which nobody sees who types them.
fn without_line_number(line: &str) -> String {
    match line.split_once(" near line ").and_then(|(error, rest)| Some((error, rest.split_once(": ")?.1))) {
        Some((error, message)) if error.ends_with("rror") => format!("{error}: {message}\n"),
        _ => format!("{line}\n"),
    }
}

//! How text goes through `seg`: files, threads, slow writers, closed pipes, errors.

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use common::{bytes, message, out, seg, start};

const SENTENCE: &str = "工信处女干事每月经过下属科室都要亲口交代24口交换机，";

/// What a run that hangs is given.
const PATIENCE: Duration = Duration::from_secs(60);

/// Threads and chunks must not show: many chunks of lines, lines longer than a chunk, lines of every length.
#[test]
fn threads_and_chunks_do_not_show() {
    let mut text = format!("{SENTENCE}\r\n").repeat(20_000) + &SENTENCE.repeat(15_000);
    for length in (0..40_000).step_by(97) {
        text += "\n";
        text += &SENTENCE.repeat(length / SENTENCE.len());
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("text");
    fs::write(&file, &text).unwrap();
    let file = file.to_str().unwrap();
    for format in ["text", "tsv", "mecab"] {
        let run = |threads, input: &str, files: &[&str]| {
            bytes(&[&["--threads", threads, "--format", format], files].concat(), input)
        };
        let one = run("1", &text, &[]);
        for threads in ["0", "2", "3"] {
            assert!(run(threads, &text, &[]) == one, "{format}, standard input, {threads} threads");
            assert!(run(threads, "", &[file]) == one, "{format}, a file, {threads} threads");
        }
    }
    assert!(out(&["--separator", ""], &text) == text);
}

#[test]
fn files_come_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (a, b, empty) = (path("a"), path("b"), path("empty"));
    fs::write(&a, "研究生命\n起源").unwrap();
    fs::write(&b, "\u{FEFF}研究\n").unwrap();
    fs::write(&empty, "").unwrap();
    for threads in ["1", "2"] {
        assert_eq!(
            out(&["--threads", threads, &a, "-", &empty, &b], "来到北京\n"),
            "研究 生命\n起源\n来到 北京\n\u{FEFF}研究\n"
        );
    }
}

/// A file without a last line end is ended before a further one, and offsets are of each file.
#[test]
fn a_further_file_begins_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (text, empty) = (path("text"), path("empty"));
    fs::write(&text, "研究\n生命").unwrap();
    fs::write(&empty, "").unwrap();
    for (format, twice) in [
        ("text", "研究\n生命\n研究\n生命"),
        ("slash", "研究\n生命\n研究\n生命"),
        ("bies", "研/B 究/E\n生/B 命/E\n研/B 究/E\n生/B 命/E"),
        ("lines", "研究\n\n生命\n\n研究\n\n生命\n"),
        ("tsv", &"研究\tword\t0\t6\n\\n\twhitespace\t6\t7\n生命\tword\t7\t13\n".repeat(2)),
        ("mecab", &"研究\tword,0,6\nEOS\n生命\tword,7,13\nEOS\n".repeat(2)),
        (
            "jsonl",
            &"{\"tokens\":[{\"text\":\"研究\",\"kind\":\"word\",\"start\":0,\"end\":6}]}\n\
              {\"tokens\":[{\"text\":\"生命\",\"kind\":\"word\",\"start\":7,\"end\":13}]}\n"
                .repeat(2),
        ),
    ] {
        for threads in ["1", "2"] {
            let run = |files: &[&str]| out(&[&["--threads", threads, "--format", format], files].concat(), "");
            assert_eq!(run(&[&text, &text]), twice, "{format}, {threads} threads");
            assert_eq!(run(&[&empty, &text, &empty, &text]), twice, "{format}, {threads} threads, empty files");
        }
    }
    // A line that is longer than what is read at once is ended as well.
    fs::write(&text, SENTENCE.repeat(10_000)).unwrap();
    let line = SENTENCE.repeat(10_000);
    assert!(out(&["--separator", "", &text, &text], "") == format!("{line}\n{line}"));
}

/// What was sent in whole lines is written without waiting for more, on any number of threads.
#[test]
fn a_slow_writer_is_answered_line_by_line() {
    for threads in ["1", "2"] {
        let mut child = start(&["--threads", threads], &[]);
        let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (lines, answers) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                lines.send(line.unwrap()).unwrap();
            }
        });
        // Two lines at once, a line in two pieces, and single ones: each question waits for its answer.
        for (pieces, expected) in [
            (&["研究生命\n来到北京\n"][..], &["研究 生命", "来到 北京"][..]),
            (&["研究", "生命\n起源"], &["研究 生命"]),
            (&["来到\n"], &["起源 来到"]),
            (&["命\n"], &["命"]),
        ] {
            for piece in pieces {
                stdin.write_all(piece.as_bytes()).unwrap();
            }
            for expected in expected {
                assert_eq!(answers.recv_timeout(PATIENCE).unwrap(), *expected, "{threads} threads");
            }
        }
        drop(stdin);
        assert!(child.wait().unwrap().success());
    }
}

/// Who has seen enough closes the pipe: the command ends with success and without a word, though its input goes on.
#[test]
fn a_closed_pipe_ends_it_quietly() {
    for threads in ["1", "2"] {
        let mut child = start(&["--threads", threads], &[]);
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdin.write_all("研究生命\n研究\n".as_bytes()).unwrap();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(line, "研究 生命\n");
        drop(stdout);
        let begin = Instant::now();
        // Once it has ended, nobody reads this any more.
        while stdin.write_all("来到北京\n".as_bytes()).is_ok() {
            assert!(begin.elapsed() < PATIENCE, "{threads} threads: it goes on");
            thread::sleep(Duration::from_millis(10));
        }
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{threads} threads: {output:?}");
    }
}

/// A bad byte ends it, after what comes before its line; without `--strict` it passes.
#[test]
fn strict_names_file_line_and_byte() {
    let good = format!("{SENTENCE}\n").repeat(10_000);
    let size = good.len() as u64;
    let folder = tempfile::tempdir().unwrap();
    for (name, before, bad, line, byte, written) in [
        ("first", "", &b"\xE7\xA0\x94\n\xE7\xA0\x94\xFF\n\xE7"[..], 2, 7, 4),
        ("alone", "", b"\xFF", 1, 0, 0),
        ("later", &good, b"\xFFx\n", 10_001, size, size),
        ("cut short", &good, b"abc\n\xE7\xA0", 10_002, size + 4, size + 4),
    ] {
        let text = [before.as_bytes(), bad].concat();
        let file = folder.path().join(name);
        fs::write(&file, &text).unwrap();
        let file = file.to_str().unwrap();
        for threads in ["1", "2"] {
            let output = seg(&["--strict", "--separator", "", "--threads", threads, file], "");
            let message = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{name}");
            assert!(
                message.contains(&format!("{file}: line {line}, byte {byte} of the input: not UTF-8")),
                "{name}: {message}"
            );
            assert!(output.stdout == text[..written as usize], "{name}, {threads} threads");
            assert_eq!(bytes(&["-E", "none", "--separator", "", "--threads", threads, file], ""), text, "{name}");
        }
    }
}

#[test]
fn errors_name_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().join("here");
    fs::write(&here, format!("{SENTENCE}\n").repeat(20_000)).unwrap();
    let here = here.to_str().unwrap();
    for threads in ["1", "2"] {
        let said = message(&["--threads", threads, "not-there.txt"], "", 2);
        assert!(said.contains("not-there.txt: "), "{said}");
        // What comes before it is written.
        let output = seg(&["--threads", threads, "--separator", "", here, "not-there.txt"], "");
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout == fs::read(here).unwrap());
        assert_eq!(String::from_utf8_lossy(&output.stderr).matches("not-there.txt").count(), 1);
        // A folder opens and can't be read.
        let said = message(&["--threads", threads, folder.path().to_str().unwrap()], "", 2);
        assert!(said.contains(folder.path().to_str().unwrap()), "{said}");
    }
    for (arguments, expected) in [
        (&["--dict", "not-there.dict"][..], "not-there.dict"),
        (&["--dict", here], "here"),
        (&["--verbose"], "--version"),
        // As many were started, one after the other, and nothing ended.
        (&["--threads", "1000000"], "1000000 is not in 0..=1024"),
    ] {
        let said = message(arguments, "", 2);
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
}

/// Resident memory does not grow with the stream, nor with a line.
#[cfg(target_os = "linux")]
#[test]
fn memory_stays_flat() {
    const MEGABYTES: usize = 96;
    for line_end in ["\n", ""] {
        let mut child = start(&["--threads", "2"], &[]);
        let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let reading = thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while stdout.read(&mut buffer).unwrap() > 0 {}
        });
        let piece = format!("{SENTENCE}{line_end}").repeat((1 << 20) / SENTENCE.len());
        for _ in 0..MEGABYTES {
            stdin.write_all(piece.as_bytes()).unwrap();
        }
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let kilobytes: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(kilobytes < 64 << 10, "{kilobytes} KB after {MEGABYTES} MB in lines that end with {line_end:?}");
        drop(stdin);
        reading.join().unwrap();
        assert!(child.wait().unwrap().success());
    }
}

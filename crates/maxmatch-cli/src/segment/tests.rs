//! Neither chunks, nor threads, nor what a read happens to give may show.

use std::io::{self, Cursor, Read, Write};
use std::sync::Arc;
use std::thread;

use maxmatch::{Mode, Scratch, Segmenter};

use encoding_rs::UTF_8;

use super::writing::{Extent, Writing};
use super::{Show, Task, stream};
use crate::encoding::Choice;
use crate::failure::Failure;
use crate::format::{Form, Format};

fn task(mode: Mode, format: Format) -> Arc<Task> {
    showing(Show::Tokens, mode, format)
}

fn showing(show: Show, mode: Mode, format: Format) -> Arc<Task> {
    let segmenter = Segmenter::builder(&maxmatch_zh::dictionary()).mode(mode).build().unwrap();
    Arc::new(Task {
        segmenter,
        show,
        format,
        separator: "|".to_owned(),
        filter: None,
        field: None,
        strict: false,
        encoding: Choice::Given(UTF_8),
        output: Form::Utf8,
        offsets: Form::Utf8,
        warn: |_| (),
    })
}

/// What the task makes of the text at once.
fn at_once(task: &Task, text: &[u8]) -> Vec<u8> {
    let (mut writer, mut output) = (Writing::new(task, "test", UTF_8, 0, 0).unwrap(), Vec::new());
    writer.write(&task.segmenter, &mut Scratch::default(), &text.into(), Extent::Whole, &mut output).unwrap();
    writer.finish(&mut output);
    output
}

fn streamed(
    task: &Arc<Task>,
    reader: impl Read + Send + 'static,
    chunk: usize,
    threads: usize,
) -> (Vec<u8>, Result<(), Failure>) {
    let mut output = Vec::new();
    let result = stream(task, "test", reader, chunk, threads, &mut output);
    (output, result)
}

/// Gives a few bytes at a time, and now and then is interrupted.
struct Dribble {
    text: Cursor<Vec<u8>>,
    step: u32,
}

impl Read for Dribble {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.step = self.step.wrapping_mul(0x9E37_79B1).wrapping_add(0x85EB_CA6B);
        if self.step >> 29 == 0 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let length = buffer.len().min(1 + (self.step >> 20) as usize);
        self.text.read(&mut buffer[..length])
    }
}

/// Sentences, in lines or in one.
fn text(size: usize, line_end: &str) -> Vec<u8> {
    let sentences = [
        "工信处女干事每月经过下属科室都要亲口交代24口交换机等技术性器件的安装工作，",
        "结婚的和尚未结婚的",
        "iPhone 15 Pro在2023年9月发布，售价￥7,999元。",
        "研究生命起源",
        "中华人民共和国",
        "👩‍👩‍👧é",
    ];
    let mut text = String::new();
    for i in 0.. {
        if text.len() >= size {
            break;
        }
        text += sentences[i * i % 7 % sentences.len()];
        text += if i % 5 == 0 { line_end } else { "" };
    }
    text.into_bytes()
}

#[test]
fn chunks_and_threads_do_not_show() {
    for mode in Mode::ALL {
        let mut text = text(300_000, "\r\n");
        text.extend_from_slice(b"\xFF\xE7\xA0");
        for format in [Format::Text, Format::Jsonl] {
            let task = task(mode, format);
            let expected = at_once(&task, &text);
            for (chunk, threads) in [(1, 1), (100, 1), (100, 3), (4096, 2), (1 << 20, 2)] {
                let (output, result) = streamed(&task, Cursor::new(text.clone()), chunk, threads);
                assert!(result.is_ok() && output == expected, "{mode}, {format:?}, chunk {chunk}, {threads} threads");
                let (output, _) = streamed(&task, Dribble { text: Cursor::new(text.clone()), step: 1 }, chunk, threads);
                assert!(output == expected, "{mode}, {format:?}, chunk {chunk}, {threads} threads, short reads");
            }
        }
    }
}

/// Nor where more is shown than tokens.
#[test]
fn chunks_and_threads_do_not_show_in_readings() {
    let mut text = text(60_000, "\r\n");
    text.extend_from_slice(b"\xFF\xE7\xA0");
    for (show, format) in [
        (Show::Confidence, Format::Tsv),
        (Show::Confidence, Format::Jsonl),
        (Show::Readings(3), Format::Text),
        (Show::Readings(3), Format::Jsonl),
        (Show::Spots(2560), Format::Text),
        (Show::Spots(2560), Format::Jsonl),
    ] {
        let task = showing(show, Mode::Lattice, format);
        let expected = at_once(&task, &text);
        for (chunk, threads) in [(1, 1), (100, 3), (4096, 2), (1 << 20, 2)] {
            let input = Dribble { text: Cursor::new(text.clone()), step: 1 };
            let (output, result) = streamed(&task, input, chunk, threads);
            assert!(result.is_ok() && output == expected, "{show:?}, {format:?}, chunk {chunk}, {threads} threads");
        }
    }
}

/// Nor in what is made for an index.
#[test]
fn chunks_and_threads_do_not_show_in_postings() {
    let line = |text: &str| serde_json::to_string(text).unwrap();
    let lines = String::from_utf8_lossy(&text(60_000, "\r\n")).into_owned();
    let objects: String = lines.lines().map(|text| format!("{{\"n\":1,\"a\":{}}}\r\n", line(text))).collect();
    for (show, text) in [(Show::Postings, lines), (Show::Fields, objects)] {
        for mode in [Mode::Index, Mode::Query] {
            let mut task = showing(show, mode, Format::Jsonl);
            Arc::get_mut(&mut task).expect("nobody else has it").field = Some("a=b".into());
            let expected = at_once(&task, text.as_bytes());
            for (chunk, threads) in [(1, 1), (100, 3), (4096, 2), (1 << 20, 2)] {
                let input = Dribble { text: Cursor::new(text.clone().into_bytes()), step: 1 };
                let (output, result) = streamed(&task, input, chunk, threads);
                assert!(result.is_ok() && output == expected, "{show:?}, {mode}, chunk {chunk}, {threads} threads");
            }
        }
    }
}

/// Nor in a line longer than any chunk.
#[test]
fn a_long_line_is_weighed_as_if_at_once() {
    let (sentences, endless) = (text(800_000, ""), ["研究生命", &"a".repeat(700_000), "研究生命"].concat());
    for text in [sentences, endless.into_bytes()] {
        for (show, format) in [(Show::Confidence, Format::Tsv), (Show::Spots(2560), Format::Jsonl)] {
            let task = showing(show, Mode::Lattice, format);
            let expected = at_once(&task, &text);
            for (chunk, threads) in [(1 << 18, 1), (1 << 20, 2)] {
                let (output, result) = streamed(&task, Cursor::new(text.clone()), chunk, threads);
                assert!(result.is_ok() && output == expected, "{show:?}, chunk {chunk}, {threads} threads");
            }
        }
    }
}

/// Of a line that is too long nothing is written, of those before it all, however they are read.
#[test]
fn a_line_may_be_too_long_for_its_readings() {
    const COUNT: usize = 1 << 16;
    let task = showing(Show::Readings(COUNT), Mode::Lattice, Format::Text);
    // With the line end 1024 bytes, which is the most, and one byte more.
    let (fits, long) = (",".repeat(1023) + "\n", ",".repeat(1024) + "\n");
    for (text, written, number) in [
        (fits.clone(), 1, None),
        (long.clone(), 0, Some(1)),
        (format!("{fits}\n{fits}{long}{fits}"), 3, Some(4)),
        (format!("{fits}{}", ",".repeat(100_000)), 1, Some(2)),
        (format!("{fits}{}", ",".repeat(1025)), 1, Some(2)),
    ] {
        let whole_lines: String = text.split_inclusive('\n').take(written).collect();
        for (chunk, threads) in [(1, 1), (700, 1), (4096, 2), (1 << 18, 2)] {
            let (output, result) = streamed(&task, Cursor::new(text.clone().into_bytes()), chunk, threads);
            assert!(output == at_once(&task, whole_lines.as_bytes()), "chunk {chunk}");
            let said = number.map(|number| {
                format!("test: line {number} is longer than 1024 bytes of UTF-8 with its line end, and --nbest")
            });
            match (said, result) {
                (None, Ok(())) => {}
                (Some(said), Err(failure)) => assert!(failure.to_string().starts_with(&said), "{failure}"),
                (said, result) => panic!("{said:?} {result:?}"),
            }
        }
    }
}

/// What is read of it may end inside a character, which is no fault of the text.
#[test]
fn a_line_too_long_is_told_of_before_what_cannot_be_decoded_in_it() {
    let mut task = showing(Show::Readings(1 << 16), Mode::Lattice, Format::Text);
    Arc::get_mut(&mut task).expect("nobody else has it").strict = true;
    let (fits, long) = ("研\n".as_bytes(), "研".repeat(3000));
    for (text, said) in [
        ([fits, long.as_bytes()].concat(), "test: line 2 is longer than 1024 bytes"),
        ([fits, b"\xFF\n", long.as_bytes()].concat(), "test: line 2, byte 4 of the input: not UTF-8"),
        ([long.as_bytes(), b"\n\xFF\n"].concat(), "test: line 1 is longer than 1024 bytes"),
    ] {
        for chunk in [1, 700, 4096, 4097] {
            let (_, result) = streamed(&task, Cursor::new(text.clone()), chunk, 1);
            let failure = result.unwrap_err().to_string();
            assert!(failure.starts_with(said), "chunk {chunk}: {failure}");
        }
    }
}

/// A line longer than any chunk, and one that nothing settles.
#[test]
fn a_line_of_any_length_is_as_if_segmented_at_once() {
    let endless = ["研究生命", &"a".repeat(3_000_000), "研究生命"].concat().into_bytes();
    for text in [text(5_000_000, ""), endless] {
        for mode in Mode::ALL {
            let task = task(mode, Format::Text);
            let expected = at_once(&task, &text);
            for (chunk, threads) in [(1 << 18, 1), (1 << 20, 2), (3 << 20, 1)] {
                let (output, result) = streamed(&task, Cursor::new(text.clone()), chunk, threads);
                assert!(result.is_ok() && output == expected, "{mode}, chunk {chunk}, {threads} threads");
            }
        }
    }
}

/// Of a long line with a bad byte, what was begun is written, and nothing from the byte on.
#[test]
fn strict_finds_a_bad_byte_in_a_long_line() {
    let mut task = task(Mode::Bidirectional, Format::Text);
    let strict = Arc::get_mut(&mut task).unwrap();
    (strict.separator, strict.strict) = (String::new(), true);
    let line = text(2_000_000, "");
    for (end, number) in [("\n", 2), ("", 1)] {
        for good in [10, line.len() / 2, line.len()] {
            let good = std::str::from_utf8(&line[..good]).map_or_else(|e| e.valid_up_to(), str::len);
            let before = [end.as_bytes(), &line[..good]].concat();
            let input = [&before[..], b"\xFF", &line].concat();
            for threads in [1, 2] {
                let (output, result) = streamed(&task, Cursor::new(input.clone()), 1 << 18, threads);
                let message = result.unwrap_err().to_string();
                assert!(
                    message.starts_with(&format!("test: line {number}, byte {} of the input: ", before.len())),
                    "{message}"
                );
                assert!(before.starts_with(&output) && output.len() >= before.len().saturating_sub(1 << 20));
            }
        }
    }
}

/// A read that fails: what came before in whole lines is written, and the error is told.
#[test]
fn a_read_error_comes_after_what_was_read() {
    struct Fails;
    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is on fire"))
        }
    }
    let task = task(Mode::Forward, Format::Text);
    let lines = "研究生\n".repeat(1000);
    for threads in [1, 2] {
        let input = Cursor::new(lines.clone() + "研究").chain(Fails);
        let (output, result) = streamed(&task, input, 64, threads);
        assert!(output == lines.as_bytes(), "{threads} threads");
        assert_eq!(result.unwrap_err().to_string(), "test: the disk is on fire");
    }
}

/// A write that fails ends it, without waiting for an input that is silent.
#[test]
fn a_write_error_ends_it() {
    struct Full(u32);
    impl Write for Full {
        fn write(&mut self, text: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(1).ok_or_else(|| io::Error::other("full"))?;
            Ok(text.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    struct Silent;
    impl Read for Silent {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            loop {
                thread::park();
            }
        }
    }
    let task = task(Mode::Forward, Format::Text);
    for threads in [1, 2] {
        for room in 0..3 {
            let input = Cursor::new("研究生\n".repeat(100)).chain(Silent);
            let result = stream(&task, "test", input, 64, threads, &mut Full(room));
            assert_eq!(result.unwrap_err().to_string(), "standard output: full", "{threads} threads");
        }
    }
}

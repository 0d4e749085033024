//! Segmenting files: read in chunks of whole lines, segmented in parallel, written in order.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;

use maxmatch::{Scratch, Segmenter};
use rayon::ThreadPool;
use rayon::prelude::*;

use crate::args::{Engine, SegmentOptions};
use crate::failure::Failure;
use crate::format::Writer;

/// How much one thread works on at a time, in bytes: enough to make the hand-over cheap, little enough to keep memory
/// flat.
const CHUNK: usize = 1 << 20;

pub(crate) fn run(engine: &Engine, options: &SegmentOptions) -> Result<(), Failure> {
    let segmenter = engine.segmenter()?;
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .build()
        .map_err(|e| Failure::new(format!("--threads {}: {e}", options.threads)))?;
    let mut output = io::stdout().lock();
    let standard_input = [Path::new("-").to_owned()];
    let files = if options.files.is_empty() { &standard_input[..] } else { &options.files };
    for file in files {
        let name = file.display().to_string();
        let mut job = Job { segmenter: &segmenter, options, threads: &threads, name, chunk: CHUNK, base: 0, lines: 0 };
        if file.as_os_str() == "-" {
            job.name = "standard input".to_owned();
            // Who types a line wants to see it segmented.
            if io::stdin().is_terminal() {
                job.chunk = 1;
            }
            job.run(&mut io::stdin().lock(), &mut output)?;
        } else {
            let mut input = File::open(file).map_err(|e| job.failure(&e))?;
            job.run(&mut input, &mut output)?;
        }
    }
    Ok(output.flush()?)
}

/// One file's way through.
struct Job<'a> {
    segmenter: &'a Segmenter,
    options: &'a SegmentOptions,
    threads: &'a ThreadPool,
    name: String,
    /// How many bytes a part has at least, unless the input ends.
    chunk: usize,
    /// How many bytes and line ends are written.
    base: u64,
    lines: u64,
}

/// A thread's part of the work, with buffers that are used again.
#[derive(Default)]
struct Part {
    input: Vec<u8>,
    output: Vec<u8>,
    scratch: Scratch,
    base: u64,
}

impl Job<'_> {
    fn failure(&self, error: &io::Error) -> Failure {
        Failure::new(format!("{}: {error}", self.name))
    }

    fn run(&mut self, input: &mut impl Read, output: &mut impl Write) -> Result<(), Failure> {
        let mut parts: Vec<Part> = Vec::new();
        parts.resize_with(if self.chunk == CHUNK { self.threads.current_num_threads() } else { 1 }, Part::default);
        // What was read and is not in a whole line yet.
        let mut rest = Vec::new();
        let mut is_at_end = false;
        while !is_at_end {
            let mut used = 0;
            for part in &mut parts {
                is_at_end = read_lines(input, self.chunk, &mut rest, &mut part.input).map_err(|e| self.failure(&e))?;
                if self.options.strict {
                    self.check(&part.input)?;
                }
                part.base = self.base;
                self.base += part.input.len() as u64;
                used += 1;
                if is_at_end {
                    break;
                }
            }
            let (segmenter, options) = (self.segmenter, self.options);
            let segment = |part: &mut Part| {
                part.output.clear();
                let writer =
                    Writer { format: options.format, separator: options.separator.as_bytes(), base: part.base };
                writer.write(segmenter.segment_bytes_with(&mut part.scratch, &part.input), &mut part.output);
            };
            match &mut parts[..used] {
                [part] => segment(part),
                parts => self.threads.install(|| parts.par_iter_mut().for_each(segment)),
            }
            for part in &parts[..used] {
                output.write_all(&part.output)?;
            }
            output.flush()?;
        }
        Ok(())
    }

    /// Refuses bytes that are not UTF-8.
    fn check(&mut self, input: &[u8]) -> Result<(), Failure> {
        let line_ends = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
        if let Err(error) = std::str::from_utf8(input) {
            let at = error.valid_up_to();
            let line = self.lines + line_ends(&input[..at]) + 1;
            return Err(Failure::new(format!(
                "{}: line {line}, byte {}: not UTF-8; convert it first (iconv -f GB18030 -t UTF-8, say), or leave out \
                 --strict to pass it through",
                self.name,
                self.base + at as u64
            )));
        }
        self.lines += line_ends(input);
        Ok(())
    }
}

/// Fills `lines` with whole lines, first from `rest`: at least `chunk` bytes and one line end. What comes after the last
/// line end goes into `rest`. True at the end of the input.
fn read_lines(input: &mut impl Read, chunk: usize, rest: &mut Vec<u8>, lines: &mut Vec<u8>) -> io::Result<bool> {
    lines.clear();
    std::mem::swap(lines, rest);
    let mut searched = 0;
    loop {
        let from = lines.len();
        lines.resize(from.max(CHUNK) + CHUNK / 4, 0);
        let read = match input.read(&mut lines[from..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
            result => Some(result?),
        };
        lines.truncate(from + read.unwrap_or(0));
        if read == Some(0) {
            return Ok(true);
        }
        if lines.len() < chunk {
            continue;
        }
        if let Some(end) = lines[searched..].iter().rposition(|&byte| byte == b'\n') {
            let end = searched + end + 1;
            rest.extend_from_slice(&lines[end..]);
            lines.truncate(end);
            return Ok(false);
        }
        searched = lines.len();
    }
}

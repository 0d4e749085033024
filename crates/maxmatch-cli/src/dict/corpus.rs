//! The lines of a text that two segmenters cut differently.

use std::io::Write;

use maxmatch::{Scratch, Segmenter};
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

use crate::encoding::Passage;
use crate::failure::Failure;
use crate::file::Text;
use crate::format::{Format, Writer};

/// What is compared.
pub(super) struct Comparison {
    /// The old one and the new one.
    pub(super) segmenters: [Segmenter; 2],
    pub(super) show: Show,
}

/// What is written of a line that changes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    /// Its number, counted from 1, and its tokens, old and new.
    Tokens,
    /// Its number.
    Numbers,
    Nothing,
}

/// How many lines there are.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) lines: u64,
    pub(super) changed: u64,
}

/// Some lines on their way, with buffers that are used again.
#[derive(Default)]
struct Part {
    text: Vec<u8>,
    /// How many lines come before.
    before: u64,
    scratch: Scratch,
    /// Where tokens end, with either segmenter, in bytes.
    ends: [Vec<usize>; 2],
    /// How many of the lines change.
    changed: u64,
    output: Vec<u8>,
}

impl Comparison {
    /// Reads the text, some parts at a time, and writes what changes, in order.
    pub(super) fn run(&self, mut text: Text, output: &mut impl Write) -> Result<Counts, Failure> {
        let mut parts: Vec<Part> = Vec::new();
        parts.resize_with(2 * rayon::current_num_threads(), Part::default);
        let mut counts = Counts::default();
        loop {
            let mut filled = 0;
            for part in &mut parts {
                if !text.read(&mut part.text)? {
                    break;
                }
                part.before = counts.lines;
                counts.lines += lines(&part.text).count() as u64;
                filled += 1;
            }
            if filled == 0 {
                return Ok(counts);
            }
            parts[..filled].par_iter_mut().for_each(|part| part.compare(self));
            for part in &parts[..filled] {
                output.write_all(&part.output)?;
                counts.changed += part.changed;
            }
        }
    }

    /// Writes a line that changes.
    fn write(&self, number: u64, line: &[u8], scratch: &mut Scratch, output: &mut Vec<u8>) {
        match self.show {
            Show::Nothing => {}
            Show::Numbers => output.extend_from_slice(format!("{number}\n").as_bytes()),
            Show::Tokens => {
                let line = line.strip_suffix(b"\n").unwrap_or(line);
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                for (mark, segmenter) in ["-", "+"].into_iter().zip(&self.segmenters) {
                    output.extend_from_slice(format!("{mark}\t{number}\t").as_bytes());
                    let tokens = segmenter.segment_bytes_with(scratch, line);
                    Writer::new(Format::Slash, b"", 0).write(&Passage::from(line), tokens, output);
                    output.push(b'\n');
                }
            }
        }
    }
}

impl Part {
    fn compare(&mut self, comparison: &Comparison) {
        let Part { text, before, scratch, ends, changed, output } = self;
        for (segmenter, ends) in comparison.segmenters.iter().zip(&mut *ends) {
            ends.clear();
            ends.extend(segmenter.segment_bytes_with(scratch, text).map(|token| token.range().end));
        }
        output.clear();
        *changed = 0;
        let [mut old, mut new] = ends.each_ref().map(Vec::as_slice);
        let mut end = 0;
        for (line, number) in lines(text).zip(*before + 1..) {
            end += line.len();
            if take(&mut old, end) != take(&mut new, end) {
                *changed += 1;
                comparison.write(number, line, scratch, output);
            }
        }
    }
}

/// With their line ends.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split_inclusive(|&byte| byte == b'\n')
}

/// Takes the ends of one line's tokens. No token spans lines.
fn take<'e>(ends: &mut &'e [usize], line_end: usize) -> &'e [usize] {
    let (of_line, rest) = ends.split_at(ends.partition_point(|&end| end <= line_end));
    *ends = rest;
    of_line
}

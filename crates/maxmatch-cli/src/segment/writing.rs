//! What is shown of a text, and what writes it.

use encoding_rs::Encoding;
use maxmatch::{Scratch, Segmenter, Tokens, Weighed};

use super::Task;
use crate::encoding::{Passage, encode, needs_decoding};
use crate::failure::Failure;
use crate::format::{Fields, Form, Readings, Spots, Writer, Written};

/// What is shown of a text. Confidence, readings and spots are those of [`Mode::Lattice`](maxmatch::Mode::Lattice).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// The tokens.
    Tokens,
    /// The tokens with their terms and positions, for a search index.
    Postings,
    /// Lines of JSON in which a member is segmented.
    Fields,
    /// The tokens, and how sure each is.
    Confidence,
    /// Of each line so many segmentations, the cheapest first.
    Readings(usize),
    /// The spots where another reading costs at most so much more, in 1/256 of a bit.
    Spots(u32),
}

/// The readings of a line are kept in memory, 20 to 40 bytes for each byte of each: together they are no more bytes than this.
const MOST_READINGS: usize = 1 << 26;

/// A line of JSON is kept in memory: it has no more bytes than this.
const LONGEST_OBJECT: usize = 1 << 28;

impl Show {
    /// How long a line can be, in bytes.
    pub(super) fn longest_line(self) -> Option<usize> {
        match self {
            Show::Readings(count) => Some(MOST_READINGS / count.max(1)),
            Show::Fields => Some(LONGEST_OBJECT),
            _ => None,
        }
    }

    /// Why none can be longer, and what to do.
    pub(super) fn why_so_long(self) -> &'static str {
        match self {
            Show::Fields => "--json-field reads each as a whole; make several objects of it",
            _ => {
                "--nbest keeps its segmentations in memory; ask for fewer of them, or break it, at ends of sentences say"
            }
        }
    }

    /// Whether a line can be written before its end is seen.
    pub(super) fn begins_lines(self) -> bool {
        self.longest_line().is_none()
    }

    /// How much is read at once where it would be so much for tokens: as much is written.
    pub(super) fn chunk(self, of_tokens: usize) -> usize {
        match self {
            Show::Readings(count) => (of_tokens / count.max(1)).max(256),
            _ => of_tokens,
        }
    }
}

/// How much of a text there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it, or whole lines.
    Whole,
    /// Its beginning.
    Beginning,
}

/// Writes what is shown of one passage after the other.
#[derive(Debug)]
pub(super) enum Writing {
    Tokens(Writer),
    Postings(Writer),
    /// What writes them, what messages call the input, and how many lines came before.
    Fields(Fields, String, u64),
    Confidence(Writer),
    Readings(Readings, usize),
    Spots(Spots, u32),
}

impl Writing {
    /// At the beginning of a line in an input of this name and encoding, with so many bytes and lines before it. None if the
    /// encoding has no such separator.
    pub(super) fn new(task: &Task, name: &str, encoding: &'static Encoding, base: u64, lines: u64) -> Option<Writing> {
        let is_source = task.output == Form::Source && needs_decoding(encoding);
        let mut writer = match is_source {
            true => Writer::new(task.format, &encode(encoding, &task.separator)?, base).write_source(encoding),
            false => Writer::new(task.format, task.separator.as_bytes(), base),
        };
        if task.offsets == Form::Source {
            writer = writer.count_source();
        }
        if let Some(filter) = &task.filter {
            writer = writer.keep(filter.clone());
        }
        Some(match task.show {
            Show::Tokens => Writing::Tokens(writer),
            Show::Postings => Writing::Postings(writer),
            Show::Fields => {
                let field = task.field.clone().expect("it is what is shown");
                Writing::Fields(Fields::new(writer, task.format, field), name.to_owned(), lines)
            }
            Show::Confidence => Writing::Confidence(writer),
            Show::Readings(count) => Writing::Readings(Readings::new(writer, task.format), count),
            Show::Spots(within) => {
                let spots = Spots::new(task.format, &task.separator, name, base, lines);
                Writing::Spots(if task.offsets == Form::Source { spots.count_source() } else { spots }, within)
            }
        })
    }

    /// Appends what is shown of a passage, or of what in it does not depend on what follows.
    ///
    /// # Errors
    ///
    /// When the passage is not what it must be. What comes before the line is written.
    pub(super) fn write(
        &mut self,
        segmenter: &Segmenter,
        scratch: &mut Scratch,
        passage: &Passage,
        extent: Extent,
        output: &mut Vec<u8>,
    ) -> Result<Written, Failure> {
        let text = passage.text();
        Ok(match self {
            Writing::Tokens(writer) => writer.write(passage, tokens(segmenter, scratch, text, extent), output),
            Writing::Postings(writer) => {
                writer.write_postings(passage, tokens(segmenter, scratch, text, extent).postings(), output)
            }
            Writing::Fields(fields, name, before) => {
                for line in text.split_inclusive(|&byte| byte == b'\n') {
                    *before += 1;
                    let segment = |passage: &Passage, writer: &mut Writer, output: &mut Vec<u8>| {
                        let tokens = segmenter.segment_bytes_with(scratch, passage.text());
                        match segmenter.mode().is_for_search() {
                            true => writer.write_postings(passage, tokens.postings(), output),
                            false => writer.write(passage, tokens, output),
                        };
                    };
                    let written = fields.write(line, output, segment);
                    written.map_err(|message| Failure::new(format!("{name}: line {before}: {message}")))?;
                }
                Written { length: text.len(), has_invalid: false }
            }
            Writing::Confidence(writer) => {
                writer.write_weighed(passage, &weigh(segmenter, text, 0, extent).tokens, output)
            }
            Writing::Readings(readings, count) => {
                let mut all = Written::default();
                for line in passage.lines() {
                    let found = segmenter.segmentations(without_end(line.text()), *count);
                    let written = readings.write(&line, &found, output);
                    all.length += written.length;
                    all.has_invalid |= written.has_invalid;
                }
                all
            }
            Writing::Spots(spots, within) => {
                // What comes after a spot is shown too.
                let shown = if extent == Extent::Beginning { Spots::AFTER } else { 0 };
                let text = &text[..text.len().saturating_sub(shown)];
                spots.write(passage, &weigh(segmenter, text, *within, extent), output)
            }
        })
    }

    /// Ends the last line, if it has no line end and the format wants one.
    pub(super) fn finish(&mut self, output: &mut Vec<u8>) {
        match self {
            Writing::Tokens(writer) | Writing::Postings(writer) | Writing::Confidence(writer) => writer.finish(output),
            // They end with each line and spot.
            Writing::Fields(..) | Writing::Readings(..) | Writing::Spots(..) => {}
        }
    }
}

fn tokens<'s, 't>(
    segmenter: &'s Segmenter,
    scratch: &'s mut Scratch,
    text: &'t [u8],
    extent: Extent,
) -> Tokens<'s, 't, [u8]> {
    match extent {
        Extent::Whole => segmenter.segment_bytes_with(scratch, text),
        Extent::Beginning => segmenter.segment_prefix_with(scratch, text),
    }
}

fn weigh<'t>(segmenter: &Segmenter, text: &'t [u8], within: u32, extent: Extent) -> Weighed<'t, [u8]> {
    match extent {
        Extent::Whole => segmenter.weigh(text, within),
        Extent::Beginning => segmenter.weigh_prefix(text, within),
    }
}

/// The line without its line end.
fn without_end(line: &[u8]) -> &[u8] {
    match line.strip_suffix(b"\n") {
        Some(line) => line.strip_suffix(b"\r").unwrap_or(line),
        None => line,
    }
}

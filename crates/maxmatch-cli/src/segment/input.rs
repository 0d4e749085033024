//! Reading inputs and cutting them into parts.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8};

use super::part::Part;
use super::report::{Damage, Origin};
use super::writing::Writing;
use super::{Show, Task};
use crate::encoding::{Choice, Passage, SAMPLE, Sniffed, append_ascii, guess, whole_lines};
use crate::failure::Failure;
use crate::format::Form;

/// Something to be read, and what it is called in messages.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) reader: Box<dyn Read + Send>,
}

/// Sources, one after the other, in parts.
pub(super) struct Inputs {
    task: Arc<Task>,
    /// How much is read at once, in bytes.
    chunk: usize,
    sources: Box<dyn Iterator<Item = Result<Source, Failure>> + Send>,
    current: Option<Input>,
}

impl Inputs {
    /// The sources are opened when their turn comes.
    pub(super) fn new(
        task: Arc<Task>,
        chunk: usize,
        sources: impl Iterator<Item = Result<Source, Failure>> + Send + 'static,
    ) -> Inputs {
        Inputs { task, chunk, sources: Box::new(sources), current: None }
    }

    /// Fills `part` with what comes next. False at the end.
    pub(super) fn next(&mut self, part: &mut Part) -> Result<bool, Failure> {
        loop {
            if let Some(input) = &mut self.current
                && input.next(&self.task, part)?
            {
                return Ok(true);
            }
            let Some(source) = self.sources.next() else { return Ok(false) };
            let next = Input::new(source?, self.chunk);
            // A further input begins a line of its own. That the last line of all has no line end stays as it is.
            let Some(former) = self.current.replace(next) else { continue };
            if self.task.keeps_line_ends() && former.is_in_line {
                part.clear();
                let is_source = self.task.output == Form::Source;
                append_ascii(if is_source { former.encoding } else { UTF_8 }, b"\n", &mut part.output);
                return Ok(true);
            }
        }
    }
}

/// One input.
///
/// Each read gives a part, up to its last line end: so lines that come slowly go through as they come, and of a file, or
/// of a pipe that is written to faster than it is read, a part is as large as a read can make it.
///
/// Parts are cut between characters, so that each is decoded by itself.
struct Input {
    reader: BufReader<Box<dyn Read + Send>>,
    chunk: usize,
    origin: Arc<Origin>,
    encoding: &'static Encoding,
    /// What was read and is in no part yet: the beginning of a line, or what follows a part of one.
    rest: Vec<u8>,
    /// How much of a line is waited for, in bytes. Of a longer one, parts are segmented before its end is seen.
    patience: usize,
    /// Writes what comes next. None before the encoding is known.
    writer: Option<Writing>,
    /// How many bytes are in parts, of the input and of its text, and how many lines.
    bytes: u64,
    text: u64,
    lines: u64,
    /// Whether the last line in parts has no line end yet.
    is_in_line: bool,
    /// What is wrong with the text behind the last part.
    failure: Option<Failure>,
}

impl Input {
    fn new(source: Source, chunk: usize) -> Input {
        Input {
            reader: BufReader::with_capacity(chunk, source.reader),
            chunk,
            origin: Arc::new(Origin { name: source.name, ..Origin::default() }),
            encoding: UTF_8,
            rest: Vec::new(),
            patience: chunk,
            writer: None,
            bytes: 0,
            text: 0,
            lines: 0,
            is_in_line: false,
            failure: None,
        }
    }

    /// Fills `part` with what comes next. False at the end.
    fn next(&mut self, task: &Task, part: &mut Part) -> Result<bool, Failure> {
        part.clear();
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        loop {
            let read = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                result => result.map_err(|e| Failure::new(format!("{}: {e}", self.origin.name)))?,
            };
            let length = read.len();
            let mut seen = self.rest.len();
            self.rest.extend_from_slice(read);
            self.reader.consume(length);
            if self.writer.is_none() {
                if !self.recognise(task, length == 0)? {
                    continue;
                }
                seen = 0;
            }
            if length == 0 {
                std::mem::swap(&mut part.passage.bytes, &mut self.rest);
                self.hand_over(task, part)?;
                return Ok(!part.passage.bytes.is_empty() || self.failure.is_some());
            }
            let lines = whole_lines(self.encoding, &self.rest, seen);
            if lines > 0 {
                std::mem::swap(&mut part.passage.bytes, &mut self.rest);
                self.rest.extend_from_slice(&part.passage.bytes[lines..]);
                part.passage.bytes.truncate(lines);
                self.patience = self.chunk;
                self.hand_over(task, part)?;
                return Ok(true);
            }
            if task.show.begins_lines() {
                if self.rest.len() >= self.patience && self.begin_line(task, part)? {
                    return Ok(true);
                }
            } else if task.show.longest_line().is_some_and(|longest| self.rest.len() > 2 * longest + 2) {
                // No encoding takes more than twice as many bytes as UTF-8. The line is refused by its text.
                std::mem::swap(&mut part.passage.bytes, &mut self.rest);
                self.hand_over(task, part)?;
                return Ok(true);
            }
        }
    }

    /// Finds out the encoding. False if more bytes are needed for that.
    fn recognise(&mut self, task: &Task, is_end: bool) -> Result<bool, Failure> {
        let Sniffed::Encoding(encoding) = task.encoding.sniff(&self.rest, is_end) else { return Ok(false) };
        let name = std::mem::take(&mut Arc::get_mut(&mut self.origin).expect("no part has it yet").name);
        let is_hinted = task.encoding == Choice::Given(UTF_8) && encoding == UTF_8 && self.hint(task, &name);
        self.origin = Arc::new(Origin { name, encoding, is_quiet: is_hinted || task.encoding == Choice::None });
        self.encoding = encoding;
        self.writer = Some(self.new_writer(task)?);
        Ok(true)
    }

    fn new_writer(&self, task: &Task) -> Result<Writing, Failure> {
        let base = if task.offsets == Form::Source { self.bytes } else { self.text };
        Writing::new(task, &self.origin.name, self.encoding, base, self.lines).ok_or_else(|| {
            let (name, encoding) = (&self.origin.name, self.encoding.name());
            Failure::new(format!("{name}: {encoding} has no separator {:?}; say another one", task.separator))
        })
    }

    /// Says of bytes that are not UTF-8, and look like something else, what they look like. False if nothing was said.
    fn hint(&self, task: &Task, name: &str) -> bool {
        let beginning = &self.rest[..self.rest.len().min(SAMPLE)];
        let Err(error) = std::str::from_utf8(beginning) else { return false };
        let Some(guess) = guess(beginning).filter(|&guess| guess != UTF_8) else { return false };
        // What a read cut short is not wrong yet, and strictness has its own words.
        let is_hint = error.error_len().is_some() && !task.strict;
        if is_hint {
            let (byte, label) = (error.valid_up_to(), guess.name().to_ascii_lowercase());
            let guess = guess.name();
            (task.warn)(&format!(
                "{name}: not UTF-8 from byte {byte} on; it looks like {guess}: say -E {label}, or -E auto"
            ));
        }
        is_hint
    }

    /// Segments as much of the rest as does not depend on what follows, here and now: where the next part begins is
    /// known only afterwards. False if that is nothing yet.
    fn begin_line(&mut self, task: &Task, part: &mut Part) -> Result<bool, Failure> {
        std::mem::swap(&mut part.passage.bytes, &mut self.rest);
        part.passage.decode(self.encoding, false);
        (part.origin, part.begins) = (self.origin.clone(), self.bytes);
        let writer = self.writer.as_mut().expect("the encoding is known");
        let length = part.begin(&task.segmenter, writer).length;
        let taken = part.passage.byte(length);
        if self.pass(task, &part.passage, length, taken) < length {
            part.output.clear();
            part.damage = Damage::default();
        }
        self.rest.extend_from_slice(&part.passage.bytes[taken..]);
        part.passage.clear();
        // The more there is that nothing settles, the more text is to come before it is looked at again.
        self.patience = self.chunk.max(2 * self.rest.len());
        Ok(length > 0)
    }

    /// Gives the part what it needs besides its bytes.
    fn hand_over(&mut self, task: &Task, part: &mut Part) -> Result<(), Failure> {
        part.passage.decode(self.encoding, true);
        (part.origin, part.begins) = (self.origin.clone(), self.bytes);
        let good = self.pass(task, &part.passage, part.passage.text().len(), part.passage.bytes.len());
        part.passage.truncate(good);
        let next = self.new_writer(task)?;
        part.writer = self.writer.replace(next);
        Ok(())
    }

    /// Counts text that is on its way, so many bytes of the passage's text, which are so many of the input. Returns how
    /// much of it is good: if the task is strict and there are bytes that can't be decoded, or if a line is too long, what is
    /// before that line; the failure is kept for when that is through.
    fn pass(&mut self, task: &Task, passage: &Passage, length: usize, bytes: usize) -> usize {
        let text = &passage.text()[..length];
        let mut good = length;
        // A line that is too long was not read to its end, which may be inside a character: that is no fault of it.
        if let Some(longest) = task.show.longest_line()
            && let Some(start) = longer_line(text, longest)
        {
            let line = self.lines + line_ends(&text[..start]) + 1;
            self.failure = Some(Failure::long_line(&self.origin.name, line, longest, task.show.why_so_long()));
            good = start;
        }
        if task.strict
            && let Some(first) = passage.first_undecodable().filter(|&first| first < good)
        {
            let (line, byte) = (self.lines + line_ends(&text[..first]) + 1, self.bytes + passage.byte(first) as u64);
            self.failure = Some(Failure::undecodable(&self.origin.name, line, byte, self.encoding.name()));
            good = whole_lines(UTF_8, &text[..first], 0);
        }
        // Not everything names lines.
        if task.strict || task.show != Show::Tokens {
            self.lines += line_ends(text);
        }
        self.bytes += bytes as u64;
        self.text += length as u64;
        self.is_in_line = text.last().map_or(self.is_in_line, |&byte| byte != b'\n');
        good
    }
}

/// Where the first line begins that is longer than so many bytes, with its line end.
fn longer_line(text: &[u8], longest: usize) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        if line.len() > longest {
            return Some(start);
        }
        start += line.len();
    }
    None
}

fn line_ends(text: &[u8]) -> u64 {
    text.iter().filter(|&&byte| byte == b'\n').count() as u64
}

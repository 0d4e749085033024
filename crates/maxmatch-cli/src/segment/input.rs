//! Reading inputs and cutting them into parts.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use super::Task;
use super::part::Part;
use crate::failure::Failure;
use crate::format::Writer;

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
            let next = Input::new(&self.task, source?, self.chunk);
            // A further input begins a line of its own. That the last line of all has no line end stays as it is.
            let former = self.current.replace(next);
            if self.task.format.keeps_line_ends() && former.is_some_and(|input| input.is_in_line) {
                part.clear();
                part.output.push(b'\n');
                return Ok(true);
            }
        }
    }
}

/// One input.
///
/// Each read gives a part, up to its last line end: so lines that come slowly go through as they come, and of a file, or
/// of a pipe that is written to faster than it is read, a part is as large as a read can make it.
struct Input {
    name: String,
    reader: BufReader<Box<dyn Read + Send>>,
    chunk: usize,
    /// What was read and is in no part yet: the beginning of a line, or what follows a part of one.
    rest: Vec<u8>,
    /// How much of a line is waited for, in bytes. Of a longer one, parts are segmented before its end is seen.
    patience: usize,
    /// Writes what comes next.
    writer: Writer,
    /// How many bytes and lines are in parts.
    bytes: u64,
    lines: u64,
    /// Whether the last line in parts has no line end yet.
    is_in_line: bool,
    /// What is wrong with the text behind the last part.
    failure: Option<Failure>,
}

impl Input {
    fn new(task: &Task, source: Source, chunk: usize) -> Input {
        Input {
            name: source.name,
            reader: BufReader::with_capacity(chunk, source.reader),
            chunk,
            rest: Vec::new(),
            patience: chunk,
            writer: task.writer(0),
            bytes: 0,
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
                result => result.map_err(|e| Failure::new(format!("{}: {e}", self.name)))?,
            };
            let length = read.len();
            if length == 0 {
                std::mem::swap(&mut part.text, &mut self.rest);
                self.hand_over(task, part);
                return Ok(!part.text.is_empty() || self.failure.is_some());
            }
            let lines = whole_lines(read);
            if lines > 0 {
                std::mem::swap(&mut part.text, &mut self.rest);
                part.text.extend_from_slice(&read[..lines]);
            }
            self.rest.extend_from_slice(&read[lines..]);
            self.reader.consume(length);
            if lines > 0 {
                self.patience = self.chunk;
                self.hand_over(task, part);
                return Ok(true);
            }
            if self.rest.len() >= self.patience && self.begin_line(task, part) {
                return Ok(true);
            }
        }
    }

    /// Segments as much of the rest as does not depend on what follows, here and now: where the next part begins is
    /// known only afterwards. False if that is nothing yet.
    fn begin_line(&mut self, task: &Task, part: &mut Part) -> bool {
        let mut text = std::mem::take(&mut self.rest);
        let tokens = task.segmenter.segment_prefix_with(&mut part.scratch, &text);
        let end = self.writer.write(&text, tokens, &mut part.output);
        if self.pass(task, &text[..end]) < end {
            part.output.clear();
        }
        text.drain(..end);
        // The more there is that nothing settles, the more text is to come before it is looked at again.
        self.patience = self.chunk.max(2 * text.len());
        self.rest = text;
        end > 0
    }

    /// Gives the part what it needs besides its text.
    fn hand_over(&mut self, task: &Task, part: &mut Part) {
        let good = self.pass(task, &part.text);
        part.text.truncate(good);
        part.writer = Some(std::mem::replace(&mut self.writer, task.writer(self.bytes)));
    }

    /// Counts text that is on its way. Returns how much of it is good: if the task is strict and there are bytes that are
    /// not UTF-8, what is before their line; the failure is kept for when that is through.
    fn pass(&mut self, task: &Task, text: &[u8]) -> usize {
        let mut good = text.len();
        if task.strict
            && let Err(error) = std::str::from_utf8(text)
        {
            let valid = &text[..error.valid_up_to()];
            let (line, byte) = (self.lines + line_ends(valid) + 1, self.bytes + valid.len() as u64);
            let otherwise = ", or leave out --strict to pass it through";
            self.failure = Some(Failure::not_utf8(&self.name, line, byte, otherwise));
            good = whole_lines(valid);
        }
        // Lines are named only by `--strict`.
        if task.strict {
            self.lines += line_ends(text);
        }
        self.bytes += text.len() as u64;
        self.is_in_line = text.last().map_or(self.is_in_line, |&byte| byte != b'\n');
        good
    }
}

/// The length of the lines of a text that have a line end.
fn whole_lines(text: &[u8]) -> usize {
    text.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1)
}

fn line_ends(text: &[u8]) -> u64 {
    text.iter().filter(|&&byte| byte == b'\n').count() as u64
}

//! Segmenting files: read, decoded, segmented in parts, written in order.

mod input;
mod parallel;
mod part;
mod progress;
mod report;
#[cfg(test)]
mod tests;
mod writing;

use std::fs::File;
use std::io::{self, Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use indicatif::ProgressBar;
use maxmatch::Segmenter;

use crate::args::{Engine, SegmentOptions};
use crate::encoding::Choice;
use crate::failure::Failure;
use crate::format::{Field, Filter, Form, Format};
use crate::{file, message};
use input::{Inputs, Source};
use part::Part;
use report::Report;
pub use writing::Show;

/// How much is read at once, and so how much a part holds, in bytes: enough to make handing it over cheap, little enough
/// for memory to stay flat and for a part to stay in the second-level cache.
const CHUNK: usize = 1 << 18;

/// What is done to every part.
#[derive(Debug)]
pub struct Task {
    /// Cuts it into tokens.
    pub segmenter: Segmenter,
    /// What is shown of it.
    pub show: Show,
    /// How that is written.
    pub format: Format,
    /// What the format [`Text`](Format::Text) writes between words.
    pub separator: String,
    /// Which tokens are written, if not all.
    pub filter: Option<Arc<Filter>>,
    /// Which member is segmented, where [`Show::Fields`] is shown.
    pub field: Option<Field>,
    /// Whether what can't be decoded ends it.
    pub strict: bool,
    /// In what encoding inputs are.
    pub encoding: Choice,
    /// What is written of a text that is not UTF-8.
    pub output: Form,
    /// Of what bytes are counted.
    pub offsets: Form,
    /// Tells of what could not be decoded.
    pub warn: fn(&str),
}

impl Task {
    /// Whether line ends of the text are line ends of the output, and not records or their ends.
    fn keeps_line_ends(&self) -> bool {
        match self.show {
            Show::Tokens => self.format.keeps_line_ends(),
            Show::Fields => true,
            _ => false,
        }
    }
}

pub(crate) fn run(engine: &Engine, options: &SegmentOptions) -> Result<(), Failure> {
    let files = if options.files.is_empty() { vec![PathBuf::from("-")] } else { options.files.clone() };
    file::refuse_standard_input_twice(files.iter().chain(&engine.user).chain(&options.stop_words))?;
    let segmenter = engine.segmenter()?;
    let task = Arc::new(Task {
        filter: options.filter(&segmenter)?.map(Arc::new),
        field: options.json_field.clone(),
        show: options.show(engine.mode),
        segmenter,
        format: options.format,
        separator: options.separator.clone(),
        strict: options.strict,
        encoding: options.encoding,
        output: options.output_encoding,
        offsets: options.offsets.unwrap_or(options.output_encoding),
        warn: |message| message::say(message),
    });
    let threads = match options.threads {
        0 => thread::available_parallelism().map_or(1, NonZero::get),
        threads => threads,
    };
    let progress = progress::bar(options);
    let bar = progress.clone();
    let inputs =
        Inputs::new(task.clone(), task.show.chunk(CHUNK), files.into_iter().map(move |path| open(&path, &bar)));
    let result = segment(&task, inputs, threads, &mut io::stdout().lock());
    progress.finish_and_clear();
    result
}

fn open(path: &Path, progress: &ProgressBar) -> Result<Source, Failure> {
    let name = file::name(path);
    if path.as_os_str() == "-" {
        return Ok(Source { name, reader: Box::new(io::stdin()) });
    }
    match File::open(path) {
        Ok(file) => Ok(Source { name, reader: Box::new(progress.wrap_read(file)) }),
        Err(error) => Err(Failure::new(format!("{name}: {error}"))),
    }
}

/// Segments one input and writes it out: what the command does, for tests and fuzzing.
///
/// `chunk` is how much is read at once, in bytes, and must not show.
///
/// # Errors
///
/// When the input can't be read, its text is not what the task demands, or the output can't be written.
pub fn stream(
    task: &Arc<Task>,
    name: &str,
    reader: impl Read + Send + 'static,
    chunk: usize,
    threads: usize,
    output: &mut impl Write,
) -> Result<(), Failure> {
    let source = Source { name: name.to_owned(), reader: Box::new(reader) };
    let inputs = Inputs::new(task.clone(), chunk, std::iter::once(Ok(source)));
    segment(task, inputs, threads, output)
}

/// Segments the inputs and writes them out.
fn segment(task: &Arc<Task>, inputs: Inputs, threads: usize, output: &mut impl Write) -> Result<(), Failure> {
    let mut report = Report::new(task);
    let result = segment_all(task, inputs, threads, &mut report, output);
    report.finish();
    result
}

fn segment_all(
    task: &Arc<Task>,
    mut inputs: Inputs,
    threads: usize,
    report: &mut Report,
    output: &mut impl Write,
) -> Result<(), Failure> {
    let mut part = Part::default();
    let mut is_first = true;
    while inputs.next(&mut part)? {
        // One part is done before threads could be started for it.
        if threads > 1 && !is_first {
            return parallel::segment(task, inputs, part, threads, report, output);
        }
        is_first = false;
        part.segment(&task.segmenter);
        part.write(output)?;
        report.add(&part);
    }
    Ok(())
}

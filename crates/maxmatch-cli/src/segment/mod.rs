//! Segmenting files: read, segmented in parts, written in order.

mod input;
mod parallel;
mod part;
mod progress;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use indicatif::ProgressBar;
use maxmatch::Segmenter;

use crate::args::{Engine, SegmentOptions};
use crate::failure::Failure;
use crate::file;
use crate::format::{Format, Writer};
use input::{Inputs, Source};
use part::Part;

/// How much is read at once, and so how much a part holds, in bytes: enough to make handing it over cheap, little enough
/// for memory to stay flat and for a part to stay in the second-level cache.
const CHUNK: usize = 1 << 18;

/// What is done to every part.
#[derive(Debug)]
struct Task {
    segmenter: Segmenter,
    format: Format,
    separator: String,
    strict: bool,
}

impl Task {
    /// A writer at the beginning of a line, with so many bytes before it.
    fn writer(&self, base: u64) -> Writer {
        Writer::new(self.format, self.separator.as_bytes(), base)
    }
}

pub(crate) fn run(engine: &Engine, options: &SegmentOptions) -> Result<(), Failure> {
    let task = Arc::new(Task {
        segmenter: engine.segmenter()?,
        format: options.format,
        separator: options.separator.clone(),
        strict: options.strict,
    });
    let threads = match options.threads {
        0 => thread::available_parallelism().map_or(1, NonZero::get),
        threads => threads,
    };
    let progress = progress::bar(options);
    let files = if options.files.is_empty() { vec![PathBuf::from("-")] } else { options.files.clone() };
    let bar = progress.clone();
    let inputs = Inputs::new(task.clone(), CHUNK, files.into_iter().map(move |path| open(&path, &bar)));
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

/// Segments the inputs and writes them out.
fn segment(task: &Arc<Task>, mut inputs: Inputs, threads: usize, output: &mut impl Write) -> Result<(), Failure> {
    let mut part = Part::default();
    let mut is_first = true;
    while inputs.next(&mut part)? {
        // One part is done before threads could be started for it.
        if threads > 1 && !is_first {
            return parallel::segment(task, inputs, part, threads, output);
        }
        is_first = false;
        part.segment(&task.segmenter);
        part.write(output)?;
    }
    Ok(())
}

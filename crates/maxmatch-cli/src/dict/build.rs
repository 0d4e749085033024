//! `seg dict build`: word lists compiled into a file.

use std::path::{Path, PathBuf};

use maxmatch::Dictionary;
use maxmatch_dict::Builder;

use super::lists;
use crate::args::{About, BuildOptions};
use crate::failure::Failure;
use crate::file;
use crate::message::say;

/// Compiles word lists into a file.
pub(super) fn run(options: &BuildOptions) -> Result<(), Failure> {
    let mut builder = builder(&options.about, &options.output, &options.lists)?;
    builder.terms(options.terms);
    lists::add(&mut builder, &options.lists, options.read.from)?;
    let words = write(&builder, &options.output)?;
    say(format_args!("{}: {words} words", options.output.display()));
    Ok(())
}

/// A builder that knows all but the words, if the inputs can become the target.
pub(super) fn builder(about: &About, target: &Path, inputs: &[PathBuf]) -> Result<Builder, Failure> {
    file::refuse_stream_as_target("--output", target)?;
    file::refuse_input_as_target("--output", target, inputs)?;
    file::refuse_standard_input_twice(inputs)?;
    let mut builder = Dictionary::builder();
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    builder.name(about.name.as_deref().unwrap_or(&stem)).version(&about.list_version).views(&about.folding.fold.0);
    builder.licence(about.licence.as_deref().unwrap_or_default()).source(about.source.as_deref().unwrap_or_default());
    Ok(builder)
}

/// Writes the dictionary; returns how many words it has.
pub(super) fn write(builder: &Builder, target: &Path) -> Result<u64, Failure> {
    builder.write(target)?;
    let words = Dictionary::open(target)?.info().words;
    if words == 0 {
        say("warning: the inputs hold no words, and so does the dictionary");
    }
    Ok(words)
}

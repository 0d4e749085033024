//! `seg dict build`: word lists compiled into a file.

use maxmatch::Dictionary;

use super::lists;
use crate::args::BuildOptions;
use crate::failure::Failure;
use crate::file;
use crate::message::say;

/// Compiles word lists into a file.
pub(super) fn run(options: &BuildOptions) -> Result<(), Failure> {
    let target = &options.output;
    if target.as_os_str() == "-" {
        return Err(Failure::new("--output -: a dictionary is a file; name one (./- for a file of this name)"));
    }
    file::refuse_input_as_target("--output", target, &options.lists)?;
    let mut builder = Dictionary::builder();
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    builder.name(options.name.as_deref().unwrap_or(&stem)).licence(&options.licence).views(&options.fold.0);
    builder.source(&options.source).version(&options.list_version);
    lists::add(&mut builder, &options.lists, options.from)?;
    builder.write(target)?;
    let words = Dictionary::open(target)?.info().words;
    if words == 0 {
        say("warning: the lists hold no words, and so does the dictionary");
    }
    say(format_args!("{}: {words} words", target.display()));
    Ok(())
}

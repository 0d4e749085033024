//! `seg dict build`: word lists compiled into a file.

use maxmatch::Dictionary;
use maxmatch_dict::lexicon::Lexicon;

use crate::args::BuildOptions;
use crate::failure::Failure;
use crate::file;
use crate::message::say;

/// More warnings of one build than this are counted, not shown.
const WARNINGS: usize = 20;

/// Compiles word lists into a file.
pub(super) fn run(options: &BuildOptions) -> Result<(), Failure> {
    let target = &options.output;
    refuse_input_as_target(options)?;
    let mut builder = Dictionary::builder();
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    builder.name(options.name.as_deref().unwrap_or(&stem)).licence(&options.licence).views(&options.fold.0);
    builder.source(&options.source).version(&options.list_version);
    for path in &options.lists {
        let (name, bytes) = (file::name(path), file::bytes(path)?);
        let list = Lexicon::read(&name, &bytes, options.from)?;
        if let Some(doubt) = list.doubt() {
            say(format_args!("warning: {doubt}"));
        }
        builder.add_lexicon(&list)?;
    }
    for warning in builder.warnings().iter().take(WARNINGS) {
        say(format_args!("warning: {warning}"));
    }
    if let Some(more) = builder.warnings().len().checked_sub(WARNINGS).filter(|&more| more > 0) {
        say(format_args!("{more} more warnings"));
    }
    builder.write(target)?;
    let words = Dictionary::open(target)?.info().words;
    if words == 0 {
        say("warning: the lists hold no words, and so does the dictionary");
    }
    say(format_args!("{}: {words} words", target.display()));
    Ok(())
}

/// A dictionary takes the place of what was there: of no list, and of no stream.
fn refuse_input_as_target(options: &BuildOptions) -> Result<(), Failure> {
    let target = &options.output;
    if target.as_os_str() == "-" {
        return Err(Failure::new("--output -: a dictionary is a file; name one (./- for a file of this name)"));
    }
    let Ok(existing) = target.canonicalize() else { return Ok(()) };
    let lists = options.lists.iter().filter(|path| path.as_os_str() != "-");
    match lists.filter_map(|path| path.canonicalize().ok()).any(|list| list == existing) {
        true => Err(Failure::new(format!(
            "--output {}: this is one of the word lists, which the dictionary would replace; name another file",
            target.display()
        ))),
        false => Ok(()),
    }
}

//! Options that show more of mode lattice than the tokens.

use maxmatch::Mode;

use super::{Arguments, SegmentOptions};
use crate::bits::NEAR;
use crate::format::{Form, Format};
use crate::segment::Show;

impl SegmentOptions {
    /// What is shown.
    pub(crate) fn show(&self) -> Show {
        match (self.nbest, self.only_ambiguous) {
            (Some(count), _) => Show::Readings(count.into()),
            (None, Some(within)) => Show::Spots(within.unwrap_or(NEAR)),
            (None, None) if self.confidence => Show::Confidence,
            (None, None) => Show::Tokens,
        }
    }
}

/// Sets the mode that is implied. What contradicts the options is an error, in which is how to say it right.
pub(super) fn settle(arguments: &mut Arguments, is_mode_given: bool) -> Result<(), String> {
    let options = &arguments.segment;
    let format = options.format;
    let (option, formats): (_, &[Format]) = match options.show() {
        Show::Tokens => return Ok(()),
        Show::Readings(_) => ("--nbest", &[Format::Text, Format::Jsonl]),
        Show::Spots(_) => ("--only-ambiguous", &[Format::Text, Format::Jsonl]),
        Show::Confidence => ("--confidence", &[Format::Tsv, Format::Jsonl, Format::Mecab]),
    };
    let mode = arguments.engine.mode;
    if is_mode_given && mode != Mode::Lattice {
        return Err(format!(
            "{option} shows what mode lattice weighs, and --mode {mode} weighs nothing; leave out --mode, or say --mode lattice"
        ));
    }
    if !formats.contains(&format) {
        let names: Vec<String> = formats.iter().map(|format| format!("--format {format}")).collect();
        let names = names.join(" or ");
        return Err(format!("{option} has no place in --format {format}; say {names}"));
    }
    if matches!(options.show(), Show::Spots(_)) && options.output_encoding == Form::Source {
        return Err(format!("{option} makes a list, in UTF-8; leave out --output-encoding source"));
    }
    arguments.engine.mode = Mode::Lattice;
    Ok(())
}

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
    let (option, has_place, formats) = match options.show() {
        Show::Tokens => return Ok(()),
        Show::Readings(_) => ("--nbest", matches!(format, Format::Text | Format::Jsonl), "text or jsonl"),
        Show::Spots(_) => ("--only-ambiguous", matches!(format, Format::Text | Format::Jsonl), "text or jsonl"),
        Show::Confidence => ("--confidence", format.has_offsets(), "tsv, jsonl or mecab"),
    };
    let mode = arguments.engine.mode;
    if is_mode_given && mode != Mode::Lattice {
        return Err(format!(
            "{option} shows what mode lattice weighs, and --mode {mode} weighs nothing; leave out --mode, or say --mode lattice"
        ));
    }
    if !has_place {
        return Err(format!("{option} has no place in --format {format}; it has one in --format {formats}"));
    }
    if matches!(options.show(), Show::Spots(_)) && options.output_encoding == Form::Source {
        return Err(format!("{option} makes a list, in UTF-8; leave out --output-encoding source"));
    }
    arguments.engine.mode = Mode::Lattice;
    Ok(())
}

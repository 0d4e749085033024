//! Options that show something else than the tokens, or not all of them.

use maxmatch::{Mode, Segmenter};
use maxmatch_explain::NEAR;

use super::{Arguments, SegmentOptions};
use crate::failure::Failure;
use crate::file;
use crate::format::{Filter, Form, Format, Kinds};
use crate::segment::Show;

impl SegmentOptions {
    /// What is shown.
    pub(crate) fn show(&self, mode: Mode) -> Show {
        if self.json_field.is_some() {
            return Show::Fields;
        }
        match (self.nbest, self.only_ambiguous) {
            (Some(count), _) => Show::Readings(count.into()),
            (None, Some(within)) => Show::Spots(within.unwrap_or(NEAR)),
            (None, None) if self.confidence => Show::Confidence,
            (None, None) if mode.is_for_search() && self.format == Format::Jsonl => Show::Postings,
            (None, None) => Show::Tokens,
        }
    }
}

impl SegmentOptions {
    /// Which tokens are written, if not all.
    pub(crate) fn filter(&self, segmenter: &Segmenter) -> Result<Option<Filter>, Failure> {
        if self.kinds.is_none() && self.stop_words.is_empty() {
            return Ok(None);
        }
        let mut words = Vec::new();
        for path in &self.stop_words {
            words.extend(file::utf8(path)?.lines().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned));
        }
        let kinds = self.kinds.unwrap_or(Kinds::ALL);
        Ok(Some(Filter::new(kinds, words.iter().map(String::as_str), segmenter.dictionary())))
    }
}

/// Sets the mode that is implied. What contradicts the options is an error, in which is how to say it right.
pub(super) fn settle(arguments: &mut Arguments, is_mode_given: bool) -> Result<(), String> {
    let options = &arguments.segment;
    let format = options.format;
    let show = options.show(arguments.engine.mode);
    let (option, has_place, formats) = match show {
        Show::Tokens | Show::Postings => return Ok(()),
        Show::Fields => return settle_field(options),
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
    if matches!(show, Show::Spots(_)) && options.output_encoding == Form::Source {
        return Err(format!("{option} makes a list, in UTF-8; leave out --output-encoding source"));
    }
    arguments.engine.mode = Mode::Lattice;
    Ok(())
}

/// What contradicts `--json-field`.
fn settle_field(options: &SegmentOptions) -> Result<(), String> {
    let format = options.format;
    if !matches!(format, Format::Text | Format::Jsonl) {
        return Err(format!("--json-field has no place in --format {format}; it has one in --format text or jsonl"));
    }
    if options.output_encoding == Form::Source || options.offsets.is_some() {
        return Err(
            "JSON is UTF-8, and bytes are those of the member's text: --json-field has no --output-encoding source \
                    and no --offsets"
                .to_owned(),
        );
    }
    Ok(())
}

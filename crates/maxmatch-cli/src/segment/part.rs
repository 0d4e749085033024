//! A part of an input on its way through.

use std::io::Write;
use std::sync::Arc;

use maxmatch::{Scratch, Segmenter};

use super::report::{Damage, Origin};
use super::writing::{Extent, Writing};
use crate::encoding::Passage;
use crate::failure::Failure;
use crate::format::Written;

/// A part of an input, with buffers that are used again.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// What is to be segmented: whole lines, or the end of an input.
    pub(super) passage: Passage,
    /// The input, and where in it the passage begins, in bytes.
    pub(super) origin: Arc<Origin>,
    pub(super) begins: u64,
    /// What writes what is shown of it. None if nothing is left to be done.
    pub(super) writer: Option<Writing>,
    /// What is to be written out.
    pub(super) output: Vec<u8>,
    /// What in it can't be decoded.
    pub(super) damage: Damage,
    /// Why there is no more output.
    failure: Option<Failure>,
    pub(super) scratch: Scratch,
}

impl Part {
    /// Forgets what went through before.
    pub(super) fn clear(&mut self) {
        self.passage.clear();
        self.writer = None;
        self.output.clear();
        self.damage = Damage::default();
        self.failure = None;
    }

    pub(super) fn segment(&mut self, segmenter: &Segmenter) {
        if let Some(mut writer) = self.writer.take() {
            let written = self.write_with(segmenter, &mut writer, Extent::Whole);
            writer.finish(&mut self.output);
            self.note(written);
        }
    }

    /// Segments only what does not depend on what follows.
    pub(super) fn begin(&mut self, segmenter: &Segmenter, writer: &mut Writing) -> Written {
        let written = self.write_with(segmenter, writer, Extent::Beginning);
        self.note(written);
        written
    }

    fn write_with(&mut self, segmenter: &Segmenter, writer: &mut Writing, extent: Extent) -> Written {
        let written = writer.write(segmenter, &mut self.scratch, &self.passage, extent, &mut self.output);
        written.unwrap_or_else(|failure| {
            self.failure = Some(failure);
            Written::default()
        })
    }

    fn note(&mut self, written: Written) {
        if written.has_invalid {
            let (count, first) = self.passage.undecodable_before(written.length);
            self.damage = Damage { count, first: self.begins + first as u64 };
        }
    }

    /// Writes out what there is, and fails if there should be more.
    pub(super) fn write(&mut self, output: &mut impl Write) -> Result<(), Failure> {
        output.write_all(&self.output)?;
        output.flush()?;
        self.failure.take().map_or(Ok(()), Err)
    }
}

//! A part of an input on its way through.

use std::io::{self, Write};
use std::sync::Arc;

use maxmatch::{Scratch, Segmenter};

use super::report::{Damage, Origin};
use crate::encoding::Passage;
use crate::format::{Writer, Written};

/// A part of an input, with buffers that are used again.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// What is to be segmented: whole lines, or the end of an input.
    pub(super) passage: Passage,
    /// The input, and where in it the passage begins, in bytes.
    pub(super) origin: Arc<Origin>,
    pub(super) begins: u64,
    /// What writes its tokens. None if nothing is left to be done.
    pub(super) writer: Option<Writer>,
    /// What is to be written out.
    pub(super) output: Vec<u8>,
    /// What in it can't be decoded.
    pub(super) damage: Damage,
    pub(super) scratch: Scratch,
}

impl Part {
    /// Forgets what went through before.
    pub(super) fn clear(&mut self) {
        self.passage.clear();
        self.writer = None;
        self.output.clear();
        self.damage = Damage::default();
    }

    pub(super) fn segment(&mut self, segmenter: &Segmenter) {
        if let Some(mut writer) = self.writer.take() {
            let tokens = segmenter.segment_bytes_with(&mut self.scratch, self.passage.text());
            let written = writer.write(&self.passage, tokens, &mut self.output);
            writer.finish(&mut self.output);
            self.note(written);
        }
    }

    /// Segments only what does not depend on what follows.
    pub(super) fn begin(&mut self, segmenter: &Segmenter, writer: &mut Writer) -> Written {
        let tokens = segmenter.segment_prefix_with(&mut self.scratch, self.passage.text());
        let written = writer.write(&self.passage, tokens, &mut self.output);
        self.note(written);
        written
    }

    fn note(&mut self, written: Written) {
        if written.has_invalid {
            let (count, first) = self.passage.undecodable_before(written.length);
            self.damage = Damage { count, first: self.begins + first as u64 };
        }
    }

    pub(super) fn write(&self, output: &mut impl Write) -> io::Result<()> {
        output.write_all(&self.output)?;
        output.flush()
    }
}

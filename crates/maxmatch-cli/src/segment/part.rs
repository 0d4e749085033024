//! A part of an input on its way through.

use std::io::{self, Write};

use maxmatch::{Scratch, Segmenter};

use crate::format::Writer;

/// A part of an input, with buffers that are used again.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// What is to be segmented: whole lines, or the end of an input.
    pub(super) text: Vec<u8>,
    /// What writes its tokens. None if nothing is left to be done.
    pub(super) writer: Option<Writer>,
    /// What is to be written out.
    pub(super) output: Vec<u8>,
    pub(super) scratch: Scratch,
}

impl Part {
    /// Forgets what went through before.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.writer = None;
        self.output.clear();
    }

    pub(super) fn segment(&mut self, segmenter: &Segmenter) {
        if let Some(mut writer) = self.writer.take() {
            let tokens = segmenter.segment_bytes_with(&mut self.scratch, &self.text);
            writer.write(&self.text, tokens, &mut self.output);
            writer.finish(&mut self.output);
        }
    }

    pub(super) fn write(&self, output: &mut impl Write) -> io::Result<()> {
        output.write_all(&self.output)?;
        output.flush()
    }
}

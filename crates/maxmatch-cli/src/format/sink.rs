//! Where formats write: what they say themselves is ASCII, and of the text they name ranges.

use std::ops::Range;

use encoding_rs::Encoding;
use maxmatch::Token;

use super::Form;
use super::append::append;
use crate::encoding::{Passage, UNDECODABLE, Walk, append_ascii};

pub(super) trait Sink {
    /// Comes to the next token.
    fn enter(&mut self, token: &Token<'_, [u8]>);

    /// Appends what a format says.
    fn ascii(&mut self, text: &[u8]);

    /// Appends a range of the token, given in bytes of the text.
    fn text(&mut self, range: Range<usize>);

    /// The first byte of the token and the one after its last, as they are counted.
    fn offsets(&self, token: &Token<'_, [u8]>) -> [u64; 2];

    /// The bytes of an invalid token.
    fn undecodable<'a>(&'a self, token: &Token<'a, [u8]>) -> &'a [u8];

    /// For what is in the encoding of the output already.
    fn output(&mut self) -> &mut Vec<u8>;

    /// Appends a number in decimal.
    fn number(&mut self, number: u64) {
        self.ascii(itoa::Buffer::new().format(number).as_bytes());
    }

    /// Appends a part of the token, which begins at byte `start` of the text, with tabs, line ends, backslashes and the
    /// format's own delimiter escaped by a backslash.
    fn escaped(&mut self, part: &[u8], start: usize, delimiter: u8) {
        let is_special = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b'\\') || byte == delimiter;
        let mut at = 0;
        while let Some(special) = part[at..].iter().position(|&byte| is_special(byte)) {
            let special = at + special;
            self.text(start + at..start + special);
            let letter = match part[special] {
                b'\t' => b't',
                b'\n' => b'n',
                b'\r' => b'r',
                other => other,
            };
            self.ascii(&[b'\\', letter]);
            at = special + 1;
        }
        self.text(start + at..start + part.len());
    }
}

/// UTF-8, as it is.
pub(super) struct Plain<'a> {
    pub(super) text: &'a [u8],
    /// How many bytes came before.
    pub(super) base: u64,
    pub(super) output: &'a mut Vec<u8>,
}

impl Sink for Plain<'_> {
    #[inline(always)]
    fn enter(&mut self, _: &Token<'_, [u8]>) {}

    #[inline(always)]
    fn ascii(&mut self, text: &[u8]) {
        self.output.extend_from_slice(text);
    }

    #[inline(always)]
    fn text(&mut self, range: Range<usize>) {
        append(&self.text[range.start..], range.end - range.start, self.output);
    }

    #[inline(always)]
    fn offsets(&self, token: &Token<'_, [u8]>) -> [u64; 2] {
        let range = token.range();
        [range.start, range.end].map(|byte| self.base + byte as u64)
    }

    fn undecodable<'a>(&'a self, token: &Token<'a, [u8]>) -> &'a [u8] {
        token.text()
    }

    #[inline(always)]
    fn output(&mut self) -> &mut Vec<u8> {
        self.output
    }
}

/// Text that was decoded, or its bytes.
pub(super) struct Decoded<'a> {
    passage: &'a Passage,
    base: u64,
    form: Form,
    offsets: Form,
    encoding: &'static Encoding,
    output: &'a mut Vec<u8>,
    /// The token's bytes in the input.
    bytes: Range<usize>,
    /// At the token's beginning, and at its end.
    begin: Walk<'a>,
    end: Walk<'a>,
    /// Within the token.
    inner: Walk<'a>,
}

impl<'a> Decoded<'a> {
    pub(super) fn new(
        passage: &'a Passage,
        base: u64,
        form: Form,
        offsets: Form,
        output: &'a mut Vec<u8>,
    ) -> Decoded<'a> {
        let begin = Walk::new(passage);
        let encoding = match form {
            Form::Utf8 => encoding_rs::UTF_8,
            Form::Source => passage.encoding(),
        };
        Decoded {
            passage,
            base,
            form,
            offsets,
            encoding,
            output,
            bytes: 0..0,
            inner: begin.clone(),
            end: begin.clone(),
            begin,
        }
    }
}

impl Sink for Decoded<'_> {
    fn enter(&mut self, token: &Token<'_, [u8]>) {
        if self.form == Form::Source || self.offsets == Form::Source {
            let Range { start, end } = token.range();
            // Most tokens begin where the one before ends. Words may overlap, but none begins before the one before it.
            if self.end.place() == start {
                self.begin = self.end.clone();
            } else {
                self.begin.to(start);
                self.end = self.begin.clone();
            }
            self.inner = self.begin.clone();
            self.bytes = self.begin.to(start)..self.end.to(end);
        }
    }

    fn ascii(&mut self, text: &[u8]) {
        append_ascii(self.encoding, text, self.output);
    }

    fn text(&mut self, range: Range<usize>) {
        let text = &self.passage.text()[range.clone()];
        match self.form {
            Form::Utf8 if text == UNDECODABLE => self.output.extend_from_slice("\u{FFFD}".as_bytes()),
            Form::Utf8 => self.output.extend_from_slice(text),
            Form::Source => {
                let bytes = self.inner.to(range.start)..self.inner.to(range.end);
                self.output.extend_from_slice(&self.passage.bytes[bytes]);
            }
        }
    }

    fn offsets(&self, token: &Token<'_, [u8]>) -> [u64; 2] {
        let range = match self.offsets {
            Form::Utf8 => token.range(),
            Form::Source => self.bytes.clone(),
        };
        [range.start, range.end].map(|byte| self.base + byte as u64)
    }

    fn undecodable<'a>(&'a self, token: &Token<'a, [u8]>) -> &'a [u8] {
        self.passage.undecodable(token.range().start, token.range().end)
    }

    fn output(&mut self) -> &mut Vec<u8> {
        self.output
    }
}

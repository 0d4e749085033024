//! Where formats write: what they say themselves is ASCII, and of the text they name ranges.

use std::ops::Range;

use encoding_rs::Encoding;
use serde::Serialize;

use super::append::{Constant, Output};
use super::{Form, Piece};
use crate::encoding::{Passage, UNDECODABLE, Walk, append_ascii};

pub(super) trait Sink {
    /// Comes to the next piece.
    fn enter(&mut self, piece: Piece<'_>);

    /// Appends what a format says.
    fn ascii(&mut self, text: &[u8]);

    /// Appends a range of the token, given in bytes of the text.
    fn text(&mut self, range: Range<usize>);

    /// The first byte of the token and the one after its last, as they are counted.
    fn offsets(&self, piece: Piece<'_>) -> [u64; 2];

    /// The bytes of an invalid piece.
    fn undecodable<'a>(&'a self, piece: Piece<'a>) -> &'a [u8];

    /// Appends what is in the encoding of the output already.
    fn constant(&mut self, constant: &Constant);

    /// Appends a value as JSON, which is UTF-8.
    fn json<V: Serialize + ?Sized>(&mut self, value: &V);

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
    pub(super) output: Output<'a>,
}

impl Sink for Plain<'_> {
    #[inline(always)]
    fn enter(&mut self, _: Piece<'_>) {}

    #[inline(always)]
    fn ascii(&mut self, text: &[u8]) {
        self.output.all(text);
    }

    #[inline(always)]
    fn text(&mut self, range: Range<usize>) {
        self.output.piece(&self.text[range.start..], range.end - range.start);
    }

    #[inline(always)]
    fn offsets(&self, piece: Piece<'_>) -> [u64; 2] {
        let range = piece.range();
        [range.start, range.end].map(|byte| self.base + byte as u64)
    }

    fn undecodable<'a>(&'a self, piece: Piece<'a>) -> &'a [u8] {
        piece.text()
    }

    #[inline(always)]
    fn constant(&mut self, constant: &Constant) {
        constant.append(&mut self.output);
    }

    #[inline(always)]
    fn json<V: Serialize + ?Sized>(&mut self, value: &V) {
        serde_json::to_writer(&mut self.output, value).expect("an output takes everything");
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
    /// Within the piece.
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
    fn enter(&mut self, piece: Piece<'_>) {
        if self.form == Form::Source || self.offsets == Form::Source {
            let Range { start, end } = piece.range();
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

    fn offsets(&self, piece: Piece<'_>) -> [u64; 2] {
        let range = match self.offsets {
            Form::Utf8 => piece.range(),
            Form::Source => self.bytes.clone(),
        };
        [range.start, range.end].map(|byte| self.base + byte as u64)
    }

    fn undecodable<'a>(&'a self, piece: Piece<'a>) -> &'a [u8] {
        self.passage.undecodable(piece.range().start, piece.range().end)
    }

    fn constant(&mut self, constant: &Constant) {
        self.output.extend_from_slice(constant.text());
    }

    fn json<V: Serialize + ?Sized>(&mut self, value: &V) {
        serde_json::to_writer(&mut *self.output, value).expect("a vector takes everything");
    }
}

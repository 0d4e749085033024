//! The formats in which a token is a record: lines, TSV, JSON lines and MeCab's.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maxmatch::Token;

use super::append::{escaped, number};
use super::{Piece, Style, is_line_end};

/// A token a line.
#[derive(Debug)]
pub(super) struct Lines;

impl Style for Lines {
    fn token(&mut self, _: Piece<'_>, token: &Token<'_, [u8]>, output: &mut Vec<u8>) {
        if is_line_end(token) {
            output.extend_from_slice(token.text());
            return;
        }
        escaped(token.text(), b'\n', output);
        output.push(b'\n');
    }
}

/// A token a line, line ends too: text, kind, first byte, last byte + 1.
#[derive(Debug)]
pub(super) struct Tsv;

impl Style for Tsv {
    fn token(&mut self, piece: Piece<'_>, token: &Token<'_, [u8]>, output: &mut Vec<u8>) {
        escaped(token.text(), b'\t', output);
        output.push(b'\t');
        output.extend_from_slice(token.kind().name().as_bytes());
        for byte in piece.bytes(token) {
            output.push(b'\t');
            number(byte, output);
        }
        output.push(b'\n');
    }
}

/// An object per line of text.
#[derive(Debug, Default)]
pub(super) struct Jsonl {
    is_in_line: bool,
}

impl Style for Jsonl {
    fn token(&mut self, piece: Piece<'_>, token: &Token<'_, [u8]>, output: &mut Vec<u8>) {
        let is_first = !std::mem::replace(&mut self.is_in_line, true);
        if is_first {
            output.extend_from_slice(b"{\"tokens\":[");
        }
        if is_line_end(token) {
            return self.finish(output);
        }
        output.extend_from_slice(if is_first { b"{" } else { b",{" });
        match std::str::from_utf8(token.text()) {
            Ok(text) => {
                output.extend_from_slice(b"\"text\":");
                serde_json::to_writer(&mut *output, text).expect("a vector takes everything");
            }
            Err(_) => {
                output.extend_from_slice(b"\"base64\":\"");
                output.extend_from_slice(STANDARD.encode(token.text()).as_bytes());
                output.push(b'"');
            }
        }
        output.extend_from_slice(b",\"kind\":\"");
        output.extend_from_slice(token.kind().name().as_bytes());
        let [start, end] = piece.bytes(token);
        output.extend_from_slice(b"\",\"start\":");
        number(start, output);
        output.extend_from_slice(b",\"end\":");
        number(end, output);
        output.push(b'}');
    }

    fn finish(&mut self, output: &mut Vec<u8>) {
        if std::mem::take(&mut self.is_in_line) {
            output.extend_from_slice(b"]}\n");
        }
    }
}

/// A token a line: text, tab, kind and bytes parted by commas; `EOS` after each line of text.
#[derive(Debug, Default)]
pub(super) struct Mecab {
    is_in_line: bool,
}

impl Style for Mecab {
    fn token(&mut self, piece: Piece<'_>, token: &Token<'_, [u8]>, output: &mut Vec<u8>) {
        self.is_in_line = true;
        if is_line_end(token) {
            return self.finish(output);
        }
        escaped(token.text(), b'\t', output);
        output.push(b'\t');
        output.extend_from_slice(token.kind().name().as_bytes());
        for byte in piece.bytes(token) {
            output.push(b',');
            number(byte, output);
        }
        output.push(b'\n');
    }

    fn finish(&mut self, output: &mut Vec<u8>) {
        if std::mem::take(&mut self.is_in_line) {
            output.extend_from_slice(b"EOS\n");
        }
    }
}

//! The formats in which a token is a record: lines, TSV, JSON lines and MeCab's.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maxmatch::Token;

use super::sink::Sink;
use super::{Style, is_line_end};

/// A token a line.
#[derive(Debug)]
pub(super) struct Lines;

impl Style for Lines {
    fn token<S: Sink>(&mut self, token: &Token<'_, [u8]>, sink: &mut S) {
        if is_line_end(token) {
            sink.text(token.range());
            return;
        }
        sink.escaped(token.text(), token.range().start, b'\n');
        sink.ascii(b"\n");
    }
}

/// A token a line, line ends too: text, kind, first byte, last byte + 1.
#[derive(Debug)]
pub(super) struct Tsv;

impl Style for Tsv {
    fn token<S: Sink>(&mut self, token: &Token<'_, [u8]>, sink: &mut S) {
        sink.escaped(token.text(), token.range().start, b'\t');
        sink.ascii(b"\t");
        sink.ascii(token.kind().name().as_bytes());
        for byte in sink.offsets(token) {
            sink.ascii(b"\t");
            sink.number(byte);
        }
        sink.ascii(b"\n");
    }
}

/// An object per line of text.
#[derive(Debug, Default)]
pub(super) struct Jsonl {
    is_in_line: bool,
}

impl Style for Jsonl {
    fn token<S: Sink>(&mut self, token: &Token<'_, [u8]>, sink: &mut S) {
        let is_first = !std::mem::replace(&mut self.is_in_line, true);
        if is_first {
            sink.ascii(b"{\"tokens\":[");
        }
        if is_line_end(token) {
            return sink.ascii(self.end());
        }
        sink.ascii(if is_first { b"{" } else { b",{" });
        match std::str::from_utf8(token.text()) {
            Ok(text) => {
                sink.ascii(b"\"text\":");
                serde_json::to_writer(sink.output(), text).expect("a vector takes everything");
            }
            Err(_) => {
                sink.ascii(b"\"base64\":\"");
                let base64 = STANDARD.encode(sink.undecodable(token));
                sink.ascii(base64.as_bytes());
                sink.ascii(b"\"");
            }
        }
        sink.ascii(b",\"kind\":\"");
        sink.ascii(token.kind().name().as_bytes());
        let [start, end] = sink.offsets(token);
        sink.ascii(b"\",\"start\":");
        sink.number(start);
        sink.ascii(b",\"end\":");
        sink.number(end);
        sink.ascii(b"}");
    }

    fn end(&mut self) -> &'static [u8] {
        if std::mem::take(&mut self.is_in_line) { b"]}\n" } else { b"" }
    }
}

/// A token a line: text, tab, kind and bytes parted by commas; `EOS` after each line of text.
#[derive(Debug, Default)]
pub(super) struct Mecab {
    is_in_line: bool,
}

impl Style for Mecab {
    fn token<S: Sink>(&mut self, token: &Token<'_, [u8]>, sink: &mut S) {
        self.is_in_line = true;
        if is_line_end(token) {
            return sink.ascii(self.end());
        }
        sink.escaped(token.text(), token.range().start, b'\t');
        sink.ascii(b"\t");
        sink.ascii(token.kind().name().as_bytes());
        for byte in sink.offsets(token) {
            sink.ascii(b",");
            sink.number(byte);
        }
        sink.ascii(b"\n");
    }

    fn end(&mut self) -> &'static [u8] {
        if std::mem::take(&mut self.is_in_line) { b"EOS\n" } else { b"" }
    }
}

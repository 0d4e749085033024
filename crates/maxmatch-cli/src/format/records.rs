//! The formats in which a token is a record: lines, TSV, JSON lines and MeCab's.

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maxmatch::Kind;
use maxmatch_explain::bits;

use super::sink::Sink;
use super::{Piece, Style};

/// A token a line.
#[derive(Debug)]
pub(super) struct Lines;

impl Style for Lines {
    fn token<S: Sink>(&mut self, piece: Piece<'_>, sink: &mut S) {
        if piece.is_line_end() {
            sink.text(piece.range());
            return;
        }
        sink.escaped(piece.text(), piece.range().start, b'\n');
        sink.ascii(b"\n");
    }
}

/// The fields of a token: text, tab, kind, first byte, last byte + 1.
fn fields<S: Sink>(piece: Piece<'_>, delimiter: &[u8], sink: &mut S) {
    sink.escaped(piece.text(), piece.range().start, b'\t');
    sink.ascii(b"\t");
    sink.ascii(piece.kind().name().as_bytes());
    for byte in sink.offsets(piece) {
        sink.ascii(delimiter);
        sink.number(byte);
    }
}

/// A further field: how sure a token is, in bits. What all segmentations have is infinitely sure, which is sorted as such.
fn write_margin<S: Sink>(margin: Option<u32>, delimiter: &[u8], sink: &mut S) {
    sink.ascii(delimiter);
    let margin = margin.map_or(f64::INFINITY, bits);
    sink.ascii(format!("{margin:.2}").as_bytes());
}

/// A token a line, line ends too: text, kind, first byte, last byte + 1.
#[derive(Debug)]
pub(super) struct Tsv;

impl Style for Tsv {
    fn token<S: Sink>(&mut self, piece: Piece<'_>, sink: &mut S) {
        fields(piece, b"\t", sink);
        sink.ascii(b"\n");
    }

    fn weighed<S: Sink>(&mut self, piece: Piece<'_>, margin: Option<u32>, sink: &mut S) {
        fields(piece, b"\t", sink);
        write_margin(margin, b"\t", sink);
        sink.ascii(b"\n");
    }
}

/// The members of a token's object.
fn members<S: Sink>(piece: Piece<'_>, sink: &mut S) {
    match std::str::from_utf8(piece.text()) {
        Ok(text) => {
            sink.ascii(b"\"text\":");
            sink.json(text);
        }
        Err(_) => {
            sink.ascii(b"\"base64\":\"");
            let base64 = STANDARD.encode(sink.undecodable(piece));
            sink.ascii(base64.as_bytes());
            sink.ascii(b"\"");
        }
    }
    sink.ascii(b",\"kind\":\"");
    sink.ascii(piece.kind().name().as_bytes());
    let [start, end] = sink.offsets(piece);
    sink.ascii(b"\",\"start\":");
    sink.number(start);
    sink.ascii(b",\"end\":");
    sink.number(end);
}

/// Which positions tokens take in their line.
#[derive(Debug, Default)]
struct Place {
    /// How many units of the passage stand before the line; less than nothing if it began in one before.
    line: isize,
}

impl Place {
    /// The members of a token's object that say what its term and its place are.
    fn write<S: Sink>(&self, term: &str, positions: Range<usize>, sink: &mut S) {
        sink.ascii(b",\"term\":");
        sink.json(term);
        sink.ascii(b",\"position\":");
        sink.number((positions.start as isize - self.line) as u64);
        sink.ascii(b",\"position_length\":");
        sink.number(positions.len() as u64);
    }

    fn end_passage(&mut self, units: usize) {
        self.line -= units as isize;
    }
}

/// An object per line of text.
#[derive(Debug, Default)]
pub(super) struct Jsonl {
    is_in_line: bool,
    /// Whether a token was written in it.
    is_behind_one: bool,
    place: Place,
}

impl Jsonl {
    fn begin_line<S: Sink>(&mut self, sink: &mut S) {
        if !std::mem::replace(&mut self.is_in_line, true) {
            self.is_behind_one = false;
            sink.ascii(b"{\"tokens\":[");
        }
    }

    /// Writes a token, which may have more members.
    fn object<S: Sink>(&mut self, piece: Piece<'_>, more: impl FnOnce(&mut Self, &mut S), sink: &mut S) {
        self.begin_line(sink);
        if piece.is_line_end() {
            return sink.ascii(self.end());
        }
        sink.ascii(if std::mem::replace(&mut self.is_behind_one, true) { b",{" } else { b"{" });
        members(piece, sink);
        more(self, sink);
        sink.ascii(b"}");
    }
}

impl Style for Jsonl {
    fn token<S: Sink>(&mut self, piece: Piece<'_>, sink: &mut S) {
        self.object(piece, |_, _| (), sink);
    }

    fn weighed<S: Sink>(&mut self, piece: Piece<'_>, margin: Option<u32>, sink: &mut S) {
        let member = |_: &mut Self, sink: &mut S| {
            sink.ascii(b",\"margin\":");
            sink.json(&margin.map(bits));
        };
        self.object(piece, member, sink);
    }

    fn posting<S: Sink>(&mut self, piece: Piece<'_>, term: &str, positions: Range<usize>, sink: &mut S) {
        if piece.is_line_end() {
            self.place.line = positions.start as isize;
        }
        self.object(piece, |this, sink| this.place.write(term, positions, sink), sink);
    }

    fn pass_over<S: Sink>(&mut self, sink: &mut S) {
        self.begin_line(sink);
    }

    fn end_passage(&mut self, units: usize) {
        self.place.end_passage(units);
    }

    fn end(&mut self) -> &'static [u8] {
        if std::mem::take(&mut self.is_in_line) { b"]}\n" } else { b"" }
    }
}

/// The objects of the tokens of a text, parted by commas.
#[derive(Debug, Default)]
pub(super) struct Objects {
    is_behind_one: bool,
    place: Place,
}

impl Objects {
    /// Writes a token, which may have more members.
    fn object<S: Sink>(&mut self, piece: Piece<'_>, more: impl FnOnce(&mut Self, &mut S), sink: &mut S) {
        sink.ascii(if std::mem::replace(&mut self.is_behind_one, true) { b",{" } else { b"{" });
        members(piece, sink);
        more(self, sink);
        sink.ascii(b"}");
    }
}

impl Style for Objects {
    fn token<S: Sink>(&mut self, piece: Piece<'_>, sink: &mut S) {
        self.object(piece, |_, _| (), sink);
    }

    fn posting<S: Sink>(&mut self, piece: Piece<'_>, term: &str, positions: Range<usize>, sink: &mut S) {
        // Line ends are white space like other.
        if piece.kind() != Kind::Whitespace {
            self.object(piece, |this, sink| this.place.write(term, positions, sink), sink);
        }
    }

    fn end_passage(&mut self, units: usize) {
        self.place.end_passage(units);
    }

    fn end(&mut self) -> &'static [u8] {
        *self = Objects::default();
        b""
    }
}

/// A token a line: text, tab, kind and bytes parted by commas; `EOS` after each line of text.
#[derive(Debug, Default)]
pub(super) struct Mecab {
    is_in_line: bool,
}

impl Mecab {
    /// Writes a token, which may have more fields.
    fn record<S: Sink>(&mut self, piece: Piece<'_>, more: impl FnOnce(&mut S), sink: &mut S) {
        self.is_in_line = true;
        if piece.is_line_end() {
            return sink.ascii(self.end());
        }
        fields(piece, b",", sink);
        more(sink);
        sink.ascii(b"\n");
    }
}

impl Style for Mecab {
    fn token<S: Sink>(&mut self, piece: Piece<'_>, sink: &mut S) {
        self.record(piece, |_| (), sink);
    }

    fn weighed<S: Sink>(&mut self, piece: Piece<'_>, margin: Option<u32>, sink: &mut S) {
        self.record(piece, |sink| write_margin(margin, b",", sink), sink);
    }

    fn end(&mut self) -> &'static [u8] {
        if std::mem::take(&mut self.is_in_line) { b"EOS\n" } else { b"" }
    }
}

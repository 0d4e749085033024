//! The formats in which a line of text is a line of output: text, slash and BIES.

use maxmatch::Kind;

use super::append::Constant;
use super::sink::Sink;
use super::{Piece, Style};

/// Words parted by a separator; none beside what is seen as a gap already.
#[derive(Debug)]
pub(super) struct Text {
    separator: Constant,
    is_after_word: bool,
}

/// Whether a token is white space that parts words. Controls and format characters are of the same kind and part
/// nothing.
fn is_gap(piece: Piece<'_>) -> bool {
    let parts = |c: char| c.is_whitespace() || c == '\u{FEFF}';
    piece.kind() == Kind::Whitespace && std::str::from_utf8(piece.text()).is_ok_and(|text| text.chars().all(parts))
}

impl Text {
    pub(super) fn new(separator: &[u8]) -> Text {
        Text { separator: Constant::new(separator), is_after_word: false }
    }
}

impl Style for Text {
    #[inline(always)]
    fn token<S: Sink>(&mut self, piece: Piece<'_>, sink: &mut S) {
        let is_word = !is_gap(piece);
        if self.is_after_word && is_word {
            sink.constant(&self.separator);
        }
        sink.text(piece.range());
        self.is_after_word = is_word;
    }

    fn end(&mut self) -> &'static [u8] {
        self.is_after_word = false;
        b""
    }
}

/// Tokens parted by slashes.
#[derive(Debug, Default)]
pub(super) struct Slash {
    is_in_line: bool,
}

impl Style for Slash {
    fn token<S: Sink>(&mut self, piece: Piece<'_>, sink: &mut S) {
        if piece.is_line_end() {
            sink.text(piece.range());
            self.is_in_line = false;
            return;
        }
        if std::mem::replace(&mut self.is_in_line, true) {
            sink.ascii(b"/");
        }
        sink.escaped(piece.text(), piece.range().start, b'/');
    }
}

/// Characters, each with its place in the token, parted by spaces. What is not UTF-8 counts as one character.
#[derive(Debug, Default)]
pub(super) struct Bies {
    is_in_line: bool,
}

impl Bies {
    /// Writes a character, which begins at byte `start` of the text.
    fn character<S: Sink>(&mut self, character: &[u8], start: usize, place: u8, sink: &mut S) {
        if std::mem::replace(&mut self.is_in_line, true) {
            sink.ascii(b" ");
        }
        match character {
            // The space parts: one of the text must not be taken for it.
            b" " => sink.ascii(b"\\s"),
            _ => sink.escaped(character, start, b'/'),
        }
        sink.ascii(&[b'/', place]);
    }
}

impl Style for Bies {
    fn token<S: Sink>(&mut self, piece: Piece<'_>, sink: &mut S) {
        let (bytes, begin) = (piece.text(), piece.range().start);
        if piece.is_line_end() {
            sink.text(piece.range());
            self.is_in_line = false;
            return;
        }
        let Ok(text) = std::str::from_utf8(bytes) else { return self.character(bytes, begin, b'S', sink) };
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            let place = match (start == 0, end == text.len()) {
                (true, true) => b'S',
                (true, false) => b'B',
                (false, true) => b'E',
                (false, false) => b'I',
            };
            self.character(&bytes[start..end], begin + start, place, sink);
        }
    }
}

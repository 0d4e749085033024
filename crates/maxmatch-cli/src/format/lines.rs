//! The formats in which a line of text is a line of output: text, slash and BIES.

use maxmatch::{Kind, Token};

use super::append::{Constant, append, escaped};
use super::{Piece, Style, is_line_end};

/// Words parted by a separator; none beside what is seen as a gap already.
#[derive(Debug)]
pub(super) struct Text {
    separator: Constant,
    is_after_word: bool,
}

/// Whether a token is white space that parts words. Controls and format characters are of the same kind and part
/// nothing.
fn is_gap(token: &Token<'_, [u8]>) -> bool {
    let parts = |c: char| c.is_whitespace() || c == '\u{FEFF}';
    token.kind() == Kind::Whitespace && std::str::from_utf8(token.text()).is_ok_and(|text| text.chars().all(parts))
}

impl Text {
    pub(super) fn new(separator: &[u8]) -> Text {
        Text { separator: Constant::new(separator), is_after_word: false }
    }
}

impl Style for Text {
    #[inline(always)]
    fn token(&mut self, piece: Piece<'_>, token: &Token<'_, [u8]>, output: &mut Vec<u8>) {
        let is_word = !is_gap(token);
        if self.is_after_word && is_word {
            self.separator.append(output);
        }
        append(&piece.text[token.range().start..], token.text().len(), output);
        self.is_after_word = is_word;
    }
}

/// Tokens parted by slashes.
#[derive(Debug, Default)]
pub(super) struct Slash {
    is_in_line: bool,
}

impl Style for Slash {
    fn token(&mut self, _: Piece<'_>, token: &Token<'_, [u8]>, output: &mut Vec<u8>) {
        if is_line_end(token) {
            output.extend_from_slice(token.text());
            self.is_in_line = false;
            return;
        }
        if std::mem::replace(&mut self.is_in_line, true) {
            output.push(b'/');
        }
        escaped(token.text(), b'/', output);
    }
}

/// Characters, each with its place in the token, parted by spaces. What is not UTF-8 counts as one character.
#[derive(Debug, Default)]
pub(super) struct Bies {
    is_in_line: bool,
}

impl Bies {
    fn character(&mut self, character: &[u8], place: u8, output: &mut Vec<u8>) {
        if std::mem::replace(&mut self.is_in_line, true) {
            output.push(b' ');
        }
        match character {
            // The space parts: one of the text must not be taken for it.
            b" " => output.extend_from_slice(b"\\s"),
            _ => escaped(character, b'/', output),
        }
        output.extend_from_slice(&[b'/', place]);
    }
}

impl Style for Bies {
    fn token(&mut self, _: Piece<'_>, token: &Token<'_, [u8]>, output: &mut Vec<u8>) {
        let bytes = token.text();
        if is_line_end(token) {
            output.extend_from_slice(bytes);
            self.is_in_line = false;
            return;
        }
        let Ok(text) = std::str::from_utf8(bytes) else { return self.character(bytes, b'S', output) };
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            let place = match (start == 0, end == text.len()) {
                (true, true) => b'S',
                (true, false) => b'B',
                (false, true) => b'E',
                (false, false) => b'I',
            };
            self.character(&bytes[start..end], place, output);
        }
    }
}

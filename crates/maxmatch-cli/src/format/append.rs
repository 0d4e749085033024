//! Appending short pieces of text.

use std::io;

/// Short enough to be copied whole, in bytes: one instruction for most words.
const SHORT: usize = 16;

/// How much is collected before it is appended to the output, in bytes.
const ROOM: usize = 1024;

/// Where an [`Output`] collects.
pub(super) type Room = [u8; ROOM];

pub(super) const EMPTY: Room = [0; ROOM];

/// Appends pieces to an output, by way of a room of fixed size: where a piece goes is then a number in a register, and growing
/// the output is asked about once in a room, not once a piece. When it is dropped, all is in the output.
pub(super) struct Output<'a> {
    room: &'a mut Room,
    filled: usize,
    output: &'a mut Vec<u8>,
}

impl<'a> Output<'a> {
    pub(super) fn new(room: &'a mut Room, output: &'a mut Vec<u8>) -> Output<'a> {
        Output { room, filled: 0, output }
    }

    /// Appends the first `length` bytes of `text`. Where `text` goes on, 16 bytes are copied and the surplus is overwritten by
    /// what comes next: a copy of fixed length is no call, and words are short.
    #[inline(always)]
    pub(super) fn piece(&mut self, text: &[u8], length: usize) {
        match text.first_chunk::<SHORT>() {
            Some(chunk) if length <= SHORT => {
                self.ask_for(SHORT);
                self.room[self.filled..self.filled + SHORT].copy_from_slice(chunk);
                self.filled += length;
            }
            _ => self.all(&text[..length]),
        }
    }

    /// Appends a text, which compilers copy without a call where they know how long it is.
    #[inline(always)]
    pub(super) fn all(&mut self, text: &[u8]) {
        if text.len() > SHORT {
            return self.whole().extend_from_slice(text);
        }
        self.ask_for(SHORT);
        self.room[self.filled..self.filled + text.len()].copy_from_slice(text);
        self.filled += text.len();
    }

    /// The output, with all that was appended.
    #[inline(always)]
    fn whole(&mut self) -> &mut Vec<u8> {
        empty(&self.room[..self.filled], self.output);
        self.filled = 0;
        self.output
    }

    /// Makes room for so many bytes.
    #[inline(always)]
    fn ask_for(&mut self, bytes: usize) {
        if self.filled > ROOM - bytes {
            self.whole();
        }
    }
}

impl io::Write for Output<'_> {
    #[inline(always)]
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.all(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Output<'_> {
    fn drop(&mut self) {
        self.whole();
    }
}

/// Not inlined, so that only it sees the output.
#[inline(never)]
fn empty(filled: &[u8], output: &mut Vec<u8>) {
    output.extend_from_slice(filled);
}

/// Text that is appended again and again.
#[derive(Debug)]
pub(super) struct Constant {
    /// The text, and zeros to be copied with it.
    padded: Vec<u8>,
    length: usize,
}

impl Constant {
    pub(super) fn new(text: &[u8]) -> Constant {
        let mut padded = text.to_vec();
        padded.resize(text.len().max(SHORT), 0);
        Constant { padded, length: text.len() }
    }

    /// The text.
    pub(super) fn text(&self) -> &[u8] {
        &self.padded[..self.length]
    }

    #[inline(always)]
    pub(super) fn append(&self, output: &mut Output<'_>) {
        output.piece(&self.padded, self.length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_is_appended() {
        let text: Vec<u8> = (b'a'..=b'z').collect();
        let (mut room, mut output, mut expected) = (EMPTY, b"before".to_vec(), b"before".to_vec());
        let mut appended = Output::new(&mut room, &mut output);
        // Together these fill the room several times, and end at each of its last places.
        for length in 0..=text.len() {
            for rest in length..=text.len() {
                appended.piece(&text[..rest], length);
                Constant::new(&text[..length]).append(&mut appended);
                appended.all(&text[..length]);
                expected.extend_from_slice(&text[..length].repeat(3));
            }
            assert_eq!(*appended.whole(), expected);
            appended.piece(&text, 1);
            expected.push(b'a');
        }
        drop(appended);
        assert_eq!(output, expected);
    }
}

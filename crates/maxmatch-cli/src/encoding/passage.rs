//! Bytes and the text that they are.

use encoding_rs::{DecoderResult, Encoding, UTF_8};

use super::{Walk, needs_decoding};

/// What stands in the text for bytes that can't be decoded: U+10FFFF without its last byte. It is ill-formed, so that the
/// segmenter makes it a token of kind Invalid, and as long as U+FFFD, so that offsets are those of a text with that.
pub(crate) const UNDECODABLE: [u8; 3] = [0xF4, 0x8F, 0xBF];

/// A passage of an input: its bytes, and the text that they are in their encoding.
///
/// ```
/// use maxmatch_cli::encoding::Passage;
///
/// let mut passage = Passage::default();
/// passage.bytes.extend_from_slice(b"\xD1\xD0\xBE\xBF");
/// passage.decode(encoding_rs::GB18030, true);
/// assert_eq!(passage.text(), "研究".as_bytes());
/// ```
#[derive(Debug)]
pub struct Passage {
    /// The bytes. Change them, and the text is to be made anew.
    pub bytes: Vec<u8>,
    encoding: &'static Encoding,
    /// The text, if it isn't the bytes themselves.
    decoded: Vec<u8>,
    undecodable: Vec<Undecodable>,
}

/// Bytes that can't be decoded, and where [`UNDECODABLE`] stands for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Undecodable {
    pub(super) text: usize,
    pub(super) byte: usize,
    pub(super) length: usize,
}

impl Default for Passage {
    fn default() -> Passage {
        Passage { bytes: Vec::new(), encoding: UTF_8, decoded: Vec::new(), undecodable: Vec::new() }
    }
}

impl From<&[u8]> for Passage {
    /// Text that is UTF-8 as far as it is.
    fn from(bytes: &[u8]) -> Passage {
        Passage { bytes: bytes.to_vec(), ..Passage::default() }
    }
}

impl Passage {
    /// Forgets bytes and text.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.decoded.clear();
        self.undecodable.clear();
    }

    /// Makes the text of the bytes. If they go on, bytes at their end that are no whole character are left out.
    pub fn decode(&mut self, encoding: &'static Encoding, is_end: bool) {
        self.encoding = encoding;
        self.decoded.clear();
        self.undecodable.clear();
        if !self.is_decoded() {
            return;
        }
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let (mut read, mut written) = (0, 0);
        loop {
            let rest = &self.bytes[read..];
            let room = decoder.max_utf8_buffer_length_without_replacement(rest.len()).expect("it fits into memory");
            self.decoded.resize(self.decoded.len().max(written + room + UNDECODABLE.len()), 0);
            let (result, taken, given) =
                decoder.decode_to_utf8_without_replacement(rest, &mut self.decoded[written..], is_end);
            read += taken;
            written += given;
            match result {
                DecoderResult::Malformed(length, behind) => {
                    let (length, end) = (usize::from(length), read - usize::from(behind));
                    self.undecodable.push(Undecodable { text: written, byte: end - length, length });
                    self.decoded[written..written + UNDECODABLE.len()].copy_from_slice(&UNDECODABLE);
                    written += UNDECODABLE.len();
                }
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
            }
        }
        self.decoded.truncate(written);
    }

    /// Whether the text is something else than the bytes.
    pub(crate) fn is_decoded(&self) -> bool {
        needs_decoding(self.encoding)
    }

    /// The text.
    pub fn text(&self) -> &[u8] {
        if self.is_decoded() { &self.decoded } else { &self.bytes }
    }

    /// Leaves only the beginning of the text.
    pub(crate) fn truncate(&mut self, length: usize) {
        if self.is_decoded() { self.decoded.truncate(length) } else { self.bytes.truncate(length) }
    }

    /// Its lines, each with its line end, as passages of their own.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Passage> {
        let mut walk = self.is_decoded().then(|| Walk::new(self));
        let mut start = 0;
        self.text().split_inclusive(|&byte| byte == b'\n').map(move |line| {
            let (text, end) = (start, start + line.len());
            start = end;
            let Some(walk) = &mut walk else { return Passage::from(line) };
            let byte = walk.to(text);
            let first = self.undecodable.partition_point(|undecodable| undecodable.text < text);
            let here = self.undecodable[first..].iter().take_while(|undecodable| undecodable.text < end);
            Passage {
                bytes: self.bytes[byte..walk.to(end)].to_vec(),
                encoding: self.encoding,
                decoded: line.to_vec(),
                undecodable: here
                    .map(|here| Undecodable { text: here.text - text, byte: here.byte - byte, ..*here })
                    .collect(),
            }
        })
    }

    /// In what encoding the bytes are.
    pub(crate) fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// The byte at which the character at a place of the text begins.
    pub(crate) fn byte(&self, place: usize) -> usize {
        if self.is_decoded() { Walk::new(self).to(place) } else { place }
    }

    /// The place in the text of the first bytes that can't be decoded.
    pub(crate) fn first_undecodable(&self) -> Option<usize> {
        if self.is_decoded() {
            self.undecodable.first().map(|undecodable| undecodable.text)
        } else {
            std::str::from_utf8(&self.bytes).err().map(|error| error.valid_up_to())
        }
    }

    /// The bytes for which [`UNDECODABLE`] stands at a place of the text; of UTF-8, the sequence there.
    pub(crate) fn undecodable(&self, start: usize, end: usize) -> &[u8] {
        match self.undecodable.binary_search_by_key(&start, |undecodable| undecodable.text) {
            Ok(i) => &self.bytes[self.undecodable[i].byte..][..self.undecodable[i].length],
            Err(_) => &self.bytes[start..end],
        }
    }

    /// How many places before one of the text can't be decoded, and at which byte the first of them is.
    pub(crate) fn undecodable_before(&self, place: usize) -> (u64, usize) {
        if self.is_decoded() {
            let places = self.undecodable.iter().take_while(|undecodable| undecodable.text < place);
            return (places.count() as u64, self.undecodable.first().map_or(0, |undecodable| undecodable.byte));
        }
        let chunks = self.bytes[..place].utf8_chunks().filter(|chunk| !chunk.invalid().is_empty());
        (chunks.count() as u64, self.first_undecodable().unwrap_or(0))
    }

    pub(super) fn all_undecodable(&self) -> &[Undecodable] {
        &self.undecodable
    }
}

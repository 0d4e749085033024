//! Appending short pieces of text.

/// Short enough to be copied whole, in bytes: one instruction for most words.
const SHORT: usize = 16;

/// Appends the first `length` bytes of `text`. Where `text` goes on, 16 bytes are copied and the surplus dropped: a copy
/// of fixed length is no call, and words are short.
#[inline(always)]
pub(super) fn append(text: &[u8], length: usize, output: &mut Vec<u8>) {
    match text.first_chunk::<SHORT>() {
        Some(chunk) if length <= SHORT => {
            output.extend_from_slice(chunk);
            output.truncate(output.len() - (SHORT - length));
        }
        _ => output.extend_from_slice(&text[..length]),
    }
}

/// Text that is appended again and again.
#[derive(Debug)]
pub(super) struct Constant {
    /// The text, and zeros for [`append`] to copy.
    padded: Vec<u8>,
    length: usize,
}

impl Constant {
    pub(super) fn new(text: &[u8]) -> Constant {
        let mut padded = text.to_vec();
        padded.resize(text.len().max(SHORT), 0);
        Constant { padded, length: text.len() }
    }

    #[inline(always)]
    pub(super) fn append(&self, output: &mut Vec<u8>) {
        append(&self.padded, self.length, output);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_is_appended() {
        let text: Vec<u8> = (b'a'..=b'z').collect();
        for length in 0..=text.len() {
            for rest in length..=text.len() {
                let mut output = b"before".to_vec();
                append(&text[..rest], length, &mut output);
                Constant::new(&text[..length]).append(&mut output);
                assert_eq!(output, [b"before", &text[..length], &text[..length]].concat());
            }
        }
    }
}

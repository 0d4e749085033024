//! Where bytes of UTF-8 are in UTF-16.

/// The positions of a text in units of UTF-16, by its bytes.
///
/// ```
/// use maxmatch_wasm::Positions;
///
/// let positions = Positions::of("a词😀。");
/// assert_eq!([0, 1, 4, 8, 11].map(|byte| positions.at(byte)), [0, 1, 2, 4, 5]);
/// ```
#[derive(Debug, Clone)]
pub struct Positions(Vec<u32>);

impl Positions {
    /// Those of a text.
    pub fn of(text: &str) -> Positions {
        let mut positions = vec![0; text.len() + 1];
        let mut next = 0;
        for (byte, character) in text.char_indices() {
            positions[byte] = next;
            next += character.len_utf16() as u32;
        }
        positions[text.len()] = next;
        Positions(positions)
    }

    /// That of a byte with which a character begins, or of the end.
    pub fn at(&self, byte: usize) -> u32 {
        self.0[byte]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Positions;

    proptest! {
        #[test]
        fn the_length_of_what_is_before(text in any::<String>()) {
            let positions = Positions::of(&text);
            for byte in (0..=text.len()).filter(|&byte| text.is_char_boundary(byte)) {
                prop_assert_eq!(positions.at(byte) as usize, text[..byte].encode_utf16().count());
            }
        }
    }
}

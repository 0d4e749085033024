//! Where tokens are, in the units of a host.

use std::ops::Range;

/// What places in a text are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Unit {
    /// Bytes of UTF-8.
    #[default]
    Bytes,
    /// Unicode scalar values, which are code points, as Python and Spark count them.
    Characters,
}

/// Turns ranges of bytes of one text into ranges of characters, from left to right, reading it once.
///
/// ```
/// use maxmatch_arrow::Characters;
///
/// let (text, mut characters) = ("研究AI", Characters::default());
/// assert_eq!(characters.range(text, 0..6), 0..2);
/// assert_eq!(characters.range(text, 3..7), 1..3); // may overlap the one before, but not begin earlier
/// ```
#[derive(Debug, Clone, Default)]
pub struct Characters {
    /// Where the last range began, in bytes and in characters.
    byte: usize,
    character: usize,
}

impl Characters {
    /// The characters that these bytes of the text are.
    ///
    /// # Panics
    ///
    /// If the range begins before the last one, or ends beyond the text.
    #[inline]
    pub fn range(&mut self, text: &str, bytes: Range<usize>) -> Range<usize> {
        let count = |range| {
            let bytes: &[u8] = &text.as_bytes()[range];
            bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
        };
        self.character += count(self.byte..bytes.start);
        self.byte = bytes.start;
        self.character..self.character + count(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::Characters;

    #[test]
    fn any_boundaries() {
        let text = "a研\u{10FFFF}\u{301}é究";
        let boundaries: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        for (from, &start) in boundaries.iter().enumerate() {
            for (to, &end) in boundaries.iter().enumerate().skip(from) {
                let mut characters = Characters::default();
                assert_eq!(characters.range(text, start..end), from..to);
                assert_eq!(characters.range(text, start..text.len()), from..boundaries.len() - 1);
            }
        }
    }

    #[test]
    #[should_panic]
    fn backward() {
        let mut characters = Characters::default();
        characters.range("研究", 3..6);
        characters.range("研究", 0..3);
    }
}

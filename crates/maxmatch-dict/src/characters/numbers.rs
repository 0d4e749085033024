//! Numbers for characters, so that what is known of each lies in an array.

/// Numbers characters from 0, in the order in which they are first met.
pub(crate) struct Numbers {
    /// By code point: one more than the number, or 0. Pages of it that nobody writes to take no memory.
    by_point: Vec<u32>,
    met: Vec<char>,
}

impl Numbers {
    pub(crate) fn new() -> Numbers {
        Numbers { by_point: vec![0; char::MAX as usize + 1], met: Vec::new() }
    }

    /// The number of a character.
    pub(crate) fn number(&mut self, c: char) -> usize {
        let number = &mut self.by_point[c as usize];
        if *number == 0 {
            self.met.push(c);
            *number = self.met.len() as u32;
        }
        *number as usize - 1
    }

    /// The characters, by their numbers.
    pub(crate) fn characters(&self) -> &[char] {
        &self.met
    }
}

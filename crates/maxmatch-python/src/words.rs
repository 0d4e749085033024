//! Python's strings of words, which are made once and given out many times.
//!
//! A few thousand words are most of any text, and for Python to make a string takes longer than for us to find it.

use std::ops::Range;

use pyo3::prelude::*;
use pyo3::types::PyString;

/// With two words each, as many as a processor's cache holds well beside the strings.
const SETS: usize = 1 << 13;

/// A word of up to 15 bytes is its own key, with its length in the last byte. No word has key 0.
const LONGEST: usize = 15;

/// As two halves, for slots of 24 bytes.
type Key = [u64; 2];

/// Each word has a set of two slots, in which are the last two that came.
pub(crate) struct Words {
    sets: Vec<[Slot; 2]>,
}

#[derive(Default)]
struct Slot {
    key: Key,
    string: Option<Py<PyString>>,
}

impl Default for Words {
    fn default() -> Words {
        Words { sets: (0..SETS).map(|_| Default::default()).collect() }
    }
}

impl Words {
    /// The string of a piece of a text.
    pub(crate) fn get<'py>(&mut self, py: Python<'py>, text: &str, range: Range<usize>) -> Bound<'py, PyString> {
        if range.len() > LONGEST {
            return PyString::new(py, &text[range]);
        }
        let key = key(text, &range);
        let set = &mut self.sets[set(key)];
        let slot = &set[usize::from(set[1].key == key)];
        match &slot.string {
            Some(string) if slot.key == key => string.bind(py).clone(),
            _ => {
                let string = PyString::new(py, &text[range]);
                set.swap(0, 1);
                set[0] = Slot { key, string: Some(string.clone().unbind()) };
                string
            }
        }
    }
}

fn key(text: &str, range: &Range<usize>) -> Key {
    let rest = &text.as_bytes()[range.start..];
    let (length, bits) = (range.len(), 8 * range.len() as u32);
    let bytes = match rest.first_chunk() {
        // Without a copy of as many bytes as the word has, which is a call.
        Some(&chunk) => u128::from_le_bytes(chunk) & !(u128::MAX << bits),
        None => {
            let mut bytes = [0; 16];
            bytes[..length].copy_from_slice(&rest[..length]);
            u128::from_le_bytes(bytes)
        }
    };
    let key = bytes | (length as u128) << (8 * LONGEST);
    [key as u64, (key >> 64) as u64]
}

/// Fibonacci hashing (Knuth, TAOCP 3, 6.4) of both halves.
fn set([low, high]: Key) -> usize {
    let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> (64 - SETS.ilog2())) as usize
}

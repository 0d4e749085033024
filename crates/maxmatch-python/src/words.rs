//! Python's strings of words, which are made once and given out many times.
//!
//! A few thousand words are most of any text, and for Python to make a string takes longer than for us to find it.

use pyo3::prelude::*;
use pyo3::types::PyString;

/// As many slots as a processor's cache holds well.
const SLOTS: usize = 1 << 14;

/// A word of up to 15 bytes is its key, with its length. No word has key 0.
const LONGEST: usize = 15;

/// A cache in which each word has one slot, and the last that came is in it.
pub(crate) struct Words {
    slots: Vec<Option<(u128, Py<PyString>)>>,
}

impl Default for Words {
    fn default() -> Words {
        Words { slots: (0..SLOTS).map(|_| None).collect() }
    }
}

impl Words {
    /// The string of a word.
    pub(crate) fn get<'py>(&mut self, py: Python<'py>, word: &str) -> Bound<'py, PyString> {
        if word.len() > LONGEST {
            return PyString::new(py, word);
        }
        let key = key(word.as_bytes());
        // Fibonacci hashing (Knuth, TAOCP 3, 6.4) of both halves.
        let mixed = (key as u64 ^ ((key >> 64) as u64).rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let slot = &mut self.slots[(mixed >> (64 - SLOTS.ilog2())) as usize];
        match slot {
            Some((known, string)) if *known == key => string.bind(py).clone(),
            _ => {
                let string = PyString::new(py, word);
                *slot = Some((key, string.clone().unbind()));
                string
            }
        }
    }
}

fn key(word: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    bytes[..word.len()].copy_from_slice(word);
    bytes[LONGEST] = word.len() as u8;
    u128::from_le_bytes(bytes)
}

//! From text to characters: what they are, where they lie, and where units begin and end.

mod block;
mod class;
mod marks;
mod numeral;
mod pattern;
mod reader;
mod tables;
mod unit;
mod window;

pub(crate) use block::Block;
pub(crate) use marks::Marks;
pub(crate) use reader::{End, NEAR, ReadBuffers, Reader, begins_form, read_here};

use std::ops::Range;

/// What can be segmented: `str`, or `[u8]` that is mostly UTF-8.
pub trait Text: sealed::Sealed {
    /// The bytes.
    #[doc(hidden)]
    fn bytes(&self) -> &[u8];

    /// The longest prefix that is known, without looking, to be UTF-8.
    #[doc(hidden)]
    fn known(&self) -> &str;

    /// Its two parts, at a character boundary.
    #[doc(hidden)]
    fn divide(&self, at: usize) -> (&Self, &Self);

    /// A piece of it, between character boundaries.
    #[doc(hidden)]
    fn piece(&self, range: Range<usize>) -> &Self;
}

impl Text for str {
    fn bytes(&self) -> &[u8] {
        self.as_bytes()
    }

    fn known(&self) -> &str {
        self
    }

    #[inline(always)]
    fn divide(&self, at: usize) -> (&str, &str) {
        self.split_at(at)
    }

    #[inline(always)]
    fn piece(&self, range: Range<usize>) -> &str {
        &self[range]
    }
}

impl Text for [u8] {
    fn bytes(&self) -> &[u8] {
        self
    }

    fn known(&self) -> &str {
        ""
    }

    #[inline(always)]
    fn divide(&self, at: usize) -> (&[u8], &[u8]) {
        self.split_at(at)
    }

    #[inline(always)]
    fn piece(&self, range: Range<usize>) -> &[u8] {
        &self[range]
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for str {}
    impl Sealed for [u8] {}
}

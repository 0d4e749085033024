//! Chinese word segmentation of [Arrow](https://docs.rs/arrow-array) arrays.
//!
//! A [`Kernel`] takes an array of strings, of any of Arrow's three layouts, and gives for each string the list of its words,
//! or of their places and kinds. Nulls stay nulls.
//!
//! ```
//! use arrow_array::cast::AsArray;
//! use arrow_array::{Array, StringArray};
//! use maxmatch::Segmenter;
//! use maxmatch_arrow::{Kernel, Output};
//!
//! let segmenter = Segmenter::new(&maxmatch_zh::dictionary());
//! let texts = StringArray::from(vec![Some("研究生命起源"), None, Some("")]);
//! let words = Kernel::new(&segmenter, Output::Words).run(&texts)?;
//!
//! let words = words.as_list::<i32>();
//! let first = words.value(0);
//! assert!(first.as_string::<i32>().iter().eq([Some("研究"), Some("生命"), Some("起源")]));
//! assert!(words.is_null(1));
//! assert!(words.value(2).is_empty());
//! # Ok::<(), arrow_schema::ArrowError>(())
//! ```
//!
//! # What is copied
//!
//! No text, as a rule. The words of a text, joined, are the text, so the words of an array of strings are the very bytes of that
//! array, and only the offsets are new. They are copied where that does not hold: in modes whose tokens overlap, where
//! [kinds are left out](Kernel::without), and where there are bytes under a null. The words of string views are views of the
//! same buffers always.
//!
//! # Features
//!
//! * `rayon`: `Kernel::run_in_parallel`.

#![deny(unsafe_code)]

mod kernel;
mod offsets;
mod places;
mod utf8;
#[allow(unsafe_code)]
mod words;

pub use kernel::{Kernel, Output};
pub use offsets::{Characters, Unit};
pub use utf8::check_utf8;

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

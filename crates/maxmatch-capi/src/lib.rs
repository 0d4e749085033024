//! The C library of [maxmatch](https://docs.rs/maxmatch), Chinese word segmentation by maximum matching.
//!
//! `include/maxmatch.h` is the documentation for C, and README.md the way to it. The functions are public here
//! so that tests and fuzzing call them as C does; programs in Rust use `maxmatch`.
//!
//! ```
//! use std::ptr;
//!
//! use maxmatch_capi::*;
//!
//! let text = "研究生命";
//! let (mut dictionary, mut segmenter, mut error) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
//! let mut tokens = [Token { start: 0, end: 0, kind: Kind::Word }; 8];
//! let mut count = 0;
//! // SAFETY: all pointers are of this program, and the text stays.
//! unsafe {
//!     maxmatch_dictionary_default(&mut dictionary, &mut error);
//!     maxmatch_segmenter_new(dictionary, &mut segmenter, &mut error);
//!     let cursor = maxmatch_cursor_new();
//!     maxmatch_cursor_start(cursor, segmenter, text.as_ptr().cast(), text.len(), &mut error);
//!     maxmatch_cursor_tokens(cursor, tokens.as_mut_ptr(), tokens.len(), &mut count, &mut error);
//!     assert!(error.is_null());
//!     maxmatch_cursor_free(cursor);
//!     maxmatch_segmenter_free(segmenter);
//!     maxmatch_dictionary_free(dictionary);
//! }
//! let words: Vec<&str> = tokens[..count].iter().map(|token| &text[token.start..token.end]).collect();
//! assert_eq!(words, ["研究", "生命"]);
//! ```

#![deny(unsafe_code)]

mod error;
#[allow(unsafe_code)]
mod ffi;
mod names;

pub use error::{Error, Status};
pub use ffi::*;
pub use names::Kind;

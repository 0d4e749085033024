//! maxmatch for JavaScript, as WebAssembly: dictionaries from bytes, segmenters, tokens in UTF-16, explanations.
//!
//! * `dictionary`, `segmenter`: what JavaScript holds;
//! * `objects`: what it is given: plain objects, and their types;
//! * `user`: what is to be said of a user dictionary; `utf16`: where bytes are in a string of JavaScript;
//! * `panic`: what is left of a panic.
//!
//! The README has an example. What JavaScript passes as a string is made UTF-8 on the way, and a surrogate that stands alone becomes
//! U+FFFD. Both are one unit of UTF-16, so positions are those of the string that was passed.

#![forbid(unsafe_code)]

mod dictionary;
mod objects;
mod panic;
mod segmenter;
mod user;
mod utf16;

pub use dictionary::Dictionary;
pub use objects::{kinds, lint, modes};
pub use panic::start;
pub use segmenter::Segmenter;
pub use user::{Finding, findings};
pub use utf16::Positions;

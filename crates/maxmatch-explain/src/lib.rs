//! Why a text is cut as it is, and what to write down to have it cut otherwise.
//!
//! ```
//! use maxmatch::{Dictionary, Segmenter};
//! use maxmatch_explain::View;
//!
//! let dictionary = Dictionary::builder().add("研究", 9, None)?.add("研究生", 5, None)?.add("生命", 7, None)?.build()?;
//! let segmenter = Segmenter::new(&dictionary);
//! let view = View::new(&segmenter, "研究生命")?;
//! assert!(view.to_json().contains(r#""decision":{"by":"oov","margin":1.0}"#)); // 命 is no word
//! assert!(view.to_html().starts_with("<!DOCTYPE html>"));
//! # Ok::<(), maxmatch::Error>(())
//! ```
//!
//! * `view`: all that is to be said, as data; `regions`: where the text is read in several ways; `said`: of words, `words`: of
//!   those of user dictionaries that are no tokens; `want`: of tokens that are wanted;
//! * `text`, `page`, `picture`: the same for a terminal, as HTML, as SVG. JSON is the view itself;
//! * `bits`: what costs are shown as; [`xml`]: what pages and pictures have in common.
//!
//! Nothing is read or written but to a writer that is given.

#![forbid(unsafe_code)]

mod bits;
mod page;
mod picture;
mod regions;
mod said;
mod text;
mod view;
mod want;
mod words;
pub mod xml;

pub use bits::{NEAR, bits};
pub use view::View;
pub use want::Wanted;

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

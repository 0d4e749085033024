//! Chinese word segmentation by maximum matching over an FST dictionary.
//!
//! ```
//! use maxmatch::{Dictionary, Mode, Segmenter};
//!
//! let mut builder = Dictionary::builder();
//! for (word, frequency) in [("研究", 120), ("研究生", 40), ("生命", 80), ("命", 15), ("起源", 30)] {
//!     builder.add(word, frequency, None)?;
//! }
//! let dictionary = builder.build()?;
//!
//! let words = |mode, text| {
//!     let segmenter = Segmenter::builder(&dictionary).mode(mode).build()?;
//!     Ok::<_, maxmatch::Error>(segmenter.segment(text).map(|token| token.text()).collect::<Vec<&str>>())
//! };
//! assert_eq!(words(Mode::Forward, "研究生命起源")?, ["研究生", "命", "起源"]);
//! assert_eq!(words(Mode::Bidirectional, "研究生命起源")?, ["研究", "生命", "起源"]);
//! # Ok::<(), maxmatch::Error>(())
//! ```
//!
//! Text flows one way: bytes become [characters](maxmatch_dict::characters) in units, the dictionary finds the words
//! at every position, a [`Mode`] chooses which of them make the segmentation, and [`Token`]s come out. The tokens,
//! joined, are the text, byte for byte; in [`Mode::Full`] and [`Mode::Index`] they overlap, and cover it.
//!
//! # Dictionaries that change
//!
//! A [`Reloader`] makes a segmenter of a dictionary file, and another one of each file that replaces it, while all
//! threads go on. What is segmented with one [`Generation`] is segmented with one dictionary.
//!
//! ```
//! # let dir = tempfile::tempdir().unwrap();
//! # let path = dir.path().join("words.dict");
//! use maxmatch::{Dictionary, Reloader, Segmenter};
//!
//! Dictionary::builder().add("研究生", 1, None)?.write(&path)?;
//! let reloader = Reloader::open(&path, |dictionary| Ok(Segmenter::new(&dictionary)))?;
//! let old = reloader.current(); // for each request, or document
//!
//! Dictionary::builder().add("研究", 2, None)?.add("研究生", 1, None)?.add("生命", 1, None)?.write(&path)?;
//! let new = reloader.poll()?.expect("the file was replaced"); // now and then, by any thread
//!
//! let words = |segmenter: &Segmenter| segmenter.segment("研究生命").map(|token| token.text()).collect::<Vec<_>>();
//! assert_eq!(words(&old), ["研究生", "命"]); // what began with the old one ends with it
//! assert_eq!(words(&reloader.current()), ["研究", "生命"]);
//!
//! // Must be indexed anew what was indexed before? Not if the analysis is the same.
//! assert_ne!(new.fingerprint(), old.fingerprint());
//! # Ok::<(), maxmatch::Error>(())
//! ```
//!
//! # Features
//!
//! * `mmap` (default): [`Dictionary`] can map files instead of reading them.

#![forbid(unsafe_code)]

mod ambiguity;
mod batch;
mod bidirectional;
mod boundaries;
mod explain;
pub mod fit;
mod flip;
mod full;
mod lattice;
mod mmseg;
mod nbest;
mod passes;
mod principles;
mod probe;
mod rules;
mod search;
mod segmenter;
mod span;
mod text;
mod token;
mod tokens;
pub mod train;
mod unigram;

pub use ambiguity::{Ambiguities, Ambiguity, Spot, Weighed, WeighedToken};
pub use batch::{Batch, BatchSpans};
pub use explain::{Explanation, Region, Side};
pub use flip::Edit;
pub use lattice::{ParseWeightsError, Weights};
#[doc(no_inline)]
pub use maxmatch_dict as dict;
pub use maxmatch_dict::user::UserDictionary;
pub use maxmatch_dict::{Cost, Dictionary, Error, ErrorKind, Fingerprint, Generation, Layered, Reloader};
pub use nbest::Segmentation;
pub use principles::{Decision, ParsePrinciplesError, Principle, Principles, Score};
pub use probe::Probe;
pub use rules::{ParseRulesError, Rule, Rules};
pub use search::{Posting, Postings};
pub use segmenter::{Builder, Mode, ParseModeError, Segmenter};
pub use span::{Span, Spans};
pub use text::Text;
pub use token::{Kind, Token};
pub use tokens::{Scratch, Tokens};

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

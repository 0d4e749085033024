//! Dictionaries for Chinese word segmentation: word lists compiled into one file that is mapped and ready.
//!
//! The FST in the file *is* the dictionary: it answers exact, prefix, fuzzy and range look-ups
//! ([`Dictionary::get`], [`prefixes`](Dictionary::prefixes), [`starting_with`](Dictionary::starting_with),
//! [`within`](Dictionary::within)). An index derived from it answers what segmenting asks: the longest words at every
//! position of a text ([`Dictionary::scan`]). A [`Reloader`] takes up a file that replaces the one in use. This crate
//! knows nothing of segmentation; the segmenter is `maxmatch`.
//!
//! * [`lexicon`]: word lists are read and written; [`lint`]: what is wrong with them is found, and mended.
//! * [`user`] and [`Layered`]: dictionaries that users write, and how they lie on another.
//! * [`View`]: which characters count as the same when words are matched.
//! * [`Pattern`]: words by `?`, `*` and sets of characters.
//! * [`Union`], [`Dictionary::changes`], [`Builder::merge`]: several dictionaries as one.
//! * [`unigram`]: the words as a model, which says how a word is best split.
//!
//! ```
//! use maxmatch_dict::Dictionary;
//!
//! let mut builder = Dictionary::builder();
//! builder.add("研究", 120, Some("vn"))?.add("研究生", 40, Some("n"))?.add("生命", 80, None)?;
//! let dictionary = builder.build()?;
//!
//! assert_eq!(dictionary.get("研究")?.unwrap().frequency(), 120);
//! let prefixes: Vec<_> = dictionary.prefixes("研究生命")?.map(|word| word.text().len()).collect();
//! assert_eq!(prefixes, [6, 9]); // bytes: 研究, 研究生
//! # Ok::<(), maxmatch_dict::Error>(())
//! ```
//!
//! # Processors
//!
//! What takes the most time exists once in plain Rust and once for x86-64 processors with AVX2 and BMI; what it finds is the same.
//! Which one is used is decided when it is first needed: the best that the processor has. The environment variable `MAXMATCH_CPU` names another,
//! to compare them or to look for a fault: `portable` or `avx2`. If the processor lacks what it names, or it names nothing
//! that there is, it is as if it were not set.
//!
//! # Features
//!
//! * `mmap` (default): `Dictionary::mmap` and `Reloader::mmap`, which map the file instead of reading it.

mod automata;
mod bigrams;
mod builder;
pub mod characters;
mod cost;
#[cfg(test)]
mod damage;
mod dictionary;
mod error;
mod fold;
mod format;
mod fst_check;
mod index;
mod layered;
pub mod lexicon;
pub mod lint;
mod merge;
mod metadata;
#[cfg(feature = "mmap")]
mod mmap;
#[doc(hidden)]
pub mod named_bits;
mod pattern;
mod payload;
mod reloader;
mod replace;
mod scan;
mod statistics;
mod storage;
mod terms;
pub mod unigram;
mod union;
pub mod user;
mod words;

pub use bigrams::{After, Bigrams, Class, PairCounts};
pub use builder::{Builder, LONGEST_WORD, LONGEST_WORD_BYTES, Warning};
pub use cost::Cost;
pub use dictionary::{Codes, Dictionary, Info};
pub use error::{Error, ErrorKind};
pub use fold::{Folding, ParseViewError, View};
pub use format::FORMAT_VERSION;
#[doc(hidden)]
pub use format::repair_checksums;
pub use index::Code;
pub use layered::{Costs, Finding, Folded, Layered, Mark, Place, Sought};
pub use merge::{OnConflict, ParseOnConflictError};
pub use pattern::{ParsePatternError, Pattern};
pub use payload::Fingerprint;
pub use reloader::{Generation, Reloader};
pub use replace::replace_file;
#[doc(hidden)]
pub use scan::{Beyond, Level, decode};
pub use scan::{Edge, Edges, LongWord, Matches, WordCosts};
pub use statistics::{Candidates, LONGEST_NAME, LongName, Statistics};
pub use terms::{ParseTermsError, Terms};
pub use union::{Change, Union, UnionWord};
pub use words::{Entry, Word, Words};

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

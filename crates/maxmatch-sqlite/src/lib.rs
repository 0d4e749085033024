//! A tokenizer for Chinese text in [FTS5](https://www.sqlite.org/fts5.html), SQLite's full-text search. Every piece of an indexed
//! text, from one unit to another, is found by a query for it, whatever stands around it.
//!
//! As an extension, in the `sqlite3` shell or any program that loads extensions:
//!
//! ```sql
//! .load ./libmaxmatch_sqlite
//! CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'maxmatch');
//! SELECT highlight(texts, 0, '[', ']') FROM texts WHERE texts MATCH maxmatch_query('研究生命');
//! ```
//!
//! In a program that uses rusqlite, with the feature `rusqlite`: `register`. In one that calls SQLite in any other way: [`init`].
//!
//! # The tokenizer
//!
//! `tokenize = "maxmatch OPTION VALUE …"`, values in single quotes if they hold anything but letters and digits:
//!
//! | option | |
//! |---|---|
//! | `dictionary FILE` | a dictionary file, instead of the embedded dictionary |
//! | `user FILE` | a user dictionary on it; may be repeated |
//! | `fingerprint HEX` | what `Segmenter::fingerprint` must be of all this, or the table is not opened |
//! | `punctuation on`, `off` | whether punctuation is a token and so counts in phrases; on unless said |
//! | `words on`, `off` | whether words are in the index beside the units; off unless said |
//!
//! A term is a unit of the text, folded as the dictionary folds it: in Han text a character, elsewhere a word of UAX #29. FTS5 takes
//! what a query gives for terms at consecutive positions, and words of several units can't be told from those of one, so it is
//! units that text and query have in common, and words are what [`maxmatch_query`](#functions) makes phrases of.
//!
//! # Functions
//!
//! | | |
//! |---|---|
//! | `maxmatch_query(text)`, `maxmatch_query(text, 'and')` | a query for all words of a text, each a phrase of its units |
//! | `maxmatch_query(text, 'phrase')` | a query for the text as it stands |
//! | `maxmatch_options(…)` | what to write after `tokenize =`, with the fingerprint |
//! | `maxmatch_info(…)` | JSON: version, dictionary, its version and words, Unicode, fingerprint |
//! | `maxmatch_error()` | why the tokenizer was refused last on this connection, or NULL |
//!
//! `…` are names and values of options, as after `tokenize =`; `maxmatch_query` takes them too, after `'and'` or `'phrase'`.
//!
//! # Features
//!
//! * `loadable`, on by default: the symbols that SQLite looks for in an extension.
//! * `rusqlite`: `register`, which registers all this on a connection.

#![deny(unsafe_code)]

mod analysis;
#[allow(unsafe_code)]
mod ffi;
mod options;
mod query;

pub use ffi::init;
#[cfg(feature = "rusqlite")]
pub use ffi::register;

/// The README's example is a test.
#[cfg(all(doctest, feature = "rusqlite"))]
#[doc = include_str!("../README.md")]
struct Readme;

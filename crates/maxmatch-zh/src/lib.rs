//! The default dictionary of maxmatch: 110,000 Chinese words with frequencies and parts of speech.
//!
//! ```
//! let dictionary = maxmatch_zh::dictionary();
//! assert!(dictionary.contains("清华大学")?);
//! # Ok::<(), maxmatch_dict::Error>(())
//! ```
//!
//! Its words are those of jieba's small list (MIT), pruned, and of the project's own list of modern words; the
//! repository's `dicts/` says how they came about. The file is part of the program, checked once and not copied.

use std::sync::OnceLock;

use maxmatch_dict::Dictionary;

/// Bytes at an address that the dictionary can use as they are.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/zh.dict")));

/// The dictionary. The first call checks the embedded bytes, which takes about a millisecond; clones share them.
pub fn dictionary() -> Dictionary {
    static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
    DICTIONARY.get_or_init(|| Dictionary::from_static(&FILE.0).expect("the build script wrote this file")).clone()
}

/// The dictionary file, as `seg dict` tools read it.
pub fn bytes() -> &'static [u8] {
    &FILE.0
}

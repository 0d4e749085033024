//! The default dictionary of maxmatch: 117,000 Chinese words with frequencies and parts of speech.
//!
//! ```
//! let dictionary = maxmatch_zh::dictionary();
//! assert!(dictionary.contains("清华大学")?);
//! # Ok::<(), maxmatch_dict::Error>(())
//! ```
//!
//! Its words are of jieba's lists (MIT), chosen by agreement with another list, and of the project's own list of modern
//! words; SOURCE.toml in the package says how the first came about. The file is part of the program, checked once and not copied.

use std::sync::OnceLock;

use maxmatch_dict::Dictionary;

/// Bytes at an address that the dictionary can use as they are.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/zh.dict")));

/// The dictionary. The first call checks the embedded bytes, which takes about a millisecond; clones share them.
///
/// # Panics
///
/// On a big-endian machine, which can't use dictionary files. `Dictionary::from_static(maxmatch_zh::bytes())` gives an
/// error there instead.
pub fn dictionary() -> Dictionary {
    static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
    DICTIONARY.get_or_init(|| Dictionary::from_static(&FILE.0).expect("the build script wrote this file")).clone()
}

/// The dictionary file, as `seg dict` tools read it.
pub fn bytes() -> &'static [u8] {
    &FILE.0
}

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    /// What the licences ask for, and what tools show.
    #[test]
    fn metadata() {
        let info = super::dictionary().info();
        assert_eq!((&*info.name, &*info.version), ("zh", env!("CARGO_PKG_VERSION")));
        assert_eq!(info.licence, "MIT AND (MIT OR Apache-2.0)");
        for part in ["jieba 0.42.1", "Copyright (c) 2013 Sun Junyi", "dicts/modern"] {
            assert!(info.source.contains(part), "{}", info.source);
        }
    }
}

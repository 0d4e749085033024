//! The one call whose promise Python's callers make.

use std::path::Path;

use maxmatch::{Dictionary, Error};

/// Maps a dictionary file.
pub(crate) fn map(path: &Path) -> Result<Dictionary, Error> {
    // SAFETY: what this module can't see to, the documentation of `Dictionary.open` asks for: that nobody rewrites the file in
    // place while it is in use. Our own tools replace dictionaries by renaming.
    unsafe { Dictionary::mmap(path) }
}

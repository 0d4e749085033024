//! The one error type of opening, building and looking up.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The operating system refused to read or write.
    Io,
    /// The bytes are no dictionary: the magic number is missing.
    NotADictionary,
    /// The file's format version, or a view in it, is one that this release does not know.
    Version,
    /// The file is shorter or longer than its header says.
    Length,
    /// A checksum does not match: the file is damaged.
    Checksum,
    /// The checksums match and the contents contradict each other: no tool of ours wrote this file.
    Corrupt,
    /// The bytes do not begin at an address that is a multiple of 8.
    Alignment,
    /// The machine is big-endian.
    Platform,
    /// A line of a word list that can't be read.
    Lexicon,
    /// A word, frequency, tag or metadata value that a dictionary can't hold.
    Entry,
}

/// An error of opening, building or searching a dictionary.
///
/// Its message names the cause, the place and the way out. Errors are cheap to clone.
///
/// ```
/// use maxmatch_dict::{Dictionary, ErrorKind};
/// let error = Dictionary::from_bytes(b"not a dictionary, only some text").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::NotADictionary);
/// ```
#[derive(Clone)]
pub struct Error(Arc<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    source: Option<std::io::Error>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error(Arc::new(Inner { kind, message: message.into(), source: None }))
    }

    pub(crate) fn corrupt(section: &str, what: impl fmt::Display) -> Error {
        Error::new(
            ErrorKind::Corrupt,
            format!("section {section}: {what}; build the dictionary again from its word list"),
        )
    }

    pub(crate) fn io(doing: &str, path: &Path, source: std::io::Error) -> Error {
        let message = format!("{}: can't {doing}: {source}", path.display());
        Error(Arc::new(Inner { kind: ErrorKind::Io, message, source: Some(source) }))
    }

    /// The same error with the path of the file in front.
    pub(crate) fn at(self, path: &Path) -> Error {
        let message = format!("{}: {}", path.display(), self.0.message);
        Error(Arc::new(Inner { kind: self.0.kind, message, source: None }))
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }
}

impl From<crate::lexicon::Error> for Error {
    fn from(error: crate::lexicon::Error) -> Error {
        Error::new(ErrorKind::Lexicon, error.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("kind", &self.0.kind).field("message", &self.0.message).finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|e| e as _)
    }
}

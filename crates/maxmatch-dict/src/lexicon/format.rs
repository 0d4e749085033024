//! The formats of lexicons and their names.

use std::fmt;
use std::str::FromStr;

/// How the lines of a lexicon are written; [the module](super#formats) says what each of them holds.
///
/// # Examples
///
/// ```
/// use maxmatch_dict::lexicon::Format;
///
/// assert_eq!("tsv".parse(), Ok(Format::Tsv));
/// assert_eq!(Format::Jieba.to_string(), "jieba");
/// assert_eq!("csv".parse::<Format>().unwrap_err().to_string(), "no lexicon format is called \"csv\"; there are jieba, tsv and plain");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// `word frequency tag`, separated by spaces: jieba's dictionaries.
    Jieba,
    /// Word, frequency and tag, separated by tabs.
    Tsv,
    /// One word per line.
    Plain,
}

impl Format {
    /// Every format.
    pub const ALL: &[Self] = &[Self::Jieba, Self::Tsv, Self::Plain];

    /// The name of the format, as [`FromStr`] takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jieba => "jieba",
            Self::Tsv => "tsv",
            Self::Plain => "plain",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = ParseFormatError;

    fn from_str(name: &str) -> Result<Self, ParseFormatError> {
        let format = Self::ALL.iter().find(|format| format.name() == name);
        format.copied().ok_or_else(|| ParseFormatError { name: name.to_owned() })
    }
}

/// A name that is no [`Format`]'s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseFormatError {
    name: String,
}

impl fmt::Display for ParseFormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no lexicon format is called {:?}; there are jieba, tsv and plain", self.name)
    }
}

impl std::error::Error for ParseFormatError {}

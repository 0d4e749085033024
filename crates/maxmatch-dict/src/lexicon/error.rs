//! What can be wrong with a lexicon, and what its author is told.

use std::fmt::{self, Display};

use super::{Format, is_digits};

/// A lexicon, or a line of one, that cannot be read.
///
/// The message names the file, the line, what is wrong and how to mend it.
///
/// # Examples
///
/// ```
/// use maxmatch_dict::lexicon::{ErrorKind, Format, Lexicon};
///
/// let lexicon = Lexicon::read("words.tsv", "云计算\t5\n分词\t12x\n".as_bytes(), Some(Format::Tsv))?;
/// let error = lexicon.entries().find_map(Result::err).expect("line 2 is wrong");
/// assert_eq!((error.kind(), error.line()), (ErrorKind::Frequency, 2));
/// assert_eq!(
///     error.to_string(),
///     "words.tsv:2: \"12x\" is not a frequency, which is a whole number from 0 to 4,294,967,295 in digits alone"
/// );
/// # Ok::<(), maxmatch_dict::lexicon::Error>(())
/// ```
// Boxed to keep `Result<Entry, Error>` small: a million of them are made where none is an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    name: String,
    line: u64,
    message: String,
}

/// What is wrong with a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not UTF-8.
    Encoding,
    /// The frequency is not a whole number from 0 to 4,294,967,295.
    Frequency,
    /// A frequency or a tag stands in a line without a word.
    NoWord,
    /// A control character is part of a word or a tag.
    ControlCharacter,
    /// White space begins or ends a word.
    WhiteSpace,
    /// The line of a user dictionary has too many parts, or too few.
    Shape,
}

impl Error {
    /// What is wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What the lexicon was called when it was read, as a rule the path of its file.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The number of the line, counted from 1, blank lines included.
    pub fn line(&self) -> u64 {
        self.0.line
    }

    /// The message without the place.
    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }

    pub(crate) fn in_line(name: &str, line: u64, flaw: Flaw<'_>) -> Self {
        Self::new(flaw.kind(), name, line, flaw.to_string())
    }

    pub(super) fn new(kind: ErrorKind, name: &str, line: u64, message: String) -> Self {
        Self(Box::new(Inner { kind, name: name.to_owned(), line, message }))
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { name, line, message, .. } = &*self.0;
        write!(f, "{name}:{line}: {message}")
    }
}

impl std::error::Error for Error {}

/// What is wrong with one line. The reader of a format knows this much; the file and the line are added to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw<'t> {
    Frequency { number: &'t str, format: Format },
    NoWord,
    Control { field: &'t str, character: char },
    Edge { word: &'t str },
    AfterQuoted { word: &'t str, rest: &'t str },
    NothingExpected,
    InsideCluster { line: &'t str, part: usize },
}

impl Flaw<'_> {
    pub(crate) fn kind(self) -> ErrorKind {
        match self {
            Self::Frequency { .. } => ErrorKind::Frequency,
            Self::NoWord => ErrorKind::NoWord,
            Self::Control { .. } => ErrorKind::ControlCharacter,
            Self::Edge { .. } => ErrorKind::WhiteSpace,
            Self::AfterQuoted { .. } | Self::NothingExpected | Self::InsideCluster { .. } => ErrorKind::Shape,
        }
    }
}

impl Display for Flaw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Frequency { number, .. } if is_digits(number) => write!(
                f,
                "the frequency {} is above 4,294,967,295; divide all frequencies of the lexicon by the same number",
                Quoted(number)
            ),
            Self::Frequency { number, format } => {
                let hint = match format {
                    Format::Jieba => "; if it belongs to the word, write a frequency after it",
                    // Few tables go without a heading.
                    _ if number.chars().all(char::is_alphabetic) => "; if the line is a heading, delete it",
                    _ => "",
                };
                write!(
                    f,
                    "{} is not a frequency, which is a whole number from 0 to 4,294,967,295 in digits alone{hint}",
                    Quoted(number)
                )
            }
            Self::NoWord => f.write_str("the line has no word; write one at its start, or delete the line"),
            Self::Control { field, character } => {
                let remedy = match character {
                    '\0' => ", or if the file is UTF-16, convert it with `iconv -f UTF-16 -t UTF-8`",
                    '\t' => ", or if this is a tsv lexicon, name that format",
                    '\r' => ", or if CR alone ends the lines, convert the line ends to LF",
                    _ => "",
                };
                let (field, code) = (Quoted(field), u32::from(character));
                write!(f, "{field} holds the control character U+{code:04X}; delete it{remedy}")
            }
            Self::Edge { word } => {
                let place = if word.starts_with(char::is_whitespace) { "starts" } else { "ends" };
                write!(f, "the word {} {place} with white space; delete that", Quoted(word))
            }
            Self::AfterQuoted { word, rest } => write!(
                f,
                "after the quoted word {} come frequency and tag, and {} is more than that; delete what is too much, or \
                 where the quotes belong to the word, quote all of it",
                Quoted(word),
                Quoted(rest)
            ),
            Self::InsideCluster { line, part } => write!(
                f,
                "the cut {part} of {} is inside a character (a mark, a joiner or half a flag follows); delete it, or if it \
                 is no cut, quote the line",
                Quoted(line)
            ),
            Self::NothingExpected => f.write_str("expects nothing; write the tokens after it, or delete the line"),
        }
    }
}

/// A word or other piece of a lexicon as messages show it: in quotes, with what cannot be seen escaped, and short.
pub(crate) struct Quoted<'t>(pub(crate) &'t str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// In characters.
        const LONGEST: usize = 40;
        match self.0.char_indices().nth(LONGEST) {
            None => write!(f, "\"{}\"", self.0.escape_debug()),
            Some((end, _)) => write!(f, "\"{}…\"", self.0[..end].escape_debug()),
        }
    }
}

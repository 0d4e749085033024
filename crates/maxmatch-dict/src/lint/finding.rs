//! What is told of a list.

use std::fmt;

use super::mend::Edit;
use crate::lexicon::ErrorKind;

/// Something in a list that its author may want to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The number of the line, counted from 1; of several the first.
    pub line: u64,
    /// What it is.
    pub code: Code,
    /// Why it was found: what is there, and what comes of it.
    pub reason: String,
    /// What could be done about it.
    pub mend: String,
    pub(super) edits: Vec<Edit>,
}

impl Finding {
    pub(super) fn new(line: u64, code: Code, reason: impl Into<String>, mend: impl Into<String>) -> Finding {
        Finding { line, code, reason: reason.into(), mend: mend.into(), edits: Vec::new() }
    }

    /// From a reader's message, in which a semicolon parts the reason from the remedy.
    pub(super) fn from_message(line: u64, code: Code, message: &str) -> Finding {
        match message.rsplit_once("; ") {
            // Else the semicolon is one of the list's own.
            Some((reason, mend)) if !mend.contains('"') => Finding::new(line, code, reason, mend),
            _ => Finding::new(line, code, message, "correct the line"),
        }
    }

    pub(super) fn with(mut self, edits: impl IntoIterator<Item = Edit>) -> Finding {
        self.edits.extend(edits);
        self
    }

    /// Whether [`fix`](super::Linter::fix) mends it.
    pub fn is_fixable(&self) -> bool {
        !self.edits.is_empty()
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The list can't be built, or the line does nothing.
    Error,
    /// It works, and perhaps not as it was meant.
    Warning,
}

impl Severity {
    /// The name in output formats.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// `encoding`: bytes that are not UTF-8, and what they seem to be. Nothing else is looked for then.
    Encoding,
    /// `bom`: byte order marks at the beginning of lines.
    Bom,
    /// `crlf`: lines that end in CR LF.
    Crlf,
    /// `cr`: lines that end in CR alone, so that the file is one line. Nothing else is looked for then.
    Cr,
    /// `empty`: a list without a word.
    Empty,
    /// `format`: a line that looks like another format than the lines beside it; only where no format is named.
    Format,
    /// `frequency`: a frequency that is no whole number from 0 to 4,294,967,295.
    Frequency,
    /// `no-word`: a frequency or a tag without a word.
    NoWord,
    /// `control`: a control character in a word or a tag.
    Control,
    /// `space`: a word that begins or ends with white space.
    Space,
    /// `shape`: a line of a user dictionary that has too many parts, or too few.
    Shape,
    /// `too-long`: a word longer than a dictionary can hold.
    TooLong,
    /// `comment`: a comment in a list, where there are none, or one without a space behind its `#`.
    Comment,
    /// `tag`: a tag that is none of ICTCLAS's or jieba's; once for each.
    Tag,
    /// `forbidden`: a forbidden word with what looks like a frequency or a tag behind it, which belong to the word.
    Forbidden,
    /// `duplicate`: a word that comes again: the later line counts.
    Duplicate,
    /// `folded`: a word that counts as the same as another, once folded.
    Folded,
    /// `never`: a word that matches nowhere inside a text, since one of its ends lies inside a unit.
    Never,
    /// `invisible`: a format character that cannot be seen: only texts that have it too are matched.
    Invisible,
    /// `outlier`: a frequency [far above](super#outliers) all others.
    Outlier,
    /// `shadow`: a word that is [much less probable](super#shadows) than its own best split.
    Shadow,
    /// `conflict`: lines of a user dictionary that contradict each other: a word that is forbidden, a cut inside a word or join.
    Conflict,
}

impl Code {
    /// Every code.
    pub const ALL: [Code; 22] = [
        Code::Encoding,
        Code::Bom,
        Code::Crlf,
        Code::Cr,
        Code::Empty,
        Code::Format,
        Code::Frequency,
        Code::NoWord,
        Code::Control,
        Code::Space,
        Code::Shape,
        Code::TooLong,
        Code::Comment,
        Code::Tag,
        Code::Forbidden,
        Code::Duplicate,
        Code::Folded,
        Code::Never,
        Code::Invisible,
        Code::Outlier,
        Code::Shadow,
        Code::Conflict,
    ];

    /// The name, the same in every release.
    ///
    /// ```
    /// use maxmatch_dict::lint::{Code, Severity};
    ///
    /// assert_eq!(Code::TooLong.name(), "too-long");
    /// assert_eq!(Code::TooLong.severity(), Severity::Error);
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Code::Encoding => "encoding",
            Code::Bom => "bom",
            Code::Crlf => "crlf",
            Code::Cr => "cr",
            Code::Empty => "empty",
            Code::Format => "format",
            Code::Frequency => "frequency",
            Code::NoWord => "no-word",
            Code::Control => "control",
            Code::Space => "space",
            Code::Shape => "shape",
            Code::TooLong => "too-long",
            Code::Comment => "comment",
            Code::Tag => "tag",
            Code::Forbidden => "forbidden",
            Code::Duplicate => "duplicate",
            Code::Folded => "folded",
            Code::Never => "never",
            Code::Invisible => "invisible",
            Code::Outlier => "outlier",
            Code::Shadow => "shadow",
            Code::Conflict => "conflict",
        }
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        match self {
            Code::Encoding
            | Code::Cr
            | Code::Frequency
            | Code::NoWord
            | Code::Control
            | Code::Space
            | Code::Shape
            | Code::TooLong
            | Code::Never => Severity::Error,
            Code::Bom
            | Code::Crlf
            | Code::Empty
            | Code::Format
            | Code::Comment
            | Code::Tag
            | Code::Forbidden
            | Code::Duplicate
            | Code::Folded
            | Code::Invisible
            | Code::Outlier
            | Code::Shadow
            | Code::Conflict => Severity::Warning,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl From<ErrorKind> for Code {
    fn from(kind: ErrorKind) -> Code {
        match kind {
            ErrorKind::Encoding => Code::Encoding,
            ErrorKind::Frequency => Code::Frequency,
            ErrorKind::NoWord => Code::NoWord,
            ErrorKind::ControlCharacter => Code::Control,
            ErrorKind::WhiteSpace => Code::Space,
            ErrorKind::Shape => Code::Shape,
        }
    }
}

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

/// What a finding is; [the module](super) says what each finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[allow(missing_docs)] // The table of the module says it.
pub enum Code {
    Encoding,
    Bom,
    Crlf,
    Cr,
    Empty,
    Format,
    Frequency,
    NoWord,
    Control,
    Space,
    Shape,
    TooLong,
    Comment,
    Tag,
    Duplicate,
    Folded,
    Never,
    Invisible,
    Outlier,
    Shadow,
    Conflict,
}

impl Code {
    /// Every code.
    pub const ALL: [Code; 21] = [
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

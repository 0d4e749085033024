//! What went wrong: a code for programs and a message for people.

use std::any::Any;
use std::ffi::{CStr, CString};
use std::fmt::Display;

use maxmatch::ErrorKind;

/// What became of a call. More may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum Status {
    /// All is well.
    Ok = 0,
    /// An argument can't be used: it is NULL, not UTF-8, or names no mode, rule or principle.
    Argument = 1,
    /// The operating system refused to read.
    Io = 2,
    /// The bytes are no dictionary: the magic number is missing.
    NotADictionary = 3,
    /// The dictionary's format, or something in it, is one that this release does not know.
    Version = 4,
    /// The dictionary is shorter or longer than its header says.
    Length = 5,
    /// A checksum does not match: the dictionary is damaged.
    Checksum = 6,
    /// The checksums match and the contents contradict each other.
    Corrupt = 7,
    /// The bytes of the dictionary lie at an address that can't be used.
    Alignment = 8,
    /// The machine is big-endian.
    Platform = 9,
    /// A line of a user dictionary can't be read.
    Lexicon = 10,
    /// A user dictionary has a word that is too long, or together they have too many different characters.
    Entry = 11,
    /// A fault of maxmatch; please report it. The object that was worked with can still be used.
    Panic = 12,
    /// Something else.
    Other = 13,
}

/// An error: its status and a message, which names the cause, the place and the way out.
#[derive(Debug)]
pub struct Error {
    status: Status,
    message: CString,
}

impl Error {
    pub(crate) fn argument(message: impl Display) -> Error {
        Error::new(Status::Argument, message)
    }

    /// A pointer that must not be NULL is.
    pub(crate) fn null(name: &str) -> Error {
        Error::argument(format_args!("the argument {name} is NULL"))
    }

    pub(crate) fn panic(panic: &(dyn Any + Send)) -> Error {
        let message = panic.downcast_ref::<&str>().copied();
        let message = message.or(panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
        Error::new(Status::Panic, format_args!("a panic, which is a fault of maxmatch; please report it: {message}"))
    }

    pub(crate) fn new(status: Status, message: impl Display) -> Error {
        Error { status, message: c_string(&message.to_string()) }
    }

    pub(crate) fn status(&self) -> Status {
        self.status
    }

    pub(crate) fn message(&self) -> &CStr {
        &self.message
    }
}

impl From<maxmatch::Error> for Error {
    fn from(error: maxmatch::Error) -> Error {
        let status = match error.kind() {
            ErrorKind::Io => Status::Io,
            ErrorKind::NotADictionary => Status::NotADictionary,
            ErrorKind::Version => Status::Version,
            ErrorKind::Length => Status::Length,
            ErrorKind::Checksum => Status::Checksum,
            ErrorKind::Corrupt => Status::Corrupt,
            ErrorKind::Alignment => Status::Alignment,
            ErrorKind::Platform => Status::Platform,
            ErrorKind::Lexicon => Status::Lexicon,
            ErrorKind::Entry => Status::Entry,
            _ => Status::Other,
        };
        Error::new(status, error)
    }
}

/// A text for C. It ends at NUL there, so U+FFFD stands for one.
pub(crate) fn c_string(text: &str) -> CString {
    CString::new(text.replace('\0', "\u{FFFD}")).expect("no NUL is left")
}

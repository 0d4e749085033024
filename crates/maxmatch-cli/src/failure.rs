//! What ends the command with exit code 2: a message that names the cause, the place and the way out.

use std::fmt;
use std::io;

/// Why the command failed.
#[derive(Debug)]
pub struct Failure {
    message: String,
    is_closed_pipe: bool,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), is_closed_pipe: false }
    }

    /// Text that is not UTF-8 from a byte on, counted from 0 at the beginning of the input.
    pub(crate) fn not_utf8(name: &str, line: u64, byte: u64) -> Failure {
        Failure::new(format!(
            "{name}: line {line}, byte {byte} of the input: not UTF-8; convert it first (iconv -f GB18030 -t UTF-8, say)"
        ))
    }

    /// The same of a text that is to be segmented.
    pub(crate) fn undecodable(name: &str, line: u64, byte: u64, encoding: &str) -> Failure {
        Failure::new(format!(
            "{name}: line {line}, byte {byte} of the input: not {encoding}; say which encoding it has (-E gb18030, say, or \
             -E auto), or leave out --strict to keep what can't be decoded"
        ))
    }

    /// A line that is too long to be kept in memory, which `why` explains.
    pub(crate) fn long_line(name: &str, line: u64, longest: usize, why: &str) -> Failure {
        Failure::new(format!(
            "{name}: line {line} is longer than {longest} bytes of UTF-8 with its line end, and {why}"
        ))
    }

    /// Nobody reads the output any more: the end, and no error.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        self.is_closed_pipe
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        let is_closed_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        Failure { message: format!("standard output: {error}"), is_closed_pipe }
    }
}

impl From<maxmatch::Error> for Failure {
    fn from(error: maxmatch::Error) -> Failure {
        Failure::new(error.to_string())
    }
}

impl From<maxmatch_dict::lexicon::Error> for Failure {
    fn from(error: maxmatch_dict::lexicon::Error) -> Failure {
        Failure::new(error.to_string())
    }
}

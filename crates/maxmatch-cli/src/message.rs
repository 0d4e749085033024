//! Messages on standard error.

use std::fmt;
use std::io::{self, Write};

/// Says something on standard error. Where that takes nothing, a full disk or a closed pipe, there is nobody to tell: the
/// exit code says the rest.
pub(crate) fn say(message: impl fmt::Display) {
    let _ = writeln!(io::stderr().lock(), "seg: {message}");
}

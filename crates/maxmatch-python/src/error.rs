//! What is raised.

use std::error::Error as _;
use std::fmt::Display;
use std::io;

use maxmatch::ErrorKind;
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

create_exception!(
    maxmatch,
    Error,
    PyValueError,
    "A dictionary, a word list or an option that can't be used. The message says what, where, and how to mend it."
);

/// As `OSError` what the operating system refused, else as `Error`.
pub(crate) fn raise(error: maxmatch::Error) -> PyErr {
    let refusal = error.source().and_then(|source| source.downcast_ref::<io::Error>()).map(io::Error::kind);
    match refusal {
        Some(kind) if error.kind() == ErrorKind::Io => io::Error::new(kind, error.to_string()).into(),
        _ => invalid(error),
    }
}

pub(crate) fn invalid(message: impl Display) -> PyErr {
    Error::new_err(message.to_string())
}

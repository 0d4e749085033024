//! What the caller gets: a token.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

/// A token: a piece of the text, where it is, and what.
///
/// ``start`` and ``end`` count characters (code points) of a ``str``, so that ``text[token.start:token.end] == token.text``, and
/// bytes of ``bytes``. ``kind`` is one of ``maxmatch.KINDS``.
///
/// >>> import maxmatch
/// >>> [token.kind for token in maxmatch.Segmenter().tokens("研究RTX4090")]
/// ['word', 'latin']
#[pyclass(frozen, get_all, module = "maxmatch")]
pub(crate) struct Token {
    text: Py<PyAny>,
    start: usize,
    end: usize,
    kind: Py<PyString>,
}

#[pymethods]
impl Token {
    #[new]
    pub(crate) fn new(text: Py<PyAny>, start: usize, end: usize, kind: Py<PyString>) -> Token {
        Token { text, start, end, kind }
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str, &'static str) {
        ("text", "start", "end", "kind")
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (&self.text, self.start, self.end, &self.kind).into_pyobject(py)
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        match other.cast::<Token>() {
            Ok(other) => self.__getnewargs__(py)?.eq(other.get().__getnewargs__(py)?),
            Err(_) => Ok(false),
        }
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.__getnewargs__(py)?.hash()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Token{}", self.__getnewargs__(py)?.repr()?.to_str()?))
    }
}

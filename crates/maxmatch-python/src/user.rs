//! User dictionaries.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use pyo3::prelude::*;

use crate::error::{invalid, raise};

/// Words of one's own, and what is to be done otherwise, as text: jieba's files as they are, and more.
///
/// A line is a word, perhaps with a frequency, a tag or both; ``"new york" 5``, quoted; ``!研究生``, which forbids a word; ``测|试``,
/// which forces a cut wherever 测试 stands; ``测+试``, which forces a join; or a comment that begins with ``# ``.
///
/// ``name`` is what messages call it. Raises ``maxmatch.Error``, with the number of the line, if a line can't be read.
///
/// >>> import maxmatch
/// >>> maxmatch.Segmenter(user=maxmatch.UserDictionary("云原生\n")).segment("云原生应用")
/// ['云原生', '应用']
#[pyclass(frozen, module = "maxmatch")]
pub(crate) struct UserDictionary {
    pub(crate) inner: maxmatch::UserDictionary,
    /// What it was read from, which is what is pickled.
    #[pyo3(get)]
    text: String,
}

#[pymethods]
impl UserDictionary {
    #[new]
    #[pyo3(signature = (text, *, name = "user dictionary"))]
    fn new(text: String, name: &str) -> PyResult<UserDictionary> {
        let inner = maxmatch::UserDictionary::read(name, text.as_bytes()).map_err(raise)?;
        Ok(UserDictionary { inner, text })
    }

    /// Reads one from a file, in UTF-8.
    ///
    /// Raises ``OSError`` if the file can't be read, and ``maxmatch.Error`` if a line can't.
    #[staticmethod]
    pub(crate) fn open(path: PathBuf) -> PyResult<UserDictionary> {
        let bytes = fs::read(&path).map_err(|error| named(&error, &path))?;
        let inner = maxmatch::UserDictionary::read(&path.display().to_string(), &bytes).map_err(raise)?;
        let text = String::from_utf8(bytes).map_err(invalid)?;
        Ok(UserDictionary { inner, text })
    }

    /// What messages call it.
    #[getter]
    fn name(&self) -> &str {
        self.inner.name()
    }

    /// What was noticed while it was read, and perhaps not meant.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.inner.warnings().iter().map(ToString::to_string).collect()
    }

    fn __getnewargs_ex__(&self) -> ((&str,), HashMap<&'static str, &str>) {
        ((&self.text,), HashMap::from([("name", self.inner.name())]))
    }

    fn __repr__(&self) -> String {
        format!("UserDictionary(name={:?}, {} lines)", self.inner.name(), self.inner.lines().len())
    }
}

/// An error of the system, with the file.
pub(crate) fn named(error: &std::io::Error, path: &std::path::Path) -> PyErr {
    std::io::Error::new(error.kind(), format!("{}: {error}", path.display())).into()
}

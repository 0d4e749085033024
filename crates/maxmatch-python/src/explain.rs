//! Why a text is cut as it is.

use pyo3::prelude::*;

/// Why a text is cut as it is: the readings side by side, what decided between them and by how much, where each word is from, and
/// the smallest line of a user dictionary that would flip it.
///
/// ``str()`` of it is what ``seg explain`` prints. In a notebook it is a picture.
#[pyclass(frozen, module = "maxmatch")]
pub(crate) struct Explanation {
    pub(crate) text: String,
    /// As JSON, with places in characters.
    #[pyo3(get)]
    pub(crate) json: String,
    /// As a page of HTML that needs nothing else.
    #[pyo3(get)]
    pub(crate) html: String,
    /// As a picture: arcs over the characters.
    #[pyo3(get)]
    pub(crate) svg: String,
}

#[pymethods]
impl Explanation {
    fn __str__(&self) -> &str {
        &self.text
    }

    fn _repr_html_(&self) -> &str {
        &self.svg
    }
}

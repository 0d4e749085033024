//! From Python's strings to UTF-8, and back to pieces of them.

use std::borrow::Cow;
use std::ops::Range;

use maxmatch_arrow::Characters;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PySlice, PyString};

/// A text as it was passed.
pub(crate) enum Text<'a, 'py> {
    Str(Utf8<'a, 'py>),
    Bytes(&'a [u8]),
}

impl<'a, 'py> Text<'a, 'py> {
    /// Fails if it is neither `str` nor `bytes`.
    pub(crate) fn of(text: &'a Bound<'py, PyAny>) -> PyResult<Text<'a, 'py>> {
        if let Ok(text) = text.cast::<PyString>() {
            Ok(Text::Str(Utf8::of(text)?))
        } else if let Ok(text) = text.cast::<PyBytes>() {
            Ok(Text::Bytes(text.as_bytes()))
        } else {
            Err(PyTypeError::new_err(format!("a text is str or bytes, not {}", text.get_type().name()?)))
        }
    }
}

/// A string as UTF-8. Lone surrogates, which have none, are `U+FFFD` there.
pub(crate) struct Utf8<'a, 'py> {
    pub(crate) text: Cow<'a, str>,
    string: &'a Bound<'py, PyString>,
}

impl<'a, 'py> Utf8<'a, 'py> {
    pub(crate) fn of(string: &'a Bound<'py, PyString>) -> PyResult<Utf8<'a, 'py>> {
        let text = match string.to_str() {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => {
                let bytes = string.call_method1("encode", ("utf-8", "surrogatepass"))?;
                Cow::Owned(without_surrogates(bytes.cast::<PyBytes>()?.as_bytes())?)
            }
        };
        Ok(Utf8 { text, string })
    }

    /// Whether the text is not the string, because of surrogates.
    pub(crate) fn is_replaced(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }

    /// Pieces of the string itself, which begin one after the other.
    pub(crate) fn pieces(&self, ranges: impl Iterator<Item = Range<usize>>) -> PyResult<Vec<Bound<'py, PyString>>> {
        let mut characters = Characters::default();
        ranges.map(|range| self.piece(characters.range(&self.text, range))).collect()
    }

    /// A piece of the string itself, by characters.
    pub(crate) fn piece(&self, characters: Range<usize>) -> PyResult<Bound<'py, PyString>> {
        let [start, end] = [characters.start, characters.end].map(|place| place as isize);
        Ok(self.string.get_item(PySlice::new(self.string.py(), start, end, 1))?.cast_into()?)
    }
}

/// UTF-8 with surrogates, each of them as `U+FFFD`, which is of three bytes too.
fn without_surrogates(bytes: &[u8]) -> PyResult<String> {
    let mut bytes = bytes.to_vec();
    for start in 0..bytes.len().saturating_sub(2) {
        if let [0xED, 0xA0..=0xBF, _] = bytes[start..start + 3] {
            bytes[start..start + 3].copy_from_slice("\u{FFFD}".as_bytes());
        }
    }
    Ok(String::from_utf8(bytes)?)
}

/// Whether a piece of a string has surrogates.
pub(crate) fn has_surrogates(piece: &Bound<'_, PyString>) -> bool {
    piece.to_str().is_err()
}

//! Dictionaries: opening, building, looking up.

use std::path::PathBuf;
use std::sync::OnceLock;

use maxmatch::dict::lexicon::{Format, Lexicon};
use maxmatch::dict::{View, replace_file};
use maxmatch::{Dictionary as Inner, Fingerprint};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyIterator, PyList, PyString, PyTuple, PyType};

use crate::error::{invalid, raise};
use crate::ffi;
use crate::user::named;

/// Where a dictionary is from, which is what is pickled.
#[derive(Clone)]
enum Origin {
    Embedded,
    File { path: PathBuf, mmap: bool },
    Memory,
}

/// Words with frequencies and tags, and the index that finds them. Cheap to copy, to share between threads and to pickle: what
/// is pickled is the path of its file and its fingerprint, which is compared where it is opened again.
///
/// >>> import maxmatch
/// >>> dictionary = maxmatch.Dictionary.embedded()
/// >>> "清华大学" in dictionary
/// True
/// >>> dictionary.get("清华大学").tag
/// 'nt'
#[pyclass(frozen, module = "maxmatch")]
pub(crate) struct Dictionary {
    pub(crate) inner: Inner,
    origin: Origin,
}

/// What a dictionary says of a word: how frequent it is, what it costs in bits, and its tag, mostly its part of speech.
#[pyclass(frozen, get_all, eq, module = "maxmatch")]
#[derive(PartialEq)]
pub(crate) struct Entry {
    frequency: u32,
    cost: f64,
    tag: Option<String>,
}

#[pymethods]
impl Entry {
    fn __repr__(&self) -> String {
        let tag = self.tag.as_ref().map_or("None".to_owned(), |tag| format!("'{tag}'"));
        format!("Entry(frequency={}, cost={}, tag={tag})", self.frequency, self.cost)
    }
}

#[pymethods]
impl Dictionary {
    /// The default dictionary, which is part of the package.
    #[staticmethod]
    pub(crate) fn embedded() -> PyResult<Dictionary> {
        // Checked once for all.
        static EMBEDDED: OnceLock<Inner> = OnceLock::new();
        let inner = match EMBEDDED.get() {
            Some(inner) => inner,
            None => {
                let inner = Inner::from_static(maxmatch_zh::bytes()).map_err(raise)?;
                EMBEDDED.get_or_init(|| inner)
            }
        };
        Ok(Dictionary { inner: inner.clone(), origin: Origin::Embedded })
    }

    /// Opens a dictionary file, as ``write`` or the command ``seg dict build`` make it.
    ///
    /// It is mapped, so that all processes that open it share its memory, and nothing may rewrite it in place meanwhile; replacing
    /// it by renaming another file is fine, and what our tools do. With ``mmap=False`` it is read instead.
    ///
    /// Raises ``OSError`` if the file can't be read, and ``maxmatch.Error`` if it is no dictionary, or damaged.
    #[staticmethod]
    #[pyo3(signature = (path, *, mmap = true))]
    pub(crate) fn open(path: PathBuf, mmap: bool) -> PyResult<Dictionary> {
        // A process that gets it pickled may have another working directory.
        let path = std::path::absolute(&path).unwrap_or(path);
        let inner = if mmap { ffi::map(&path) } else { Inner::open(&path) };
        Ok(Dictionary { inner: inner.map_err(raise)?, origin: Origin::File { path, mmap } })
    }

    /// The dictionary that a file holds, from its bytes, which are copied. It is pickled with all of them.
    #[staticmethod]
    fn from_bytes(data: &[u8]) -> PyResult<Dictionary> {
        Ok(Dictionary { inner: Inner::from_bytes(data).map_err(raise)?, origin: Origin::Memory })
    }

    /// Builds a dictionary from words: each a ``str``, or a tuple of a word, a frequency and perhaps a tag. Of entries of one word
    /// the last counts.
    ///
    /// With ``fold`` it finds traditional, full-width and capital spellings of its words too. ``write`` it to a file to have it at once
    /// the next time, and to pickle it by its path.
    ///
    /// Raises ``maxmatch.Error`` for a word that a dictionary can't hold.
    ///
    /// >>> import maxmatch
    /// >>> dictionary = maxmatch.Dictionary.build([("研究", 9, "v"), ("生命", 7), "起源"])
    /// >>> len(dictionary)
    /// 3
    #[staticmethod]
    #[pyo3(signature = (words, *, fold = true, name = "", version = "", licence = "", source = ""))]
    fn build(
        words: &Bound<'_, PyAny>,
        fold: bool,
        name: &str,
        version: &str,
        licence: &str,
        source: &str,
    ) -> PyResult<Dictionary> {
        let mut builder = Inner::builder();
        builder.name(name).version(version).licence(licence).source(source).views(views(fold));
        for word in words.try_iter()? {
            let word = word?;
            let (word, frequency, tag) = entry(&word).map_err(|error| {
                invalid(format_args!("{word:?} is no word, (word, frequency) or (word, frequency, tag): {error}"))
            })?;
            builder.add(&word, frequency, tag.as_deref()).map_err(raise)?;
        }
        Ok(Dictionary { inner: builder.build().map_err(raise)?, origin: Origin::Memory })
    }

    /// Builds a dictionary from a word list in UTF-8: a jieba list (word, frequency, tag), TSV, or a word a line. ``format`` is one
    /// of ``jieba``, ``tsv``, ``plain``, or what the list looks like if it is not given.
    ///
    /// Raises ``OSError`` if the file can't be read, and ``maxmatch.Error``, with the line, for what is no word list.
    #[staticmethod]
    #[pyo3(signature = (path, *, format = None, fold = true))]
    fn from_lexicon(py: Python<'_>, path: PathBuf, format: Option<&str>, fold: bool) -> PyResult<Dictionary> {
        let format = format.map(str::parse::<Format>).transpose().map_err(invalid)?;
        let name = path.display().to_string();
        let bytes = std::fs::read(&path).map_err(|error| named(&error, &path))?;
        py.detach(|| {
            let lexicon = Lexicon::read(&name, &bytes, format).map_err(invalid)?;
            let mut builder = Inner::builder();
            builder.name(&path.file_stem().unwrap_or_default().to_string_lossy()).views(views(fold));
            let inner = builder.add_lexicon(&lexicon).and_then(|builder| builder.build()).map_err(raise)?;
            Ok(Dictionary { inner, origin: Origin::Memory })
        })
    }

    /// Writes the dictionary to a file: a new one, which then takes the place of the old one, if there is one.
    ///
    /// Returns the dictionary, opened from there.
    fn write(&self, path: PathBuf) -> PyResult<Dictionary> {
        replace_file(&path, self.inner.file()).map_err(raise)?;
        Dictionary::open(path, true)
    }

    /// The bytes of its file.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.inner.file())
    }

    /// The path of its file; none if it is embedded, or was built and not written.
    #[getter]
    fn path(&self) -> Option<&PathBuf> {
        match &self.origin {
            Origin::File { path, .. } => Some(path),
            Origin::Embedded | Origin::Memory => None,
        }
    }

    /// 32 hexadecimal digits, the same for the same words, frequencies, tags and folding.
    #[getter]
    fn fingerprint(&self) -> String {
        self.inner.fingerprint().to_string()
    }

    /// What it says of itself: name, version, licence, source, number of words, sum of their frequencies.
    #[getter]
    fn info<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let (info, dict) = (self.inner.info(), PyDict::new(py));
        dict.set_item("name", info.name)?;
        dict.set_item("version", info.version)?;
        dict.set_item("licence", info.licence)?;
        dict.set_item("source", info.source)?;
        dict.set_item("words", info.words)?;
        dict.set_item("total_frequency", info.total_frequency)?;
        dict.set_item("folds", info.views.iter().map(|view| view.name()).collect::<Vec<_>>())?;
        Ok(dict)
    }

    /// What it says of a word, in this spelling; none if it has not got it.
    fn get(&self, word: &str) -> PyResult<Option<Entry>> {
        let entry = self.inner.get(word).map_err(raise)?;
        Ok(entry.map(|entry| Entry {
            frequency: entry.frequency(),
            cost: maxmatch_explain::bits(entry.cost()),
            tag: entry.tag().map(str::to_owned),
        }))
    }

    fn __contains__(&self, word: &str) -> PyResult<bool> {
        self.inner.contains(word).map_err(raise)
    }

    fn __len__(&self) -> usize {
        self.inner.info().words as usize
    }

    /// The words, in the order of their UTF-8.
    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        PyList::new(py, collect(self.inner.iter().map_err(raise)?))?.try_iter()
    }

    /// The words that a text begins with, from the shortest to the longest.
    fn prefixes(&self, text: &str) -> PyResult<Vec<String>> {
        Ok(collect(self.inner.prefixes(text).map_err(raise)?))
    }

    /// The words that begin with this, in order.
    fn starting_with(&self, prefix: &str) -> PyResult<Vec<String>> {
        Ok(collect(self.inner.starting_with(prefix).map_err(raise)?))
    }

    /// All words that count as this one, because they have the same characters after folding.
    fn spellings(&self, word: &str) -> PyResult<Vec<String>> {
        Ok(collect(self.inner.spellings(word).map_err(raise)?))
    }

    /// Checks all that opening did not. Raises ``maxmatch.Error`` if the file is damaged.
    fn verify(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| self.inner.verify()).map_err(raise)
    }

    fn __repr__(&self) -> String {
        let info = self.inner.info();
        let from = match &self.origin {
            Origin::Embedded => "embedded".to_owned(),
            Origin::File { path, .. } => format!("{path:?}"),
            Origin::Memory => "in memory".to_owned(),
        };
        format!("<Dictionary {:?}, {} words, {from}, {}>", info.name, info.words, self.inner.fingerprint())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let class = PyType::new::<Dictionary>(py);
        match &self.origin {
            Origin::Memory => (class.getattr("from_bytes")?, (self.to_bytes(py),)).into_pyobject(py),
            Origin::Embedded => (class.getattr("_reopen")?, (self.fingerprint(),)).into_pyobject(py),
            Origin::File { path, mmap } => {
                (class.getattr("_reopen")?, (self.fingerprint(), path, mmap)).into_pyobject(py)
            }
        }
    }

    /// Opens what was pickled, if it is still the same.
    #[staticmethod]
    #[pyo3(signature = (fingerprint, path = None, mmap = true))]
    fn _reopen(fingerprint: &str, path: Option<PathBuf>, mmap: bool) -> PyResult<Dictionary> {
        let dictionary = match path {
            Some(path) => Dictionary::open(path, mmap)?,
            None => Dictionary::embedded()?,
        };
        let found: Fingerprint = dictionary.inner.fingerprint();
        if found.to_string() == fingerprint {
            return Ok(dictionary);
        }
        Err(invalid(match &dictionary.origin {
            Origin::File { path, .. } => format!(
                "{}: the dictionary has fingerprint {found}, and what was pickled {fingerprint}: the file was replaced; put the \
                 old one there, or pickle again",
                path.display()
            ),
            _ => format!(
                "the embedded dictionary has fingerprint {found}, and what was pickled {fingerprint}: install the version of \
                 maxmatch that pickled it ({} is installed)",
                env!("CARGO_PKG_VERSION")
            ),
        }))
    }
}

fn collect<'d>(words: impl Iterator<Item = maxmatch::dict::Word<'d>>) -> Vec<String> {
    words.map(|word| word.text().to_owned()).collect()
}

fn views(fold: bool) -> &'static [View] {
    if fold { &View::ALL } else { &[] }
}

/// A word, its frequency and its tag, of what `Dictionary.build` takes.
fn entry(entry: &Bound<'_, PyAny>) -> PyResult<(String, u32, Option<String>)> {
    if let Ok(word) = entry.cast::<PyString>() {
        Ok((word.to_str()?.to_owned(), 1, None))
    } else if entry.len()? == 2 {
        let (word, frequency) = entry.extract()?;
        Ok((word, frequency, None))
    } else {
        entry.extract()
    }
}

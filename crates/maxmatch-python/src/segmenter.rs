//! The segmenter.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use anstream::StripStream;
use maxmatch::{Kind, Mode, Principles, Rules, Scratch, Segmenter as Inner, Tokens, Weights};
use maxmatch_arrow::{Characters, Kernel, Output, Unit};
use maxmatch_explain::View;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple};
use pyo3_arrow::input::AnyArray;

use crate::dictionary::Dictionary;
use crate::error::{invalid, raise};
use crate::explain::Explanation;
use crate::text::{Text, Utf8, has_surrogates};
use crate::token::Token;
use crate::user::UserDictionary;
use crate::words::Words;
use crate::{arrays, batch};

/// Texts of so many bytes are segmented without the interpreter's lock.
const LONG: usize = 1 << 16;

/// A dictionary, or the path of its file.
#[derive(FromPyObject)]
enum DictionaryOrPath {
    Dictionary(Py<Dictionary>),
    Path(PathBuf),
}

/// A user dictionary, or the path of its file.
#[derive(FromPyObject)]
enum UserOrPath {
    User(Py<UserDictionary>),
    Path(PathBuf),
}

/// One or several.
#[derive(FromPyObject)]
enum Users {
    One(UserOrPath),
    Several(Vec<UserOrPath>),
}

/// Segments text. Immutable, can be used by all threads at once, and is pickled as its dictionary's path and fingerprint and its
/// options.
///
/// ``dictionary`` is a ``Dictionary`` or the path of one, by default the embedded one. ``user`` is a ``UserDictionary``, the path of
/// one, or a list of these, of which the last counts before the others. ``mode`` is one of ``maxmatch.MODES``. ``rules`` says what is
/// a unit (``"standard"``, ``"none"``, ``"+dates,-hashtags"``), ``principles`` in which order they decide in mode ``bidir``, and
/// ``weights`` what they add to costs in mode ``lattice``, in bits (``"singles=1"``), as for the command ``seg``.
///
/// Raises ``maxmatch.Error`` for an unknown option, and what opening the dictionaries raises.
///
/// >>> import maxmatch
/// >>> segmenter = maxmatch.Segmenter(mode="lattice")
/// >>> segmenter.segment("他在研究生命的起源")
/// ['他', '在', '研究', '生命', '的', '起源']
#[pyclass(frozen, module = "maxmatch")]
pub(crate) struct Segmenter {
    inner: Inner,
    #[pyo3(get)]
    dictionary: Py<Dictionary>,
    users: Vec<Py<UserDictionary>>,
    /// What threads use again: each takes one, and puts it back.
    #[expect(clippy::vec_box, reason = "each text takes one out and puts it back, and it is large")]
    workers: Mutex<Vec<Box<Worker>>>,
}

/// What is used again from text to text.
#[derive(Default)]
struct Worker {
    scratch: Scratch,
    words: Words,
    found: Found,
}

/// The tokens of a text.
#[derive(Default)]
struct Found {
    ranges: Vec<Range<usize>>,
    kinds: Vec<Kind>,
}

impl Found {
    fn collect<T: maxmatch::Text + ?Sized>(&mut self, mut tokens: Tokens<'_, '_, T>) {
        self.ranges.clear();
        self.kinds.clear();
        while let Some(spans) = tokens.next_spans() {
            for span in spans {
                self.ranges.push(span.range());
                self.kinds.push(span.kind());
            }
        }
    }
}

#[pymethods]
impl Segmenter {
    #[new]
    #[pyo3(signature = (
        dictionary = None, *, mode = "bidir", user = None, rules = "standard", principles = None, weights = None
    ))]
    fn new(
        py: Python<'_>,
        dictionary: Option<DictionaryOrPath>,
        mode: &str,
        user: Option<Users>,
        rules: &str,
        principles: Option<&str>,
        weights: Option<&str>,
    ) -> PyResult<Segmenter> {
        let dictionary = match dictionary {
            None => Py::new(py, Dictionary::embedded()?)?,
            Some(DictionaryOrPath::Dictionary(dictionary)) => dictionary,
            Some(DictionaryOrPath::Path(path)) => Py::new(py, Dictionary::open(path, true)?)?,
        };
        let users = match user {
            None => Vec::new(),
            Some(Users::One(user)) => vec![user],
            Some(Users::Several(users)) => users,
        };
        let open = |user| match user {
            UserOrPath::User(user) => Ok(user),
            UserOrPath::Path(path) => Py::new(py, UserDictionary::open(path)?),
        };
        let users = users.into_iter().map(open).collect::<PyResult<Vec<_>>>()?;
        let mut builder = Inner::builder(&dictionary.get().inner);
        builder.mode(mode.parse::<Mode>().map_err(invalid)?).rules(rules.parse::<Rules>().map_err(invalid)?);
        if let Some(principles) = principles {
            builder.principles(principles.parse::<Principles>().map_err(invalid)?);
        }
        if let Some(weights) = weights {
            builder.weights(weights.parse::<Weights>().map_err(invalid)?);
        }
        for user in &users {
            builder.layer(&user.get().inner);
        }
        let inner = py.detach(|| builder.build()).map_err(raise)?;
        Ok(Segmenter { inner, dictionary, users, workers: Mutex::default() })
    }

    /// The words of a text: pieces of it that, joined, are the text, save in the modes ``full`` and ``index``, where they overlap.
    ///
    /// Of a ``str`` they are ``str``, of ``bytes`` ``bytes``, any bytes at all. A lone surrogate in a ``str`` is read as U+FFFD is, and
    /// given back as it is.
    ///
    /// >>> import maxmatch
    /// >>> maxmatch.Segmenter().segment("南京市长江大桥")
    /// ['南京市', '长江大桥']
    fn segment<'py>(&self, py: Python<'py>, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        let text = Text::of(text)?;
        self.with_worker(|worker| {
            self.find(py, &text, worker);
            let Worker { words, found, .. } = worker;
            match &text {
                Text::Str(utf8) => batch::list(py, utf8, &found.ranges, words),
                Text::Bytes(bytes) => {
                    PyList::new(py, found.ranges.iter().map(|range| PyBytes::new(py, &bytes[range.clone()])))
                }
            }
        })
    }

    /// The tokens of a text: its words, each with where it is and what.
    ///
    /// >>> import maxmatch
    /// >>> for token in maxmatch.Segmenter().tokens("我爱🐼"):
    /// ...     print(token.text, token.start, token.end, token.kind)
    /// 我 0 1 word
    /// 爱 1 2 word
    /// 🐼 2 3 symbol
    fn tokens<'py>(&self, py: Python<'py>, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        let text = Text::of(text)?;
        self.with_worker(|worker| {
            self.find(py, &text, worker);
            let Worker { words, found, .. } = worker;
            let tokens = found.ranges.iter().cloned().zip(&found.kinds);
            let kind = |words: &mut Words, kind: Kind| words.get(py, kind.name(), 0..kind.name().len()).unbind();
            match &text {
                Text::Str(utf8) => {
                    let mut characters = Characters::default();
                    let tokens = tokens.map(|(range, &what)| {
                        let place = characters.range(&utf8.text, range.clone());
                        let (word, what) = match utf8.is_replaced() {
                            false => (words.get(py, &utf8.text, range), what),
                            true => {
                                let word = utf8.piece(place.clone())?;
                                let what = if has_surrogates(&word) { Kind::Invalid } else { what };
                                (word, what)
                            }
                        };
                        let what = kind(words, what);
                        Py::new(py, Token::new(word.into_any().unbind(), place.start, place.end, what))
                    });
                    PyList::new(py, tokens.collect::<PyResult<Vec<_>>>()?)
                }
                Text::Bytes(bytes) => {
                    let tokens = tokens.map(|(range, &what)| {
                        let word = PyBytes::new(py, &bytes[range.clone()]).into_any().unbind();
                        Py::new(py, Token::new(word, range.start, range.end, kind(words, what)))
                    });
                    PyList::new(py, tokens.collect::<PyResult<Vec<_>>>()?)
                }
            }
        })
    }

    /// The words of each text, as a list of lists. Texts are segmented on ``threads`` threads (0: one for each processor), without
    /// the interpreter's lock; while several do, this one makes the lists.
    ///
    /// >>> import maxmatch
    /// >>> maxmatch.Segmenter().segment_batch(["研究生命", "", "起源"])
    /// [['研究', '生命'], [], ['起源']]
    #[pyo3(signature = (texts, *, threads = 1))]
    fn segment_batch<'py>(
        &self,
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        threads: usize,
    ) -> PyResult<Bound<'py, PyList>> {
        if texts.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("segment_batch takes many texts, not one: pass a list of str"));
        }
        let string = |(row, text): (usize, PyResult<Bound<'py, PyAny>>)| {
            let text = text?;
            let class = text.get_type();
            text.cast_into::<PyString>().map_err(|_| {
                PyTypeError::new_err(format!("text {row} is no str but {class}; leave it out, or pass \"\""))
            })
        };
        let strings = texts.try_iter()?.enumerate().map(string).collect::<PyResult<Vec<_>>>()?;
        let threads = arrays::threads(threads)?;
        self.with_worker(|worker| batch::segment(&self.inner, strings, threads, &mut worker.words, py))
    }

    /// The words of a column of texts, as a column of lists: of pyarrow, polars or pandas, or of whatever else speaks Arrow's C data
    /// interface, in what it came in. See ``maxmatch.arrays.segment``, whose options these are.
    #[pyo3(signature = (texts, **options))]
    fn segment_array<'py>(
        slf: &Bound<'py, Self>,
        texts: &Bound<'py, PyAny>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("maxmatch.arrays")?.getattr("segment")?.call((slf, texts), options)
    }

    /// What ``maxmatch.arrays`` calls.
    #[pyo3(signature = (texts, *, tokens, unit, without, threads))]
    fn _segment_array(
        &self,
        py: Python<'_>,
        texts: AnyArray,
        tokens: bool,
        unit: &str,
        without: Vec<String>,
        threads: usize,
    ) -> PyResult<Py<PyAny>> {
        let unit = match unit {
            "characters" => Unit::Characters,
            "bytes" => Unit::Bytes,
            other => return Err(invalid(format_args!("unknown unit {other:?}; there are characters and bytes"))),
        };
        let kind = |name: &String| {
            let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
            kind.ok_or_else(|| {
                invalid(format_args!("unknown kind {name:?}; there are {}", Kind::ALL.map(Kind::name).join(", ")))
            })
        };
        let without = without.iter().map(kind).collect::<PyResult<Vec<_>>>()?;
        let mut kernel = Kernel::new(&self.inner, if tokens { Output::Tokens(unit) } else { Output::Words });
        arrays::run(py, kernel.without(&without), texts, threads)
    }

    /// Why a text is cut as it is.
    ///
    /// >>> import maxmatch
    /// >>> print(maxmatch.Segmenter(mode="bidir").explain("和尚未结婚"))  # doctest: +ELLIPSIS
    /// forward   和尚 / 未 / 结婚
    /// backward  和 / 尚未 / 结婚
    /// ...
    fn explain(&self, text: &Bound<'_, PyString>) -> PyResult<Explanation> {
        let text = Utf8::of(text)?.text;
        let view = View::new(&self.inner, &text).map_err(raise)?;
        let (mut written, places) = (Vec::new(), text.char_indices().map(|(byte, _)| byte).collect::<Vec<_>>());
        view.write_text(&mut StripStream::new(&mut written))?;
        Ok(Explanation {
            text: String::from_utf8(written)?,
            json: view.to_json_at(|byte| places.partition_point(|&place| place < byte)),
            html: view.to_html(),
            svg: view.to_svg(),
        })
    }

    /// The same in another mode. Raises what ``Segmenter`` raises for it.
    fn with_mode(&self, py: Python<'_>, mode: &str) -> PyResult<Segmenter> {
        let inner = self.inner.with_mode(mode.parse().map_err(invalid)?);
        if inner.mode() == Mode::Lattice {
            // Otherwise a model that can't be read would be as none.
            py.detach(|| inner.dictionary().bigrams().map(drop)).map_err(raise)?;
        }
        let users = self.users.iter().map(|user| user.clone_ref(py)).collect();
        Ok(Segmenter { inner, dictionary: self.dictionary.clone_ref(py), users, workers: Mutex::default() })
    }

    /// The name of its mode.
    #[getter]
    fn mode(&self) -> &'static str {
        self.inner.mode().name()
    }

    /// Its rules, as they are passed.
    #[getter]
    fn rules(&self) -> String {
        self.inner.rules().to_string()
    }

    /// Its principles, as they are passed.
    #[getter]
    fn principles(&self) -> String {
        self.inner.principles().to_string()
    }

    /// Its weights, as they are passed.
    #[getter]
    fn weights(&self) -> String {
        self.inner.weights().to_string()
    }

    /// Its user dictionaries, of which the last counts before the others.
    #[getter]
    fn user(&self, py: Python<'_>) -> Vec<Py<UserDictionary>> {
        self.users.iter().map(|user| user.clone_ref(py)).collect()
    }

    /// 32 hexadecimal digits, the same for whatever gives the same tokens: of dictionary, user dictionaries, rules, mode, principles,
    /// in mode ``lattice`` weights and models, and the release. ``index`` and ``query`` have the same, since they belong together.
    #[getter]
    fn fingerprint(&self) -> String {
        self.inner.fingerprint().to_string()
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("mode", self.mode())?;
        options.set_item("user", self.user(py))?;
        options.set_item("rules", self.rules())?;
        options.set_item("principles", self.principles())?;
        options.set_item("weights", self.weights())?;
        Ok(((&self.dictionary,).into_pyobject(py)?, options))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<Segmenter {}, {}>", self.mode(), self.dictionary.bind(py).repr()?))
    }
}

impl Segmenter {
    /// Calls this with a worker of its own.
    fn with_worker<R>(&self, work: impl FnOnce(&mut Worker) -> R) -> R {
        let workers = || self.workers.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = workers().pop();
        let mut worker = idle.unwrap_or_default();
        let result = work(&mut worker);
        workers().push(worker);
        result
    }

    /// Leaves the tokens of a text with the worker.
    fn find(&self, py: Python<'_>, text: &Text<'_, '_>, worker: &mut Worker) {
        let Worker { scratch, found, .. } = worker;
        match text {
            Text::Str(utf8) => {
                let text = &*utf8.text;
                without_lock(py, text.len(), || found.collect(self.inner.segment_with(scratch, text)));
            }
            Text::Bytes(bytes) => {
                without_lock(py, bytes.len(), || found.collect(self.inner.segment_bytes_with(scratch, bytes)));
            }
        }
    }
}

/// Does what takes long without the interpreter's lock.
fn without_lock(py: Python<'_>, bytes: usize, work: impl FnOnce() + Send) {
    if bytes < LONG { work() } else { py.detach(work) }
}

//! maxmatch for Python: the module `maxmatch._maxmatch`, of which the package `maxmatch` is made.
//!
//! * `dictionary`, `user`, `segmenter`: the classes, with their options, and how they are pickled;
//! * `text`: from Python's strings to UTF-8 and back; `words`: strings that are made once; `batch`: many texts;
//! * `arrays`: Arrow's arrays; `explain`: why a text is cut as it is;
//! * `error`: what is raised; `ffi`: the one call that maps a file.

mod arrays;
mod batch;
mod dictionary;
mod error;
mod explain;
mod ffi;
mod segmenter;
mod text;
mod token;
mod user;
mod words;

use pyo3::prelude::*;

#[pymodule]
mod _maxmatch {
    #[pymodule_export]
    use crate::dictionary::{Dictionary, Entry};
    #[pymodule_export]
    use crate::error::Error;
    #[pymodule_export]
    use crate::explain::Explanation;
    #[pymodule_export]
    use crate::segmenter::Segmenter;
    #[pymodule_export]
    use crate::token::Token;
    #[pymodule_export]
    use crate::user::UserDictionary;
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("MODES", maxmatch::Mode::ALL.map(maxmatch::Mode::name))?;
        module.add("KINDS", maxmatch::Kind::ALL.map(maxmatch::Kind::name))
    }
}

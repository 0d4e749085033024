//! Arrow's arrays, in and out by its C data interface.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::{process, thread};

use arrow_array::ArrayRef;
use arrow_schema::Field;
use maxmatch_arrow::Kernel;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;
use pyo3_arrow::{PyArray, PyChunkedArray};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::invalid;

/// What the kernel makes of an array, or of each chunk of a stream of arrays.
pub(crate) fn run(py: Python<'_>, kernel: &Kernel, texts: AnyArray, threads: usize) -> PyResult<Py<PyAny>> {
    let pool = pool(self::threads(threads)?)?;
    let run = |texts: &ArrayRef| {
        py.detach(|| match &pool {
            Some(pool) => pool.install(|| kernel.run_in_parallel(texts)),
            None => kernel.run(texts),
        })
        .map_err(invalid)
    };
    match texts {
        AnyArray::Array(texts) => {
            let lists = run(texts.array())?;
            Ok(Py::new(py, PyArray::from_array_ref(lists))?.into_any())
        }
        AnyArray::Stream(texts) => {
            let chunked = AnyArray::Stream(texts).into_chunked_array()?;
            let data_type = kernel.data_type(chunked.data_type()).map_err(invalid)?;
            let lists = chunked.chunks().iter().map(run).collect::<PyResult<Vec<_>>>()?;
            let field = Arc::new(Field::new("", data_type, true));
            Ok(Py::new(py, PyChunkedArray::try_new(lists, field)?)?.into_any())
        }
    }
}

/// A pool of so many threads, for all who want as many; none for one thread.
fn pool(threads: usize) -> PyResult<Option<Arc<ThreadPool>>> {
    /// By process too: threads are not there any more after a fork.
    type Pools = HashMap<(u32, usize), Arc<ThreadPool>>;
    static POOLS: LazyLock<Mutex<Pools>> = LazyLock::new(Mutex::default);
    if threads == 1 {
        return Ok(None);
    }
    let mut pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (process::id(), threads);
    if let Some(pool) = pools.get(&key) {
        return Ok(Some(Arc::clone(pool)));
    }
    let pool = ThreadPoolBuilder::new().num_threads(threads).thread_name(|i| format!("maxmatch-{i}")).build();
    let pool = Arc::new(pool.map_err(|error| invalid(format_args!("{threads} threads can't be started: {error}")))?);
    pools.insert(key, Arc::clone(&pool));
    Ok(Some(pool))
}

/// How many threads are meant.
pub(crate) fn threads(wanted: usize) -> PyResult<usize> {
    /// More would take longer to start than they save.
    const MOST: usize = 1024;
    match wanted {
        0 => Ok(thread::available_parallelism().map_or(1, usize::from)),
        1..=MOST => Ok(wanted),
        _ => Err(invalid(format_args!(
            "{wanted} threads are too many; there can be {MOST}, and 0 is one for each processor"
        ))),
    }
}

//! Arrow's arrays, in and out by its C data interface.

use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};
use std::{mem, process, thread};

use arrow_array::ArrayRef;
use arrow_schema::Field;
use maxmatch_arrow::{Kernel, check_utf8};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;
use pyo3_arrow::{PyArray, PyChunkedArray};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::invalid;

/// What the kernel makes of an array, or of each chunk of a stream of arrays.
pub(crate) fn run(py: Python<'_>, kernel: &Kernel, texts: AnyArray, threads: usize) -> PyResult<Py<PyAny>> {
    let pool = pool(self::threads(threads)?)?;
    // Nobody has looked whether it is UTF-8: an array came as pointers.
    let run = |texts: &ArrayRef| {
        py.detach(|| {
            check_utf8(texts)?;
            match &pool {
                Some(pool) => pool.install(|| kernel.run_in_parallel(texts)),
                None => kernel.run(texts),
            }
        })
    };
    match texts {
        AnyArray::Array(texts) => {
            let lists = run(texts.array()).map_err(invalid)?;
            Ok(Py::new(py, PyArray::from_array_ref(lists))?.into_any())
        }
        AnyArray::Stream(texts) => {
            let chunked = AnyArray::Stream(texts).into_chunked_array()?;
            let data_type = kernel.data_type(chunked.data_type()).map_err(invalid)?;
            let lists =
                chunked.chunks().iter().enumerate().map(|(number, texts)| {
                    run(texts).map_err(|error| invalid(format_args!("chunk {number}: {error}")))
                });
            let lists = lists.collect::<PyResult<Vec<_>>>()?;
            let field = Arc::new(Field::new("", data_type, true));
            Ok(Py::new(py, PyChunkedArray::try_new(lists, field)?)?.into_any())
        }
    }
}

/// A pool of so many threads; none for one thread.
fn pool(threads: usize) -> PyResult<Option<Arc<ThreadPool>>> {
    /// The last one, and its process: threads are not there any more after a fork.
    static LAST: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);
    if threads == 1 {
        return Ok(None);
    }
    let process = process::id();
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((of, pool)) = &*last
        && (*of, pool.current_num_threads()) == (process, threads)
    {
        return Ok(Some(Arc::clone(pool)));
    }
    let pool = ThreadPoolBuilder::new().num_threads(threads).thread_name(|i| format!("maxmatch-{i}")).build();
    let pool = Arc::new(pool.map_err(|error| not_started(threads, &error))?);
    if let Some((of, pool)) = last.replace((process, Arc::clone(&pool)))
        && of != process
    {
        // There is nobody to be told to end.
        mem::forget(pool);
    }
    Ok(Some(pool))
}

/// What is raised where the system refuses threads.
pub(crate) fn not_started(threads: usize, error: &dyn Display) -> PyErr {
    invalid(format_args!("{threads} threads can't be started: {error}; ask for fewer"))
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

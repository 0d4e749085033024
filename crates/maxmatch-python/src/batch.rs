//! Many texts: segmented without the interpreter's lock, while strings are made of what is ready.

use std::ops::Range;
use std::sync::mpsc::{Receiver, sync_channel};
use std::{iter, thread};

use maxmatch::{Batch, BatchSpans, Segmenter};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use crate::arrays::not_started;
use crate::text::Utf8;
use crate::words::Words;

/// So many characters, or a bit more, are segmented at a time: what comes of them is still in the processor's cache when strings
/// are made of it.
const GROUP: usize = 1 << 15;

/// Where the tokens of some texts are, text by text, and how many each has.
#[derive(Default)]
struct Found {
    ranges: Vec<Range<usize>>,
    counts: Vec<usize>,
}

impl Found {
    fn find(&mut self, segmenter: &Segmenter, texts: &[&str]) {
        self.ranges.clear();
        self.counts.clear();
        self.counts.resize(texts.len(), 0);
        let mut take = |row: usize, _: &str, spans: BatchSpans<'_, '_>| {
            let before = self.ranges.len();
            self.ranges.extend(spans.map(|span| span.range()));
            self.counts[row] += self.ranges.len() - before;
        };
        let mut batch = Batch::new(segmenter);
        for (row, &text) in texts.iter().enumerate() {
            batch.push(row, text, &mut take);
        }
        batch.finish(take);
    }
}

/// The words of each text, as a list of lists.
pub(crate) fn segment<'py>(
    segmenter: &Segmenter,
    strings: Vec<Bound<'py, PyString>>,
    threads: usize,
    words: &mut Words,
    py: Python<'py>,
) -> PyResult<Bound<'py, PyList>> {
    let _paused = Paused::new(py)?;
    let mut lists = Vec::with_capacity(strings.len());
    let mut take = |texts: &[Utf8<'_, 'py>], found: &Found| -> PyResult<()> {
        let mut ranges = found.ranges.as_slice();
        for (text, &count) in texts.iter().zip(&found.counts) {
            let of_text;
            (of_text, ranges) = ranges.split_at(count);
            lists.push(list(py, text, of_text, words)?);
        }
        Ok(())
    };
    let groups = groups(strings);
    if threads == 1 {
        let mut found = Found::default();
        for strings in groups {
            let utf8 = utf8(&strings)?;
            let texts = texts(&utf8);
            py.detach(|| found.find(segmenter, &texts));
            take(&utf8, &found)?;
        }
    } else {
        let groups: Vec<Vec<Bound<'_, PyString>>> = groups.collect();
        let utf8 = groups.iter().map(|strings| utf8(strings)).collect::<PyResult<Vec<_>>>()?;
        let texts: Vec<Vec<&str>> = utf8.iter().map(|utf8| texts(utf8)).collect();
        thread::scope(|scope| {
            // Thread i has every n-th group from the i-th on, and is at most two ahead.
            let work = |first: usize| {
                let (sender, receiver) = sync_channel(2);
                let texts = &texts;
                let thread = thread::Builder::new().spawn_scoped(scope, move || {
                    for texts in texts.iter().skip(first).step_by(threads) {
                        let mut found = Found::default();
                        found.find(segmenter, texts);
                        if sender.send(found).is_err() {
                            return;
                        }
                    }
                });
                thread.map(|_| receiver).map_err(|error| not_started(threads, &error))
            };
            let mut receivers = (0..threads.min(texts.len())).map(work).collect::<PyResult<Vec<_>>>()?;
            for (number, utf8) in utf8.iter().enumerate() {
                let receiver = &mut receivers[number % threads];
                let found = py.detach(move || receive(receiver));
                take(utf8, &found.expect("the thread ends early only where it panics"))?;
            }
            Ok::<_, PyErr>(())
        })?;
    }
    PyList::new(py, lists)
}

fn receive(receiver: &mut Receiver<Found>) -> Option<Found> {
    receiver.recv().ok()
}

/// The words of one text.
pub(crate) fn list<'py>(
    py: Python<'py>,
    utf8: &Utf8<'_, 'py>,
    ranges: &[Range<usize>],
    words: &mut Words,
) -> PyResult<Bound<'py, PyList>> {
    if utf8.is_replaced() {
        return PyList::new(py, utf8.pieces(ranges.iter().cloned())?);
    }
    PyList::new(py, ranges.iter().map(|range| words.get(py, &utf8.text, range.clone())))
}

/// The strings in parts with about as many characters each.
fn groups(strings: Vec<Bound<'_, PyString>>) -> impl Iterator<Item = Vec<Bound<'_, PyString>>> {
    let mut strings = strings.into_iter();
    iter::from_fn(move || {
        let (mut group, mut characters) = (Vec::new(), 0);
        while characters < GROUP
            && let Some(string) = strings.next()
        {
            // A string has a length, and an empty one is some work too.
            characters += string.len().unwrap_or_default() + 1;
            group.push(string);
        }
        (!group.is_empty()).then_some(group)
    })
}

fn utf8<'a, 'py>(strings: &'a [Bound<'py, PyString>]) -> PyResult<Vec<Utf8<'a, 'py>>> {
    strings.iter().map(Utf8::of).collect()
}

fn texts<'a>(utf8: &'a [Utf8<'_, '_>]) -> Vec<&'a str> {
    utf8.iter().map(|utf8| &*utf8.text).collect()
}

/// Python's collector of cycles, which does not run while this is there.
///
/// It would look again and again through lists of strings, in which no cycle can be, for a third of the time. Since Python 3.12 it does
/// not run within a call in any case. Where there are other threads of Python, which could see that it pauses, it does not.
struct Paused<'py> {
    collector: Option<Bound<'py, PyModule>>,
}

impl<'py> Paused<'py> {
    fn new(py: Python<'py>) -> PyResult<Paused<'py>> {
        if py.version_info() >= (3, 12) || py.import("sys")?.call_method0("_current_frames")?.len()? > 1 {
            return Ok(Paused { collector: None });
        }
        let collector = py.import("gc")?;
        if !collector.call_method0("isenabled")?.is_truthy()? {
            return Ok(Paused { collector: None });
        }
        collector.call_method0("disable")?;
        Ok(Paused { collector: Some(collector) })
    }
}

impl Drop for Paused<'_> {
    fn drop(&mut self) {
        if let Some(collector) = &self.collector
            && let Err(error) = collector.call_method0("enable")
        {
            error.write_unraisable(collector.py(), Some(collector));
        }
    }
}

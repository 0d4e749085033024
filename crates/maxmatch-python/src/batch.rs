//! Many texts: segmented without the interpreter's lock, while strings are made of what is ready.

use std::ops::Range;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use maxmatch::{Batch, BatchSpans, Segmenter};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use crate::text::Utf8;
use crate::words::Words;

/// So many bytes, or a bit more, are segmented at a time: what comes of them is still in the processor's cache when strings are
/// made of it.
const GROUP: usize = 1 << 17;

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
    strings: &[Bound<'py, PyString>],
    threads: usize,
    words: &mut Words,
    py: Python<'py>,
) -> PyResult<Bound<'py, PyList>> {
    let utf8 = strings.iter().map(Utf8::of).collect::<PyResult<Vec<_>>>()?;
    let texts: Vec<&str> = utf8.iter().map(|utf8| &*utf8.text).collect();
    let groups = groups(&texts);
    let mut lists = Vec::with_capacity(texts.len());
    let mut take = |group: &Range<usize>, found: &Found| -> PyResult<()> {
        let mut ranges = found.ranges.as_slice();
        for (utf8, &count) in utf8[group.clone()].iter().zip(&found.counts) {
            let of_text;
            (of_text, ranges) = ranges.split_at(count);
            lists.push(list(py, utf8, of_text, words)?);
        }
        Ok(())
    };
    if threads == 1 || groups.len() < 2 {
        let mut found = Found::default();
        for group in &groups {
            py.detach(|| found.find(segmenter, &texts[group.clone()]));
            take(group, &found)?;
        }
    } else {
        thread::scope(|scope| {
            // Thread i has every n-th group from the i-th on, and is at most two ahead.
            let work = |first: usize| {
                let (sender, receiver) = sync_channel(2);
                let (groups, texts) = (&groups, &texts);
                scope.spawn(move || {
                    for group in groups.iter().skip(first).step_by(threads) {
                        let mut found = Found::default();
                        found.find(segmenter, &texts[group.clone()]);
                        if sender.send(found).is_err() {
                            return;
                        }
                    }
                });
                receiver
            };
            let mut receivers: Vec<Receiver<Found>> = (0..threads.min(groups.len())).map(work).collect();
            for (number, group) in groups.iter().enumerate() {
                let receiver = &mut receivers[number % threads];
                let found = py.detach(move || receive(receiver));
                // A thread that panicked has said so.
                take(group, &found.ok_or_else(|| PyRuntimeError::new_err("a thread ended early"))?)?;
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
    PyList::new(py, ranges.iter().map(|range| words.get(py, &utf8.text[range.clone()])))
}

/// Parts of the texts with about as many bytes each.
fn groups(texts: &[&str]) -> Vec<Range<usize>> {
    let (mut groups, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (row, text) in texts.iter().enumerate() {
        bytes += text.len();
        if bytes >= GROUP || row + 1 == texts.len() {
            groups.push(start..row + 1);
            (start, bytes) = (row + 1, 0);
        }
    }
    groups
}

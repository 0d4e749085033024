//! Segmenting on several threads.
//!
//! One thread reads, a pool of them segments, and the caller's writes. The reader takes a free part, fills it, gives it
//! to the pool, and tells the writer where the result will come; the writer takes the results in that order and frees
//! the parts. So there is no more text in memory than the parts hold, nobody waits for a round to end, and reading and
//! writing go on beside the segmenting.

use std::io::Write;
use std::panic;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Task;
use super::input::Inputs;
use super::part::Part;
use super::report::Report;
use crate::failure::Failure;

/// Segments `first`, which comes from the inputs, and what follows it, and writes it out in order.
pub(super) fn segment(
    task: &Arc<Task>,
    inputs: Inputs,
    first: Part,
    threads: usize,
    report: &mut Report,
    output: &mut impl Write,
) -> Result<(), Failure> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|e| Failure::new(format!("--threads {threads}: {e}")))?;
    let (free, parts) = mpsc::channel();
    // Each thread has a part in hand and one waiting; one is read and one written, and `first` is there already.
    for _ in 0..2 * threads + 1 {
        free.send(Part::default()).expect("its receiver is in this function");
    }
    let (results, in_order) = mpsc::channel::<Receiver<Part>>();
    let task = task.clone();
    // Not a scoped thread: if nobody wants the output any more, the command ends without waiting for more input.
    let reader = thread::spawn(move || read(&task, &pool, inputs, first, &parts, &results));
    for result in in_order {
        let mut part = result.recv().expect("rayon ends the process if a part's work panics");
        part.write(output)?;
        report.add(&part);
        // A reader that is at the end takes no parts.
        let _ = free.send(part);
    }
    reader.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
}

/// Reads the inputs to their end, or until the writer has gone.
fn read(
    task: &Arc<Task>,
    pool: &ThreadPool,
    mut inputs: Inputs,
    mut part: Part,
    parts: &Receiver<Part>,
    results: &Sender<Receiver<Part>>,
) -> Result<(), Failure> {
    loop {
        let (done, result) = mpsc::sync_channel(1);
        let task = task.clone();
        pool.spawn(move || {
            part.segment(&task.segmenter);
            // Without a writer nobody wants it.
            let _ = done.send(part);
        });
        if results.send(result).is_err() {
            return Ok(());
        }
        let Ok(free) = parts.recv() else { return Ok(()) };
        part = free;
        if !inputs.next(&mut part)? {
            return Ok(());
        }
    }
}

//! How fast engines index, on one thread.

use serde::Serialize;

use crate::clock::{Spread, interleaved};
use crate::corpus::Corpus;
use crate::engines::Engine;

/// The documents are repeated up to so many bytes, so that what every index costs once does not count.
const LEAST: usize = 4_000_000;

/// How fast each engine was.
#[derive(Serialize)]
pub(crate) struct Speed {
    pub(crate) bytes: usize,
    pub(crate) rounds: usize,
    pub(crate) engines: Vec<EngineSpeed>,
}

#[derive(Serialize)]
pub(crate) struct EngineSpeed {
    pub(crate) name: String,
    /// In megabytes (10⁶ bytes) a second.
    pub(crate) passed: Spread,
    /// By time of processors.
    pub(crate) worked: Option<Spread>,
}

/// Has every engine index the documents in memory.
pub(crate) fn measure(engines: &[Box<dyn Engine>], corpus: &Corpus, rounds: usize) -> Result<Speed, String> {
    let mut documents: Vec<&str> = corpus.documents.iter().map(|document| &*document.text).collect();
    let once: usize = documents.iter().map(|document| document.len()).sum();
    let times = LEAST.div_ceil(once);
    documents = documents.repeat(times);
    let bytes = once * times;
    let times = interleaved(rounds, engines.len(), |who| {
        let engine = &engines[who];
        engine.time(&documents).map_err(|e| format!("{}: {e}", engine.name()))
    })?;
    let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
    let engines = engines.iter().zip(times).map(|(engine, times)| EngineSpeed {
        name: engine.name().to_owned(),
        passed: Spread::of(times.iter().map(|time| speed(time.passed))).expect("a round at least"),
        worked: Spread::of(times.iter().filter_map(|time| time.worked).map(speed)),
    });
    Ok(Speed { bytes, rounds, engines: engines.collect() })
}

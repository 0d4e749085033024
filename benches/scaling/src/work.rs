//! What is measured at a point, in a process of its own.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use maxmatch::{Dictionary, Mode, Scratch, Segmenter};
use maxmatch_dict::lexicon::Lexicon;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock::{Clock, Time};
use crate::memory::{self, Watch};
use crate::pieces::{Cut, load};

/// What takes less time is repeated until it has taken this.
const LEAST: Duration = Duration::from_millis(20);

/// As many bytes are segmented before the clock starts, so that buffers and caches are warm.
const WARM: usize = 1 << 20;

/// What is done, by the files that it needs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Work {
    /// From a word list in memory to the bytes of a dictionary file.
    Build { words: PathBuf },
    /// From the bytes of a dictionary file in memory to a dictionary.
    Open { dictionary: PathBuf },
    /// All pieces of a text, each by one call.
    Segment { dictionary: PathBuf, mode: String, text: PathBuf, bytes: usize, cut: Cut, threads: usize },
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Outcome {
    /// For all of it, once.
    pub(crate) time: Time,
    /// What was read, in bytes.
    pub(crate) bytes: usize,
    /// In how many calls.
    pub(crate) calls: usize,
    pub(crate) answer: Answer,
    /// The most that was resident of the process, in bytes.
    pub(crate) peak: Option<u64>,
    /// How much more that was than before the work began, when all that it reads was in memory.
    pub(crate) grown: Option<u64>,
}

/// Tokens, by their number and the sum of where they end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub(crate) tokens: u64,
    pub(crate) ends: u64,
}

impl Answer {
    fn and(self, other: Answer) -> Answer {
        Answer { tokens: self.tokens + other.tokens, ends: self.ends.wrapping_add(other.ends) }
    }
}

impl Work {
    /// Does what is written as JSON, and writes what came of it to standard output.
    pub(crate) fn run_from(json: &str) -> Result<(), String> {
        let work: Work = serde_json::from_str(json).map_err(|e| format!("{json}: {e}"))?;
        let outcome = work.run()?;
        println!("{}", serde_json::to_string(&outcome).map_err(|e| e.to_string())?);
        Ok(())
    }

    fn run(&self) -> Result<Outcome, String> {
        match self {
            Work::Build { words } => build(words),
            Work::Open { dictionary } => {
                let bytes = read(dictionary)?;
                let watch = Watch::begin();
                let time = timed(|| Dictionary::from_bytes(&bytes).map(drop).map_err(|e| e.to_string()))?;
                Ok(Outcome::new(time, bytes.len(), 1, Answer::default(), &watch))
            }
            Work::Segment { dictionary, mode, text, bytes, cut, threads } => {
                let dictionary = Dictionary::open(dictionary).map_err(|e| e.to_string())?;
                let mode: Mode = mode.parse().map_err(|e| format!("{e}"))?;
                let segmenter = Segmenter::builder(&dictionary).mode(mode).build().map_err(|e| e.to_string())?;
                segment(&segmenter, &load(text, *bytes)?, *cut, *threads)
            }
        }
    }
}

impl Outcome {
    fn new(time: Time, bytes: usize, calls: usize, answer: Answer, watch: &Watch) -> Outcome {
        Outcome { time, bytes, calls, answer, peak: memory::peak(), grown: watch.grown() }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// The time of one pass.
fn timed(mut pass: impl FnMut() -> Result<(), String>) -> Result<Time, String> {
    let (clock, mut passes) = (Clock::start(), 0);
    while passes == 0 || clock.elapsed() < LEAST {
        pass()?;
        passes += 1;
    }
    Ok(clock.time() / f64::from(passes))
}

fn build(words: &Path) -> Result<Outcome, String> {
    let (name, bytes) = (words.display().to_string(), read(words)?);
    let watch = Watch::begin();
    let time = timed(|| dictionary(&name, &bytes).map(|bytes| drop(black_box(bytes))))?;
    Ok(Outcome::new(time, bytes.len(), 1, Answer::default(), &watch))
}

/// The bytes of the dictionary file of a word list.
pub(crate) fn dictionary(name: &str, list: &[u8]) -> Result<Vec<u8>, String> {
    let list = Lexicon::read(name, list, None).map_err(|e| e.to_string())?;
    let mut builder = Dictionary::builder();
    builder.add_lexicon(&list).map_err(|e| e.to_string())?;
    builder.to_bytes().map_err(|e| e.to_string())
}

fn segment(segmenter: &Segmenter, text: &str, cut: Cut, threads: usize) -> Result<Outcome, String> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().map_err(|e| e.to_string())?;
    let shared: Vec<_> = if threads > 1 { cut.pieces(text).collect() } else { Vec::new() };
    let calls = cut.pieces(text).count();
    let watch = Watch::begin();
    let mut scratch = Scratch::default();
    let warm = cut.pieces(Cut::Characters(WARM).first(text));
    black_box(warm.map(|piece| answer(segmenter, &mut scratch, piece)).fold(Answer::default(), Answer::and));
    let mut first = None;
    let time = timed(|| {
        let found = match threads {
            1 => cut
                .pieces(text)
                .map(|piece| answer(segmenter, &mut scratch, piece))
                .fold(Answer::default(), Answer::and),
            _ => pool.install(|| {
                let all =
                    shared.par_iter().map_init(Scratch::default, |scratch, &piece| answer(segmenter, scratch, piece));
                all.reduce(Answer::default, Answer::and)
            }),
        };
        match *first.get_or_insert(found) == found {
            true => Ok(()),
            false => Err("the same text gave other tokens when it was segmented again".to_owned()),
        }
    })?;
    Ok(Outcome::new(time, text.len(), calls, first.unwrap_or_default(), &watch))
}

/// The tokens of a piece that begins at byte `start` of the text.
fn answer(segmenter: &Segmenter, scratch: &mut Scratch, (start, piece): (usize, &str)) -> Answer {
    let mut answer = Answer::default();
    segmenter.segment_with(scratch, piece).for_each(|token| {
        // The kind is part of the answer: the work for it belongs into the time.
        black_box(token.kind());
        answer.tokens += 1;
        answer.ends = answer.ends.wrapping_add((start + token.range().end) as u64);
    });
    answer
}

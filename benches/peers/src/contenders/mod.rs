//! Who takes part. A contender is a [`Segment`]er with its name and what making it took.

mod automata;
mod jieba;
pub(crate) mod ours;
mod textbook;
mod tries;

use std::time::{Duration, Instant};

use maxmatch::{Mode, Rules};

use crate::input::Input;
use crate::words::Words;

/// How the text is handed to maxmatch. It makes no difference to the others, who get Han runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Feed {
    /// The whole text in one call.
    Whole,
    /// One call a line, its line feed included.
    Lines,
}

/// Segments a text.
trait Segment {
    /// Calls `token` with the end, in bytes, of each token in order.
    fn segment(&mut self, input: &Input, token: impl FnMut(usize));
}

/// Segments a piece of a text: mostly a run of Han characters.
trait SegmentPiece {
    /// Calls `token` with the end, in bytes from the piece's beginning, of each token in order.
    fn segment_piece(&mut self, piece: &str, token: impl FnMut(usize));
}

/// Segments each Han run, and makes each other run one token.
struct ByRun<S>(S);

impl<S: SegmentPiece> Segment for ByRun<S> {
    #[inline(always)]
    fn segment(&mut self, input: &Input, mut token: impl FnMut(usize)) {
        for run in input.runs() {
            if run.is_han {
                self.0.segment_piece(run.text, |end| token(run.start + end));
            } else {
                token(run.start + run.text.len());
            }
        }
    }
}

/// What a timed pass computes, so that nothing can be left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) tokens: u64,
    /// The wrapping sum of token ends.
    ends: u64,
}

impl Sum {
    #[inline(always)]
    pub(crate) fn add(&mut self, end: usize) {
        self.tokens += 1;
        self.ends = self.ends.wrapping_add(end as u64);
    }

    pub(crate) fn and(self, other: Sum) -> Sum {
        Sum { tokens: self.tokens + other.tokens, ends: self.ends.wrapping_add(other.ends) }
    }
}

/// A [`Segment`]er behind a pointer, with one loop for each use.
pub(crate) trait Passes {
    /// The timed pass.
    fn sum(&mut self, input: &Input) -> Sum;
    /// The pass whose answer is checked.
    fn ends(&mut self, input: &Input) -> Vec<usize>;
}

impl<S: Segment> Passes for S {
    #[inline(never)]
    fn sum(&mut self, input: &Input) -> Sum {
        let mut sum = Sum::default();
        self.segment(input, |end| sum.add(end));
        sum
    }

    fn ends(&mut self, input: &Input) -> Vec<usize> {
        let mut ends = Vec::new();
        self.segment(input, |end| ends.push(end));
        ends
    }
}

/// One row of the table.
pub(crate) struct Contender {
    pub(crate) name: String,
    pub(crate) passes: Box<dyn Passes>,
    /// Whether its tokens must be those of forward maximum matching, outside Han runs excepted.
    pub(crate) is_forward: bool,
    pub(crate) cost: Cost,
}

/// What it takes to have a contender ready.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// Building it from the words.
    pub(crate) build: Duration,
    /// Making it from what it writes to a file, already in memory, where it can do so.
    pub(crate) open: Option<Duration>,
    /// What it says its tables take, in bytes, where it says so.
    pub(crate) bytes: Option<usize>,
}

/// The contender that the others are measured by.
pub(crate) const REFERENCE: &str = "daachorse";

/// Makes the contenders whose name contains one of `only`, or all if that is empty; the reference in any case.
pub(crate) fn all(words: &Words, feed: Feed, only: &[String]) -> Result<Vec<Contender>, String> {
    let wanted = |name: &str| name == REFERENCE || only.is_empty() || only.iter().any(|part| name.contains(part));
    let mut contenders = Vec::new();
    for (rules_name, rules) in [("none", Rules::none()), ("standard", Rules::standard())] {
        let named = Mode::ALL.map(|mode| (mode, format!("maxmatch/{mode}/{rules_name}")));
        // What overlaps is no segmentation.
        let named: Vec<_> = named.into_iter().filter(|(mode, name)| !mode.overlaps() && wanted(name)).collect();
        if named.is_empty() {
            continue;
        }
        let (dictionary, cost) = ours::dictionary(words, rules)?;
        for (mode, name) in named {
            let segmenter = ours::segmenter(&dictionary, mode, rules)?;
            let is_forward = mode == Mode::Forward && rules == Rules::none();
            contenders.push(Contender { name, passes: ours::passes(segmenter, feed), is_forward, cost });
        }
    }
    type Make = fn(&Words) -> Result<(Box<dyn Passes>, Cost), String>;
    let peers: [(&str, bool, Make); 8] = [
        (REFERENCE, true, automata::daachorse),
        ("crawdad", true, tries::crawdad),
        ("yada", true, tries::yada),
        ("cedarwood", true, tries::cedarwood),
        ("aho-corasick", true, automata::aho_corasick),
        ("textbook/siphash", true, textbook::siphash),
        ("textbook/ahash", true, textbook::ahash),
        ("jieba-rs", false, jieba::jieba),
    ];
    for (name, is_forward, make) in peers.into_iter().filter(|peer| wanted(peer.0)) {
        let (passes, cost) = make(words).map_err(|e| format!("{name}: {e}"))?;
        contenders.push(Contender { name: name.to_owned(), passes, is_forward, cost });
    }
    Ok(contenders)
}

/// What `f` gives, and how long it took.
pub(crate) fn timed<T>(f: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = f();
    (value, start.elapsed())
}

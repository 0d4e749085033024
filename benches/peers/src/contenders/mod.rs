//! Who takes part. A [`Candidate`] becomes a [`Contender`]: a [`Segment`]er with its name and what making it took.

mod automata;
pub(crate) mod child;
mod jieba;
pub(crate) mod levels;
pub(crate) mod ours;
#[cfg(feature = "own-dictionaries")]
mod own;
pub(crate) mod python;
mod textbook;
mod tries;

use std::process::Command;
use std::time::{Duration, Instant};

use maxmatch::{Mode, Rules};

use crate::input::Input;
use crate::words::Words;
use child::{Child, Start};
use ours::Dictionaries;

/// How the text is handed to maxmatch. It makes no difference to the others: those who get the words get Han runs, those
/// with words of their own and those in Python lines.
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

/// Segments a piece of a text: a run of Han characters, or a line.
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

/// Segments each line, its line feed included.
#[cfg(feature = "own-dictionaries")]
struct ByLine<S>(S);

#[cfg(feature = "own-dictionaries")]
impl<S: SegmentPiece> Segment for ByLine<S> {
    #[inline(always)]
    fn segment(&mut self, input: &Input, mut token: impl FnMut(usize)) {
        for (start, line) in input.lines() {
            self.0.segment_piece(line, |end| token(start + end));
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
    pub(crate) fn of(ends: &[usize]) -> Sum {
        let mut sum = Sum::default();
        ends.iter().for_each(|&end| sum.add(end));
        sum
    }

    #[inline(always)]
    pub(crate) fn add(&mut self, end: usize) {
        self.tokens += 1;
        self.ends = self.ends.wrapping_add(end as u64);
    }

    pub(crate) fn and(self, other: Sum) -> Sum {
        Sum { tokens: self.tokens + other.tokens, ends: self.ends.wrapping_add(other.ends) }
    }
}

/// A [`Segment`]er behind a pointer, with one loop for each use, or one in another process.
pub(crate) trait Passes {
    /// How long a pass takes. It must give `expected`; of a process only the number of tokens is asked.
    fn time(&mut self, input: &Input, expected: Sum) -> Result<Duration, String>;
    /// The pass whose answer is checked: the ends, in bytes, of all tokens.
    fn ends(&mut self, input: &Input) -> Result<Vec<usize>, String>;
}

/// The error of a pass that is not like the one that was checked.
const OTHER_TOKENS: &str = "a timed pass gave other tokens than the first";

impl<S: Segment> Passes for S {
    fn time(&mut self, input: &Input, expected: Sum) -> Result<Duration, String> {
        let (sum, time) = timed(|| sum(self, input));
        if sum == expected { Ok(time) } else { Err(OTHER_TOKENS.to_owned()) }
    }

    fn ends(&mut self, input: &Input) -> Result<Vec<usize>, String> {
        let mut ends = Vec::new();
        self.segment(input, |end| ends.push(end));
        Ok(ends)
    }
}

#[inline(never)]
fn sum(segment: &mut impl Segment, input: &Input) -> Sum {
    let mut sum = Sum::default();
    segment.segment(input, |end| sum.add(end));
    sum
}

/// Who can take part.
pub(crate) struct Candidate {
    pub(crate) name: String,
    /// Those of one group must end their tokens at the same places, outside Han runs excepted.
    group: String,
    words: Whose,
    maker: Maker,
}

/// The group of forward maximum matching.
pub(crate) const FORWARD: &str = "forward maximum matching";

/// Whose words a contender has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Those of the list, as all others that have them.
    Given,
    /// Those of a dictionary of its own: it answers another question.
    Own,
}

/// Makes a contender of the words.
type Make = fn(&Words) -> Result<(Box<dyn Passes>, Cost), String>;

/// How a contender is made.
enum Maker {
    Ours(Mode, Rules),
    Peer(Make),
    Child(Command),
}

/// One row of the table.
pub(crate) struct Contender {
    pub(crate) name: String,
    pub(crate) passes: Box<dyn Passes>,
    pub(crate) group: String,
    pub(crate) words: Whose,
    pub(crate) cost: Cost,
}

/// Who can't take part, and why.
pub(crate) struct Absent {
    pub(crate) name: String,
    pub(crate) reason: String,
}

/// What it takes to have a contender ready.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// Building it from the words, if it is.
    pub(crate) build: Option<Duration>,
    /// Making it from what it writes to a file, already in memory, where it can do so, or from its own dictionary.
    pub(crate) open: Option<Duration>,
    /// What it says its tables take, in bytes, where it says so.
    pub(crate) bytes: Option<usize>,
}

/// All that this program holds.
pub(crate) fn candidates() -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (rules_name, rules) in [("none", Rules::none()), ("standard", Rules::standard())] {
        // What overlaps is no segmentation.
        for mode in Mode::ALL.into_iter().filter(|mode| !mode.overlaps()) {
            let name = format!("maxmatch/{mode}/{rules_name}");
            let is_forward = mode == Mode::Forward && rules == Rules::none();
            let group = if is_forward { FORWARD.to_owned() } else { name.clone() };
            candidates.push(Candidate { name, group, words: Whose::Given, maker: Maker::Ours(mode, rules) });
        }
    }
    let forward: [(&str, Make); 7] = [
        ("daachorse", automata::daachorse),
        ("crawdad", tries::crawdad),
        ("yada", tries::yada),
        ("cedarwood", tries::cedarwood),
        ("aho-corasick", automata::aho_corasick),
        ("textbook/siphash", textbook::siphash),
        ("textbook/ahash", textbook::ahash),
    ];
    let peer = |name: &str, group: &str, words, make| {
        let (name, group) = (name.to_owned(), group.to_owned());
        Candidate { name, group, words, maker: Maker::Peer(make) }
    };
    candidates.extend(forward.map(|(name, make)| peer(name, FORWARD, Whose::Given, make)));
    candidates.push(peer("jieba-rs", "jieba-rs", Whose::Given, jieba::jieba));
    #[cfg(feature = "own-dictionaries")]
    candidates.extend([
        peer("icu_segmenter", "icu_segmenter", Whose::Own, own::icu),
        peer("charabia", "charabia", Whose::Own, own::charabia),
    ]);
    candidates
}

/// Those whose name contains one of `only`, or all if that is empty; `base` in any case.
///
/// # Errors
///
/// When there is no `base`: names all.
pub(crate) fn select(mut candidates: Vec<Candidate>, base: &str, only: &[String]) -> Result<Vec<Candidate>, String> {
    if candidates.iter().all(|candidate| candidate.name != base) {
        let names: Vec<_> = candidates.iter().map(|candidate| candidate.name.as_str()).collect();
        return Err(format!("--base {base}: no such contender; there are {}", names.join(", ")));
    }
    candidates.retain(|Candidate { name, .. }| {
        name == base || only.is_empty() || only.iter().any(|part| name.contains(part))
    });
    Ok(candidates)
}

/// Makes contenders of candidates, and tells who can't be one.
///
/// # Errors
///
/// When making one fails: names it.
pub(crate) fn make(
    candidates: Vec<Candidate>,
    words: &Words,
    feed: Feed,
) -> Result<(Vec<Contender>, Vec<Absent>), String> {
    let mut dictionaries = Dictionaries::default();
    let (mut contenders, mut absent) = (Vec::new(), Vec::new());
    for Candidate { name, group, words: whose, maker } in candidates {
        let (passes, cost) = match maker {
            Maker::Ours(mode, rules) => {
                let (dictionary, cost) = dictionaries.get(words, rules)?;
                (ours::passes(ours::segmenter(dictionary, mode, rules)?, feed), *cost)
            }
            Maker::Peer(make) => make(words).map_err(|e| format!("{name}: {e}"))?,
            Maker::Child(mut command) => match Child::start(&mut command).map_err(|e| format!("{name}: {e}"))? {
                Start::Ready(child, time) => (Box::new(child) as _, Cost::of_child(whose, time)),
                Start::Absent(reason) => {
                    absent.push(Absent { name, reason });
                    continue;
                }
            },
        };
        contenders.push(Contender { name, passes, group, words: whose, cost });
    }
    Ok((contenders, absent))
}

impl Cost {
    fn of_child(words: Whose, time: Duration) -> Cost {
        let (build, open) = match words {
            Whose::Given => (Some(time), None),
            Whose::Own => (None, Some(time)),
        };
        Cost { build, open, bytes: None }
    }
}

/// What `f` gives, and how long it took.
pub(crate) fn timed<T>(f: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = f();
    (value, start.elapsed())
}

#[cfg(test)]
mod tests {
    use super::{Candidate, candidates, select};

    fn names(candidates: &[Candidate]) -> Vec<&str> {
        candidates.iter().map(|candidate| candidate.name.as_str()).collect()
    }

    #[test]
    fn the_base_always_takes_part() {
        let only = |parts: &[&str]| parts.iter().map(|&part| part.to_owned()).collect::<Vec<_>>();
        let selected = select(candidates(), "jieba-rs", &only(&["textbook/", "yada"])).unwrap();
        assert_eq!(names(&selected), ["yada", "textbook/siphash", "textbook/ahash", "jieba-rs"]);
        let all = candidates();
        assert_eq!(names(&select(candidates(), "daachorse", &[]).unwrap()), names(&all));
    }

    #[test]
    fn an_unknown_base_is_told_with_those_there_are() {
        let message = select(candidates(), "daachors", &[]).err().unwrap();
        assert!(message.starts_with("--base daachors: no such contender; there are maxmatch/"), "{message}");
        assert!(names(&candidates()).iter().all(|name| message.contains(name)), "{message}");
    }
}

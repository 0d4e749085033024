//! The segmentation principles: which of two segmentations of the same text is better, and why.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// One of the principles of maximum matching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Principle {
    /// Coarser granularity: fewer words, which on one text is the same as longer words on average.
    Words,
    /// Fewer Han tokens that are in no dictionary.
    Oov,
    /// Fewer Han tokens of one character, known or not.
    Singles,
}

impl Principle {
    /// Every principle, in the default order.
    pub const ALL: [Principle; 3] = [Principle::Words, Principle::Oov, Principle::Singles];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Principle::Words => "words",
            Principle::Oov => "oov",
            Principle::Singles => "singles",
        }
    }
}

impl fmt::Display for Principle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What decided between the two passes.
///
/// ```
/// use maxmatch::{Decision, Principle};
///
/// assert_eq!(Decision::Principle(Principle::Oov).to_string(), "oov");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Decision {
    /// A principle.
    Principle(Principle),
    /// All principles tied; the sum of the words' costs is lower.
    Cost,
    /// All tied, costs too: the backward pass stands, which is right more often in Chinese.
    Backward,
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Decision::Principle(principle) => principle.name(),
            Decision::Cost => "cost",
            Decision::Backward => "backward",
        })
    }
}

/// What the principles count in one segmentation of a region.
///
/// ```
/// use maxmatch::{Dictionary, Principle, Segmenter};
///
/// let mut builder = Dictionary::builder();
/// for word in ["研究", "研究生", "生命"] {
///     builder.add(word, 1, None)?;
/// }
/// let why = Segmenter::new(&builder.build()?).explain("研究生命");
/// let (forward, backward) = (why.regions[0].forward, why.regions[0].backward);
/// assert_eq!((forward.words, backward.words), (2, 2));
/// assert_eq!(forward.count(Principle::Oov), 1); // 命
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Score {
    /// Tokens.
    pub words: u32,
    /// Han tokens in no dictionary.
    pub oov: u32,
    /// Han tokens of one character.
    pub singles: u32,
    /// The sum of the tokens' costs, each 256 × bits of information. Numerals and units outside Han text cost what the
    /// dictionary's median word costs; a Han character in no word costs one bit more than a word of frequency 0.
    pub cost: u32,
}

impl Score {
    /// What a principle counts.
    pub fn count(&self, principle: Principle) -> u32 {
        match principle {
            Principle::Words => self.words,
            Principle::Oov => self.oov,
            Principle::Singles => self.singles,
        }
    }
}

/// The principles in the order in which they are asked.
///
/// ```
/// use maxmatch::{Principle, Principles};
///
/// assert_eq!(Principles::default().order(), Principle::ALL);
/// let singles_first: Principles = "singles,words".parse()?;
/// assert_eq!(singles_first.order(), [Principle::Singles, Principle::Words]);
/// assert!("words,words".parse::<Principles>().is_err());
/// # Ok::<(), maxmatch::ParsePrinciplesError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Principles(Vec<Principle>);

impl Default for Principles {
    /// Fewer words, fewer out-of-vocabulary words, fewer single characters.
    fn default() -> Principles {
        Principles(Principle::ALL.to_vec())
    }
}

impl Principles {
    /// Asks `order`, the first first; a principle that is there twice is asked once. With none, cost decides.
    pub fn new(order: &[Principle]) -> Principles {
        let mut principles = Vec::new();
        for &principle in order {
            if !principles.contains(&principle) {
                principles.push(principle);
            }
        }
        Principles(principles)
    }

    /// The order.
    pub fn order(&self) -> &[Principle] {
        &self.0
    }

    /// Which of two segmentations is better, `Less` for the first, and what decided.
    pub(crate) fn compare(&self, forward: &Score, backward: &Score) -> (Ordering, Decision) {
        let by = |decision, ordering: Ordering| ordering.is_ne().then_some((ordering, decision));
        self.0
            .iter()
            .find_map(|&p| by(Decision::Principle(p), forward.count(p).cmp(&backward.count(p))))
            .or_else(|| by(Decision::Cost, forward.cost.cmp(&backward.cost)))
            .unwrap_or((Ordering::Greater, Decision::Backward))
    }
}

impl fmt::Display for Principles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        let names: Vec<&str> = self.0.iter().map(|p| p.name()).collect();
        f.write_str(&names.join(","))
    }
}

/// A list of principles that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsePrinciplesError(String);

impl fmt::Display for ParsePrinciplesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Principle::ALL.map(Principle::name).join(",");
        write!(f, "{}; name each of {names} at most once, separated by commas, or say none", self.0)
    }
}

impl std::error::Error for ParsePrinciplesError {}

impl FromStr for Principles {
    type Err = ParsePrinciplesError;

    fn from_str(list: &str) -> Result<Principles, ParsePrinciplesError> {
        let mut order = Vec::new();
        for name in list.split(',').filter(|_| list != "none") {
            let principle = Principle::ALL
                .into_iter()
                .find(|p| p.name() == name.trim())
                .ok_or_else(|| ParsePrinciplesError(format!("unknown principle {name:?}")))?;
            if order.contains(&principle) {
                return Err(ParsePrinciplesError(format!("principle {name:?} is there twice")));
            }
            order.push(principle);
        }
        Ok(Principles(order))
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Greater, Less};

    use super::{Decision, Principle, Principles, Score};

    #[test]
    fn the_first_difference_in_order_decides() {
        let score = |words, oov, singles, cost| Score { words, oov, singles, cost };
        let (words, oov, singles) = (Principle::Words, Principle::Oov, Principle::Singles);
        for (order, forward, backward, expected) in [
            (&[words, oov, singles][..], score(2, 1, 1, 9), score(3, 0, 0, 1), (Less, Decision::Principle(words))),
            (&[oov, words], score(2, 1, 1, 9), score(3, 0, 0, 1), (Greater, Decision::Principle(oov))),
            (&[words, singles], score(2, 1, 1, 9), score(2, 0, 0, 1), (Greater, Decision::Principle(singles))),
            (&[words], score(2, 1, 1, 1), score(2, 0, 0, 9), (Less, Decision::Cost)),
            (&[], score(9, 1, 1, 1), score(2, 0, 0, 1), (Greater, Decision::Backward)),
        ] {
            assert_eq!(Principles::new(order).compare(&forward, &backward), expected, "{order:?}");
        }
    }
}

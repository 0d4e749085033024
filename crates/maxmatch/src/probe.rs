//! Whether a word can match inside a text.

use maxmatch_dict::{Dictionary, Error};

use crate::rules::Rules;
use crate::segmenter::Segmenter;
use crate::tokens::Scratch;

/// What a word is tried between. Neither joins with anything by itself.
const BESIDE: [&str; 2] = ["中", " "];

/// Tells whether words can match inside a text: whether there can be a unit boundary at both their ends, when other
/// characters are beside them. Words that can't are those that begin with what belongs to the character before it: a
/// combining mark, a joiner, a variation selector.
///
/// ```
/// use maxmatch::{Probe, Rules};
///
/// let mut probe = Probe::new(Rules::standard())?;
/// assert!(probe.can_match("研究生") && probe.can_match("C++") && probe.can_match("ces"));
/// assert!(!probe.can_match("\u{301}tude")); // the accent belongs to what is before it
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Probe {
    /// Without a word, so that tokens are units.
    units: Segmenter,
    scratch: Scratch,
    text: String,
}

impl Probe {
    /// A probe of what can match under some rules.
    ///
    /// # Errors
    ///
    /// As [`Builder::build`](crate::Builder::build).
    pub fn new(rules: Rules) -> Result<Probe, Error> {
        let units = Segmenter::builder(&Dictionary::builder().build()?).rules(rules).build()?;
        Ok(Probe { units, scratch: Scratch::default(), text: String::new() })
    }

    /// Whether a word can match between Han characters, or between spaces.
    pub fn can_match(&mut self, word: &str) -> bool {
        BESIDE.iter().any(|beside| {
            self.text.clear();
            self.text.extend([beside, word, beside]);
            let mut ends = [beside.len(), beside.len() + word.len()].into_iter().peekable();
            for unit in self.units.segment_with(&mut self.scratch, &self.text) {
                ends.next_if_eq(&unit.range().end);
            }
            ends.peek().is_none()
        })
    }
}

#[cfg(test)]
mod tests {
    use maxmatch_dict::Dictionary;
    use proptest::prelude::*;

    use super::{BESIDE, Probe};
    use crate::rules::Rules;
    use crate::segmenter::{Mode, Segmenter};

    #[test]
    fn words() {
        let mut probe = Probe::new(Rules::standard()).unwrap();
        for (word, expected) in [
            ("研究生", true),
            ("New York", true),
            ("十二三十", true),
            ("3.", true),
            ("a-", true),
            ("'s", true),
            (" 词", true),
            ("万", true),
            ("カード", true),
            ("\u{301}a", false),
            ("\u{FE0F}", false),
            ("\u{200D}👩", false),
            ("\u{AD}词", true),
            ("\u{200B}词", true),
        ] {
            assert_eq!(probe.can_match(word), expected, "{word:?}");
        }
        let mut clusters = Probe::new(Rules::none()).unwrap();
        assert!(clusters.can_match("ces") && !clusters.can_match("\u{301}a"));
    }

    proptest! {
        /// What can match is what the engine finds, with the word in a dictionary.
        #[test]
        fn the_engine_finds_what_can_match(pieces in prop::collection::vec(prop::sample::select(vec![
            "词", "一", "十", "万", "a", "3", ".", "%", "'", "-", " ", "\u{301}", "\u{200D}", "カ", "👩", "🇨",
        ]), 1..6)) {
            let word = pieces.concat();
            let dictionary = Dictionary::builder().add(&word, 1, None).unwrap().build().unwrap();
            for rules in [Rules::standard(), Rules::none()] {
                let segmenter = Segmenter::builder(&dictionary).mode(Mode::Forward).rules(rules).build().unwrap();
                let is_found = BESIDE.iter().any(|beside| {
                    let text = [beside, &*word, beside].concat();
                    let range = beside.len()..beside.len() + word.len();
                    segmenter.segment(&text).any(|token| token.range() == range)
                });
                prop_assert_eq!(Probe::new(rules).unwrap().can_match(&word), is_found, "{:?} {:?}", word, rules);
            }
        }
    }
}

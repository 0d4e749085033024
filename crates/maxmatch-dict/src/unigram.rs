//! A word list as a unigram model: how probable a word is, and how probable its parts are.
//!
//! The model is that of the [costs](crate::Cost),
//!
//! ```text
//! p(w) = (f(w) + 1) / (N + V)
//! ```
//!
//! with f the frequency of a word, N the sum of all frequencies and V the number of words. A list contradicts itself
//! where a word is less probable than several of its words in a row: by its own counts the word is better read as
//! these. Dropping such words is the self-consistency prune; [`Unigram::keeps`] decides.

use std::collections::HashMap;

/// Sums of logarithms in different orders differ in their last bits. A difference below this counts as none.
const ROUNDING: f64 = 1e-9;

/// A word list as a unigram model.
///
/// ```
/// use maxmatch_dict::unigram::Unigram;
///
/// // N + V = 100. p(的话) = 0.08, and p(的) · p(话) = 0.5 · 0.2 = 0.1.
/// let model = Unigram::new([("的", 49), ("话", 19), ("的话", 7), ("其他", 21)]);
/// assert_eq!(model.best_split("的话").unwrap().words, ["的", "话"]);
/// assert!(!model.keeps("的话", 0.0));
/// assert!(model.keeps("的话", 0.3));
/// ```
#[derive(Debug, Clone)]
pub struct Unigram<'w> {
    frequencies: HashMap<&'w str, u32>,
    /// N + V.
    total: f64,
}

/// A word read as several.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Split<'t> {
    /// Two words of the list or more. Joined, they are the word.
    pub words: Vec<&'t str>,
    /// The sum of their ln p.
    pub log_probability: f64,
}

impl<'w> Unigram<'w> {
    /// The model of words and their frequencies. Of a word that comes twice the later frequency counts.
    pub fn new(words: impl IntoIterator<Item = (&'w str, u32)>) -> Unigram<'w> {
        let frequencies: HashMap<&str, u32> = words.into_iter().collect();
        // Whole numbers below 2^53: exact in any order.
        let total = frequencies.values().map(|&frequency| f64::from(frequency) + 1.0).sum();
        Unigram { frequencies, total }
    }

    /// ln p of a word of the list, the same bits on every machine.
    ///
    /// ```
    /// let model = maxmatch_dict::unigram::Unigram::new([("有", 8), ("用", 0)]);
    /// assert!((model.log_probability("有").unwrap() - f64::ln(0.9)).abs() < 1e-12);
    /// assert_eq!(model.log_probability("有用"), None);
    /// ```
    pub fn log_probability(&self, word: &str) -> Option<f64> {
        self.frequencies.get(word).map(|&frequency| libm::log((f64::from(frequency) + 1.0) / self.total))
    }

    /// The most probable way to read a text as two or more words of the list; none where there is no way. It takes time
    /// in the square of the text's characters.
    ///
    /// ```
    /// let model = maxmatch_dict::unigram::Unigram::new([("研究", 9), ("研究生", 4), ("生命", 7), ("命", 1)]);
    /// assert_eq!(model.best_split("研究生命").unwrap().words, ["研究", "生命"]);
    /// assert_eq!(model.best_split("研究生"), None);
    /// ```
    pub fn best_split<'t>(&self, text: &'t str) -> Option<Split<'t>> {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        // By end, in characters: the best sum of what is before, and where the last word of it begins.
        let mut best = vec![Some((0.0, 0))];
        for end in 1..ends.len() {
            let parts = (0..end).filter(|start| end - start < ends.len() - 1).filter_map(|start| {
                let (before, _) = best[start]?;
                Some((before + self.log_probability(&text[ends[start]..ends[end]])?, start))
            });
            best.push(parts.reduce(|best, part| if part.0 > best.0 { part } else { best }));
        }
        let mut end = ends.len() - 1;
        let (log_probability, _) = best[end].filter(|_| end > 0)?;
        let mut words = Vec::new();
        while let Some((_, start)) = best[end].filter(|_| end > 0) {
            words.push(&text[ends[start]..ends[end]]);
            end = start;
        }
        words.reverse();
        Some(Split { words, log_probability })
    }

    /// Whether the self-consistency prune keeps a word: ln p(word) + `theta` is at least the sum of its best split. Words
    /// that have none, and texts that are no word, are kept.
    ///
    /// With `theta` 0 a word goes if its best split is more probable, with −1 already if the split is more than 1/e as
    /// probable, with 1 only if it is e times as probable. The model is that of the whole list: dropping a word changes no
    /// other's fate.
    pub fn keeps(&self, word: &str, theta: f64) -> bool {
        match (self.log_probability(word), self.best_split(word)) {
            (Some(whole), Some(split)) => whole + theta >= split.log_probability - ROUNDING,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All splits of a word, itself included.
    fn splits(word: &[char]) -> Vec<Vec<String>> {
        let mut all = vec![vec![word.iter().collect()]];
        for first in 1..word.len() {
            for mut rest in splits(&word[first..]) {
                rest.insert(0, word[..first].iter().collect());
                all.push(rest);
            }
        }
        all
    }

    #[test]
    fn splits_are_enumerated() {
        assert_eq!(splits(&['a']), [["a"]]);
        assert_eq!(splits(&['a', 'b', 'c']).len(), 4);
    }

    #[test]
    fn a_word_goes_if_a_split_of_it_is_likelier() {
        // N + V = 100. 的话 has p = 0.08, and 的 × 话 = 0.5 × 0.2 = 0.10; 话的 has no frequency.
        let model = Unigram::new([("的", 49), ("话", 19), ("的话", 7), ("话的", 0), ("其他", 20)]);
        assert!(!model.keeps("的话", 0.0));
        assert!(model.keeps("的话", 0.3));
        assert!(!model.keeps("话的", 0.3));
        // Never words that nothing splits, and nothing that is no word.
        assert!(model.keeps("的", -9.0) && model.keeps("其他", -9.0));
        assert!(model.keeps("的的", -9.0) && model.keeps("", -9.0));
        assert_eq!(model.best_split(""), None);
    }

    #[test]
    fn the_later_of_two_counts() {
        let twice = Unigram::new([("的", 1), ("话", 19), ("的", 49)]);
        let once = Unigram::new([("的", 49), ("话", 19)]);
        assert_eq!(twice.log_probability("话"), once.log_probability("话"));
    }

    proptest! {
        #[test]
        fn the_best_split_is_the_best_of_all(
            list in prop::collection::btree_map("[ab中]{1,5}", 0u32..50, 1..12),
            word in "[ab中]{1,7}",
        ) {
            let model = Unigram::new(list.iter().map(|(word, &frequency)| (&**word, frequency)));
            let total = list.values().map(|&frequency| f64::from(frequency) + 1.0).sum::<f64>();
            let sum = |parts: &[String]| -> f64 {
                parts.iter().map(|part| ((f64::from(list[part]) + 1.0) / total).ln()).sum()
            };
            let characters: Vec<char> = word.chars().collect();
            let naive = splits(&characters)
                .into_iter()
                .filter(|parts| parts.len() > 1 && parts.iter().all(|part| list.contains_key(part)))
                .map(|parts| sum(&parts))
                .reduce(f64::max);
            match (naive, model.best_split(&word)) {
                (None, None) => {}
                (Some(naive), Some(best)) => {
                    prop_assert_eq!(best.words.concat(), &*word);
                    let parts: Vec<String> = best.words.iter().map(|&part| part.to_owned()).collect();
                    for probability in [naive, sum(&parts)] {
                        let found = best.log_probability;
                        prop_assert!((found - probability).abs() < ROUNDING, "{found} {probability}");
                    }
                }
                differing => prop_assert!(false, "{differing:?}"),
            }
        }
    }
}

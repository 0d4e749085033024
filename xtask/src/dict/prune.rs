//! The self-consistency prune: a list without the words that it says itself are better read as several.
//!
//! The list is taken as a unigram model,
//!
//! ```text
//! p(w) = (f(w) + 1) / (N + V)
//! ```
//!
//! with f the frequency of a word, N the sum of all frequencies and V the number of words. A word w of two characters or
//! more is dropped if
//!
//! ```text
//! ln p(w) + θ  <  max  Σ ln p(wᵢ)   over all w₁ w₂ … wₖ = w with k ≥ 2 and every wᵢ in the list.
//! ```
//!
//! The model is that of the whole list: dropping a word changes no other's fate. Sums of logarithms differ in their last
//! bits from one order or machine to another, so a difference below [`ROUNDING`] counts as none.

use std::collections::BTreeMap;

use maxmatch_dict::lexicon::{Format, Lexicon};

use super::source::Source;

const ROUNDING: f64 = 1e-9;

/// The whole recipe: reads jieba's list and gives the lines of `dicts/zh/words.tsv`.
pub(super) fn run(source: &Source, list: &[u8]) -> Result<Vec<u8>, String> {
    let list = Lexicon::read(&source.list.member, list, Some(Format::Jieba)).map_err(|e| e.to_string())?;
    let mut entries = BTreeMap::new();
    for entry in list.entries() {
        let entry = entry.map_err(|e| e.to_string())?;
        entries.insert(entry.word, (entry.frequency.unwrap_or(0), entry.tag.unwrap_or("")));
    }
    if entries.len() != source.list.words {
        let (there, recorded) = (entries.len(), source.list.words);
        return Err(format!("{}: has {there} words, and SOURCE.toml says {recorded}", source.list.member));
    }
    let model = Model::new(entries.iter().map(|(&word, &(frequency, _))| (word, frequency)).collect());
    let kept = entries.iter().filter(|(word, _)| model.keeps(word, source.recipe.theta));
    Ok(kept.flat_map(|(word, (frequency, tag))| format!("{word}\t{frequency}\t{tag}\n").into_bytes()).collect())
}

/// The list as a unigram model.
struct Model<'w> {
    frequencies: BTreeMap<&'w str, u32>,
    /// N + V.
    total: f64,
}

impl<'w> Model<'w> {
    fn new(frequencies: BTreeMap<&'w str, u32>) -> Model<'w> {
        let total = frequencies.values().map(|&frequency| f64::from(frequency) + 1.0).sum();
        Model { frequencies, total }
    }

    /// ln p, of a word of the list.
    fn log_probability(&self, word: &str) -> Option<f64> {
        self.frequencies.get(word).map(|&frequency| ((f64::from(frequency) + 1.0) / self.total).ln())
    }

    fn keeps(&self, word: &str, theta: f64) -> bool {
        match (self.log_probability(word), self.best_split(word)) {
            (Some(whole), Some(split)) => whole + theta >= split - ROUNDING,
            _ => true,
        }
    }

    /// The highest sum over the splits into two words or more; none where there is no such split.
    fn best_split(&self, word: &str) -> Option<f64> {
        let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        // best[i] is that of the first i characters into any number of words.
        let mut best = vec![Some(0.0)];
        for end in 1..ends.len() {
            let parts = (0..end).filter(|start| end - start < ends.len() - 1).filter_map(|start| {
                let before: f64 = best[start]?;
                Some(before + self.log_probability(&word[ends[start]..ends[end]])?)
            });
            best.push(parts.reduce(f64::max));
        }
        best.pop().expect("as many as characters, and one")
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
        let model = Model::new([("的", 49), ("话", 19), ("的话", 7), ("话的", 0), ("其他", 20)].into());
        assert!(!model.keeps("的话", 0.0));
        assert!(model.keeps("的话", 0.3));
        assert!(!model.keeps("话的", 0.3));
        // Never words that nothing splits.
        assert!(model.keeps("的", -9.0) && model.keeps("其他", -9.0));
    }

    proptest! {
        #[test]
        fn the_best_split_is_the_best_of_all(
            list in prop::collection::btree_map("[ab中]{1,5}", 0u32..50, 1..12),
            word in "[ab中]{1,7}",
        ) {
            let model = Model::new(list.iter().map(|(word, &frequency)| (&**word, frequency)).collect());
            let total = list.values().map(|&frequency| f64::from(frequency) + 1.0).sum::<f64>();
            let characters: Vec<char> = word.chars().collect();
            let naive = splits(&characters)
                .into_iter()
                .filter(|parts| parts.len() > 1 && parts.iter().all(|part| list.contains_key(part)))
                .map(|parts| parts.iter().map(|part| ((f64::from(list[part]) + 1.0) / total).ln()).sum::<f64>())
                .reduce(f64::max);
            match (naive, model.best_split(&word)) {
                (None, None) => {}
                (Some(naive), Some(best)) => prop_assert!((naive - best).abs() < ROUNDING, "{naive} {best}"),
                differing => prop_assert!(false, "{differing:?}"),
            }
        }
    }
}

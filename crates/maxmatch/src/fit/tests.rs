//! Expected counts against all segmentations, one by one.

use std::collections::BTreeMap;

use maxmatch_dict::{Dictionary, View};
use proptest::prelude::*;

use super::{Fit, Sample};

/// Words and their frequencies.
type List = BTreeMap<String, u32>;

fn sample(list: &List, views: &[View], text: &str) -> Sample {
    let mut builder = Dictionary::builder();
    builder.views(views);
    for (word, &frequency) in list {
        builder.add(word, frequency, None).unwrap();
    }
    let mut sample = Sample::new(&builder.build().unwrap()).unwrap();
    sample.add(text.as_bytes());
    sample
}

/// All ways to read a text of which every character is a unit: the words, and how probable it is.
fn segmentations(list: &List, text: &str) -> Vec<(Vec<String>, f64)> {
    let total: f64 = list.values().map(|&frequency| f64::from(frequency) + 1.0).sum();
    if text.is_empty() {
        return vec![(Vec::new(), 1.0)];
    }
    let mut all = Vec::new();
    for end in text.char_indices().map(|(at, c)| at + c.len_utf8()) {
        let (first, rest) = text.split_at(end);
        let probability = match list.get(first) {
            Some(&frequency) => (f64::from(frequency) + 1.0) / total,
            None if first.chars().count() == 1 => 0.5 / total,
            None => continue,
        };
        for (mut words, of_rest) in segmentations(list, rest) {
            words.insert(0, first.to_owned());
            all.push((words, probability * of_rest));
        }
    }
    all
}

const CHARACTERS: &str = "中国家发展";

fn texts() -> impl Strategy<Value = String> {
    "[中国家发展]{0,9}"
}

fn lists() -> impl Strategy<Value = List> {
    prop::collection::btree_map("[中国家发展]{1,3}", 0u32..9, 0..12)
}

/// Lists in which every character of the texts is a word.
fn whole_lists() -> impl Strategy<Value = List> {
    (lists(), prop::collection::vec(0u32..9, 5)).prop_map(|(mut list, frequencies)| {
        list.extend(CHARACTERS.chars().map(String::from).zip(frequencies));
        list
    })
}

proptest! {
    #[test]
    fn a_step_counts_over_all_segmentations(list in lists(), text in texts()) {
        let all = segmentations(&list, &text);
        let whole: f64 = all.iter().map(|(_, probability)| probability).sum();
        let mut fit = sample(&list, &[], &text).fit();
        fit.step();
        for (word, count) in list.keys().zip(&fit.counts) {
            let occurs = |words: &[String]| words.iter().filter(|other| *other == word).count() as f64;
            let expected: f64 = all.iter().map(|(words, probability)| occurs(words) * probability / whole).sum();
            prop_assert!((count - expected).abs() < 1e-9, "{word}: {count} {expected}");
        }
    }

    #[test]
    fn steps_make_the_text_more_probable(list in whole_lists(), text in texts()) {
        let whole: f64 = segmentations(&list, &text).iter().map(|(_, probability)| probability).sum();
        let mut fit = sample(&list, &[], &text).fit();
        // Adding one to each count is a prior; what grows is the probability of text and prior together.
        let mut last = f64::NEG_INFINITY;
        for step in 0..8 {
            let total = fit.counts.iter().sum::<f64>() + fit.counts.len() as f64;
            let prior: f64 = fit.counts.iter().map(|count| ((count + 1.0) / total).ln()).sum();
            let of_text = fit.step();
            prop_assert!(step > 0 || (of_text - whole.ln()).abs() < 1e-9, "{of_text} {}", whole.ln());
            prop_assert!(of_text + prior > last - 1e-9, "step {step}: {last} {}", of_text + prior);
            last = of_text + prior;
        }
    }

    /// Lines may come together, one by one or in several samples.
    #[test]
    fn how_a_text_comes_does_not_show(list in lists(), lines in prop::collection::vec(texts(), 0..6)) {
        let lines: Vec<String> = lines.into_iter().map(|line| line + "\n").collect();
        let mut one_by_one = sample(&list, &[], "");
        lines.iter().for_each(|line| one_by_one.add(line.as_bytes()));
        let mut merged = sample(&list, &[], "");
        for line in lines.iter().rev() {
            let mut other = sample(&list, &[], "");
            other.add(line.as_bytes());
            merged.merge(other);
        }
        let fitted = |mut fit: Fit| {
            let likelihood = [fit.step(), fit.step()];
            (likelihood.map(f64::to_bits), fit.counts.iter().map(|count| count.to_bits()).collect::<Vec<_>>())
        };
        let whole = fitted(sample(&list, &[], &lines.concat()).fit());
        prop_assert_eq!(fitted(one_by_one.fit()), whole.clone());
        prop_assert_eq!(fitted(merged.fit()), whole);
    }
}

#[test]
fn words_are_found_between_units_and_folded() {
    let list = |words: &[&str]| words.iter().map(|&word| (word.to_owned(), 0)).collect::<List>();
    for (words, text, expected) in [
        // In order of the words' bytes.
        (&["ces", "T恤"][..], "faces T恤 ces t恤", &[2, 1][..]),
        (&["New York", "York"], "New York, York", &[1, 1]),
        (&["Ｔ恤", "T恤"], "t恤Ｔ恤", &[2, 0]),
        (&["葛城"], "葛\u{E0100}城葛城", &[2]),
        (&["十二"], "十二月十二三", &[1]),
        (&["中国"], "中\n国中国\n", &[1]),
    ] {
        let mut fit = sample(&list(words), &View::ALL, text).fit();
        fit.step();
        assert_eq!(fit.frequencies(), expected, "{text}");
    }
    let mut bytes = sample(&list(&["中国"]), &[], "中国");
    bytes.add(b"\xE4\xB8\xAD\xFF\xE5\x9B\xBD");
    bytes.add("中国\u{FFFD}".as_bytes());
    let mut fit = bytes.fit();
    fit.step();
    assert_eq!(fit.frequencies(), [2]);
}

/// A stretch whose probability is below the smallest number.
#[test]
fn long_stretches() {
    let list: List = [("哈", 0), ("哈哈", 0)].map(|(word, frequency)| (word.to_owned(), frequency)).into();
    let mut fit = sample(&list, &[], &"哈".repeat(100_000)).fit();
    for _ in 0..3 {
        assert!(fit.step().is_finite());
    }
    let [single, double] = fit.frequencies()[..] else { panic!("two words") };
    assert!((99_999..=100_001).contains(&(single + 2 * double)), "{single} {double}");
}

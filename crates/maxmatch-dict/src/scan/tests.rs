//! The scan against a naive one: every word tried at every position.

use std::collections::HashSet;

use proptest::prelude::*;

use crate::{Dictionary, Matches};

/// Longest word starting and ending at each position, by trying all spans.
fn naive(words: &HashSet<Vec<char>>, text: &[char], boundaries: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let longest = words.iter().map(Vec::len).max().unwrap_or(0);
    let mut starting = vec![0; text.len()];
    let mut ending = vec![0; text.len() + 1];
    for start in 0..text.len() {
        for end in start + 1..=text.len().min(start + longest) {
            if boundaries[start] == 1 && boundaries[end] == 1 && words.contains(&text[start..end]) {
                let length = (end - start) as u8;
                starting[start] = starting[start].max(length);
                ending[end] = ending[end].max(length);
            }
        }
    }
    (starting, ending)
}

/// Words over few characters, so that they overlap, nest and share prefixes and suffixes; one is above U+FFFF.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[一丁七万丈𠀀]{1,5}", 1 => "[一丁]{1,40}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 4 } else { 512 }))]

    #[test]
    fn same_as_naive(
        words in prop::collection::hash_set(word(), 0..40),
        text in "[一丁七万丈𠀀上]{0,90}",
        flips in prop::collection::vec(prop::bool::weighted(0.15), 100),
    ) {
        let mut builder = Dictionary::builder();
        for word in &words {
            builder.add(word, 1, None).unwrap();
        }
        let dictionary = builder.build().unwrap();
        let text: Vec<char> = text.chars().collect();
        let boundaries: Vec<u8> = (0..=text.len()).map(|i| u8::from(i == 0 || i == text.len() || !flips[i])).collect();
        let codes = dictionary.codes();
        let codes: Vec<_> = text.iter().map(|&c| codes.get(c)).chain([0]).collect();
        let mut matches = Matches::default();
        // Twice: what a block leaves behind must not show in the next one.
        for _ in 0..2 {
            dictionary.scan(&codes, &boundaries, &mut matches);
            let words = words.iter().map(|word| word.chars().collect()).collect();
            let (starting, ending) = naive(&words, &text, &boundaries);
            prop_assert_eq!(matches.starting(), starting);
            prop_assert_eq!(matches.ending(), ending);
        }
    }

    /// Many different characters and few words: the index must keep apart what its hash throws together.
    #[test]
    fn every_word_is_found(words in prop::collection::hash_set("[\u{4E00}-\u{51FF}][\u{4E00}-\u{4E0F}][\u{4E00}-\u{4E0F}]?", 0..200)) {
        let mut builder = Dictionary::builder();
        for word in &words {
            builder.add(word, 1, None).unwrap();
        }
        let dictionary = builder.build().unwrap();
        for word in &words {
            let codes: Vec<_> = word.chars().map(|c| dictionary.codes().get(c)).chain([0]).collect();
            let mut matches = Matches::default();
            dictionary.scan(&codes, &vec![1; codes.len()], &mut matches);
            prop_assert_eq!(usize::from(matches.starting()[0]), codes.len() - 1, "{}", word);
        }
    }

    #[test]
    fn costs_are_those_of_the_words(words in prop::collection::hash_map(word(), 0u32..1000, 0..40), other in word()) {
        let mut builder = Dictionary::builder();
        for (word, frequency) in &words {
            builder.add(word, *frequency, None).unwrap();
        }
        let dictionary = builder.build().unwrap();
        for word in words.keys().chain([&other]) {
            let codes: Vec<_> = word.chars().map(|c| dictionary.codes().get(c)).collect();
            let expected = dictionary.get(word).unwrap().map(|entry| entry.cost());
            prop_assert_eq!(dictionary.cost(&codes), expected, "{}", word);
        }
    }
}

#[test]
fn words_of_the_greatest_length_match() {
    let word = "一丁".repeat(32);
    let dictionary = Dictionary::builder().add(&word, 1, None).unwrap().build().unwrap();
    let mut codes: Vec<_> = word.chars().map(|c| dictionary.codes().get(c)).collect();
    codes.push(0);
    let mut matches = Matches::default();
    dictionary.scan(&codes, &[1; 65], &mut matches);
    assert_eq!((matches.starting()[0], matches.ending()[64]), (64, 64));
}

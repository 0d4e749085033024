//! The scan against a naive one: every word tried at every position.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::prelude::*;

use crate::{Code, Dictionary, Edges, Layered, Level, Matches};

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

/// Texts about as long as vectors, and some of more than one part of those that are prefetched.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![15 => "[一丁七万丈𠀀上]{0,70}", 1 => "[一丁七万丈𠀀上]{240,600}"]
}

/// All words from boundary to boundary: where they begin, and their lengths.
fn naive_edges(words: &HashSet<Vec<char>>, text: &[char], boundaries: &[u8]) -> Vec<(usize, u8)> {
    let longest = words.iter().map(Vec::len).max().unwrap_or(0);
    let spans =
        (0..text.len()).flat_map(|start| (start + 1..=text.len().min(start + longest)).map(move |end| (start, end)));
    let is_word = |&(start, end): &(usize, usize)| {
        boundaries[start] == 1 && boundaries[end] == 1 && words.contains(&text[start..end])
    };
    spans.filter(is_word).map(|(start, end)| (start, (end - start) as u8)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 4 } else { 512 }))]

    #[test]
    fn same_as_naive(
        words in prop::collection::hash_set(word(), 0..40),
        text in text(),
        flips in prop::collection::vec(prop::bool::weighted(0.15), 600),
    ) {
        let mut builder = Dictionary::builder();
        for word in &words {
            builder.add(word, 1, None).unwrap();
        }
        let dictionary = builder.build().unwrap();
        let layered = Layered::from(&dictionary);
        let text: Vec<char> = text.chars().collect();
        let boundaries: Vec<u8> = (0..=text.len()).map(|i| u8::from(i == 0 || i == text.len() || !flips[i])).collect();
        let codes = dictionary.codes();
        let codes: Vec<_> = text.iter().map(|&c| codes.get(c)).chain([0]).collect();
        let words = words.iter().map(|word| word.chars().collect()).collect();
        let (starting, ending) = naive(&words, &text, &boundaries);
        let all = naive_edges(&words, &text, &boundaries);
        for level in Level::available() {
            let (mut matches, mut edges) = (Matches::at(level), Edges::default());
            // Twice: what a block leaves behind must not show in the next one.
            for _ in 0..2 {
                dictionary.scan(&codes, &boundaries, &mut matches);
                prop_assert_eq!(matches.starting(), &starting, "{:?}", level);
                prop_assert_eq!(matches.ending(), &ending, "{:?}", level);
                layered.edges(&codes, &boundaries, &mut matches, &mut edges);
                prop_assert_eq!(matches.starting(), &starting, "{:?}", level);
                let found = (0..text.len()).flat_map(|at| edges.starting(at).iter().map(move |edge| (at, edge.length)));
                prop_assert_eq!(found.collect::<Vec<_>>(), &all[..], "{:?}", level);
                for start in 0..text.len() {
                    for edge in edges.starting(start) {
                        let codes = &codes[start..start + usize::from(edge.length)];
                        prop_assert_eq!(dictionary.number(codes), Some(edge.word), "{:?}", level);
                    }
                }
            }
        }
    }

    /// A dictionary of many characters, as real ones are, and a text of many blocks; also what is in no dictionary.
    #[test]
    fn all_levels_find_the_same(
        words in prop::collection::hash_set("[\u{4E00}-\u{4E7F}]{1,4}", 1..600),
        places in prop::collection::vec((any::<prop::sample::Index>(), 0u32..0x100), 0..400),
        flips in prop::collection::vec(prop::bool::weighted(0.05), 97),
    ) {
        let mut builder = Dictionary::builder();
        for word in &words {
            builder.add(word, 1, None).unwrap();
        }
        let dictionary = builder.build().unwrap();
        let words: Vec<&String> = words.iter().collect();
        let text = places.iter().flat_map(|(word, other)| {
            word.get(&words).chars().chain((other % 3 == 0).then(|| char::from_u32(0x4E00 + other).unwrap()))
        });
        let codes: Vec<Code> = text.map(|c| dictionary.codes().get(c)).chain([0]).collect();
        let boundaries: Vec<u8> = (0..codes.len()).map(|i| u8::from(!flips[i % 97])).collect();
        let layered = Layered::from(&dictionary);
        let find = |level| {
            let (mut matches, mut edges) = (Matches::at(level), Edges::default());
            dictionary.scan(&codes, &boundaries, &mut matches);
            let longest = (matches.starting().to_vec(), matches.ending().to_vec());
            layered.edges(&codes, &boundaries, &mut matches, &mut edges);
            (longest, (0..codes.len() - 1).map(|start| edges.starting(start).to_vec()).collect::<Vec<_>>())
        };
        let portable = find(Level::PORTABLE);
        for level in Level::available() {
            prop_assert_eq!(&find(level), &portable, "{:?}", level);
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
            for level in Level::available() {
                let mut matches = Matches::at(level);
                dictionary.scan(&codes, &vec![1; codes.len()], &mut matches);
                prop_assert_eq!(usize::from(matches.starting()[0]), codes.len() - 1, "{} {:?}", word, level);
            }
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
    for level in Level::available() {
        let mut matches = Matches::at(level);
        dictionary.scan(&codes, &[1; 65], &mut matches);
        assert_eq!((matches.starting()[0], matches.ending()[64]), (64, 64), "{level:?}");
    }
}

/// What trusts codes must not trust just any: at every place of a block, in vectors and behind them.
#[test]
fn codes_that_are_none_lead_nowhere() {
    let dictionary = Dictionary::builder().add("一丁七", 1, None).unwrap().build().unwrap();
    let codes: Vec<_> = "一丁七".chars().cycle().take(20).map(|c| dictionary.codes().get(c)).chain([0]).collect();
    for level in Level::available().filter(|&level| level != Level::PORTABLE) {
        for (place, code) in (0..20).flat_map(|place| [(place, 4), (place, u16::MAX)]) {
            let mut codes = codes.clone();
            codes[place] = code;
            let scan = AssertUnwindSafe(|| dictionary.scan(&codes, &[1; 21], &mut Matches::at(level)));
            assert!(catch_unwind(scan).is_err(), "{level:?}, {code} at {place}");
        }
    }
}

#[test]
fn the_environment_names_a_level_or_nothing() {
    let best = Level::available().next_back().unwrap();
    for level in Level::available() {
        assert_eq!(Level::named(level.name()), level);
    }
    for name in ["", "avx1024", "AVX2", "portable "] {
        assert_eq!(Level::named(name), best, "{name}");
    }
}

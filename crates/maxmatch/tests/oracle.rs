//! Every mode against the textbook's loops over a set of words.

use std::collections::HashMap;

use maxmatch::{Cost, Dictionary, Mode, Principle, Principles, Rules, Scratch, Segmenter};
use proptest::prelude::*;

type Words = HashMap<String, u32>;

fn dictionary(words: &Words) -> Dictionary {
    let mut builder = Dictionary::builder();
    for (word, frequency) in words {
        builder.add(word, *frequency, None).unwrap();
    }
    builder.build().unwrap()
}

/// The textbook, over units that are single characters. Results are token ends, in characters.
struct Naive<'a> {
    words: &'a Words,
    dictionary: &'a Dictionary,
    text: &'a [char],
}

impl Naive<'_> {
    fn span(&self, start: usize, end: usize) -> String {
        self.text[start..end].iter().collect()
    }

    fn is_word(&self, start: usize, end: usize) -> bool {
        self.words.contains_key(&self.span(start, end))
    }

    fn forward(&self) -> Vec<usize> {
        let mut ends = vec![0];
        while let Some(&start) = ends.last().filter(|&&start| start < self.text.len()) {
            let longest = (start + 1..=self.text.len().min(start + 64)).rev().find(|&end| self.is_word(start, end));
            ends.push(longest.unwrap_or(start + 1));
        }
        ends
    }

    fn backward(&self) -> Vec<usize> {
        let mut starts = vec![self.text.len()];
        while let Some(&end) = starts.last().filter(|&&end| end > 0) {
            let longest = (end.saturating_sub(64)..end).find(|&start| self.is_word(start, end));
            starts.push(longest.unwrap_or(end - 1));
        }
        starts.reverse();
        starts
    }

    /// Words, unknown words, singles, cost.
    fn score(&self, ends: &[usize]) -> [u64; 4] {
        let mut score = [0; 4];
        for token in ends.windows(2) {
            let word = self.span(token[0], token[1]);
            let is_han = word.chars().all(|c| ('一'..='龥').contains(&c) || c >= '\u{20000}');
            let known: Option<Cost> = self.dictionary.get(&word).unwrap().map(|entry| entry.cost());
            score[0] += 1;
            if is_han || token[1] - token[0] > 1 {
                score[1] += u64::from(known.is_none());
                score[2] += u64::from(token[1] - token[0] == 1);
                score[3] += u64::from(known.unwrap_or(self.dictionary.unknown_cost()));
            } else {
                score[3] += u64::from(self.dictionary.median_cost());
            }
        }
        score
    }

    fn bidirectional(&self, order: &[usize]) -> Vec<usize> {
        let (forward, backward) = (self.forward(), self.backward());
        let common: Vec<usize> = forward.iter().copied().filter(|end| backward.contains(end)).collect();
        let mut ends = vec![0];
        for region in common.windows(2) {
            let part = |ends: &[usize]| -> Vec<usize> {
                ends.iter().copied().filter(|end| (region[0]..=region[1]).contains(end)).collect()
            };
            let (forward, backward) = (part(&forward), part(&backward));
            let key = |ends: &[usize]| -> Vec<u64> {
                let score = self.score(ends);
                order.iter().chain(&[3]).map(|&i| score[i]).collect()
            };
            let chosen = if key(&forward) < key(&backward) { forward } else { backward };
            ends.extend(&chosen[1..]);
        }
        ends
    }
}

/// Token ends in characters, after checking that the tokens are the text and that all ways to segment agree.
fn ends(segmenter: &Segmenter, text: &str) -> Vec<usize> {
    let tokens: Vec<_> = segmenter.segment(text).collect();
    let joined: String = tokens.iter().map(|token| token.text()).collect();
    assert_eq!(joined, text);
    assert!(tokens.iter().all(|token| &text[token.range()] == token.text()));
    let mut scratch = Scratch::default();
    for _ in 0..2 {
        let again: Vec<_> = segmenter.segment_with(&mut scratch, text).map(|token| token.range()).collect();
        assert_eq!(again, tokens.iter().map(|token| token.range()).collect::<Vec<_>>());
    }
    let bytes: Vec<_> = segmenter.segment_bytes(text.as_bytes()).map(|token| (token.range(), token.kind())).collect();
    assert_eq!(bytes, tokens.iter().map(|token| (token.range(), token.kind())).collect::<Vec<_>>());
    let mut ends = vec![0];
    for token in tokens {
        ends.push(ends[ends.len() - 1] + token.text().chars().count());
    }
    ends
}

fn check(words: &Words, text: &str, rules: Rules) {
    let dictionary = dictionary(words);
    let chars: Vec<char> = text.chars().collect();
    let naive = Naive { words, dictionary: &dictionary, text: &chars };
    let mut builder = Segmenter::builder(&dictionary);
    builder.rules(rules);
    assert_eq!(ends(&builder.mode(Mode::Forward).build().unwrap(), text), naive.forward(), "forward {text}");
    assert_eq!(ends(&builder.mode(Mode::Backward).build().unwrap(), text), naive.backward(), "backward {text}");
    builder.mode(Mode::Bidirectional);
    assert_eq!(ends(&builder.build().unwrap(), text), naive.bidirectional(&[0, 1, 2]), "bidirectional {text}");
    builder.principles(Principles::new(&[Principle::Singles, Principle::Words]));
    assert_eq!(ends(&builder.build().unwrap(), text), naive.bidirectional(&[2, 0]), "singles first {text}");
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[丁且丈世上𠀀]{1,4}", 1 => "[丁且]{1,30}", 1 => "[丁，。]{2,3}"]
}

fn words() -> impl Strategy<Value = Words> {
    prop::collection::hash_map(word(), 0u32..100, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn modes_are_the_textbook(words in words(), text in "[丁且丈世上𠀀下，。]{0,60}") {
        check(&words, &text, Rules::standard());
        check(&words, &text, Rules::none());
    }

    #[test]
    fn any_bytes_are_kept(words in words(), bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0xE4), Just(0xB8), Just(0x80)], 0..80)) {
        let dictionary = dictionary(&words);
        for mode in Mode::ALL {
            let segmenter = Segmenter::builder(&dictionary).mode(mode).build().unwrap();
            let joined: Vec<u8> = segmenter.segment_bytes(&bytes).flat_map(|token| token.text().to_vec()).collect();
            prop_assert_eq!(&joined, &bytes);
        }
    }

    #[test]
    fn any_text_is_kept(words in words(), text in "\\PC{0,40}") {
        let dictionary = dictionary(&words);
        for rules in [Rules::standard(), Rules::none()] {
            let segmenter = Segmenter::builder(&dictionary).rules(rules).build().unwrap();
            let joined: String = segmenter.segment(&text).map(|token| token.text()).collect();
            prop_assert_eq!(&joined, &text);
            prop_assert_eq!(segmenter.explain(&text[..]).tokens, segmenter.segment(&text).collect::<Vec<_>>());
        }
    }
}

/// Texts that take several blocks, cut at different places.
#[test]
fn blocks_do_not_show() {
    let words: Words = ["丁且", "且丈", "丁且丈上", "上丁", "丈上丁且丈"].map(|word| (word.to_owned(), 3)).into();
    let mut seed = 1u32;
    let text: String = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ['丁', '且', '丈', '上', '下'][(seed >> 16) as usize % 5]
    })
    .take(20_000)
    .collect();
    let dictionary = dictionary(&words);
    let segmenter = Segmenter::builder(&dictionary).mode(Mode::Forward).build().unwrap();
    let chars: Vec<char> = text.chars().collect();
    let naive = Naive { words: &words, dictionary: &dictionary, text: &chars };
    assert_eq!(ends(&segmenter, &text), naive.forward());
    let segmenter = Segmenter::builder(&dictionary).mode(Mode::Backward).build().unwrap();
    assert_eq!(ends(&segmenter, &text), naive.backward());
}

/// A run that no boundary interrupts is cut after 65,536 characters, and what comes before it does not matter.
#[test]
fn endless_runs_are_cut_by_their_own_length() {
    let words: Words = [("丁丁".to_owned(), 3), ("丁丁丁".to_owned(), 2)].into();
    let dictionary = dictionary(&words);
    let run = "丁".repeat(200_000);
    for mode in Mode::ALL {
        let segmenter = Segmenter::builder(&dictionary).mode(mode).build().unwrap();
        let alone = ends(&segmenter, &run);
        assert!([65_536, 131_072, 196_608].iter().all(|cut| alone.binary_search(cut).is_ok()));
        for before in [1, 100, 5_000, 70_000] {
            let text = "下".repeat(before) + &run;
            let shifted: Vec<usize> = alone.iter().map(|end| end + before).collect();
            assert_eq!(ends(&segmenter, &text)[before..], shifted, "{mode} behind {before}");
        }
    }
}

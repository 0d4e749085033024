//! Layers against a naive reading of them.

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;

use super::{Layered, Mark};
use crate::user::UserDictionary;
use crate::{Code, Dictionary, Edges, Matches, View, WordCosts, characters};

fn main(words: &[&str]) -> Dictionary {
    let mut builder = Dictionary::builder();
    for word in words {
        builder.add(word, 10, None).unwrap();
    }
    builder.build().unwrap()
}

fn layered(words: &[&str], layers: &[String]) -> Layered {
    let users: Vec<_> = layers.iter().map(|text| UserDictionary::read("u", text.as_bytes()).unwrap()).collect();
    Layered::new(&main(words), &users).unwrap()
}

fn codes(layered: &Layered, text: &str) -> Vec<Code> {
    text.chars().map(|c| layered.codes().get(c)).chain([0]).collect()
}

/// Which words there are in the end, as plainly as can be said.
fn words<'w>(main: &[&'w str], layers: &'w [String]) -> HashMap<String, bool> {
    let folded = |word: &str| word.to_lowercase();
    let mut words: HashMap<String, bool> = main.iter().map(|word| (folded(word), true)).collect();
    for line in layers.iter().flat_map(|layer| layer.lines()).filter(|line| !line.contains('|')) {
        match line.strip_prefix('!') {
            Some(word) => words.insert(folded(word), false),
            None => words.insert(folded(&line.replace('+', "")), true),
        };
    }
    words
}

fn naive(words: &HashMap<String, bool>, text: &str, boundaries: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let is_word = |start: usize, end: usize| {
        let word: String = text[start..end].iter().collect();
        boundaries[start] & boundaries[end] == 1 && words.get(&word) == Some(&true)
    };
    let n = text.len();
    let starting = (0..n).map(|i| (1..=n - i).rev().find(|l| is_word(i, i + l)).unwrap_or(0) as u8).collect();
    let ending = (0..=n).map(|i| (1..=i).rev().find(|l| is_word(i - l, i)).unwrap_or(0) as u8).collect();
    (starting, ending)
}

/// Words over few characters, so that they overlap; Z is in no word of the main dictionary.
fn word() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[天地人ab𠀀zA]{1,5}").unwrap()
}

fn layer() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => word(),
        3 => word().prop_map(|word| format!("!{word}")),
        1 => (word(), word()).prop_map(|(a, b)| format!("{a}|{b}")),
        1 => ("[天地人]{1,2}", "[天地人]{1,2}").prop_map(|(a, b)| format!("{a}+{b}")),
    ];
    prop::collection::vec(line, 0..8).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_scan_finds_what_the_layers_say(
        main_words in prop::collection::vec("[天地人abA𠀀]{1,4}", 0..6),
        layers in prop::collection::vec(layer(), 0..4),
        text in "[天地人abAzZ𠀀𠀁x]{0,30}",
        boundaries in prop::collection::vec(prop::bool::weighted(0.8), 31),
    ) {
        let main_words: Vec<&str> = main_words.iter().map(String::as_str).collect();
        let layered = layered(&main_words, &layers);
        let codes = codes(&layered, &text);
        let mut boundaries: Vec<u8> = boundaries[..codes.len()].iter().map(|&b| b.into()).collect();
        *boundaries.last_mut().unwrap() = 1;
        let mut matches = Matches::default();
        // Twice: what is left of the first must not show.
        layered.scan(&codes, &boundaries, &mut matches);
        layered.scan(&codes, &boundaries, &mut matches);
        let words = words(&main_words, &layers);
        let (starting, ending) = naive(&words, &text, &boundaries);
        prop_assert_eq!(matches.starting(), starting);
        prop_assert_eq!(matches.ending(), ending);
        for (word, &is_word) in &words {
            let codes: Vec<Code> = word.chars().map(|c| layered.codes().get(c)).collect();
            prop_assert_eq!(layered.cost(&codes).is_some(), is_word, "{}", word);
            let found = layered.find(word).unwrap();
            prop_assert_eq!(found.and_then(|found| found.cost), layered.cost(&codes), "{}", word);
        }
    }

    #[test]
    fn edges_are_all_words(
        main_words in prop::collection::vec("[天地人abA𠀀]{1,5}", 0..20),
        layers in prop::collection::vec(layer(), 0..4),
        texts in prop::collection::vec("[天地人abAzZ𠀀𠀁x]{0,30}", 2),
        boundaries in prop::collection::vec(prop::bool::weighted(0.8), 31),
        cuts in prop::collection::vec(prop::bool::weighted(0.1), 31),
    ) {
        let main_words: Vec<&str> = main_words.iter().map(String::as_str).collect();
        let layered = layered(&main_words, &layers);
        let (mut matches, mut edges, mut costs) = (Matches::default(), Edges::default(), WordCosts::default());
        let mut numbers: HashMap<Vec<Code>, u32> = HashMap::new();
        // One after the other: what is left of the first must not show.
        for text in texts {
            let codes = codes(&layered, &text);
            let n = codes.len() - 1;
            let mut boundaries: Vec<u8> = boundaries[..=n].iter().map(|&b| b.into()).collect();
            boundaries[n] = 1;
            layered.edges(&codes, &boundaries, &mut matches, &mut edges);
            let mut longest = Matches::default();
            layered.scan(&codes, &boundaries, &mut longest);
            prop_assert_eq!(matches.starting(), longest.starting());
            prop_assert_eq!(matches.ending(), longest.ending());
            let cuts: Vec<usize> = (1..n).filter(|&i| cuts[i] && boundaries[i] == 1).collect();
            layered.word_costs(&codes, &boundaries, &mut matches, &mut costs);
            prop_assert_eq!(costs.forbidden(), edges.forbidden());
            prop_assert_eq!(matches.starting(), longest.starting());
            prop_assert_eq!(matches.ending(), longest.ending());
            for cuts in [vec![], cuts] {
                edges.cut(cuts.iter().copied());
                costs.cut(cuts.iter().copied());
                for start in 0..n {
                    let end = cuts.iter().copied().find(|&cut| cut > start).unwrap_or(n);
                    let spans = (start + 1..=end).filter(|&end| boundaries[start] & boundaries[end] == 1);
                    let words = spans.filter_map(|end| Some((end - start, layered.cost(&codes[start..end])?)));
                    let found = edges.starting(start);
                    let plain: Vec<_> = found.iter().map(|edge| (usize::from(edge.length), edge.cost)).collect();
                    prop_assert_eq!(&plain, &words.collect::<Vec<_>>(), "at {} of {}", start, text);
                    let cost = |length: usize| costs.get(&(start..start + length));
                    let priced = (1..=n - start).filter_map(|length| Some((length, cost(length)?)));
                    prop_assert_eq!(priced.collect::<Vec<_>>(), plain, "at {} of {}", start, text);
                    for edge in found {
                        let word = codes[start..start + usize::from(edge.length)].to_vec();
                        prop_assert_eq!(*numbers.entry(word).or_insert(edge.word), edge.word, "a word has one number");
                    }
                }
            }
        }
        let different: HashSet<u32> = numbers.values().copied().collect();
        prop_assert_eq!(different.len(), numbers.len(), "a number has one word");
    }

    #[test]
    fn marks_are_found_wherever_their_text_stands(
        layers in prop::collection::vec(layer(), 1..3),
        text in "[天地人abAzZ𠀀]{0,30}",
    ) {
        let layered = layered(&["天"], &layers);
        let mut found = Vec::new();
        layered.marks(&codes(&layered, &text), &mut Matches::default(), |text, place, mark, (layer, line)| {
            found.push((layer, line, text, place, mark));
        });
        let text: Vec<char> = text.to_lowercase().chars().collect();
        let mut expected = Vec::new();
        for (layer, i) in layers.iter().zip(0..) {
            for (line, number) in layer.to_lowercase().lines().zip(1..) {
                let pattern: Vec<char> = line.chars().filter(|c| !"|+".contains(*c)).collect();
                let cut = line.chars().position(|c| c == '|');
                let marks: Vec<(usize, Mark)> = match (cut, line.contains('+')) {
                    (Some(at), _) => vec![(at, Mark::Cut)],
                    (None, true) => (1..pattern.len()).map(|at| (at, Mark::Join)).collect(),
                    _ => continue,
                };
                for start in (0..=text.len()).filter(|&start| text[start..].starts_with(&pattern)) {
                    expected.extend(marks.iter().map(|&(at, mark)| (i, number, start..start + pattern.len(), start + at, mark)));
                }
            }
        }
        let order = |found: &(u32, u64, std::ops::Range<usize>, usize, Mark)| (found.0, found.1, found.2.start, found.3);
        found.sort_by_key(order);
        expected.sort_by_key(order);
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_word_alone_wins_over_its_best_split() {
    let main = main(&["云", "计算", "云计", "算"]);
    let user = UserDictionary::read("u", "云计算\n计算机\n云计 0\n云计算 \n".as_bytes()).unwrap();
    let layered = Layered::new(&main, &[user]).unwrap();
    let cost = |word: &str| layered.find(word).unwrap().unwrap().cost.unwrap();
    let of = |word: &str| main.get(word).unwrap().unwrap().cost();
    // 4 words, 40 occurrences: log2(44 / 11) bits for each word below, log2(44 / 2) for a frequency of 1.
    assert_eq!(of("云"), 512);
    assert_eq!(cost("云计算"), (of("云") + of("计算") - 1).min(1142));
    assert_eq!(cost("计算机"), 1142, "机 is unknown: no more than a frequency of 1");
    assert_eq!(cost("云计"), 1398, "a frequency counts, even 0");
}

/// A line that says nothing new changes nothing: 云计算 is more frequent than its split is.
#[test]
fn a_word_alone_is_no_dearer_than_below() {
    let main = main(&["云", "计算", "云计算"]);
    let user = UserDictionary::read("u", "云计算\n云\n".as_bytes()).unwrap();
    let layered = Layered::new(&main, &[user]).unwrap();
    for word in ["云计算", "云"] {
        assert_eq!(
            layered.find(word).unwrap().unwrap().cost.unwrap(),
            main.get(word).unwrap().unwrap().cost(),
            "{word}"
        );
    }
}

#[test]
fn upper_layers_see_the_words_of_lower_ones() {
    let users = ["天地 1000\n", "天地人\n"].map(|text| UserDictionary::read("u", text.as_bytes()).unwrap());
    let layered = Layered::new(&main(&["天", "地", "人"]), &users).unwrap();
    let cost = |word: &str| layered.find(word).unwrap().unwrap().cost.unwrap();
    assert_eq!(cost("天地"), 0);
    assert_eq!(cost("天地人"), cost("人") - 1);
}

#[test]
fn folding_is_that_of_the_dictionary() {
    for (views, expected) in [(&View::ALL[..], true), (&[], false)] {
        let main = main(&["x"]).with_views(views).unwrap();
        let layered = Layered::new(&main, &[UserDictionary::read("u", "Ｔ恤\n".as_bytes()).unwrap()]).unwrap();
        let codes: Vec<Code> = characters::of("t恤").map(|c| layered.codes().get(c)).collect();
        assert_eq!(layered.cost(&codes).is_some(), expected);
        assert_eq!(layered.find("t恤").unwrap().is_some(), expected);
    }
}

#[test]
fn words_are_found_in_their_own_spelling() {
    let users = ["雲計算\n!Ｔ恤\n學|校+園\n"].map(|text| UserDictionary::read("u", text.as_bytes()).unwrap());
    let layered = Layered::new(&main(&["發展", "iPhone"]), &users).unwrap();
    for (word, expected) in [
        ("云计算", Some("雲計算")),
        ("t恤", Some("Ｔ恤")),
        ("校园", Some("校園")),
        ("发展", Some("發展")),
        ("IPHONE", Some("iPhone")),
        ("学校", None),
    ] {
        assert_eq!(layered.find(word).unwrap().map(|found| found.spelling).as_deref(), expected, "{word}");
    }
}

#[test]
fn occurrences() {
    let layered = Layered::from(&main(&["x"]));
    for (text, word, expected) in [
        ("發展和发展", "发展", &[(0, 6), (9, 15)][..]),
        ("发展", "發展", &[(0, 6)]),
        ("ABab", "ａｂ", &[(0, 2), (2, 4)]),
        ("人人人", "人人", &[(0, 6), (3, 9)]),
        ("葛\u{E0100}城\u{FE00}在", "葛城", &[(0, 13)]),
        ("葛城", "葛\u{E0100}城", &[(0, 6)]),
        ("\u{301}a", "a", &[(2, 3)]),
        ("人", "人人", &[]),
        ("", "人", &[]),
        ("人", "", &[]),
    ] {
        let folded = layered.fold(text);
        let found: Vec<_> = folded.occurrences(word).map(|range| (range.start, range.end)).collect();
        assert_eq!(found, expected, "{text:?}, {word:?}");
    }
}

#[test]
fn what_layers_say_is_in_the_fingerprint() {
    let lines = [
        "天地",
        "天地 5",
        "天地 n",
        "天地 5 n",
        "\"天地\" 0",
        "!天地",
        "天|地",
        "天+地",
        "天|地+人",
        "天+地|人",
        "天地\n天地",
    ];
    let fingerprint = |text: &str| layered(&["天"], &[text.to_owned()]).fingerprint();
    for (i, a) in lines.iter().enumerate() {
        for (j, b) in lines.iter().enumerate() {
            assert_eq!(fingerprint(a) == fingerprint(b), i == j, "{a:?}, {b:?}");
        }
    }
    assert_eq!(fingerprint("天地\n"), fingerprint("# expect: 天地\n\"天地\"\n"));
}

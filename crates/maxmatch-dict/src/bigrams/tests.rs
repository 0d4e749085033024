//! The model against its formula, and the section against damage.

use std::collections::HashMap;

use proptest::prelude::*;

use super::{Class, PairCounts};
use crate::format::{self, Section, Table, u32_at};
use crate::{Dictionary, ErrorKind, View};

const WORDS: [&str; 5] = ["研究", "研究生", "生命", "的", "發展"];

fn dictionary() -> Dictionary {
    let mut builder = Dictionary::builder();
    for (word, frequency) in WORDS.iter().chain(&["发展"]).zip([9, 3, 5, 40, 2, 6]) {
        builder.add(word, frequency, None).unwrap();
    }
    builder.build().unwrap()
}

fn number(dictionary: &Dictionary, word: &str) -> u32 {
    let codes: Vec<_> = word.chars().map(|c| dictionary.codes().get(c)).collect();
    dictionary.number(&codes).unwrap()
}

/// Everything that can stand in a sentence.
fn all(dictionary: &Dictionary) -> Vec<u32> {
    WORDS
        .iter()
        .map(|word| number(dictionary, word))
        .chain(Class::ALL[1..].iter().map(|class| class.number()))
        .collect()
}

fn trained() -> Dictionary {
    let dictionary = dictionary();
    let all = all(&dictionary);
    let mut counts = PairCounts::default();
    for sentence in [&[0, 3, 2, 8][..], &[3, 0], &[], &[6, 0, 3], &[4, 4, 5, 7]] {
        counts.add(sentence.iter().map(|&i| all[i]));
    }
    assert_eq!((counts.sentences(), counts.words()), (4, 13));
    dictionary.with_bigrams(&counts).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn terms_are_those_of_the_formula(sentences in prop::collection::vec(prop::collection::vec(0usize..9, 0..9), 1..9)) {
        let dictionary = dictionary();
        let all = all(&dictionary);
        let (mut counts, mut pairs): (PairCounts, HashMap<(u32, u32), f64>) = Default::default();
        for sentence in sentences.iter().filter(|sentence| !sentence.is_empty()) {
            let sentence: Vec<u32> = sentence.iter().map(|&i| all[i]).collect();
            counts.add(sentence.iter().copied());
            let whole = [&[Class::Boundary.number()][..], &sentence, &[Class::Boundary.number()]].concat();
            whole.windows(2).for_each(|pair| *pairs.entry((pair[0], pair[1])).or_default() += 1.0);
        }
        let trained = dictionary.with_bigrams(&counts).unwrap();
        let Some(bigrams) = trained.bigrams().unwrap() else {
            prop_assert!(pairs.is_empty());
            return Ok(());
        };
        prop_assert_eq!((bigrams.pairs(), counts.pairs()), (pairs.len(), pairs.len()));
        let once: Vec<u32> = all
            .iter()
            .copied()
            .filter(|number| number < &1000)
            .filter(|&number| pairs.iter().filter(|pair| pair.0.0 == number).map(|pair| pair.1).sum::<f64>() == 1.0)
            .collect();
        let forms = |number: u32| {
            [Some(number), once.contains(&number).then_some(Class::Unknown.number())].into_iter().flatten()
        };
        let mut counted = HashMap::new();
        for (&(left, right), count) in &pairs {
            for left in forms(left) {
                forms(right).for_each(|right| *counted.entry((left, right)).or_default() += count);
            }
        }
        let pairs: HashMap<(u32, u32), f64> = counted;
        let sum = |of: &dyn Fn(&(u32, u32)) -> bool| pairs.iter().filter(|pair| of(pair.0)).map(|pair| pair.1).sum::<f64>();
        let costs: HashMap<u32, f64> = WORDS
            .iter()
            .map(|word| {
                let codes: Vec<_> = word.chars().map(|c| dictionary.codes().get(c)).collect();
                (number(&dictionary, word), f64::from(dictionary.cost(&codes).unwrap()))
            })
            .collect();
        let everything: Vec<u32> = all.iter().copied().chain([Class::Boundary.number(), 77_777]).collect();
        for &left in &everything {
            let after = bigrams.after(left);
            let total = sum(&|pair| pair.0 == left);
            let types = pairs.keys().filter(|pair| pair.0 == left).count() as f64;
            for &right in &everything {
                let alone = costs.get(&right).map_or_else(
                    || sum(&|pair| pair.1 == right) / sum(&|_| true),
                    |cost| (cost / -256.0).exp2(),
                );
                let count = pairs.get(&(left, right)).copied().unwrap_or(0.0);
                let expected = match (total > 0.0, count > 0.0) {
                    (false, _) => 0.0,
                    (true, false) => -256.0 * (types / (total + types)).log2(),
                    (true, true) => -256.0 * ((count + types * alone) / (total + types) / alone).log2(),
                };
                let term = f64::from(after.term(right));
                prop_assert!((term - expected).abs() <= 0.5 + 1e-6, "{left} {right}: {term} {expected}");
            }
        }
    }
}

#[test]
fn the_file_is_the_same_but_for_the_model() {
    let (plain, trained) = (dictionary(), trained());
    assert_eq!(trained.fingerprint(), plain.fingerprint());
    assert_eq!(trained.info(), plain.info());
    trained.verify().unwrap();
    let again = Dictionary::from_bytes(trained.file()).unwrap();
    let fingerprint = |d: &Dictionary| d.bigrams().unwrap().map(|bigrams| bigrams.fingerprint());
    assert_eq!(fingerprint(&again), fingerprint(&trained));
    assert!(fingerprint(&plain).is_none());
    // In the place of one model comes another, or none.
    let mut counts = PairCounts::default();
    counts.add([number(&plain, "的")]);
    let other = trained.with_bigrams(&counts).unwrap();
    assert_ne!(fingerprint(&other), fingerprint(&trained));
    assert_eq!(other.file(), plain.with_bigrams(&counts).unwrap().file());
    assert_eq!(trained.with_bigrams(&PairCounts::default()).unwrap().file(), plain.file());
}

#[test]
fn sections_that_nobody_knows_are_kept() {
    let plain = dictionary();
    let table = Table::read(plain.file()).unwrap();
    let mut sections: Vec<(u32, &[u8])> = table.sections(plain.file()).collect();
    sections.push((40, b"of a later release"));
    let later = Dictionary::from_bytes(format::write_ids(&sections)).unwrap();
    let mut counts = PairCounts::default();
    counts.add([number(&plain, "的")]);
    let trained = later.with_bigrams(&counts).unwrap();
    let table = Table::read(trained.file()).unwrap();
    assert!(table.sections(trained.file()).any(|section| section == (40, b"of a later release")));
    assert!(trained.bigrams().unwrap().is_some());
}

/// Words that fold together share their counts, whatever the views were when they were counted.
#[test]
fn views_are_as_if_built_with() {
    let folding = trained();
    let plain = folding.with_views(&[]).unwrap();
    let term =
        |d: &Dictionary, right: &str| d.bigrams().unwrap().unwrap().after(number(d, "发展")).term(number(d, right));
    assert!(term(&folding, "發展") < 0);
    // Apart, what was counted is the first spelling's.
    assert!(term(&plain, "发展") < 0 && term(&plain, "發展") > 0);
    assert_ne!(number(&plain, "發展"), number(&plain, "发展"));
    assert_eq!(plain.with_views(&View::ALL).unwrap().file(), folding.file());
    let mut counts = PairCounts::default();
    counts.add([number(&plain, "发展"), number(&plain, "發展"), number(&plain, "发展")]);
    let apart = plain.with_bigrams(&counts).unwrap();
    assert!(term(&apart, "發展") < 0 && term(&apart, "发展") > 0);
    let together = apart.with_views(&View::ALL).unwrap();
    assert_eq!(together.bigrams().unwrap().unwrap().pairs(), 3); // with the boundaries
}

#[test]
fn counts_of_other_words_are_refused() {
    let mut counts = PairCounts::default();
    counts.add([77_777]);
    let error = dictionary().with_bigrams(&counts).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Entry);
    let mut counts = PairCounts::default();
    let number = Class::Number.number();
    counts.counts.insert((number, number), 1 << 32);
    let error = dictionary().with_bigrams(&counts).unwrap_err();
    assert!(error.to_string().contains("more than 4,294,967,295 times"), "{error}");
}

#[test]
fn a_crafted_section_is_refused() {
    let file = trained().file().to_vec();
    let table = Table::read(&file).unwrap();
    let section = table.find(Section::Bigrams).unwrap();
    let bytes = &file[section.start..section.start + section.length];
    let lefts = u32_at(bytes, 0) as usize;
    let with = |at: usize, value: u32| {
        let mut damaged = bytes.to_vec();
        damaged[at..at + 4].copy_from_slice(&value.to_le_bytes());
        let mut sections: Vec<(u32, &[u8])> = table.sections(&file).collect();
        sections.last_mut().unwrap().1 = &damaged;
        Dictionary::from_bytes(format::write_ids(&sections))
    };
    with(0, lefts as u32).unwrap();
    for (at, value, message) in [
        (0, 1 << 30, "has another length than it says"),
        (4, 0, "has another length than it says"),
        (16, 9, "is not in order"),
        (16 + 8 * (lefts - 1), 99, "counts what is no word"),
        (20, 9, "does not add up"),
        (20, u32::MAX, "does not add up"),
        (bytes.len() - 8, 99, "counts what is no word"),
        (bytes.len() - 4, 0, "does not add up"),
        (bytes.len() - 4, 9, "does not add up"),
    ] {
        let error = with(at, value).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Corrupt);
        assert!(error.to_string().contains(message), "{at} {value}: {error}");
    }
    for length in 0..bytes.len() {
        let mut sections: Vec<(u32, &[u8])> = table.sections(&file).collect();
        sections.last_mut().unwrap().1 = &bytes[..length];
        assert!(Dictionary::from_bytes(format::write_ids(&sections)).is_err(), "{length}");
    }
}

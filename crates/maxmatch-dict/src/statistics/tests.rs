//! What is counted, what it costs, and its bytes.

use proptest::prelude::*;

use super::counts::HEADER;
use super::*;
use crate::{Dictionary, View};

fn counts() -> Counts {
    let words = [
        ("李小龙", 3, None),
        ("王小波", 3, Some("nr")),
        ("王朔", 0, None),
        ("T恤", 0, None),
        ("李", 0, None),
        ("中国", 4, None),
        ("人民代表大会", 0, None),
        ("莎士比亚", 8, Some("nrt")),
        ("爱因斯坦", 6, Some("nrt")),
        ("乌兰巴托尔", 2, Some("nsf")),
    ];
    Counts::new(words.into_iter()).unwrap()
}

#[test]
fn what_is_counted() {
    // Of the six words of two to four Han characters the rarer half, and those as rare; and the names.
    let counts = counts();
    assert_eq!((counts.frequency, counts.lengths), (9, [1, 2, 0]));
    assert_eq!(counts.transliterated, (19, 3));
    let of = |c| counts.characters.iter().find(|entry| entry.0 == c).map(|entry| entry.1);
    assert_eq!(of('王'), Some([1, 0, 1, 0, 0, 0, 0, 0, 0, 0]));
    assert_eq!(of('小'), Some([0, 0, 0, 2, 0, 0, 0, 0, 0, 0]));
    assert_eq!(of('朔'), Some([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]));
    assert_eq!(of('斯'), Some([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
    assert_eq!((of('恤'), of('中'), of('代')), (None, None, None));
    assert_eq!(Counts::new([("T恤", 0, None), ("李", 3, None)].into_iter()), None);
    let four = Counts::new([("无边无际", 1, None)].into_iter()).unwrap();
    assert_eq!(four.characters[0], ('无', [0, 0, 0, 0, 0, 1, 0, 1, 0, 0]));
}

#[test]
fn costs_by_hand() {
    let mut builder = Dictionary::builder();
    for (word, frequency, tag) in
        [("王朔", 0, None), ("王波", 0, None), ("王小波", 0, None), ("中国", 56, None), ("斯托尔", 7, Some("nrt"))]
    {
        builder.add(word, frequency, tag).unwrap();
    }
    let dictionary = builder.build().unwrap();
    let codes = |word: &str| word.chars().map(|c| dictionary.codes().get(c)).collect::<Vec<_>>();
    let statistics = dictionary.statistics().unwrap();
    // N + V = 68, 3 of it of the three words counted. Nine characters and all others: ten codes.
    let bits = |p: f64| (-256.0 * p.log2()).round() as u32;
    let pooled = |n: f64, all: f64| (n + 2.0) / (all + 20.0);
    let place = |n: f64, all: f64, pooled: f64| bits((n + 5000.0 * pooled) / (all + 5000.0));
    let unknown = bits(3.0 / 68.0);
    let length = |n: f64| bits((n + 1.0) / 6.0);
    // 王 begins three words, two of them of two characters; 波 ends two, one of them of two.
    let expected = place(2.0, 2.0, pooled(3.0, 3.0)) + place(1.0, 2.0, pooled(2.0, 3.0));
    assert_eq!(statistics.cost(&codes("王波")), Some(unknown + length(2.0) + expected));
    let expected = place(0.0, 2.0, pooled(0.0, 3.0)) + place(0.0, 2.0, pooled(0.0, 3.0));
    assert_eq!(statistics.cost(&codes("小王")), Some(unknown + length(2.0) + expected));
    let expected =
        place(1.0, 1.0, pooled(3.0, 3.0)) + place(1.0, 1.0, pooled(1.0, 1.0)) + place(0.0, 1.0, pooled(0.0, 3.0));
    assert_eq!(statistics.cost(&codes("王小李")), Some(unknown + length(1.0) + expected));
    let four = place(0.0, 0.0, pooled(3.0, 3.0)) + 2 * place(0.0, 0.0, pooled(1.0, 1.0));
    assert_eq!(
        statistics.cost(&codes("王小小波")),
        Some(unknown + length(0.0) + four + place(0.0, 0.0, pooled(2.0, 3.0)))
    );
    assert_eq!((statistics.cost(&codes("王")), statistics.cost(&codes("王小小小波"))), (None, None));
    // One name in 8 of 68, of three characters: after the second it goes on as often as it ends.
    let name = bits(8.0 / 68.0) + bits(0.5);
    assert_eq!(statistics.name_cost(&codes("斯尔")), Some(name + 2 * bits(1.0 / 3.0)));
    assert_eq!(statistics.name_cost(&codes("尔斯托斯")), Some(name + 2 * bits(0.5) + 4 * bits(1.0 / 3.0)));
    let long = "斯".repeat(9);
    assert_eq!(["斯", "斯王", &long].map(|word| statistics.name_cost(&codes(word))), [None; 3]);
    // Codes of other dictionaries are characters in no word.
    assert_eq!(statistics.cost(&[9_999, 0]), statistics.cost(&[0, 0]));
}

#[test]
fn words_can_be_counted_that_are_none() {
    let mut builder = Dictionary::builder();
    let plain = builder.add("王朔", 0, None).unwrap().build().unwrap();
    let more = builder.count("王小波", 0).unwrap().build().unwrap();
    assert!(!more.contains("王小波").unwrap());
    assert_eq!(more.fingerprint(), plain.fingerprint());
    assert_ne!(more.statistics().unwrap().fingerprint(), plain.statistics().unwrap().fingerprint());
    let codes = ['王', '朔', '朔'].map(|c| more.codes().get(c));
    assert!(more.statistics().unwrap().cost(&codes) < plain.statistics().unwrap().cost(&codes));
    // Once it is a word, it is counted as one.
    let word = builder.add("王小波", 5, None).unwrap().to_bytes().unwrap();
    let alone = Dictionary::builder().add("王朔", 0, None).unwrap().add("王小波", 5, None).unwrap().to_bytes();
    assert_eq!(word, alone.unwrap());
    more.verify().unwrap();
    assert!(builder.count("", 0).is_err());
    assert!(Dictionary::builder().add("T恤", 1, None).unwrap().build().unwrap().statistics().is_none());
    assert_eq!(plain.statistics().unwrap().name_cost(&codes), None);
}

/// Spellings that fold together share what was counted, and the section does not depend on the views.
#[test]
fn views_are_as_if_built_with() {
    let mut builder = Dictionary::builder();
    for word in ["發展", "发明", "發明家"] {
        builder.add(word, 1, None).unwrap();
    }
    for file in [&[][..], &View::ALL] {
        let dictionary = builder.views(file).build().unwrap();
        for views in [&[][..], &View::ALL] {
            let (with, built) = (dictionary.with_views(views).unwrap(), builder.views(views).build().unwrap());
            assert_eq!(with.fingerprint(), built.fingerprint());
            let costs = |d: &Dictionary| {
                ["发家", "發家", "展明"].map(|word| {
                    let codes: Vec<Code> = word.chars().map(|c| d.codes().get(c)).collect();
                    d.statistics().unwrap().cost(&codes).unwrap()
                })
            };
            assert_eq!(costs(&with), costs(&built));
            assert_eq!(costs(&with)[0] == costs(&with)[1], !views.is_empty());
        }
    }
}

#[test]
fn bytes_and_back() {
    let counts = counts();
    let bytes = counts.to_bytes();
    assert_eq!(Counts::from_bytes(&bytes).unwrap(), counts);
    for (at, value, message) in [
        (0, 0, "does not add up"),
        (8, 0, "does not add up"),
        (16, 9, "does not add up"),
        (28, 99, "does not add up"),
        (32, 9, "has another length than it says"),
        (HEADER + 1, 0xFF, "is not in order"),
        (HEADER + 2, 0xFF, "counts what is no character"),
        (HEADER + 4, 9, "does not add up"),
        (HEADER + 8, 9, "does not add up"),
    ] {
        let mut damaged = bytes.clone();
        damaged[at] = value;
        let error = Counts::from_bytes(&damaged).unwrap_err().to_string();
        assert!(error.contains(message), "{at}: {error}");
    }
    assert!(Counts::from_bytes(&bytes[..HEADER - 1]).is_err());
}

/// Names that are tagged, so that many characters are in names, and words.
fn dictionary(words: &[String], names: &[String]) -> Dictionary {
    let mut builder = Dictionary::builder();
    for (words, tag) in [(words, None), (names, Some("nrt"))] {
        for word in words {
            builder.add(word, 3, tag).unwrap();
        }
    }
    builder.build().unwrap()
}

proptest! {
    #[test]
    fn candidates_cost_what_each_costs_alone(
        words in prop::collection::vec("[天地人山水火]{2,4}", 1..12),
        names in prop::collection::vec("[尔斯克天]{2,9}", 0..4),
        texts in prop::collection::vec("[天地人尔斯克上]{0,40}", 2),
    ) {
        let dictionary = dictionary(&words, &names);
        let statistics = dictionary.statistics().unwrap();
        let mut candidates = Candidates::default();
        // One after the other: what is left of the first must not show.
        for text in texts {
            let mut codes: Vec<Code> = text.chars().map(|c| dictionary.codes().get(c)).collect();
            // As of a layer.
            codes.iter_mut().step_by(11).for_each(|code| *code = 9_999);
            statistics.candidates(&codes, &mut candidates);
            for length in LENGTHS {
                let costs = |end: usize| {
                    let codes = &codes[(end + 1).checked_sub(length)?..=end];
                    statistics.cost(codes).into_iter().chain(statistics.name_cost(codes)).min()
                };
                let expected: Vec<u32> = (0..codes.len()).map(|end| costs(end).unwrap_or(Cost::MAX.into())).collect();
                let found: Vec<u32> = candidates.ending(length).iter().map(|&cost| cost.into()).collect();
                prop_assert_eq!(found, expected);
            }
            let spans = (0..codes.len()).flat_map(|start| (5..=LONGEST_NAME).map(move |length| (start, length)));
            let cost = |(start, length)| {
                let cost = statistics.name_cost(codes.get(start..start + length)?)?;
                Some(LongName { start, length, cost })
            };
            prop_assert_eq!(candidates.long_names(), spans.filter_map(cost).collect::<Vec<_>>());
        }
    }
}

/// The dearest that a damaged or monstrous list can make a candidate of four characters fits.
#[test]
fn sums_fit() {
    let most = u32::MAX;
    let mut counts = Counts { frequency: 1, lengths: [most; 3], transliterated: (0, 0), characters: Vec::new() };
    counts.characters.push(('天', [most, most, most, most, most, most, most, most, most, 0]));
    let dictionary = Dictionary::builder().add("天", 0, None).unwrap().build().unwrap();
    let scale = Scale { total_frequency: u64::MAX, words: u64::MAX };
    let statistics = Statistics::new(&counts, scale, &dictionary.tables(), 1 << 16);
    let dearest = u32::from(statistics.lengths[2]) + 4 * u32::from(DEAREST);
    assert!(dearest < Cost::MAX.into(), "{dearest}");
    let mut candidates = Candidates::default();
    statistics.candidates(&[9, 9, 9, 9], &mut candidates);
    assert_eq!(Some(candidates.ending(4)[3].into()), statistics.cost(&[9; 4]));
    assert_eq!(statistics.cost(&[9; 4]), Some(dearest));
}

//! Damaged and crafted files: an error of a kind, never a panic and never a wrong answer.

use proptest::prelude::*;

use crate::cost::Scale;
use crate::fold::FoldTable;
use crate::format::{self, Section, u32_at};
use crate::fst_check::tests::shared;
use crate::metadata::Metadata;
use crate::payload::{Fingerprint, Payload};
use crate::{Class, Dictionary, ErrorKind, LONGEST_WORD_BYTES, Matches, PairCounts, View, index, repair_checksums};

fn file() -> Vec<u8> {
    let mut builder = Dictionary::builder();
    builder.name("small").version("1").licence("CC0-1.0").source("made here");
    for (i, word) in
        ["研究", "研究生", "生命", "起源", "的", "T恤", "中华人民共和国", "𠀀𠀁", "ＡＢＣ"].iter().enumerate()
    {
        builder.add(word, i as u32 * 7, Some(["n", "v"][i % 2])).unwrap();
    }
    let dictionary = builder.build().unwrap();
    let number = |word: &str| {
        let codes: Vec<_> = word.chars().map(|c| dictionary.codes().get(c)).collect();
        dictionary.number(&codes).unwrap()
    };
    let mut counts = PairCounts::default();
    counts.add([number("研究"), number("生命"), number("的"), number("起源"), Class::Punctuation.number()]);
    counts.add([Class::Number.number(), number("研究生"), number("的"), number("生命")]);
    dictionary.with_bigrams(&counts).unwrap().file().to_vec()
}

/// Everything that can be asked of a dictionary.
fn use_it(dictionary: &Dictionary) {
    let text = "研究生命起源的T恤ABC中华人民共和国万岁𠀀𠀁";
    let codes = dictionary.codes();
    let codes: Vec<_> = text.chars().map(|c| codes.get(c)).chain([0]).collect();
    let mut matches = Matches::default();
    dictionary.scan(&codes, &vec![1; codes.len()], &mut matches);
    for start in 0..codes.len() {
        for end in start..codes.len() {
            let _ = dictionary.cost(&codes[start..end]);
            let of = |statistics: &crate::Statistics| {
                (statistics.cost(&codes[start..end]), statistics.name_cost(&codes[start..end]))
            };
            let _ = dictionary.statistics().map(of);
        }
    }
    if let Ok(Some(bigrams)) = dictionary.bigrams() {
        for number in (0..300).chain(Class::ALL.map(Class::number)) {
            let _ = bigrams.after(number).term(300 - number.min(300));
        }
    }
    let _ = (dictionary.info(), dictionary.fingerprint(), dictionary.longest_word());
    let _ = (dictionary.unknown_cost(), dictionary.median_cost(), dictionary.verify(), dictionary.with_views(&[]));
    let _ = (dictionary.get("研究"), dictionary.longest_prefix(text), dictionary.longest_suffix(text));
    for words in [dictionary.iter(), dictionary.starting_with("研"), dictionary.within("研究员", 2)] {
        words.map(|words| words.count()).ok();
    }
}

#[test]
fn a_whole_file_is_accepted() {
    let dictionary = Dictionary::from_bytes(file()).unwrap();
    dictionary.verify().unwrap();
    use_it(&dictionary);
}

#[test]
fn every_truncation_is_refused() {
    let file = file();
    for length in 0..file.len() {
        let error = Dictionary::from_bytes(&file[..length]).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::NotADictionary | ErrorKind::Length), "{length}: {error}");
    }
    let longer = [&file[..], b"\0"].concat();
    assert_eq!(Dictionary::from_bytes(longer).unwrap_err().kind(), ErrorKind::Length);
}

#[test]
fn bit_flips_are_refused() {
    let mut file = file();
    // A multiplicative walk over all bits: every run flips the same 10,000, spread over the file.
    let bits = file.len() * 8;
    for i in 0..10_000 {
        let bit = i * 1_000_003 % bits;
        file[bit / 8] ^= 1 << (bit % 8);
        assert!(Dictionary::from_bytes(&file).is_err(), "bit {bit}");
        file[bit / 8] ^= 1 << (bit % 8);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The header, the FST and the payload are the first few hundred bytes: most damage goes there.
    #[test]
    fn repaired_files_never_panic(
        damage in prop::collection::vec((prop_oneof![3 => 8usize..1200, 1 => 8usize..200_000], any::<u8>()), 1..4),
    ) {
        let mut file = file();
        for (at, value) in damage {
            let at = at % file.len();
            file[at] = value;
        }
        repair_checksums(&mut file);
        if let Ok(dictionary) = Dictionary::from_bytes(&file) {
            use_it(&dictionary);
        }
    }
}

#[test]
fn other_files_are_named_as_such() {
    for (bytes, kind) in [
        (&b""[..], ErrorKind::NotADictionary),
        (b"MAXMATC", ErrorKind::NotADictionary),
        (b"MAXMATCH", ErrorKind::Length),
        ("研究 3 v\n".as_bytes(), ErrorKind::NotADictionary),
    ] {
        assert_eq!(Dictionary::from_bytes(bytes).unwrap_err().kind(), kind);
    }
    let mut newer = file();
    newer[8] = 99;
    assert_eq!(Dictionary::from_bytes(newer).unwrap_err().kind(), ErrorKind::Version);
}

/// A file whose FST is [`shared`], with nothing in its index.
fn shared_file(branches: u32, longest_bytes: usize) -> Vec<u8> {
    let words = 1 << branches;
    let fst = shared(branches, longest_bytes - branches as usize, words);
    let fst_crc = u32_at(&format::write(&[(Section::Fst, &fst)]), 36);
    let rows = vec![(1, 0); words as usize];
    let fold = FoldTable::new(&[]);
    let scale = Scale { total_frequency: words, words };
    format::write(&[
        (Section::Metadata, &Metadata::default().to_bytes().unwrap()),
        (Section::Fst, &fst),
        (Section::Payload, &Payload::write(&rows, &[], longest_bytes as u32, 1, Fingerprint([0; 16]))),
        (Section::Fold, &fold.to_bytes()),
        (Section::Index, &index::build(std::iter::empty::<(&str, u32)>(), &fold, scale, fst_crc).unwrap()),
    ])
}

#[test]
fn words_that_share_a_long_end_are_bounded() {
    let error = Dictionary::from_bytes(shared_file(12, 100_000)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Corrupt);
    let dictionary = Dictionary::from_bytes(shared_file(12, LONGEST_WORD_BYTES)).unwrap();
    assert_eq!(dictionary.iter().unwrap().count(), 1 << 12);
    assert_eq!(dictionary.with_views(&View::ALL).unwrap_err().kind(), ErrorKind::Entry);
    assert_eq!(dictionary.verify().unwrap_err().kind(), ErrorKind::Entry);
}

#[test]
fn a_damaged_section_is_named() {
    let mut file = file();
    let last = file.len() - 1;
    file[last] ^= 1;
    let error = Dictionary::from_bytes(&file).unwrap_err();
    assert!(error.to_string().contains("the checksum of section bigrams, at byte"), "{error}");
}

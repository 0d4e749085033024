//! Any bytes as a dictionary file, and a good file with any damage.

use std::sync::LazyLock;

use maxmatch::{Mode, Scratch, Segmenter};
use maxmatch_dict::{Class, Dictionary, Layered, PairCounts, repair_checksums};

use crate::check::tokens;
use crate::levels::check_levels;

/// A small file with something in every section.
static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut builder = Dictionary::builder();
    builder.name("small").version("1").licence("CC0-1.0").source("made here");
    let words = ["研究", "研究生", "生命", "起源", "的", "T恤", "中华人民共和国", "𠀀𠀁", "ＡＢＣ"];
    for (word, (frequency, tag)) in words.iter().zip((0..).zip(["n", "v"].iter().cycle())) {
        builder.add(word, frequency * 7, Some(tag)).unwrap();
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
});

/// Opens the bytes as a file. Then opens a good file with some bytes changed: every four bytes of the input are a place,
/// three bytes little-endian, and what goes there. Checksums are repaired, so that what lies behind them is reached.
/// What opens is used in every way.
///
/// # Panics
///
/// When the dictionary does.
pub fn open(input: &[u8]) {
    let mut file = input.to_vec();
    repair_checksums(&mut file);
    let mut damaged = FILE.clone();
    for change in input.chunks_exact(4) {
        let place = u32::from_le_bytes([change[0], change[1], change[2], 0]) as usize % damaged.len();
        damaged[place] = change[3];
    }
    repair_checksums(&mut damaged);
    for file in [file, damaged] {
        if let Ok(dictionary) = Dictionary::from_bytes(file) {
            use_it(&dictionary);
        }
    }
}

fn use_it(dictionary: &Dictionary) {
    let text = "研究生命起源的T恤ABC中华人民共和国万岁𠀀𠀁";
    let codes: Vec<_> = text.chars().map(|c| dictionary.codes().get(c)).chain([0]).collect();
    // More than once, so that there are vectors and what does not fill one.
    check_levels(&Layered::from(dictionary), &text.repeat(3));
    for start in 0..codes.len() {
        for end in start..codes.len() {
            let _ = dictionary.cost(&codes[start..end]);
            let of = |statistics: &maxmatch_dict::Statistics| {
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
    if let Ok(words) = dictionary.prefixes(text) {
        words.for_each(drop);
    }
    for words in [dictionary.iter(), dictionary.starting_with("研"), dictionary.within("研究员", 2)] {
        words.into_iter().flatten().for_each(drop);
    }
    for mode in Mode::ALL {
        // A model of words that can't be read is refused, by the mode that uses it alone.
        match Segmenter::builder(dictionary).mode(mode).build() {
            Ok(segmenter) => drop(tokens(&segmenter, text.as_bytes(), &mut Scratch::default())),
            Err(error) => assert!(mode == Mode::Lattice && dictionary.bigrams().is_err(), "{mode}: {error}"),
        }
    }
}

//! The smallest edits that flip a segmentation: applied anew they do, and where there is none, there is none.

use std::ops::Range;

use maxmatch::{Dictionary, Mode, Segmenter, UserDictionary};
use maxmatch_tests::check::{Words, dictionary, user};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

const CASES: usize = 1000;

/// A dictionary and a layer, a text, a mode, a range of the text as numbers of boundaries of it, and where to cut.
type Case = (Words, String, Vec<&'static str>, Mode, (usize, usize), Option<Vec<bool>>);

fn case() -> impl Strategy<Value = Case> {
    let word = || "[丁且丈世]{1,4}";
    let pieces =
        prop::sample::select(vec!["丁", "丁", "且", "且", "丈", "世", "十", "a", "B", "1", " ", "|", "+", "\n"]);
    (
        prop::collection::hash_map(word(), 0u32..100, 0..12),
        prop_oneof![3 => Just(String::new()), 1 => word(), 1 => word().prop_map(|word| format!("!{word}")), 1 => Just("丁|且\n".into())],
        prop::collection::vec(pieces, 1..7),
        prop::sample::select(Mode::ALL.to_vec()),
        (0usize..7, 1usize..7),
        prop::option::of(prop::collection::vec(any::<bool>(), 8)),
    )
}

/// The segmenter that anybody would make of a dictionary and the lines of layers.
fn segmenter(main: &Dictionary, layers: &[&str], mode: Mode) -> Segmenter {
    let mut builder = Segmenter::builder(main);
    for layer in layers {
        builder.layer(&UserDictionary::read("layer", layer.as_bytes()).unwrap());
    }
    builder.mode(mode).build().unwrap()
}

/// All tokens, and those that reach into a range.
fn tokens(segmenter: &Segmenter, text: &str, range: &Range<usize>) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let all: Vec<_> = segmenter.segment(text).map(|token| token.range()).collect();
    let inside = all.iter().filter(|token| token.start < range.end && token.end > range.start).cloned().collect();
    (all, inside)
}

/// Every line that says one thing about a part of the text.
fn single_lines(text: &str) -> Vec<String> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut lines = Vec::new();
    for (i, &start) in ends.iter().enumerate() {
        for &end in &ends[i + 1..] {
            let part = &text[start..end];
            lines.extend([part.to_owned(), format!("\"{part}\""), format!("!{part}"), format!("!\"{part}\"")]);
            for frequency in [0, 1, 10, 100, 10_000, u32::MAX] {
                lines.extend([format!("{part} {frequency}"), format!("\"{part}\" {frequency}")]);
            }
            for cut in ends.iter().filter(|&&cut| start < cut && cut < end) {
                lines.extend(["|", "+"].map(|mark| [&text[start..*cut], mark, &text[*cut..end]].concat()));
            }
        }
    }
    lines
}

#[test]
fn edits_flip() {
    let mut runner = TestRunner::deterministic();
    let (mut flipped, mut wrong, mut none, mut several) = (0, Vec::new(), 0, 0);
    for _ in 0..CASES {
        let (words, layer, pieces, mode, (from, length), wanted) = case().new_tree(&mut runner).unwrap().current();
        let (main, text) = (dictionary(&words, &[]), pieces.concat());
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let first = from % pieces.len();
        let range = ends[first]..ends[(first + length).min(pieces.len())];
        let before = segmenter(&main, &[&layer], mode);
        let inside = ends.iter().copied().filter(|&end| range.start < end && end < range.end);
        let cuts = wanted
            .map(|wanted| inside.zip(wanted).filter_map(|(end, is_cut)| is_cut.then_some(end)).collect::<Vec<_>>());
        let edit = match &cuts {
            Some(cuts) => before.flip_to(&text, range.clone(), cuts),
            None => before.flip(&text, range.clone()),
        };
        let now = tokens(&before, &text, &range).1;
        let is_good = |then: &[Range<usize>]| match &cuts {
            None => then != now,
            Some(cuts) => {
                let starts = [range.start].into_iter().chain(cuts.iter().copied());
                starts
                    .zip(cuts.iter().copied().chain([range.end]))
                    .map(|(start, end)| start..end)
                    .eq(then.iter().cloned())
            }
        };
        let case = || format!("{words:?} {layer:?} {text:?} {mode} {range:?} {cuts:?}");
        match edit.unwrap() {
            Some(edit) => {
                let (all, inside) = tokens(&segmenter(&main, &[&layer, &edit.lines().join("\n")], mode), &text, &range);
                several += usize::from(edit.lines().len() > 1);
                match is_good(&inside) && all == edit.tokens() {
                    true => flipped += 1,
                    false => wrong.push((case(), edit)),
                }
            }
            None => {
                none += 1;
                for line in single_lines(&text) {
                    let then = before.with_layer(&user(&line)).unwrap();
                    assert!(!is_good(&tokens(&then, &text, &range).1), "{} is flipped by {line:?}", case());
                }
            }
        }
    }
    println!(
        "{CASES} cases: {flipped} flipped, {several} of them by several lines, {} not, {none} without an edit",
        wrong.len()
    );
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(flipped > CASES / 2 && none > 0 && several > 0, "the cases are too much alike");
}

/// What a person would write is what is proposed.
#[test]
fn smallest() {
    let words: Words = [("研究", 90), ("研究生", 50), ("生命", 70), ("起源", 30), ("命", 30)]
        .map(|(word, often)| (word.to_owned(), often))
        .into();
    let main = dictionary(&words, &[]);
    for (mode, text, range, cuts, expected) in [
        (Mode::Forward, "研究生命起源", 0..12, Some(&[6][..]), Some(&["研究|生命"][..])),
        (Mode::Forward, "研究生命起源", 0..18, Some(&[6, 12]), Some(&["研究|生命"])),
        (Mode::Forward, "研究生命起源", 0..18, Some(&[]), Some(&["研究生命起源"])),
        (Mode::Bidirectional, "研究生命", 0..12, Some(&[6]), Some(&[])),
        (Mode::Bidirectional, "研究生命", 0..12, Some(&[9]), Some(&["研究生|命"])),
        (Mode::Unigram, "研究生命", 0..12, Some(&[9]), Some(&["命 130"])),
        (Mode::Forward, "研究生", 0..9, Some(&[6]), Some(&["!研究生"])),
        (Mode::Unigram, "研究", 0..6, Some(&[3]), Some(&["!研究"])),
        (Mode::Forward, "测试", 0..6, None, Some(&["测试"])),
        (Mode::Forward, "起源", 0..6, None, Some(&["!起源"])),
        (Mode::Forward, "RTX4090", 0..7, None, Some(&["R|T"])),
        (Mode::Forward, "源", 0..3, None, None),
        (Mode::Forward, "", 0..0, None, None),
    ] {
        let segmenter = Segmenter::builder(&main).mode(mode).build().unwrap();
        let edit = match cuts {
            Some(cuts) => segmenter.flip_to(text, range, cuts),
            None => segmenter.flip(text, range),
        };
        let edit = edit.unwrap();
        let lines = edit.as_ref().map(|edit| edit.lines().iter().map(|line| &**line).collect::<Vec<_>>());
        assert_eq!(lines.as_deref(), expected, "{mode} {text}");
    }
}

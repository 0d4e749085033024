//! `forward/…`, `backward/…`, `bidirectional/…`: whole texts to tokens, buffers warm. `layered/…`: the same with a user
//! dictionary, to be compared with `bidirectional/standard`.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use maxmatch::{Mode, Rules, Scratch, Segmenter, UserDictionary};

use crate::answer::Answer;
use crate::sample;

pub(crate) fn segment(criterion: &mut Criterion) {
    let text = sample::text();
    let dictionary = sample::dictionary();
    let mut scratch = Scratch::default();
    for (name, mode, answers) in [
        ("forward", Mode::Forward, [(69_564, 0x0d82_0064_a1a2_aa42), (75_702, 0x92b7_8d13_7649_44f6)]),
        ("backward", Mode::Backward, [(69_564, 0x785d_aeac_7247_a5c0), (75_702, 0x2d7d_56e2_04be_c4c9)]),
        ("bidirectional", Mode::Bidirectional, [(69_564, 0x70c9_86a9_83ea_cec3), (75_702, 0xac4b_bfc8_7788_4f0f)]),
    ] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        let rules = [("standard", Rules::standard()), ("none", Rules::none())];
        for ((rules_name, rules), (count, hash)) in rules.into_iter().zip(answers) {
            let segmenter = Segmenter::builder(&dictionary).mode(mode).rules(rules).build().expect("words can be read");
            let tokens = segmenter.segment_with(&mut scratch, &text);
            let answer = Answer::of(tokens.map(|token| token.range().end as u64));
            answer.must_be(&format!("{name}/{rules_name}"), count, hash);
            group.bench_function(rules_name, |bencher| {
                bencher.iter(|| segmenter.segment_with(&mut scratch, &text).for_each(|token| _ = black_box(token)));
            });
        }
        group.finish();
    }
}

/// A user dictionary of each kind: words, forbidden words, forced cuts.
pub(crate) fn layered(criterion: &mut Criterion) {
    let text = sample::text();
    let dictionary = sample::dictionary();
    let characters: Vec<char> = text.chars().take(4_000).collect();
    let is_text = |three: &&[char]| three.iter().all(|c| c.is_alphabetic() && !c.is_ascii());
    let some: Vec<&[char]> = characters.chunks_exact(3).step_by(10).filter(is_text).collect();
    let lines = |line: &dyn Fn(char, char, char) -> String| {
        some.iter().map(|three| line(three[0], three[1], three[2])).collect::<Vec<_>>().join("\n")
    };
    let mut scratch = Scratch::default();
    let mut group = criterion.benchmark_group("layered");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for (name, lines, (count, hash)) in [
        ("words", lines(&|a, b, c| format!("{a}{b}{c}")), (66_858, 0xaadb_df58_84fc_50d7)),
        ("forbidden", lines(&|a, b, c| format!("!{a}{b}\n!{b}{c}")), (73_260, 0xf466_2ef2_58e9_a54d)),
        ("cuts", lines(&|a, b, c| format!("{a}|{b}{c}")), (71_346, 0x0858_054a_7f34_0e25)),
    ] {
        let user = UserDictionary::read(name, lines.as_bytes()).expect("lines of this kind can be read");
        let segmenter = Segmenter::builder(&dictionary).layer(&user).build().expect("there are few characters");
        let tokens = segmenter.segment_with(&mut scratch, &text);
        let answer = Answer::of(tokens.map(|token| token.range().end as u64));
        answer.must_be(&format!("layered/{name}"), count, hash);
        group.bench_function(name, |bencher| {
            bencher.iter(|| segmenter.segment_with(&mut scratch, &text).for_each(|token| _ = black_box(token)));
        });
        group.bench_function(format!("{name}/lay"), |bencher| {
            bencher.iter(|| Segmenter::builder(&dictionary).layer(&user).build().expect("there are few characters"));
        });
    }
    group.finish();
}

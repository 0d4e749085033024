//! `forward/…`, `backward/…`, `bidirectional/…`: whole texts to tokens, buffers warm.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use maxmatch::{Mode, Rules, Scratch, Segmenter};

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

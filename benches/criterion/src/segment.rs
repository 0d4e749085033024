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
        ("forward", Mode::Forward, [(68_310, 0x82cd_1f3a_87c3_0c63), (74_382, 0x4e2d_f521_3aa9_eb95)]),
        ("backward", Mode::Backward, [(68_310, 0x0f32_1cf9_53c7_0e1c), (74_382, 0x263f_273b_2ed1_f3cb)]),
        ("bidirectional", Mode::Bidirectional, [(68_310, 0x568f_92e8_2291_0cbe), (74_382, 0x94f6_6317_fd30_7306)]),
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

//! `forward/…`, `backward/…` and so on, by mode: whole texts to tokens, buffers warm. `layered/…`: the same with a user
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
        ("forward", Mode::Forward, [(69_102, 0xe78c_4cd3_4269_6757), (75_702, 0x92b7_8d13_7649_44f6)]),
        ("backward", Mode::Backward, [(69_102, 0xe132_b971_40a5_cdd9), (75_702, 0x2d7d_56e2_04be_c4c9)]),
        ("bidirectional", Mode::Bidirectional, [(69_102, 0x6e77_7c16_c473_113e), (75_702, 0xac4b_bfc8_7788_4f0f)]),
        ("mmseg", Mode::Mmseg, [(69_102, 0x60a8_1541_9b50_9a06), (75_702, 0x5d14_3424_c999_4a08)]),
        ("unigram", Mode::Unigram, [(69_234, 0x47f4_bdb8_4a1a_464e), (75_834, 0x000e_f0f3_19e2_5a73)]),
        ("lattice", Mode::Lattice, [(68_904, 0xb021_bf7e_4603_8529), (75_504, 0x4a89_07ca_3c64_9fe4)]),
        ("full", Mode::Full, [(131_406, 0x4449_8514_e75b_9daf), (140_052, 0xbb33_c757_a545_ec62)]),
        ("index", Mode::Index, [(137_610, 0xfdc3_b454_cd4e_33c5), (140_052, 0xbb33_c757_a545_ec62)]),
        ("query", Mode::Query, [(72_006, 0xbdea_ed03_53eb_ff08), (75_834, 0x000e_f0f3_19e2_5a73)]),
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

/// What an index is made of: terms and positions of all tokens.
pub(crate) fn postings(criterion: &mut Criterion) {
    let text = sample::text();
    let mut scratch = Scratch::default();
    let mut group = criterion.benchmark_group("postings");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for (mode, count, hash) in
        [(Mode::Index, 137_610, 0xeb39_0b85_668f_6868), (Mode::Query, 72_006, 0x61f6_3e08_1c00_1cd4)]
    {
        let segmenter = Segmenter::builder(&sample::dictionary()).mode(mode).build().expect("words can be read");
        let mut ends = Vec::new();
        each_posting(&segmenter, &mut scratch, &text, |end, term| ends.push((end + term.len()) as u64));
        Answer::of(ends.into_iter()).must_be(&format!("postings/{mode}"), count, hash);
        group.bench_function(mode.name(), |bencher| {
            bencher.iter(|| each_posting(&segmenter, &mut scratch, &text, |end, term| _ = black_box((end, term))));
        });
    }
    group.finish();
}

/// Calls `visit` with the position behind each token, and its term.
fn each_posting(segmenter: &Segmenter, scratch: &mut Scratch, text: &str, mut visit: impl FnMut(usize, &str)) {
    let mut postings = segmenter.segment_with(scratch, text).postings();
    while let Some(posting) = postings.next() {
        visit(posting.positions().end, postings.term());
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
        ("words", lines(&|a, b, c| format!("{a}{b}{c}")), (66_396, 0xe2f1_70c9_f7a9_b752)),
        ("forbidden", lines(&|a, b, c| format!("!{a}{b}\n!{b}{c}")), (72_798, 0xf744_3485_00ad_bd14)),
        ("cuts", lines(&|a, b, c| format!("{a}|{b}{c}")), (70_884, 0x6fca_a66e_1ed1_df54)),
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

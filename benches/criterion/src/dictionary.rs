//! `open/…` and `build/…`: dictionaries.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use maxmatch_dict::Dictionary;

use crate::answer::Answer;
use crate::sample;

pub(crate) fn open(criterion: &mut Criterion) {
    let file = sample::compiled(&sample::list());
    let dictionary = Dictionary::from_bytes(&file).expect("a file just built opens");
    let frequencies = dictionary.iter().expect("the words can be read").map(|word| u64::from(word.frequency()));
    Answer::of(frequencies).must_be("open/bytes", 113_548, 0x0817_13fa_7935_e361);

    let mut group = criterion.benchmark_group("open");
    group.throughput(Throughput::Bytes(file.len() as u64));
    group.bench_function("bytes", |bencher| bencher.iter(|| Dictionary::from_bytes(black_box(&file))));
    group.finish();
}

pub(crate) fn build(criterion: &mut Criterion) {
    let list = sample::list();
    let fingerprint = Dictionary::from_bytes(sample::compiled(&list)).expect("a file just built opens").fingerprint();
    assert_eq!(fingerprint.to_string(), "686aac30281bd90f65c649e9ff423e2c", "build/list");

    let mut group = criterion.benchmark_group("build");
    group.throughput(Throughput::Bytes(list.len() as u64));
    // A third of a second a time: the fewest samples that are allowed.
    group.sample_size(10);
    group.bench_function("list", |bencher| bencher.iter(|| sample::compiled(black_box(&list))));
    group.finish();
}

//! Benchmarks of the parts. Each asserts its answer before it is timed, and its name stays what it is, so that figures
//! of different days can be compared. The dictionary is `dicts/zh`, which does not change, and not the default one,
//! which grows.

mod answer;
mod dictionary;
mod sample;
mod scan;
mod segment;

use criterion::{criterion_group, criterion_main};

criterion_group!(
    benches,
    scan::scan,
    segment::segment,
    segment::layered,
    segment::postings,
    dictionary::open,
    dictionary::build
);
criterion_main!(benches);

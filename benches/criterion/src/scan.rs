//! `scan/…`: the longest words at every position, or all of them, nothing else.

use criterion::{Criterion, Throughput};
use maxmatch_dict::{Code, Edges, Layered, Matches, characters};

use crate::answer::Answer;
use crate::sample;

/// About as many characters as the segmenter scans at once.
const BLOCK: usize = 2048;

pub(crate) fn scan(criterion: &mut Criterion) {
    let text = sample::text();
    let dictionary = sample::dictionary();
    let codes: Vec<Code> = characters::of(&text).map(|c| dictionary.codes().get(c)).collect();
    let blocks: Vec<Vec<Code>> = codes.chunks(BLOCK).map(|block| [block, &[0]].concat()).collect();
    let anywhere = [1; BLOCK + 1];

    let mut matches = Matches::default();
    let mut found = Vec::new();
    for block in &blocks {
        dictionary.scan(block, &anywhere[..block.len()], &mut matches);
        found.extend_from_slice(matches.starting());
        found.extend_from_slice(matches.ending());
    }
    Answer::of(found.into_iter().map(u64::from)).must_be("scan/blocks", 213_629, 0xb3f9_52d2_9f0a_7245);

    let layered = Layered::from(&dictionary);
    let mut edges = Edges::default();
    let mut found = Vec::new();
    for block in &blocks {
        layered.edges(block, &anywhere[..block.len()], &mut matches, &mut edges);
        let starting = (0..block.len() - 1).flat_map(|position| edges.starting(position));
        found.extend(starting.map(|edge| u64::from(edge.length) << 16 | u64::from(edge.cost)));
    }
    Answer::of(found.into_iter()).must_be("scan/edges", 118_254, 0xe6a8_d186_97bc_38bb);

    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("blocks", |bencher| {
        bencher.iter(|| {
            for block in &blocks {
                dictionary.scan(block, &anywhere[..block.len()], &mut matches);
            }
        });
    });
    group.bench_function("edges", |bencher| {
        bencher.iter(|| {
            for block in &blocks {
                layered.edges(block, &anywhere[..block.len()], &mut matches, &mut edges);
            }
        });
    });
    group.finish();
}

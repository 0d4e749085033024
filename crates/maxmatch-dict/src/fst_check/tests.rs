//! What `fst` writes is accepted; whatever else is accepted, `fst` reads without a panic and as it was read here.

use std::collections::BTreeSet;

use fst::{Automaton, IntoStreamer, Map, Streamer};
use proptest::prelude::*;

use super::check;

fn build(words: &BTreeSet<String>) -> Vec<u8> {
    let mut builder = fst::MapBuilder::memory();
    builder.extend_iter(words.iter().zip(0..)).unwrap();
    builder.into_inner().unwrap()
}

fn longest(words: &BTreeSet<String>) -> usize {
    words.iter().map(String::len).max().unwrap_or(0)
}

/// Everything that the crate does with an FST, with a check of its answers.
fn use_it(bytes: &[u8], count: u64, probes: &BTreeSet<String>) {
    let map = Map::new(bytes).unwrap();
    assert_eq!(map.len() as u64, count);
    let mut keys = Vec::new();
    let mut stream = map.stream();
    while let Some((key, ordinal)) = stream.next() {
        assert_eq!(ordinal, keys.len() as u64);
        keys.push(String::from_utf8(key.to_vec()).unwrap());
    }
    assert_eq!(keys.len() as u64, count);
    for (ordinal, key) in keys.iter().enumerate() {
        assert_eq!(map.get(key), Some(ordinal as u64));
    }
    for probe in probes {
        assert_eq!(map.get(probe), keys.binary_search(probe).ok().map(|i| i as u64));
        let mut range = map.range().ge(probe).into_stream();
        while range.next().is_some() {}
        let mut search = map.search(fst::automaton::Str::new(probe).starts_with()).into_stream();
        while search.next().is_some() {}
    }
}

fn words() -> impl Strategy<Value = BTreeSet<String>> {
    prop_oneof![
        3 => prop::collection::btree_set("[研究生命起源a-c]{1,5}", 0..40),
        // Many characters of one block: nodes with more than 32 transitions have an index.
        1 => prop::collection::btree_set("[一-龥]{1,2}", 0..400),
        1 => prop::collection::btree_set("\\PC{1,4}", 0..80),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_fst_writes_is_accepted(words in words()) {
        let bytes = build(&words);
        prop_assert_eq!(check(&bytes, words.len() as u64, longest(&words)), Ok(()));
        use_it(&bytes, words.len() as u64, &words);
        prop_assert!(check(&bytes, words.len() as u64 + 1, 1000).is_err());
        if !words.is_empty() {
            prop_assert!(check(&bytes, words.len() as u64, longest(&words) - 1).is_err());
        }
    }

    #[test]
    fn truncations_are_refused(words in words()) {
        let bytes = build(&words);
        for length in 0..bytes.len() {
            prop_assert!(check(&bytes[..length], words.len() as u64, longest(&words)).is_err(), "{} bytes", length);
        }
    }

    #[test]
    fn what_is_accepted_is_sound(
        words in words(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 200),
        together in 1usize..4,
    ) {
        let bytes = build(&words);
        for damage in damage.chunks(together) {
            let mut damaged = bytes.clone();
            for (at, value, flip) in damage {
                let byte = &mut damaged[at.index(bytes.len())];
                if *flip { *byte ^= 1 << (value % 8) } else { *byte = *value }
            }
            if check(&damaged, words.len() as u64, longest(&words) + 3).is_ok() {
                use_it(&damaged, words.len() as u64, &words);
            }
        }
    }
}

#[test]
fn wide_nodes_are_accepted() {
    let words: BTreeSet<String> = ('\u{1}'..=char::MAX).step_by(61).map(String::from).collect();
    let bytes = build(&words);
    assert_eq!(check(&bytes, words.len() as u64, 4), Ok(()));
    use_it(&bytes, words.len() as u64, &BTreeSet::new());
}

/// An FST of `branches` nodes with two transitions each, both to the next, and a chain of `chain` nodes after them: two
/// to the power of `branches` words, which end alike. It says that it has `words`.
pub(crate) fn shared(branches: u32, chain: usize, words: u64) -> Vec<u8> {
    let mut fst = [3_u64.to_le_bytes(), [0; 8]].concat();
    // The last of the chain leads to the empty final node, at delta 0; the others to the node right below.
    fst.extend_from_slice(&[0, 0x10, b'c', 0x80]);
    (1..chain).for_each(|_| fst.extend_from_slice(&[b'c', 0xc0]));
    for branch in 0..branches {
        fst.extend_from_slice(&(1_u64 << branch).to_le_bytes());
        fst.extend_from_slice(&[[0; 8].as_slice(), &[1, 1, b'b', b'a', 0x18, 2]].concat());
    }
    let root = fst.len() as u64 - 1;
    fst.extend_from_slice(&[&words.to_le_bytes()[..], &root.to_le_bytes(), &[0; 4]].concat());
    fst
}

#[test]
fn shared_nodes_are_read_once() {
    use_it(&shared(3, 2, 8), 8, &BTreeSet::from(["aaacc".to_owned(), "abccc".to_owned()]));
    // Streaming these would take years.
    let (branches, chain) = (62, 100_000);
    let words = 1 << branches;
    assert_eq!(check(&shared(branches, chain, words), words, 100_062), Ok(()));
    for (words, longest, what) in [
        (words, 100_061, "a word is longer than the longest"),
        (words - 1, 100_062, "there are more words than there should be"),
        (words + 1, 100_062, "there are fewer words than there should be"),
        (3, 100_062, "there are more words than there should be"),
    ] {
        assert_eq!(check(&shared(branches, chain, words), words, longest).unwrap_err().what, what);
    }
}

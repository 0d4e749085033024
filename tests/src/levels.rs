//! Every implementation of the scan that the processor can run, against the portable one.

use maxmatch_dict::{Code, Edges, Layered, Level, Matches, WordCosts, characters};

/// All find the same: in a text between all of its characters, and between some.
///
/// # Panics
///
/// When one finds something else.
pub fn check_levels(layered: &Layered, text: &str) {
    let codes: Vec<Code> = characters::of(text).map(|c| layered.codes().get(c)).chain([0]).collect();
    let some = |step: usize| (0..codes.len()).map(|i| u8::from(i % step != 1)).collect();
    let boundaries: [Vec<u8>; 3] = [vec![1; codes.len()], some(3), some(7)];
    let find = |level| {
        let (mut matches, mut edges, mut costs) = (Matches::at(level), Edges::default(), WordCosts::default());
        let mut found = Vec::new();
        for boundaries in &boundaries {
            layered.scan(&codes, boundaries, &mut matches);
            let longest = (matches.starting().to_vec(), matches.ending().to_vec());
            layered.edges(&codes, boundaries, &mut matches, &mut edges);
            let all: Vec<_> = (0..codes.len() - 1).map(|start| edges.starting(start).to_vec()).collect();
            layered.word_costs(&codes, boundaries, &mut matches, &mut costs);
            let short = (1..=WordCosts::SHORT).map(|length| costs.starting(length).to_vec()).collect::<Vec<_>>();
            found.push((longest, all, short, costs.long().to_vec()));
        }
        found
    };
    let portable = find(Level::PORTABLE);
    for level in Level::available() {
        assert!(find(level) == portable, "{level:?} finds something else than the portable scan in {text:?}");
    }
}

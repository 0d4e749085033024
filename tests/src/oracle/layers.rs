//! What user dictionaries change: words, and units.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use maxmatch::{Kind, Rules, UserDictionary};
use maxmatch_dict::View;
use maxmatch_dict::user::Content;
use unicode_segmentation::UnicodeSegmentation;

use super::units::{self, Unit};
use super::{characters, cost, forms, numerals, unknown_cost};

/// A text with marks, as it is matched, and of each place in it, by the number of the character before which it is, whether
/// there is a cut. No cut is a join.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    text: Vec<char>,
    is_cut: BTreeMap<usize, bool>,
}

/// Reads one layer: what it says of words goes into `words` and `forbidden`, and its marked texts come out.
pub(super) fn lay(
    words: &mut HashMap<String, u32>,
    forbidden: &mut HashSet<String>,
    user: &UserDictionary,
    mass: u64,
    views: &[View],
) -> Vec<Marked> {
    let below = words.clone();
    let key = |word: &str| -> String { characters::of_word(word).map(|c| characters::fold(c, views)).collect() };
    let mut marked = Vec::new();
    for line in user.lines() {
        match &line.content {
            Content::Word { word, frequency, .. } => {
                let cost = frequency.map_or_else(|| winning(&below, &key(word), mass), |n| cost(mass, n.into()));
                forbidden.remove(&key(word));
                words.insert(key(word), cost);
            }
            Content::Forbidden(word) => {
                words.remove(&key(word));
                forbidden.insert(key(word));
            }
            Content::Marked(text) => {
                let (mut all, mut is_cut) = (Vec::new(), BTreeMap::new());
                for (part, is_joined) in text.parts() {
                    if !all.is_empty() {
                        is_cut.insert(all.len(), true);
                    }
                    let start = all.len();
                    all.extend(key(part).chars());
                    if is_joined {
                        is_cut.extend((start + 1..all.len()).map(|place| (place, false)));
                        forbidden.remove(&key(part));
                        words.insert(key(part), winning(&below, &key(part), mass));
                    }
                }
                marked.push(Marked { text: all, is_cut });
            }
            _ => {}
        }
    }
    marked
}

/// A little less than the best split into words below costs, at most what a frequency of 1 does, and at most what the word does there.
fn winning(below: &HashMap<String, u32>, word: &str, mass: u64) -> u32 {
    let known = below.get(word).copied().unwrap_or(u32::MAX);
    let word: Vec<char> = word.chars().collect();
    let part = |from: usize, to: usize| -> Option<u32> {
        let unknown = (to - from == 1).then(|| unknown_cost(mass));
        let known = below.get(&word[from..to].iter().collect::<String>()).copied();
        known.filter(|_| to - from < word.len()).into_iter().chain(unknown).min()
    };
    let mut best = vec![0];
    for to in 1..=word.len() {
        best.push((0..to).filter_map(|from| Some(best[from] + part(from, to)?)).min().expect("characters are parts"));
    }
    let split = best[word.len()].min(u32::from(u16::MAX));
    split.saturating_sub(1).min(cost(mass, 1)).min(known)
}

/// The characters by which the units are matched, each with where it begins, in bytes; none for what is ill-formed. Units that are
/// joined afterwards keep them.
pub(super) fn characters_of(units: &[Unit], text: &[u8], views: &[View]) -> Vec<(usize, Option<char>)> {
    let mut all = Vec::new();
    for Unit { range, .. } in units {
        match std::str::from_utf8(&text[range.clone()]) {
            Err(_) => all.push((range.start, None)),
            Ok(unit) => {
                all.extend(characters::of_unit(unit).map(|(i, c)| (range.start + i, Some(characters::fold(c, views)))))
            }
        }
    }
    all
}

/// Cuts and joins units, which have these characters. Gives where there are cuts, in bytes.
pub(super) fn mark(
    units: &mut Vec<Unit>,
    characters: &[(usize, Option<char>)],
    text: &[u8],
    marked: &[Marked],
    rules: Rules,
) -> BTreeSet<usize> {
    // The last marked text decides.
    let mut is_cut: BTreeMap<usize, bool> = BTreeMap::new();
    for marked in marked {
        for window in characters.windows(marked.text.len()) {
            if window.iter().map(|&(_, c)| c).eq(marked.text.iter().map(|&c| Some(c))) {
                is_cut.extend(marked.is_cut.iter().map(|(&place, &is_cut)| (window[place].0, is_cut)));
            }
        }
    }
    let clusters: BTreeSet<usize> = cluster_starts(text);
    let cuts: BTreeSet<usize> =
        is_cut.iter().filter(|&(at, &is_cut)| is_cut && clusters.contains(at)).map(|(&at, _)| at).collect();
    let mut starts: BTreeSet<usize> = units.iter().map(|unit| unit.range.start).collect();
    starts.retain(|start| is_cut.get(start) != Some(&false));
    starts.extend(&cuts);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let marked = starts.iter().copied().zip(ends).map(|(start, end)| {
        let old = units.iter().find(|unit| unit.range == (start..end));
        old.cloned().unwrap_or_else(|| Unit { range: start..end, kind: kind(&text[start..end], rules) })
    });
    *units = marked.collect();
    cuts
}

fn cluster_starts(text: &[u8]) -> BTreeSet<usize> {
    let mut starts = BTreeSet::new();
    let mut at = 0;
    for chunk in text.utf8_chunks() {
        starts.extend(chunk.valid().grapheme_indices(true).map(|(i, _)| at + i));
        at += chunk.valid().len() + chunk.invalid().len();
    }
    starts
}

/// What a unit is that was cut or joined: what has a form by itself is that, a numeral only if all of it is one.
fn kind(unit: &[u8], rules: Rules) -> Kind {
    let unit = std::str::from_utf8(unit).expect("marked text is UTF-8");
    if let Some((_, kind)) = forms::begins("", unit, rules).filter(|&(length, _)| length == unit.len()) {
        return kind;
    }
    let first = |cluster: &str| cluster.chars().next().map(numerals::plain);
    let is_numeral = |cluster: &str| first(cluster).is_some_and(|c| numerals::is_numeral(c) || c == '点');
    match units::kind(unit) {
        Kind::Number if unit.starts_with(characters::is_han) && !unit.graphemes(true).all(is_numeral) => Kind::Unknown,
        kind => kind,
    }
}

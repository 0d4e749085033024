//! The cheapest path over words and candidates.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use maxmatch::{Kind, Principle, Weights};
use maxmatch_dict::{Terms, View};

use super::{Oracle, Reading, Token, characters, unknown_cost};

/// What unknown words look like.
#[derive(Debug, Clone)]
pub(super) struct Statistics {
    unknown: u32,
    /// Words by their length.
    lengths: BTreeMap<usize, u64>,
    /// How many words of a length have a character in a place.
    places: BTreeMap<(usize, usize, char), u64>,
    /// How many transliterated names there are, and what one costs.
    names: (u64, u32),
    /// How often names have a character.
    in_names: BTreeMap<char, u64>,
    /// How many different characters words have, and one more.
    codes: f64,
}

/// −256 · log2(p), rounded.
fn bits(p: f64) -> u32 {
    (-256.0 * p.log2()).round().max(0.0) as u32
}

impl Statistics {
    /// Words with their frequencies, and which of them are transliterated names.
    pub(super) fn new(
        words: &HashMap<String, u32>,
        is_name: impl Fn(&str) -> bool,
        mass: u64,
        views: &[View],
    ) -> Option<Statistics> {
        let characters = |word: &str| characters::of_word(word).collect::<Vec<char>>();
        let fold = |&c: &char| characters::fold(c, views);
        let is_han = |word: &[char]| word.len() > 1 && word.iter().all(|&c| characters::is_han(c) && c != '○');
        let mut short: Vec<(u64, Vec<char>)> = words
            .iter()
            .map(|(word, &frequency)| (u64::from(frequency), characters(word)))
            .filter(|(_, word)| is_han(word) && word.len() <= 4)
            .collect();
        short.sort();
        let median = short.get(short.len().checked_sub(1)? / 2)?.0;
        short.retain(|(frequency, _)| *frequency <= median);
        let alphabet: BTreeSet<char> = words.keys().flat_map(|word| characters(word)).map(|c| fold(&c)).collect();
        let (mut lengths, mut places, mut in_names) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (_, word) in &short {
            *lengths.entry(word.len()).or_default() += 1;
            for (i, c) in word.iter().enumerate() {
                *places.entry((word.len(), i, fold(c))).or_default() += 1;
            }
        }
        let (mut names, mut frequency) = (0, 0);
        let is_tagged = |word: &str| is_name(word) && is_han(&characters(word));
        let is_any = words.keys().any(|word| is_tagged(word));
        let spelt: BTreeSet<Vec<char>> = words.keys().map(|word| characters(word)).collect();
        let is_simple = |word: &str| {
            let word = characters(word);
            let spans = (0..word.len()).flat_map(|start| (start + 2..=word.len()).map(move |end| start..end));
            let mut parts = spans.filter(|span| span.len() < word.len());
            word.len() >= 5 && is_han(&word) && !parts.any(|span| spelt.contains(&word[span]))
        };
        let is_counted = |word: &str| if is_any { is_tagged(word) } else { is_simple(word) };
        for (word, &n) in words.iter().filter(|(word, _)| is_counted(word)) {
            (names, frequency) = (names + 1, frequency + u64::from(n) + 1);
            characters(word).iter().for_each(|c| *in_names.entry(fold(c)).or_default() += 1);
        }
        let share = |frequency: u64| bits(frequency as f64 / mass as f64);
        Some(Statistics {
            unknown: share(short.iter().map(|(frequency, _)| frequency + 1).sum()),
            lengths,
            places,
            names: (names, if names == 0 { 0 } else { share(frequency) }),
            in_names,
            codes: alphabet.len() as f64 + 1.0,
        })
    }

    /// What these characters cost as an unknown word.
    fn unknown(&self, word: &[char]) -> Option<u32> {
        if !(2..=4).contains(&word.len()) {
            return None;
        }
        let of_length = |length| self.lengths.get(&length).copied().unwrap_or(0) as f64;
        let all = of_length(2) + of_length(3) + of_length(4);
        let mut cost = self.unknown + bits((of_length(word.len()) + 1.0) / (all + 3.0));
        for (i, &c) in word.iter().enumerate() {
            // Every first place, every last, or every other.
            let kind = |length: usize, i: usize| (i == 0, i + 1 == length);
            let (mut same, mut total) = (0.0, 0.0);
            for (&(length, place, other), &count) in &self.places {
                if kind(length, place) == kind(word.len(), i) {
                    total += count as f64;
                    same += if other == c { count as f64 } else { 0.0 };
                }
            }
            let pooled = (same + 2.0) / (total + 2.0 * self.codes);
            let count = self.places.get(&(word.len(), i, c)).copied().unwrap_or(0) as f64;
            cost += bits((count + 5000.0 * pooled) / (of_length(word.len()) + 5000.0));
        }
        Some(cost)
    }

    /// What they cost as a transliterated name.
    fn name(&self, word: &[char]) -> Option<u32> {
        if self.names.0 == 0 || !(2..=8).contains(&word.len()) {
            return None;
        }
        let (names, all) = (self.names.0 as f64, self.in_names.values().sum::<u64>() as f64);
        let (goes_on, ends) = (all - 2.0 * names + 1.0, names + 1.0);
        let mut cost = self.names.1 + bits(ends / (goes_on + ends));
        for (i, c) in word.iter().enumerate() {
            cost += bits(*self.in_names.get(c)? as f64 / all);
            cost += if i < 2 { 0 } else { bits(goes_on / (goes_on + ends)) };
        }
        Some(cost)
    }
}

impl Oracle {
    /// The same with some words, those that it was made of, as transliterated names.
    pub fn with_names(mut self, words: &HashMap<String, u32>, is_name: impl Fn(&str) -> bool) -> Oracle {
        self.statistics = Statistics::new(words, is_name, self.mass, &self.views);
        self
    }

    /// The same with what the dictionary adds to costs.
    pub fn with_terms(mut self, terms: Terms) -> Oracle {
        self.terms = terms;
        self
    }
}

impl Reading<'_> {
    /// What a token of these units costs by itself; none if they can't be one.
    pub(super) fn edge(&self, start: usize, end: usize, weights: &Weights) -> Option<u32> {
        let (is_one_unit, is_han) = (end - start == 1, self.units[start].kind == Kind::Unknown);
        let terms = &self.oracle.terms;
        let of = |principle| i64::from(weights.of(principle));
        let bounded = |cost: i64| cost.max(0) as u32;
        if is_one_unit && !is_han {
            return Some(bounded(i64::from(self.oracle.median_cost) + of(Principle::Words)));
        }
        let key: Option<String> = self.keys[start..end].iter().map(Option::as_deref).collect();
        let characters: Vec<char> = key.iter().flat_map(|key| key.chars()).collect();
        let single = if characters.len() == 1 { of(Principle::Singles) } else { 0 };
        if let Some(cost) = self.word(start..end) {
            let term = i64::from(terms.of_length(characters.len()));
            return Some(bounded(i64::from(cost) + term + of(Principle::Words) + single));
        }
        let oov = of(Principle::Words) + of(Principle::Oov);
        if is_one_unit {
            return Some(bounded(i64::from(unknown_cost(self.oracle.mass)) + oov + single));
        }
        let is_simple = |unit: usize| {
            let is_single = self.keys[unit].as_ref().is_some_and(|key| key.chars().count() == 1);
            is_single && self.units[unit].kind == Kind::Unknown
        };
        let bytes = self.bytes(start..end);
        let is_cut = self.cuts.range(bytes.start + 1..bytes.end).next().is_some();
        if is_cut || !(start..end).all(is_simple) || self.oracle.forbidden.contains(&key?) {
            return None;
        }
        let statistics = self.oracle.statistics.as_ref()?;
        let cost = statistics.unknown(&characters).into_iter().chain(statistics.name(&characters)).min()?;
        Some(bounded(i64::from(cost) + i64::from(terms.unknown) + oov))
    }

    /// By unit: the cheapest path to it, as what it costs and where its last token begins.
    fn cheapest(&self, weights: &Weights) -> Vec<(u32, usize)> {
        let mut best = vec![(0, 0)];
        for end in 1..=self.units.len() {
            let first = end.saturating_sub(self.oracle.longest.max(8));
            // Of those that cost the same the longest last token.
            let paths = (first..end).filter_map(|start| Some((best[start].0 + self.edge(start, end, weights)?, start)));
            best.push(paths.min().expect("a unit is a token"));
        }
        best
    }

    /// The tokens of the cheapest path.
    pub fn lattice(&self, weights: &Weights) -> Vec<Token> {
        if let Some(model) = self.model() {
            return self.tokens(&self.cheapest_after(weights, &model));
        }
        let best = self.cheapest(weights);
        let mut path = vec![self.units.len()];
        while path[path.len() - 1] > 0 {
            path.push(best[path[path.len() - 1]].1);
        }
        path.reverse();
        self.tokens(&path)
    }
}

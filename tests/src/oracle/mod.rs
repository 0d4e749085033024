//! What a segmentation must be: the specification, computed in the plainest way.
//!
//! Words are a hash map; every span of units that is no longer than the longest word is tried. Nothing here is fast, and
//! texts are meant to be short: the engine's cut of units and runs longer than 65,536 characters has no counterpart.

mod characters;
mod forms;
mod lattice;
mod layers;
mod numerals;
mod quantities;
mod readings;
mod units;
mod words;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use maxmatch::{Decision, Dictionary, Kind, Mode, Principles, Rule, Rules, Score, Side, UserDictionary, Weights};
use maxmatch_dict::{Terms, View};

use lattice::Statistics;
use layers::Marked;
pub use readings::Priced;
use units::Unit;

/// A dictionary as a hash map, and the rules to read text by.
#[derive(Debug, Clone)]
pub struct Oracle {
    /// By what they are matched by: the words, with their costs.
    words: HashMap<String, u32>,
    /// The sum of all frequencies, plus the number of words as they are spelt.
    mass: u64,
    median_cost: u32,
    /// The longest word, in characters.
    longest: usize,
    views: Vec<View>,
    rules: Rules,
    marked: Vec<Marked>,
    /// What is forbidden, by what it is matched by.
    forbidden: HashSet<String>,
    statistics: Option<Statistics>,
    terms: Terms,
    /// What knows which words follow which.
    model: Option<Dictionary>,
}

/// A token: where it is, in bytes, and what it is.
pub type Token = (Range<usize>, Kind);

/// Both passes, where they differ, and what comes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The forward pass.
    pub forward: Vec<Token>,
    /// The backward pass.
    pub backward: Vec<Token>,
    /// Where the two differ.
    pub regions: Vec<Region>,
    /// The bidirectional segmentation.
    pub tokens: Vec<Token>,
}

/// A part of the text that the passes segment differently.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Where it is, in bytes.
    pub range: Range<usize>,
    /// What the forward pass scores there.
    pub forward: Score,
    /// What the backward pass scores there.
    pub backward: Score,
    /// What decided.
    pub decision: Decision,
    /// For which.
    pub chosen: Side,
}

impl Oracle {
    /// The words with their frequencies, matched through views. Without [`Rule::Words`] nothing is folded.
    pub fn new(words: &HashMap<String, u32>, views: &[View], rules: Rules) -> Oracle {
        let views = if rules.contains(Rule::Words) { views.to_vec() } else { Vec::new() };
        let mut folded = HashMap::<String, u64>::new();
        for (word, &frequency) in words {
            let key = characters::of_word(word).map(|c| characters::fold(c, &views)).collect();
            *folded.entry(key).or_default() += u64::from(frequency);
        }
        let mass = words.values().map(|&frequency| u64::from(frequency) + 1).sum();
        let mut costs: Vec<u32> = words.values().map(|&frequency| cost(mass, frequency.into())).collect();
        costs.sort_unstable();
        let median_cost = costs.get(costs.len() / 2).copied().unwrap_or(unknown_cost(mass));
        let statistics = Statistics::new(words, |_| false, mass, &views);
        let words = folded.into_iter().map(|(word, frequency)| (word, cost(mass, frequency))).collect();
        let (marked, forbidden, terms) = (Vec::new(), HashSet::new(), Terms::default());
        let oracle = Oracle {
            words,
            mass,
            median_cost,
            longest: 0,
            views,
            rules,
            marked,
            forbidden,
            statistics,
            terms,
            model: None,
        };
        oracle.with(&[])
    }

    /// The same with user dictionaries on it.
    pub fn with(mut self, users: &[UserDictionary]) -> Oracle {
        for user in users {
            let Oracle { words, forbidden, marked, mass, views, .. } = &mut self;
            marked.extend(layers::lay(words, forbidden, user, *mass, views));
        }
        self.longest = self.words.keys().map(|word| word.chars().count()).max().unwrap_or(0);
        self
    }

    /// Reads any bytes: their units, and both passes over them.
    pub fn read(&self, text: &[u8]) -> Reading<'_> {
        self.read_by(text, self.rules, &self.marked)
    }

    /// Reads any bytes for a mode: for search there are no units but words of UAX #29 and clusters, and no marks.
    pub fn read_for(&self, mode: Mode, text: &[u8]) -> Reading<'_> {
        let mut reading = match mode.is_for_search() {
            true if self.rules.contains(Rule::Words) => self.read_by(text, Rules::none().with(Rule::Words), &[]),
            true => self.read_by(text, Rules::none(), &[]),
            false => return self.read(text),
        };
        reading.find_forms(text);
        reading
    }

    fn read_by(&self, text: &[u8], rules: Rules, marked: &[Marked]) -> Reading<'_> {
        let mut units = units::of_bytes(text, rules);
        let characters = layers::characters_of(&units, text, &self.views);
        let cuts = layers::mark(&mut units, &characters, text, marked, rules);
        // A word is UTF-8, so nothing ill-formed is in one.
        let key = |unit: &Unit| {
            characters.iter().filter(|(at, _)| unit.range.contains(at)).map(|&(_, character)| character).collect()
        };
        let keys = units.iter().map(key).collect();
        let stops = (0..=units.len()).map(|i| readings::is_stop(text, &units, i)).collect();
        let has_han = units.iter().map(|unit| readings::has_han(&text[unit.range.clone()])).collect();
        let (forward, backward) = (Vec::new(), Vec::new());
        let forms = Vec::new();
        let mut reading = Reading { oracle: self, units, cuts, keys, stops, has_han, forward, backward, forms };
        (reading.forward, reading.backward) = (reading.forward(), reading.backward());
        reading
    }
}

/// round(−256 · log2((f + 1) / (N + V))), and never less than 0.
fn cost(mass: u64, frequency: u64) -> u32 {
    let bits = (mass as f64).log2() - (frequency as f64 + 1.0).log2();
    (256.0 * bits.max(0.0)).round() as u32
}

/// One bit more than a word of frequency 0.
fn unknown_cost(mass: u64) -> u32 {
    (256.0 * ((mass.max(1) as f64).log2() + 1.0)).round() as u32
}

/// A text, its units, and the passes. A path through it is the ascending list of the units at which tokens begin, and
/// the number of units.
#[derive(Debug)]
pub struct Reading<'a> {
    oracle: &'a Oracle,
    units: Vec<Unit>,
    /// Where no word spans, in bytes.
    cuts: BTreeSet<usize>,
    /// By unit: the characters that it is matched by.
    keys: Vec<Option<String>>,
    /// By unit, and for the end: whether a sentence begins there.
    stops: Vec<bool>,
    /// By unit: whether it has a Han character.
    has_han: Vec<bool>,
    forward: Vec<usize>,
    backward: Vec<usize>,
    /// For search: units by all rules that are several by those for search, wherever one of these begins.
    forms: Vec<words::Form>,
}

impl Reading<'_> {
    /// The segmentation.
    pub fn segment(&self, mode: Mode, principles: &Principles) -> Vec<Token> {
        match mode {
            Mode::Forward => self.tokens(&self.forward),
            Mode::Backward => self.tokens(&self.backward),
            Mode::Bidirectional => self.explain(principles).tokens,
            Mode::Mmseg => self.tokens(&self.mmseg()),
            Mode::Unigram => self.tokens(&self.unigram()),
            Mode::Lattice => self.lattice(&Weights::default()),
            Mode::Full => self.full(),
            Mode::Index => self.index().into_iter().map(|(token, _)| token).collect(),
            Mode::Query => self.tokens(&self.unigram()),
            _ => unreachable!("a mode that has no oracle"),
        }
    }

    fn bytes(&self, units: Range<usize>) -> Range<usize> {
        self.units[units.start].range.start..self.units[units.end - 1].range.end
    }

    /// The cost of the word that these units are.
    fn word(&self, units: Range<usize>) -> Option<u32> {
        let bytes = self.bytes(units.clone());
        if self.cuts.range(bytes.start + 1..bytes.end).next().is_some() {
            return None;
        }
        let key = self.keys[units].iter().map(Option::as_deref).collect::<Option<String>>()?;
        self.oracle.words.get(&key).copied()
    }

    /// From the left, the longest word, else one unit.
    fn forward(&self) -> Vec<usize> {
        let mut path = vec![0];
        let mut start = 0;
        while start < self.units.len() {
            let reach = self.units.len().min(start + self.oracle.longest);
            let longest = (start + 1..=reach).rev().find(|&end| self.word(start..end).is_some());
            start = longest.unwrap_or(start + 1);
            path.push(start);
        }
        path
    }

    /// From the right, the longest word that ends there, else one unit.
    fn backward(&self) -> Vec<usize> {
        let mut path = vec![self.units.len()];
        let mut end = self.units.len();
        while end > 0 {
            let reach = end.saturating_sub(self.oracle.longest);
            let longest = (reach..end).find(|&start| self.word(start..end).is_some());
            end = longest.unwrap_or(end - 1);
            path.push(end);
        }
        path.reverse();
        path
    }

    fn tokens(&self, path: &[usize]) -> Vec<Token> {
        let kind = |units: Range<usize>| match self.word(units.clone()) {
            Some(_) => Kind::Word,
            None => self.units[units.start].kind,
        };
        path.windows(2).map(|token| (self.bytes(token[0]..token[1]), kind(token[0]..token[1]))).collect()
    }

    fn score(&self, path: &[usize]) -> Score {
        let mut score = Score::default();
        for token in path.windows(2) {
            let (is_one_unit, is_han) = (token[1] - token[0] == 1, self.units[token[0]].kind == Kind::Unknown);
            let mass = self.oracle.mass;
            score.words += 1;
            if is_one_unit && !is_han {
                score.cost += self.oracle.median_cost;
                continue;
            }
            score.singles +=
                u32::from(is_one_unit && self.keys[token[0]].as_ref().is_some_and(|key| key.chars().count() == 1));
            match self.word(token[0]..token[1]) {
                Some(cost) => score.cost += cost,
                None => {
                    score.oov += 1;
                    score.cost += unknown_cost(mass);
                }
            }
        }
        score
    }

    /// Why the bidirectional segmentation is as it is.
    pub fn explain(&self, principles: &Principles) -> Explanation {
        let Reading { forward, backward, .. } = self;
        let common: Vec<usize> = forward.iter().copied().filter(|unit| backward.contains(unit)).collect();
        let mut path = vec![0];
        let mut regions = Vec::new();
        for region in common.windows(2) {
            let within = |path: &[usize]| -> Vec<usize> {
                path.iter().copied().filter(|unit| (region[0]..=region[1]).contains(unit)).collect()
            };
            let (ours, theirs) = (within(forward), within(backward));
            let mut chosen = &ours;
            if ours != theirs {
                let (a, b) = (self.score(&ours), self.score(&theirs));
                let (decision, side) = decide(&a, &b, principles);
                chosen = if side == Side::Forward { &ours } else { &theirs };
                let range = self.bytes(region[0]..region[1]);
                regions.push(Region { range, forward: a, backward: b, decision, chosen: side });
            }
            path.extend(&chosen[1..]);
        }
        Explanation {
            forward: self.tokens(forward),
            backward: self.tokens(backward),
            regions,
            tokens: self.tokens(&path),
        }
    }
}

/// The first principle in which the two differ decides, then the cost, then the backward pass.
fn decide(forward: &Score, backward: &Score, principles: &Principles) -> (Decision, Side) {
    let counts = principles.order().iter().map(|&p| (Decision::Principle(p), forward.count(p), backward.count(p)));
    let differing = counts.chain([(Decision::Cost, forward.cost, backward.cost)]).find(|(_, a, b)| a != b);
    match differing {
        Some((decision, a, b)) => (decision, if a < b { Side::Forward } else { Side::Backward }),
        None => (Decision::Backward, Side::Backward),
    }
}

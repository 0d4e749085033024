//! All readings of a text, with what they cost; and costs that depend on what stands before.

use std::collections::BTreeMap;
use std::ops::Range;

use maxmatch::{Ambiguity, Dictionary, Kind, Weights};
use maxmatch_dict::{Bigrams, Class};

use super::{Oracle, Reading, Token, Unit, characters};

/// Whether a sentence ends before a unit.
pub(super) fn is_stop(text: &[u8], units: &[Unit], unit: usize) -> bool {
    let Some(last) = unit.checked_sub(1).filter(|_| unit < units.len()) else { return true };
    let (before, after) = text.split_at(units[last].range.end);
    if after.starts_with(b"\n") || after.starts_with(b"\r\n") {
        return true;
    }
    ["\n", "。", "！", "？", "!", "?"].iter().any(|mark| before.ends_with(mark.as_bytes()))
}

pub(super) fn has_han(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| chunk.valid().chars().any(|c| characters::is_han(c) && c != '○'))
}

/// What knows which words follow which.
pub(super) struct Model<'a> {
    dictionary: &'a Dictionary,
    bigrams: &'a Bigrams,
}

/// A segmentation: what it costs, and the units at which its tokens begin and the number of units.
pub type Priced = (i64, Vec<usize>);

impl Oracle {
    /// The same with the model that the dictionary has.
    pub fn with_model(mut self, dictionary: &Dictionary) -> Oracle {
        self.model = dictionary.bigrams().unwrap().is_some().then(|| dictionary.clone());
        self
    }
}

impl Reading<'_> {
    pub(super) fn model(&self) -> Option<Model<'_>> {
        let dictionary = self.oracle.model.as_ref()?;
        Some(Model { dictionary, bigrams: dictionary.bigrams().unwrap()? })
    }

    /// What the model knows a token by.
    fn number(&self, units: Range<usize>, model: &Model<'_>) -> u32 {
        if self.word(units.clone()).is_some() && self.has_han[units.clone()].contains(&true) {
            let key: String = self.keys[units].iter().flatten().map(String::as_str).collect();
            let codes: Vec<_> = key.chars().map(|c| model.dictionary.codes().get(c)).collect();
            // No word of the dictionary has number 0.
            return model.dictionary.number(&codes).unwrap_or(0);
        }
        let class = match self.units[units.start].kind {
            Kind::Unknown => Class::Unknown,
            Kind::Number | Kind::Date => Class::Number,
            Kind::Latin | Kind::Letter | Kind::Url | Kind::Email | Kind::Hashtag | Kind::Mention => Class::Letters,
            _ => Class::Punctuation,
        };
        class.number()
    }

    /// What the model adds between two tokens, or at an end of the text.
    fn between(&self, left: Option<Range<usize>>, right: Option<Range<usize>>, model: &Model<'_>) -> i64 {
        let boundary = Class::Boundary.number();
        let place = right.as_ref().map_or(self.units.len(), |right| right.start);
        let number = |token: Range<usize>| self.number(token, model);
        let term = |left: u32, right: u32| i64::from(model.bigrams.after(left).term(right));
        match (left.map(number), right.map(number)) {
            (Some(left), Some(right)) if !self.stops[place] => term(left, right),
            (left, right) => {
                left.map_or(0, |left| term(left, boundary)) + right.map_or(0, |right| term(boundary, right))
            }
        }
    }

    /// The cheapest path where costs depend on what stands before.
    pub(super) fn cheapest_after(&self, weights: &Weights, model: &Model<'_>) -> Vec<usize> {
        // By token, where it ends and where it begins: what the cheapest path to its end costs, and where that path's token
        // before it begins. Of those that cost the same, the longest one before.
        let mut best: BTreeMap<(usize, usize), (i64, usize)> = BTreeMap::new();
        let length = self.units.len();
        for end in 1..=length {
            for start in end.saturating_sub(self.oracle.longest.max(8))..end {
                let Some(cost) = self.edge(start, end, weights) else { continue };
                let way = if start == 0 {
                    (self.between(None, Some(start..end), model), 0)
                } else {
                    let lefts = best.range((start, 0)..(start, start));
                    let ways = lefts.map(|(&(_, first), &(cost, _))| {
                        (cost + self.between(Some(first..start), Some(start..end), model), first)
                    });
                    ways.min().expect("a unit is a token")
                };
                best.insert((end, start), (way.0 + i64::from(cost), way.1));
            }
        }
        let last = best.range((length, 0)..(length, length));
        let whole =
            last.map(|(&(_, start), &(cost, _))| (cost + self.between(Some(start..length), None, model), start));
        let mut path = vec![length];
        if let Some((_, mut start)) = whole.min() {
            let mut end = length;
            path.push(start);
            while start > 0 {
                (start, end) = (best[&(end, start)].1, start);
                path.push(start);
            }
        }
        path.reverse();
        path
    }

    /// All segmentations, the cheapest first, and of those that cost the same the one whose last differing token is longer.
    /// None if there are more than `limit`.
    pub fn readings(&self, weights: &Weights, limit: usize) -> Option<Vec<Priced>> {
        let (length, model) = (self.units.len(), self.model());
        // By unit: the segmentations up to it.
        let mut all: Vec<Vec<Priced>> = vec![vec![(0, vec![0])]];
        let add = |left: Option<Range<usize>>, right: Option<Range<usize>>| {
            model.as_ref().map_or(0, |model| self.between(left, right, model))
        };
        for end in 1..=length {
            let mut ways = Vec::new();
            for (start, paths) in all.iter().enumerate() {
                let Some(cost) = self.edge(start, end, weights) else { continue };
                for (before, path) in paths {
                    let left = path.len().checked_sub(2).map(|i| path[i]..start);
                    let last = if end == length { add(Some(start..end), None) } else { 0 };
                    let cost = before + i64::from(cost) + add(left, Some(start..end)) + last;
                    ways.push((cost, path.iter().copied().chain([end]).collect()));
                }
            }
            if ways.len() > limit {
                return None;
            }
            all.push(ways);
        }
        let mut whole = all.pop()?;
        whole.sort_by(|(a, first), (b, second)| a.cmp(b).then_with(|| first.iter().rev().cmp(second.iter().rev())));
        Some(whole)
    }

    /// By token of the cheapest of the readings: how much more the first costs that does not have it, and how those that cost
    /// at most `within` more read it otherwise.
    pub fn margins(&self, readings: &[Priced], within: i64) -> Vec<(Token, Option<i64>, Vec<Ambiguity>)> {
        let (least, best) = &readings[0];
        let has = |path: &[usize], token: &Range<usize>| path.windows(2).any(|ends| ends == [token.start, token.end]);
        best.windows(2)
            .zip(self.tokens(best))
            .map(|(ends, token)| {
                let here = ends[0]..ends[1];
                let margin = readings.iter().find(|(_, path)| !has(path, &here)).map(|(cost, _)| cost - least);
                let mut ambiguities: Vec<Ambiguity> =
                    (token.1 == Kind::Unknown).then_some(Ambiguity::Oov).into_iter().collect();
                ambiguities.extend((margin == Some(0)).then_some(Ambiguity::Tie));
                for (_, path) in readings.iter().filter(|(cost, _)| cost - least <= within) {
                    let others = path.windows(2).zip(self.tokens(path));
                    ambiguities.extend(others.filter_map(|(ends, (_, kind))| {
                        let other = ends[0]..ends[1];
                        let touches = other.start < here.end && here.start < other.end && !has(best, &other);
                        let is_in = |a: &Range<usize>, b: &Range<usize>| a.start >= b.start && a.end <= b.end;
                        touches.then(|| match kind {
                            Kind::Unknown => Ambiguity::Oov,
                            _ if is_in(&other, &here) || is_in(&here, &other) => Ambiguity::Combination,
                            _ => Ambiguity::Overlap,
                        })
                    }));
                }
                ambiguities.sort_unstable();
                ambiguities.dedup();
                (token, margin, ambiguities)
            })
            .collect()
    }

    /// The tokens of one of the readings.
    pub fn tokens_of(&self, reading: &Priced) -> Vec<Token> {
        self.tokens(&reading.1)
    }
}

//! Lines of a user dictionary that contradict each other.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::read::{List, Record};
use super::{Code, Finding};
use crate::fold::FoldTable;
use crate::lexicon::Quoted;
use crate::user::Content;

pub(super) fn check(list: &List<'_>, fold: &FoldTable, findings: &mut Vec<Finding>) {
    let mut conflicts = Conflicts::default();
    forbidden(list, fold, &mut conflicts);
    marks(list, &mut conflicts);
    conflicts.report(findings);
}

/// Pairs of lines, and what is told of them.
#[derive(Default)]
struct Conflicts {
    pairs: HashSet<[u64; 2]>,
    /// By the first line of a pair.
    told: BTreeMap<u64, Told>,
}

/// Of the other lines the first, why it contradicts this one, and what could be done; and how many more there are.
struct Told {
    other: u64,
    reason: String,
    mend: &'static str,
    more: usize,
}

impl Conflicts {
    /// Adds a conflict of two lines, which is told once.
    fn add(&mut self, mut lines: [u64; 2], what: impl FnOnce() -> (String, &'static str)) {
        lines.sort_unstable();
        if !self.pairs.insert(lines) {
            return;
        }
        let [line, other] = lines;
        let more = self.told.get(&line).map_or(0, |told| told.more + 1);
        match self.told.get_mut(&line).filter(|told| told.other < other) {
            Some(told) => told.more = more,
            None => {
                let (reason, mend) = what();
                self.told.insert(line, Told { other, reason, mend, more });
            }
        }
    }

    /// One finding for each first line: thousands of others would only hide what else there is.
    fn report(self, findings: &mut Vec<Finding>) {
        for (line, Told { mut reason, mend, more, .. }) in self.told {
            match more {
                0 => {}
                1 => reason.push_str("; 1 more line contradicts this one"),
                _ => reason.push_str(&format!("; {more} more lines contradict this one")),
            }
            findings.push(Finding::new(line, Code::Conflict, reason, mend));
        }
    }
}

/// A word in one line that another forbids.
fn forbidden(list: &List<'_>, fold: &FoldTable, conflicts: &mut Conflicts) {
    let forbids = list.records.iter().filter_map(|record| match &record.content {
        Content::Forbidden(word) => Some((fold.fold_word(word).collect(), record)),
        _ => None,
    });
    let forbids: HashMap<String, &Record> = forbids.collect();
    if forbids.is_empty() {
        return;
    }
    for record in &list.records {
        // A text that is held together is a word too.
        let Some(Demand { text: word, .. }) = Demand::of(record).filter(|demand| demand.cuts.is_empty()) else {
            continue;
        };
        let Some(forbid) = forbids.get(&fold.fold_word(&word).collect::<String>()) else { continue };
        conflicts.add([record.line, forbid.line], || {
            let reason = match forbid.line > record.line {
                true => format!("{} is forbidden in line {}, which counts", Quoted(&word), forbid.line),
                false => format!("{} is a word in line {}, which counts", Quoted(&word), record.line),
            };
            (reason, "delete one of the two lines")
        });
    }
}

/// What a line demands of the places inside a text, in bytes of it.
struct Demand {
    line: u64,
    text: String,
    /// Where it wants a cut, in order.
    cuts: Vec<usize>,
    /// Inside which it wants none, in order.
    joined: Vec<Range<usize>>,
}

impl Demand {
    fn of(record: &Record) -> Option<Demand> {
        let (text, parts): (String, Vec<_>) = match &record.content {
            Content::Word { word, .. } => (word.to_string(), vec![(&**word, true)]),
            Content::Marked(marked) => (marked.text(), marked.parts().collect()),
            _ => return None,
        };
        let (mut cuts, mut joined, mut end) = (Vec::new(), Vec::new(), 0);
        for (part, is_joined) in parts {
            let start = end;
            end += part.len();
            cuts.push(end);
            if is_joined {
                joined.push(start..end);
            }
        }
        cuts.pop();
        Some(Demand { line: record.line, text, cuts, joined })
    }

    /// Whether it wants no cut at a place.
    fn joins(&self, at: usize) -> bool {
        let next = self.joined.partition_point(|range| range.end <= at);
        self.joined.get(next).is_some_and(|range| range.start < at)
    }

    /// Where it wants a cut inside a part of it, counted from there.
    fn cuts_inside(&self, part: Range<usize>) -> impl Iterator<Item = usize> {
        let first = self.cuts.partition_point(|&cut| cut <= part.start);
        self.cuts[first..].iter().take_while(move |&&cut| cut < part.end).map(move |cut| cut - part.start)
    }
}

/// Texts that are looked for inside others.
#[derive(Default)]
struct Texts<'d> {
    demands: HashMap<&'d str, &'d Demand>,
    /// By their first two characters, how long they are, in bytes: most places of a text begin none.
    lengths: HashMap<&'d str, BTreeSet<usize>>,
}

impl<'d> Texts<'d> {
    /// Of several demands about one text the last one counts.
    fn new(demands: impl Iterator<Item = &'d Demand>) -> Texts<'d> {
        let mut texts = Texts::default();
        for demand in demands {
            if let Some(beginning) = beginning(&demand.text) {
                texts.demands.insert(&demand.text, demand);
                texts.lengths.entry(beginning).or_default().insert(demand.text.len());
            }
        }
        texts
    }

    /// What of them a text holds, be it all of it, and where, in bytes.
    fn inside<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, &'d Demand)> + 't {
        text.char_indices().flat_map(move |(start, _)| {
            let lengths = beginning(&text[start..]).and_then(|beginning| self.lengths.get(beginning));
            lengths.into_iter().flatten().filter_map(move |length| {
                let range = start..start + length;
                Some((range.clone(), *self.demands.get(text.get(range)?)?))
            })
        })
    }
}

/// The first two characters; where there are fewer, nothing can be cut or joined.
fn beginning(text: &str) -> Option<&str> {
    let (second, c) = text.char_indices().nth(1)?;
    Some(&text[..second + c.len_utf8()])
}

/// A cut in one line where a word or a join of another holds together, in a text that one of the two holds.
fn marks(list: &List<'_>, conflicts: &mut Conflicts) {
    let demands: Vec<Demand> = list.records.iter().filter_map(Demand::of).collect();
    let cuts = Texts::new(demands.iter().filter(|demand| !demand.cuts.is_empty()));
    if cuts.demands.is_empty() {
        return;
    }
    let joins = Texts::new(demands.iter().filter(|demand| !demand.joined.is_empty()));
    let mut add = |cut: &Demand, join: &Demand| {
        conflicts.add([cut.line, join.line], || {
            let (other, what) = match cut.line < join.line {
                true => (join.line, "is cut here and held together"),
                false => (cut.line, "is held together here and cut"),
            };
            let text = if cut.text.len() < join.text.len() { &cut.text } else { &join.text };
            (format!("{} {what} in line {other}", Quoted(text)), "delete one of the two lines, or change its marks")
        });
    };
    for demand in &demands {
        for (place, cut) in cuts.inside(&demand.text) {
            if cut.cuts.iter().any(|at| demand.joins(place.start + at)) {
                add(cut, demand);
            }
        }
    }
    for cut in cuts.demands.values() {
        for (place, join) in joins.inside(&cut.text).filter(|(place, _)| place.len() < cut.text.len()) {
            if cut.cuts_inside(place).any(|at| join.joins(at)) {
                add(cut, join);
            }
        }
    }
}

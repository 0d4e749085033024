//! Lines of a user dictionary that contradict each other.

use std::collections::HashMap;

use super::read::{List, Record};
use super::{Code, Finding};
use crate::fold::FoldTable;
use crate::lexicon::Quoted;
use crate::user::Content;

pub(super) fn check(list: &List<'_>, fold: &FoldTable, findings: &mut Vec<Finding>) {
    forbidden(list, fold, findings);
    marks(list, findings);
}

/// A word in one line that another forbids.
fn forbidden(list: &List<'_>, fold: &FoldTable, findings: &mut Vec<Finding>) {
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
        let Some(Demand { text: word, .. }) = Demand::of(record).filter(|demand| demand.parts.len() == 1) else {
            continue;
        };
        let Some(forbid) = forbids.get(&fold.fold_word(&word).collect::<String>()) else { continue };
        let (line, reason) = match forbid.line > record.line {
            true => (record.line, format!("{} is forbidden in line {}, which counts", Quoted(&word), forbid.line)),
            false => (forbid.line, format!("{} is a word in line {}, which counts", Quoted(&word), record.line)),
        };
        findings.push(Finding::new(line, Code::Conflict, reason, "delete one of the two lines"));
    }
}

/// What a line demands of the places inside a text.
struct Demand<'l> {
    line: u64,
    text: String,
    /// The parts between cuts, each with whether it must hold together.
    parts: Vec<(&'l str, bool)>,
}

impl Demand<'_> {
    fn of(record: &Record) -> Option<Demand<'_>> {
        let (text, parts) = match &record.content {
            Content::Word { word, .. } => (word.to_string(), vec![(&**word, true)]),
            Content::Marked(marked) => (marked.text(), marked.parts().collect()),
            _ => return None,
        };
        Some(Demand { line: record.line, text, parts })
    }

    /// Where it wants a cut, in bytes of the text.
    fn cuts(&self) -> Vec<usize> {
        let mut end = 0;
        let ends = self.parts.iter().map(|(part, _)| {
            end += part.len();
            end
        });
        ends.take(self.parts.len() - 1).collect()
    }

    /// Whether it wants no cut at a place.
    fn joins(&self, at: usize) -> bool {
        let mut start = 0;
        self.parts.iter().any(|(part, is_joined)| {
            let end = start + part.len();
            let is_inside = start < at && at < end;
            start = end;
            *is_joined && is_inside
        })
    }
}

/// A cut in one line where a word or a join of another holds together, in a text that one of the two holds.
fn marks(list: &List<'_>, findings: &mut Vec<Finding>) {
    let demands: Vec<Demand<'_>> = list.records.iter().filter_map(Demand::of).collect();
    let is_cut = |demand: &&Demand<'_>| demand.parts.len() > 1;
    let cuts: HashMap<&str, &Demand<'_>> =
        demands.iter().filter(is_cut).map(|demand| (&*demand.text, demand)).collect();
    if cuts.is_empty() {
        return;
    }
    let joins: HashMap<&str, &Demand<'_>> = demands
        .iter()
        .filter(|demand| demand.parts.iter().any(|(_, is_joined)| *is_joined))
        .map(|demand| (&*demand.text, demand))
        .collect();
    let mut report = |cut: &Demand<'_>, join: &Demand<'_>| {
        let (line, other) = (cut.line.min(join.line), cut.line.max(join.line));
        let what = if line == cut.line { "is cut here and held together" } else { "is held together here and cut" };
        let reason = format!(
            "{} {what} in line {other}",
            Quoted(if cut.text.len() < join.text.len() { &cut.text } else { &join.text })
        );
        findings.push(Finding::new(line, Code::Conflict, reason, "delete one of the two lines, or change its marks"));
    };
    for demand in &demands {
        for (at, inner) in inside(&demand.text) {
            if let Some(cut) = cuts.get(inner).filter(|cut| cut.cuts().iter().any(|place| demand.joins(at + place))) {
                report(cut, demand);
            }
        }
    }
    for cut in cuts.values() {
        for (at, inner) in inside(&cut.text).filter(|(_, inner)| *inner != cut.text) {
            let breaks = |join: &&&Demand<'_>| cut.cuts().iter().any(|&place| place > at && join.joins(place - at));
            if let Some(join) = joins.get(inner).filter(breaks) {
                report(cut, join);
            }
        }
    }
}

/// The parts of a text of two characters or more, all of it included, and where they begin, in bytes.
fn inside(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.char_indices().flat_map(move |(start, _)| {
        let ends = text[start..].char_indices().skip(2).map(move |(end, _)| start + end).chain([text.len()]);
        ends.filter(move |&end| text[start..end].chars().nth(1).is_some()).map(move |end| (start, &text[start..end]))
    })
}

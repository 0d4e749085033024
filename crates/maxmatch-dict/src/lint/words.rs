//! Words one by one and against each other: those that come again, fold together, or can't match.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::mend::Edit;
use super::read::{List, Reading, Record};
use super::{CanMatch, Code, Finding};
use crate::fold::FoldTable;
use crate::lexicon::Quoted;

/// Format characters that are seen nowhere and are no part of the character before them.
const INVISIBLE: [std::ops::RangeInclusive<char>; 10] = [
    '\u{AD}'..='\u{AD}',
    '\u{61C}'..='\u{61C}',
    '\u{180E}'..='\u{180E}',
    '\u{200B}'..='\u{200B}',
    '\u{200E}'..='\u{200F}',
    '\u{202A}'..='\u{202E}',
    '\u{2060}'..='\u{2064}',
    '\u{2066}'..='\u{206F}',
    '\u{FEFF}'..='\u{FEFF}',
    '\u{FFF9}'..='\u{FFFB}',
];

pub(super) fn check(
    list: &List<'_>,
    fold: &FoldTable,
    mut can_match: Option<&mut CanMatch<'_>>,
    findings: &mut Vec<Finding>,
) {
    let mut folded: HashMap<String, &Record> = HashMap::new();
    for record in counting(list, findings) {
        let Some((word, _)) = record.word() else { continue };
        match folded.entry(fold.fold_word(word).collect::<String>()) {
            Entry::Vacant(place) => {
                place.insert(record);
            }
            Entry::Occupied(other) => {
                let (line, first) = (other.get().line, other.get().word().map_or("", |(first, _)| first));
                let (comes, mend) = match list.reading {
                    Reading::User => ("the later counts", "delete one of them"),
                    Reading::Lexicon(_) => {
                        ("their frequencies add", "write one of them, with the sum of the frequencies")
                    }
                };
                let (word, first) = (Quoted(word), Quoted(first));
                let reason = format!("{word} counts as the same word as {first} in line {line}: {comes}");
                findings.push(Finding::new(record.line, Code::Folded, reason, mend));
            }
        }
        if let Some(c) = word.chars().find(|c| INVISIBLE.iter().any(|range| range.contains(c))) {
            let reason = format!(
                "{} holds U+{:04X}, which cannot be seen: only texts that have it match",
                Quoted(word),
                u32::from(c)
            );
            findings.push(Finding::new(record.line, Code::Invisible, reason, "delete the character"));
        }
        if can_match.as_mut().is_some_and(|can_match| !can_match(word)) {
            let reason = format!(
                "{} matches nowhere inside a text: one of its ends belongs to the unit that what is beside it is of",
                Quoted(word)
            );
            findings.push(Finding::new(record.line, Code::Never, reason, "delete what the word begins or ends with"));
        }
    }
}

/// The lines that count, in order: those of words that do not come again. The others are reported.
fn counting<'l>(list: &'l List<'_>, findings: &mut Vec<Finding>) -> Vec<&'l Record> {
    let mut last: HashMap<&str, &Record> = HashMap::new();
    let mut counting = Vec::new();
    for record in list.records.iter().rev() {
        let Some((word, frequency)) = record.word() else { continue };
        match last.get(word) {
            None => {
                last.insert(word, record);
                counting.push(record);
            }
            Some(later) => {
                let other = later.word().and_then(|(_, other)| other).filter(|&other| Some(other) != frequency);
                let other = other.map_or_else(String::new, |other| format!(" with frequency {other}"));
                let reason = format!("{} comes again in line {}{other}, which counts", Quoted(word), later.line);
                let finding = Finding::new(record.line, Code::Duplicate, reason, "delete this line");
                findings.push(finding.with([Edit::delete_line(list.text, record.start)]));
            }
        }
    }
    counting.reverse();
    counting
}

//! Words of user dictionaries that stand in a text and are no tokens, and why; forced cuts and joins.

use std::ops::Range;

use maxmatch::dict::user::Content;
use maxmatch::dict::{Finding, Place};
use maxmatch::{Error, Layered, Token};
use serde::Serialize;

/// What is said of a word.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Note {
    pub(crate) word: String,
    /// File and line.
    pub(crate) place: String,
    pub(crate) what: String,
}

/// The words of user dictionaries that stand in the text, and in no place as a token.
pub(crate) fn unused(
    text: &str,
    tokens: &[Token<'_>],
    units: &[Range<usize>],
    layered: &Layered,
) -> Result<Vec<Note>, Error> {
    let mut rows = Vec::new();
    let folded = layered.fold(text);
    for user in layered.layers() {
        for line in user.lines() {
            let (Content::Word { word, .. } | Content::Forbidden(word)) = &line.content else { continue };
            let places: Vec<Range<usize>> = folded.occurrences(word).collect();
            let is_used = |range: &Range<usize>| tokens.iter().any(|token| token.range() == *range);
            if places.is_empty() || places.iter().any(is_used) {
                continue;
            }
            let place = Place::Line { name: user.name(), line: line.number };
            let what = match layered.find(word)? {
                Some(found) if found.place != place => format!("{} says something else", found.place),
                Some(Finding { cost: None, .. }) => "forbidden".to_owned(),
                _ => reason(text, tokens, units, &places),
            };
            rows.push(Note { word: word.to_string(), place: place.to_string(), what });
        }
    }
    Ok(rows)
}

/// Why a word is no token where it stands.
fn reason(text: &str, tokens: &[Token<'_>], units: &[Range<usize>], places: &[Range<usize>]) -> String {
    let is_boundary = |at: usize| at == text.len() || units.iter().any(|unit| unit.start == at);
    match places.iter().find(|range| is_boundary(range.start) && is_boundary(range.end)) {
        Some(range) => {
            let touches = |token: &&Token<'_>| token.range().start < range.end && token.range().end > range.start;
            let tokens: Vec<&str> = tokens.iter().filter(touches).map(|token| token.text()).collect();
            format!("other words are there: {}", tokens.join(" / "))
        }
        None => {
            let inside = |unit: &&Range<usize>| unit.start < places[0].end && unit.end > places[0].start;
            let cut = |unit: &&Range<usize>| unit.start < places[0].start || unit.end > places[0].end;
            let unit = units.iter().filter(inside).find(cut).map_or("", |unit| &text[unit.clone()]);
            format!("part of the unit {unit}: a word begins and ends where units do")
        }
    }
}

/// The forced cuts and joins that stand in the text.
pub(crate) fn forced(text: &str, layered: &Layered) -> Vec<Note> {
    let mut rows = Vec::new();
    let folded = layered.fold(text);
    for user in layered.layers() {
        for line in user.lines() {
            let Content::Marked(marked) = &line.content else { continue };
            if folded.occurrences(&marked.text()).next().is_some() {
                let what = marked
                    .parts()
                    .map(|(part, is_joined)| if is_joined { format!("{part} joined") } else { part.to_owned() });
                let place = Place::Line { name: user.name(), line: line.number }.to_string();
                rows.push(Note { word: marked.text(), place, what: what.collect::<Vec<_>>().join(" | ") });
            }
        }
    }
    rows
}

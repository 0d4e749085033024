//! What is said of the words of a text, and where: also of those that a user dictionary has and the text does not show.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::Style;
use maxmatch::{Explanation, Kind, Layered, Token};
use maxmatch_dict::user::Content;
use maxmatch_dict::{Finding, Place};
use unicode_width::UnicodeWidthStr;

use super::{CHOSEN, REASON};
use crate::failure::Failure;
use crate::finding::describe_cost;

/// A line about one word.
struct Row {
    word: String,
    place: String,
    what: String,
}

/// Writes where the words come from, and why words of user dictionaries that stand in the text are not there.
pub(super) fn write(
    text: &str,
    why: &Explanation<'_>,
    layered: &Layered,
    output: &mut impl Write,
) -> Result<(), Failure> {
    rows("words", CHOSEN, used(&why.tokens, layered)?, output)?;
    rows("not used", REASON, unused(text, why, layered)?, output)?;
    rows("forced", REASON, forced(text, layered), output)?;
    Ok(())
}

fn rows(title: &str, style: Style, mut rows: Vec<Row>, output: &mut impl Write) -> io::Result<()> {
    rows.dedup_by(|a, b| a.word == b.word && a.place == b.place);
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(output, "\n{title}")?;
    let width = |column: fn(&Row) -> &str| rows.iter().map(|row| column(row).width()).max().unwrap_or(0);
    let (words, places) = (width(|row| &row.word), width(|row| &row.place));
    for Row { word, place, what } in &rows {
        let (after_word, after_place) = (words - word.width() + 2, places - place.width() + 2);
        let gap = "";
        writeln!(output, "    {style}{word}{style:#}{gap:after_word$}{place}{gap:after_place$}{what}")?;
    }
    Ok(())
}

/// The words of the segmentation.
fn used(tokens: &[Token<'_>], layered: &Layered) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::<Row>::new();
    for token in tokens.iter().filter(|token| token.kind() == Kind::Word) {
        if rows.iter().any(|row| row.word == token.text()) {
            continue;
        }
        let Some(found) = layered.find(token.text())? else { continue };
        let tag = found.tag.map(str::to_owned);
        let frequency = found.frequency.map(|frequency| format!("frequency {frequency}"));
        let cost = describe_cost(&found).map(|cost| format!("cost {cost}"));
        let what = [tag, frequency, cost].into_iter().flatten().collect::<Vec<_>>().join(", ");
        rows.push(Row { word: token.text().to_owned(), place: found.place.to_string(), what });
    }
    Ok(rows)
}

/// The words of user dictionaries that stand in the text, and in no place as a token.
fn unused(text: &str, why: &Explanation<'_>, layered: &Layered) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    let folded = layered.fold(text);
    for user in layered.layers() {
        for line in user.lines() {
            let (Content::Word { word, .. } | Content::Forbidden(word)) = &line.content else { continue };
            let places: Vec<Range<usize>> = folded.occurrences(word).collect();
            let is_used = |range: &Range<usize>| why.tokens.iter().any(|token| token.range() == *range);
            if places.is_empty() || places.iter().any(is_used) {
                continue;
            }
            let place = Place::Line { name: user.name(), line: line.number };
            let what = match layered.find(word)? {
                Some(found) if found.place != place => format!("{} says something else", found.place),
                Some(Finding { cost: None, .. }) => "forbidden".to_owned(),
                _ => reason(text, why, &places),
            };
            rows.push(Row { word: word.to_string(), place: place.to_string(), what });
        }
    }
    Ok(rows)
}

/// Why a word is no token where it stands.
fn reason(text: &str, why: &Explanation<'_>, places: &[Range<usize>]) -> String {
    let is_boundary = |at: usize| at == text.len() || why.units.iter().any(|unit| unit.start == at);
    match places.iter().find(|range| is_boundary(range.start) && is_boundary(range.end)) {
        Some(range) => {
            let touches = |token: &&Token<'_>| token.range().start < range.end && token.range().end > range.start;
            let tokens: Vec<&str> = why.tokens.iter().filter(touches).map(|token| token.text()).collect();
            format!("other words are there: {}", tokens.join(" / "))
        }
        None => {
            let inside = |unit: &&Range<usize>| unit.start < places[0].end && unit.end > places[0].start;
            let cut = |unit: &&Range<usize>| unit.start < places[0].start || unit.end > places[0].end;
            let unit = why.units.iter().filter(inside).find(cut).map_or("", |unit| &text[unit.clone()]);
            format!("part of the unit {unit}: a word begins and ends where units do")
        }
    }
}

/// The forced cuts and joins that stand in the text.
fn forced(text: &str, layered: &Layered) -> Vec<Row> {
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
                rows.push(Row { word: marked.text(), place, what: what.collect::<Vec<_>>().join(" | ") });
            }
        }
    }
    rows
}

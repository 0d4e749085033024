//! Word TAB frequency TAB tag.

use super::error::Flaw;
use super::{Fields, Format, frequency, without_control};

/// Reads a line that is not blank. Columns after the third are the list's own notes.
pub(crate) fn fields(line: &str) -> Result<Fields<'_>, Flaw<'_>> {
    let mut columns = line.split('\t');
    let word = columns.next().unwrap_or_default();
    let [number, tag] = [columns.next(), columns.next()].map(|column| column.unwrap_or_default().trim());

    let trimmed = word.trim();
    if trimmed.is_empty() {
        return Err(Flaw::NoWord);
    }
    // A table's cell is exact, so we do not trim; but such a word would match nothing that its author had in mind.
    if trimmed.len() != word.len() {
        return Err(Flaw::Edge { word });
    }
    without_control(word)?;
    without_control(tag)?;
    let [number, tag] = [number, tag].map(|column| Some(column).filter(|column| !column.is_empty()));
    let frequency = number.map(|number| frequency(number, Format::Tsv)).transpose()?;
    Ok(Fields { word, frequency, tag })
}

//! The explanation for a terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::regions::{Decided, RUNNER_UP, Reading, Region};
use crate::said::Said;
use crate::view::{Cut, Edit, Piece, View};
use crate::words::Note;

/// What was chosen.
const CHOSEN: Style = AnsiColor::Green.on_default().bold();
/// Why.
const REASON: Style = Style::new().bold();
/// What can be written down.
const EDIT: Style = AnsiColor::Yellow.on_default().bold();
/// What lost.
const FAINT: Style = Style::new().dimmed();
/// Of the words that lost no more are shown.
const LOST: usize = 20;

pub(crate) fn write(view: &View<'_>, output: &mut impl Write) -> io::Result<()> {
    let labels = ["forward", "backward", view.mode];
    let width = labels.iter().map(|label| label.len()).max().unwrap_or(0) + 2;
    writeln!(output, "{:width$}{}", "forward", join(&view.forward))?;
    writeln!(output, "{:width$}{}", "backward", join(&view.backward))?;
    let sought = view.regions.len() - view.unsought;
    for (number, region) in view.regions.iter().enumerate() {
        write_region(region, view.mode, output)?;
        if number < sought {
            write_edit(region.edit.as_ref(), output)?;
        }
    }
    if view.unsought > 0 {
        writeln!(output, "\nin {} regions no edit was looked for", view.unsought)?;
    }
    let tokens: Vec<Piece<'_>> = view.tokens.iter().map(|token| token.piece).collect();
    writeln!(output, "\n{:width$}{CHOSEN}{}{CHOSEN:#}", view.mode, join(&tokens))?;
    if let Some(want) = &view.want {
        writeln!(output, "\nwanted: {}", join(&want.tokens))?;
        match &want.edit {
            Some(edit) if edit.lines.is_empty() => writeln!(output, "    that is what is there")?,
            edit => write_edit(edit.as_ref(), output)?,
        }
    }
    let used: Vec<Row> = view.tokens.iter().filter_map(|cut| Some(row(&cut.piece, cut.said.as_ref()?))).collect();
    write_rows("words", CHOSEN, used, usize::MAX, output)?;
    let sure = view.tokens.iter().filter_map(Row::of_certainty).collect();
    write_rows("confidence", CHOSEN, sure, usize::MAX, output)?;
    let lost: Vec<Row> = view
        .words
        .iter()
        .filter(|word| !word.is_token && view.tokens.iter().all(|cut| cut.piece.text != word.piece.text))
        .map(|word| row(&word.piece, &word.said))
        .collect();
    write_rows("words that lost", FAINT, lost, LOST, output)?;
    write_rows("not used", REASON, view.unused.iter().map(Row::from).collect(), usize::MAX, output)?;
    write_rows("forced", REASON, view.forced.iter().map(Row::from).collect(), usize::MAX, output)
}

/// Tokens, one after the other.
pub(crate) fn join(tokens: &[Piece<'_>]) -> String {
    tokens.iter().map(|token| token.text).collect::<Vec<_>>().join(" / ")
}

/// White space as signs.
pub(crate) fn shown(text: &str) -> &str {
    match text {
        " " | "\u{3000}" => "␣",
        "\n" | "\r\n" | "\r" => "⏎",
        "\t" => "⇥",
        _ => text,
    }
}

/// What decided, and by how much.
pub(crate) fn reason(Decided { by, margin }: &Decided) -> String {
    match &**by {
        "backward" => "backward, as all else ties".to_owned(),
        "cost" => format!("cost, by {margin:.2} bits"),
        _ => format!("{by}, by {margin}"),
    }
}

fn write_region(region: &Region<'_>, mode: &str, output: &mut impl Write) -> io::Result<()> {
    let Piece { text, start, end } = region.piece;
    writeln!(output, "\nbytes {start}..{end}: {text}")?;
    let by = |reading: &Reading<'_>| {
        let named = ["forward", "backward", RUNNER_UP];
        // Where the passes are two of the readings, they say all.
        let is_named = |by: &&&str| named.contains(by) || **by == mode && mode != "bidir";
        let named: Vec<&str> = reading.by.iter().filter(is_named).copied().collect();
        if named.is_empty() { reading.by.join(", ") } else { named.join(", ") }
    };
    let names: Vec<String> = region.readings.iter().map(by).collect();
    let name_width = names.iter().map(|name| name.len()).max().unwrap_or(0);
    let token_width = region.readings.iter().map(|reading| join(&reading.tokens).width()).max().unwrap_or(0);
    for (number, (reading, name)) in region.readings.iter().zip(&names).enumerate() {
        let (mark, style) = if number == 0 { ("*", CHOSEN) } else { (" ", Style::new()) };
        let tokens = join(&reading.tokens);
        write!(output, "  {mark} {name:name_width$}  {style}{tokens}{style:#}")?;
        if let Some(score) = reading.score {
            let gap = token_width - tokens.width();
            write!(output, "{:gap$}   words {}, oov {}, singles {}", "", score.words, score.oov, score.singles)?;
            write!(output, ", cost {:.2} bits", score.cost)?;
        }
        writeln!(output)?;
    }
    if let Some(margin) = region.margin {
        writeln!(output, "    the runner-up costs {REASON}{margin:.2} bits{REASON:#} more")?;
    }
    let Some(decision) = &region.decision else { return Ok(()) };
    let who = if mode == "bidir" { "decided by" } else { "bidir decides by" };
    writeln!(output, "    {who}: {REASON}{}{REASON:#}", reason(decision))
}

fn write_edit(edit: Option<&Edit<'_>>, output: &mut impl Write) -> io::Result<()> {
    let Some(Edit { lines, tokens }) = edit else {
        return writeln!(output, "    no edit of a user dictionary was found that gives it");
    };
    let lines = lines.iter().map(|line| format!("{EDIT}{line}{EDIT:#}")).collect::<Vec<_>>().join("\n             ");
    writeln!(output, "    to flip it: {lines}")?;
    writeln!(output, "    which gives {}", join(tokens))
}

/// A line about one word.
struct Row {
    word: String,
    place: String,
    what: String,
}

impl From<&Note> for Row {
    fn from(Note { word, place, what }: &Note) -> Row {
        Row { word: word.clone(), place: place.clone(), what: what.clone() }
    }
}

impl Row {
    /// None if no reading is without the token, or that is not known.
    fn of_certainty(cut: &Cut<'_>) -> Option<Row> {
        let certainty = cut.certainty.as_ref()?;
        let place = format!("{:.2} bits", certainty.margin?);
        Some(Row { word: cut.piece.text.to_owned(), place, what: certainty.ambiguities.join(", ") })
    }
}

fn row(piece: &Piece<'_>, said: &Said) -> Row {
    Row { word: piece.text.to_owned(), place: said.place.clone(), what: describe(said) }
}

/// Tag, frequency and cost.
pub(crate) fn describe(said: &Said) -> String {
    let set = if said.is_set { ", set so that it wins over its best split" } else { "" };
    let frequency = said.frequency.map(|frequency| format!("frequency {frequency}"));
    let cost = format!("cost {:.2} bits{set}", said.cost);
    [said.tag.clone(), frequency, Some(cost)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Writes rows in columns, each once, in the order in which they first stand.
fn write_rows(title: &str, style: Style, rows: Vec<Row>, most: usize, output: &mut impl Write) -> io::Result<()> {
    let mut unique = Vec::<Row>::new();
    for row in rows {
        if !unique.iter().any(|other| (&other.word, &other.place) == (&row.word, &row.place)) {
            unique.push(row);
        }
    }
    if unique.is_empty() {
        return Ok(());
    }
    writeln!(output, "\n{title}")?;
    let shown = &unique[..unique.len().min(most)];
    let width = |column: fn(&Row) -> &str| shown.iter().map(|row| column(row).width()).max().unwrap_or(0);
    let (words, places) = (width(|row| &row.word), width(|row| &row.place));
    for Row { word, place, what } in shown {
        let (after_word, after_place) = (words - word.width() + 2, places - place.width() + 2);
        let gap = "";
        write!(output, "    {style}{word}{style:#}{gap:after_word$}{place}")?;
        if what.is_empty() { writeln!(output)? } else { writeln!(output, "{gap:after_place$}{what}")? }
    }
    match unique.len() - shown.len() {
        0 => Ok(()),
        more => writeln!(output, "    and {more} more"),
    }
}

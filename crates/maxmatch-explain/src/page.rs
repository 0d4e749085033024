//! The explanation as one HTML page that needs nothing else: no network, no script.

use std::fmt::{self, Write};

use crate::picture;
use crate::regions::{Counts, Reading, Region};
use crate::said::Said;
use crate::text::{reason, shown};
use crate::view::{Certainty, Cut, Edit, Piece, View, Word};
use crate::words::Note;
use crate::xml::escape;

const STYLE: &str = include_str!("page.css");
/// Of tables no more rows are shown.
const ROWS: usize = 500;

pub(crate) fn of(view: &View<'_>) -> String {
    let mut page = String::new();
    write(view, &mut page).expect("a string takes everything");
    page
}

fn write(view: &View<'_>, page: &mut String) -> fmt::Result {
    let text = escape(view.text);
    writeln!(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(page, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    writeln!(page, "<title>{text}: why it is cut so</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>")?;
    writeln!(page, "<h1 lang=\"zh\">{text}</h1>")?;
    let layers = view.layers.iter().map(|layer| escape(layer)).collect::<Vec<_>>().join(", ");
    writeln!(page, "<p class=\"faint\">Mode {}; dictionaries: {layers}</p>", view.mode)?;
    let tokens: Vec<Piece<'_>> = view.tokens.iter().map(|token| token.piece).collect();
    writeln!(page, "<div class=\"taken\">{}</div>", chips(&tokens))?;
    writeln!(page, "<figure tabindex=\"0\" aria-label=\"The lattice\">\n{}</figure>", picture::draw(view))?;
    if let Some(want) = &view.want {
        writeln!(page, "<h2>Wanted</h2>\n<div class=\"card\"><div class=\"second\">{}</div>", chips(&want.tokens))?;
        match &want.edit {
            Some(edit) if edit.lines.is_empty() => writeln!(page, "<p>That is what is there.</p>")?,
            edit => write_edit(edit.as_ref(), page)?,
        }
        writeln!(page, "</div>")?;
    }
    writeln!(page, "<h2>Passes</h2>\n<div class=\"scroll\" tabindex=\"0\"><table class=\"passes\"><tbody>")?;
    for (name, tokens) in [("forward", &view.forward), ("backward", &view.backward)] {
        writeln!(page, "<tr><th scope=\"row\">{name}</th><td>{}</td></tr>", chips(tokens))?;
    }
    writeln!(page, "</tbody></table></div>")?;
    if !view.regions.is_empty() {
        writeln!(page, "<h2>What could be read otherwise</h2>")?;
    }
    let sought = view.regions.len() - view.unsought;
    for (number, region) in view.regions.iter().enumerate() {
        write_region(region, view.mode, number < sought, page)?;
    }
    if view.unsought > 0 {
        writeln!(page, "<p class=\"faint\">In {} regions no edit was looked for.</p>", view.unsought)?;
    }
    write_tokens(&view.tokens, page)?;
    write_lost(&view.words, page)?;
    write_notes("Not used", &view.unused, page)?;
    write_notes("Forced", &view.forced, page)?;
    writeln!(page, "</main>\n</body>\n</html>")
}

/// Tokens beside each other.
fn chips(tokens: &[Piece<'_>]) -> String {
    let spans: String = tokens.iter().map(|token| format!("<span>{}</span>", escape(shown(token.text)))).collect();
    format!("<div class=\"tokens\" lang=\"zh\">{spans}</div>")
}

fn write_region(region: &Region<'_>, mode: &str, is_sought: bool, page: &mut String) -> fmt::Result {
    let Piece { text, start, end } = region.piece;
    writeln!(page, "<section class=\"card\">\n<h3 lang=\"zh\">{}</h3>", escape(text))?;
    writeln!(page, "<p class=\"faint\">bytes {start} to {end}</p>")?;
    writeln!(
        page,
        "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">by</th><th scope=\"col\">reading</th>"
    )?;
    let is_scored = region.readings.iter().any(|reading| reading.score.is_some());
    for column in ["words", "oov", "singles", "cost, bits"].iter().filter(|_| is_scored) {
        writeln!(page, "<th class=\"n\" scope=\"col\">{column}</th>")?;
    }
    writeln!(page, "</tr></thead><tbody>")?;
    for (number, Reading { by, tokens, score }) in region.readings.iter().enumerate() {
        let class = ["taken", "second"].get(number).copied().unwrap_or("other");
        writeln!(page, "<tr class=\"{class}\"><th scope=\"row\">{}</th><td>{}</td>", by.join(", "), chips(tokens))?;
        if let Some(Counts { words, oov, singles, cost }) = score {
            write!(page, "<td class=\"n\">{words}</td><td class=\"n\">{oov}</td><td class=\"n\">{singles}</td>")?;
            write!(page, "<td class=\"n\">{cost:.2}</td>")?;
        } else if is_scored {
            write!(page, "<td colspan=\"4\"></td>")?;
        }
        writeln!(page, "</tr>")?;
    }
    writeln!(page, "</tbody></table></div>")?;
    if let Some(margin) = region.margin {
        writeln!(page, "<p>The runner-up costs <strong>{margin:.2} bits</strong> more.</p>")?;
    }
    if let Some(decision) = &region.decision {
        let who = if mode == "bidir" { "Decided" } else { "Between the passes bidir decides" };
        writeln!(page, "<p>{who} by <strong>{}</strong>.</p>", reason(decision))?;
    }
    if is_sought {
        write_edit(region.edit.as_ref(), page)?;
    }
    writeln!(page, "</section>")
}

fn write_edit(edit: Option<&Edit<'_>>, page: &mut String) -> fmt::Result {
    let Some(Edit { lines, tokens }) = edit else {
        return writeln!(page, "<p>No edit of a user dictionary was found that gives it.</p>");
    };
    writeln!(page, "<p>To flip it, write into a user dictionary:</p>")?;
    writeln!(page, "<pre tabindex=\"0\"><code>{}</code></pre>", escape_lines(lines))?;
    writeln!(page, "<p class=\"faint\">That gives</p>{}", chips(tokens))
}

fn escape_lines(lines: &[String]) -> String {
    lines.iter().map(|line| escape(line)).collect::<Vec<_>>().join("\n")
}

fn begin_table(title: &str, columns: &[&str], page: &mut String) -> fmt::Result {
    writeln!(page, "<h2>{title}</h2>\n<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>")?;
    for column in columns {
        let class =
            if ["bytes", "frequency", "cost, bits", "margin, bits"].contains(column) { " class=\"n\"" } else { "" };
        writeln!(page, "<th{class} scope=\"col\">{column}</th>")?;
    }
    writeln!(page, "</tr></thead><tbody>")
}

fn end_table(count: usize, page: &mut String) -> fmt::Result {
    writeln!(page, "</tbody></table></div>")?;
    match count.saturating_sub(ROWS) {
        0 => Ok(()),
        more => writeln!(page, "<p class=\"faint\">And {more} more.</p>"),
    }
}

const COLUMNS: [&str; 6] = ["word", "bytes", "kind or tag", "from", "frequency", "cost, bits"];

fn write_word(piece: &Piece<'_>, kind: &str, said: Option<&Said>, page: &mut String) -> fmt::Result {
    let Piece { text, start, end } = piece;
    let frequency = said.and_then(|said| said.frequency).map_or_else(String::new, |frequency| frequency.to_string());
    let cost = said.map_or_else(String::new, |said| format!("{:.2}", said.cost));
    let place = said.map_or("", |said| &said.place);
    let tag = said.and_then(|said| said.tag.as_deref()).unwrap_or(kind);
    writeln!(page, "<tr><th scope=\"row\" lang=\"zh\">{}</th><td class=\"n\">{start}..{end}</td>", escape(text))?;
    writeln!(page, "<td>{}</td><td>{}</td>", escape(tag), escape(place))?;
    writeln!(page, "<td class=\"n\">{frequency}</td><td class=\"n\">{cost}</td>")
}

fn write_tokens(tokens: &[Cut<'_>], page: &mut String) -> fmt::Result {
    let is_weighed = tokens.iter().any(|token| token.certainty.is_some());
    let more: &[&str] = if is_weighed { &["margin, bits", "ambiguity"] } else { &[] };
    begin_table("Tokens", &[&COLUMNS, more].concat(), page)?;
    for Cut { piece, kind, said, certainty } in tokens.iter().take(ROWS) {
        write_word(piece, kind, said.as_ref(), page)?;
        if let Some(Certainty { margin, ambiguities }) = certainty {
            let margin = margin.map_or_else(|| "certain".to_owned(), |margin| format!("{margin:.2}"));
            writeln!(page, "<td class=\"n\">{margin}</td><td>{}</td>", ambiguities.join(", "))?;
        }
        writeln!(page, "</tr>")?;
    }
    end_table(tokens.len(), page)
}

fn write_lost(words: &[Word<'_>], page: &mut String) -> fmt::Result {
    let lost: Vec<&Word<'_>> = words.iter().filter(|word| !word.is_token).collect();
    if lost.is_empty() {
        return Ok(());
    }
    begin_table("Words that lost", &COLUMNS, page)?;
    for Word { piece, said, .. } in lost.iter().take(ROWS) {
        write_word(piece, "word", Some(said), page)?;
        writeln!(page, "</tr>")?;
    }
    end_table(lost.len(), page)
}

fn write_notes(title: &str, notes: &[Note], page: &mut String) -> fmt::Result {
    if notes.is_empty() {
        return Ok(());
    }
    begin_table(title, &["word", "from", "why"], page)?;
    for Note { word, place, what } in notes.iter().take(ROWS) {
        let [word, place, what] = [word, place, what].map(|text| escape(text));
        writeln!(page, "<tr><th scope=\"row\" lang=\"zh\">{word}</th><td>{place}</td><td>{what}</td></tr>")?;
    }
    end_table(notes.len(), page)
}

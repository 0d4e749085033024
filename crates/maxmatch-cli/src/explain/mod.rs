//! `seg explain`: why a text is cut as it is, and what to write down to have it cut otherwise.
//!
//! * `view`: all that is to be said, as data; `regions`: where the text is read in several ways; `said`: of words, `words`: of those of user dictionaries that are no tokens;
//! * `text`, `page`, `picture`: the same for a terminal, as HTML, as SVG. JSON is the view itself.

mod page;
mod picture;
mod regions;
mod said;
mod text;
mod view;
mod words;

use std::io::{self, Write};
use std::ops::Range;

use anstream::AutoStream;
use clap::ColorChoice;
use maxmatch_dict::replace_file;

use crate::args::{Engine, ExplainFormat, ExplainOptions};
use crate::failure::Failure;
use crate::file;
use view::View;

pub(crate) fn run(engine: &Engine, options: &ExplainOptions, color: ColorChoice) -> Result<(), Failure> {
    let ExplainOptions { text, want, format, html, svg } = options;
    for (option, target) in [("--html", html), ("--svg", svg)] {
        if let Some(target) = target {
            file::refuse_input_as_target(option, target, engine.user.iter().chain(&engine.dict))?;
        }
    }
    let want = want.as_deref().map(|tokens| wanted(text, tokens)).transpose()?;
    let segmenter = engine.segmenter()?;
    let view = View::new(text, &segmenter, want)?;
    if let Some(html) = html {
        replace_file(html, page::of(&view).as_bytes())?;
    }
    if let Some(svg) = svg {
        replace_file(svg, picture::draw(&view).as_bytes())?;
    }
    let output = io::stdout().lock();
    match format {
        ExplainFormat::Text => text::write(&view, &mut AutoStream::new(output, choice(color)))?,
        ExplainFormat::Json => write_all(output, &(json(&view) + "\n"))?,
        ExplainFormat::Html => write_all(output, &page::of(&view))?,
        ExplainFormat::Svg => write_all(output, &picture::draw(&view))?,
    }
    Ok(())
}

fn write_all(mut output: impl Write, text: &str) -> io::Result<()> {
    output.write_all(text.as_bytes())
}

fn json(view: &View<'_>) -> String {
    serde_json::to_string(view).expect("all keys are strings")
}

fn choice(color: ColorChoice) -> anstream::ColorChoice {
    match color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
}

/// Where in the text the wanted tokens are, in bytes.
fn wanted(text: &str, tokens: &str) -> Result<Vec<Range<usize>>, Failure> {
    let tokens: Vec<&str> = tokens.split_whitespace().collect();
    let mut places = text.char_indices().filter_map(|(start, _)| place(text, &tokens, start));
    places.next().filter(|ranges| !ranges.is_empty()).ok_or_else(|| {
        Failure::new(format!("--want {}: the text does not hold these tokens one after the other", tokens.join(" ")))
    })
}

/// The tokens from a place on, with nothing between them but white space.
fn place(text: &str, tokens: &[&str], mut at: usize) -> Option<Vec<Range<usize>>> {
    let mut ranges = Vec::new();
    for token in tokens {
        let rest = &text[at..];
        let skipped = if ranges.is_empty() { 0 } else { rest.len() - rest.trim_start().len() };
        if !rest[skipped..].starts_with(token) {
            return None;
        }
        if skipped > 0 {
            ranges.push(at..at + skipped);
        }
        ranges.push(at + skipped..at + skipped + token.len());
        at += skipped + token.len();
    }
    Some(ranges)
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[test]
    fn wanted_tokens_are_found() {
        for (text, tokens, expected) in [
            ("研究生命", "研究 生命", Some(&[0..6, 6..12][..])),
            ("他研究生命", "研究生  命", Some(&[3..12, 12..15])),
            ("a b", "a b", Some(&[0..1, 1..2, 2..3])),
            ("研究生命", "研究 命", None),
            ("研究", "", None),
            ("", "研究", None),
        ] {
            assert_eq!(wanted(text, tokens).ok().as_deref(), expected, "{text} {tokens}");
        }
    }
}

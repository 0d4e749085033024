//! `seg explain`: why a text is cut as it is, and what to write down to have it cut otherwise. What is said is
//! `maxmatch-explain`'s; here options are read and files written.

use std::io::{self, Write};

use anstream::AutoStream;
use clap::ColorChoice;
use maxmatch_dict::replace_file;
use maxmatch_explain::{View, Wanted};

use crate::args::{Engine, ExplainFormat, ExplainOptions};
use crate::failure::Failure;
use crate::file;

pub(crate) fn run(engine: &Engine, options: &ExplainOptions, color: ColorChoice) -> Result<(), Failure> {
    let ExplainOptions { text, want, format, html, svg } = options;
    for (option, target) in [("--html", html), ("--svg", svg)] {
        if let Some(target) = target {
            file::refuse_input_as_target(option, target, engine.user.iter().chain(&engine.dict))?;
        }
    }
    let wanted = want.as_deref().map(|tokens| wanted(text, tokens)).transpose()?;
    let segmenter = engine.segmenter()?;
    let view = match wanted {
        Some(wanted) => View::wanting(&segmenter, &wanted)?,
        None => View::new(&segmenter, text)?,
    };
    if let Some(html) = html {
        replace_file(html, view.to_html().as_bytes())?;
    }
    if let Some(svg) = svg {
        replace_file(svg, view.to_svg().as_bytes())?;
    }
    let mut output = io::stdout().lock();
    match format {
        ExplainFormat::Text => view.write_text(&mut AutoStream::new(output, choice(color)))?,
        ExplainFormat::Json => output.write_all((view.to_json() + "\n").as_bytes())?,
        ExplainFormat::Html => output.write_all(view.to_html().as_bytes())?,
        ExplainFormat::Svg => output.write_all(view.to_svg().as_bytes())?,
    }
    Ok(())
}

fn wanted<'t>(text: &'t str, tokens: &str) -> Result<Wanted<'t>, Failure> {
    Wanted::find(text, tokens).ok_or_else(|| {
        let tokens = tokens.split_whitespace().collect::<Vec<_>>().join(" ");
        Failure::new(format!("--want {tokens}: the text does not hold these tokens one after the other"))
    })
}

fn choice(color: ColorChoice) -> anstream::ColorChoice {
    match color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
}

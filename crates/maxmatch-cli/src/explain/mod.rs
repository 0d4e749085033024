//! `seg explain`: both passes, what decided where they differ, and where the words come from.

mod words;

use std::io::{self, Write};

use anstream::AutoStream;
use anstyle::Style;
use clap::ColorChoice;
use maxmatch::{Side, Token};

use crate::args::Engine;
use crate::failure::Failure;

/// What was chosen.
const CHOSEN: Style = anstyle::AnsiColor::Green.on_default().bold();
/// Why.
const REASON: Style = Style::new().bold();

pub(crate) fn run(engine: &Engine, text: &str, color: ColorChoice) -> Result<(), Failure> {
    let segmenter = engine.segmenter()?;
    let why = segmenter.explain(text);
    let color = match color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    let mut output = AutoStream::new(io::stdout().lock(), color);
    let join = |tokens: &[Token<'_>]| tokens.iter().map(|token| token.text()).collect::<Vec<_>>().join(" / ");
    writeln!(output, "forward   {}", join(&why.forward))?;
    writeln!(output, "backward  {}", join(&why.backward))?;
    for region in &why.regions {
        let inside = |tokens: &[Token<'_>]| {
            let within =
                |token: &&Token<'_>| token.range().start >= region.range.start && token.range().end <= region.range.end;
            join(&tokens.iter().filter(within).copied().collect::<Vec<_>>())
        };
        writeln!(output, "\nbytes {}..{}: {}", region.range.start, region.range.end, &text[region.range.clone()])?;
        for (side, tokens, score) in
            [(Side::Forward, &why.forward, region.forward), (Side::Backward, &why.backward, region.backward)]
        {
            let (mark, style) = if side == region.chosen { ("*", CHOSEN) } else { (" ", Style::new()) };
            let name = if side == Side::Forward { "forward " } else { "backward" };
            let tokens = inside(tokens);
            writeln!(
                output,
                "  {mark} {name} {style}{tokens}{style:#}   (words {}, oov {}, singles {}, cost {:.2} bits)",
                score.words,
                score.oov,
                score.singles,
                f64::from(score.cost) / 256.0
            )?;
        }
        writeln!(output, "    decided by: {REASON}{}{REASON:#}", region.decision)?;
    }
    writeln!(output, "\nbidir     {CHOSEN}{}{CHOSEN:#}", join(&why.tokens))?;
    words::write(text, &why, segmenter.layered(), &mut output)
}

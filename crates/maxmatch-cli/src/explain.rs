//! `seg explain`: both passes, and what decided where they differ.

use std::io::{self, Write};

use maxmatch::{Side, Token};

use crate::args::Engine;
use crate::failure::Failure;

pub(crate) fn run(engine: &Engine, text: &str) -> Result<(), Failure> {
    let why = engine.segmenter()?.explain(text);
    let mut output = io::stdout().lock();
    let words = |tokens: &[Token<'_>]| tokens.iter().map(|token| token.text()).collect::<Vec<_>>().join(" / ");
    writeln!(output, "forward   {}", words(&why.forward))?;
    writeln!(output, "backward  {}", words(&why.backward))?;
    for region in &why.regions {
        let inside = |tokens: &[Token<'_>]| {
            let within =
                |token: &&Token<'_>| token.range().start >= region.range.start && token.range().end <= region.range.end;
            words(&tokens.iter().filter(within).copied().collect::<Vec<_>>())
        };
        writeln!(output, "\nbytes {}..{}: {}", region.range.start, region.range.end, &text[region.range.clone()])?;
        for (side, tokens, score) in
            [(Side::Forward, &why.forward, region.forward), (Side::Backward, &why.backward, region.backward)]
        {
            let mark = if side == region.chosen { "*" } else { " " };
            let name = if side == Side::Forward { "forward " } else { "backward" };
            let tokens = inside(tokens);
            writeln!(
                output,
                "  {mark} {name} {tokens}   (words {}, oov {}, singles {}, cost {:.2} bits)",
                score.words,
                score.oov,
                score.singles,
                f64::from(score.cost) / 256.0
            )?;
        }
        writeln!(output, "    decided by: {}", region.decision)?;
    }
    writeln!(output, "\nbidir     {}", words(&why.tokens))?;
    Ok(())
}

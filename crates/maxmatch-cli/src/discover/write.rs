//! New words as text.

use std::io::Write;

use serde_json::json;

use super::Word;
use crate::args::Found;
use crate::failure::Failure;

/// Writes a word.
pub(super) fn write(word: &Word, format: Found, output: &mut impl Write) -> Result<(), Failure> {
    let Word { text, count, cohesion, left, right, gain, example, .. } = word;
    match format {
        Found::User => {
            let gain = gain.map(|gain| format!(" gain {gain:.1}")).unwrap_or_default();
            writeln!(output, "# cohesion {cohesion:.1} freedom {left:.1} {right:.1}{gain}: {example}\n{text} {count}")?;
        }
        Found::Tsv => {
            let gain = gain.map(|gain| format!("{gain:.3}")).unwrap_or_default();
            writeln!(output, "{text}\t{count}\t{cohesion:.3}\t{left:.3}\t{right:.3}\t{gain}\t{example}")?;
        }
        Found::Jsonl => {
            let rounded = |number: f64| (number * 1000.0).round() / 1000.0;
            let object = json!({
                "word": text, "count": count, "cohesion": rounded(*cohesion), "left": rounded(*left),
                "right": rounded(*right), "gain": gain.map(rounded), "example": example,
            });
            writeln!(output, "{object}")?;
        }
    }
    Ok(())
}

//! `seg dict export`: a dictionary as text.

use std::io::Write;

use maxmatch_dict::lexicon::Format;

use crate::args::Engine;
use crate::failure::Failure;

pub(super) fn run(engine: &Engine, format: Format, output: &mut impl Write) -> Result<(), Failure> {
    let dictionary = engine.dictionary()?;
    let mut line = String::new();
    for word in dictionary.iter()? {
        line.clear();
        format.write(word.text(), word.frequency(), word.tag(), &mut line)?;
        output.write_all(line.as_bytes())?;
    }
    Ok(())
}

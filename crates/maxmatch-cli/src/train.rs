//! `seg train`: which words follow which, counted in segmented text.

use std::path::Path;

use maxmatch::train::Training;
use maxmatch_dict::replace_file;

use crate::args::{Engine, TrainOptions};
use crate::failure::Failure;
use crate::file;
use crate::message::say;

pub(crate) fn run(engine: &Engine, options: &TrainOptions) -> Result<(), Failure> {
    let TrainOptions { texts, output } = options;
    file::refuse_stream_as_target("--output", output)?;
    file::refuse_input_as_target("--output", output, texts.iter().chain(&engine.dict))?;
    file::refuse_standard_input_twice(texts)?;
    let dictionary = engine.dictionary()?;
    let mut training = Training::new(&dictionary)?;
    for path in texts {
        read(path, &mut training)?;
    }
    let (counts, known) = (training.counts(), training.known() as f64);
    if counts.words() == 0 {
        return Err(Failure::new("there are no words to count; name a segmented text, with white space between words"));
    }
    replace_file(output, dictionary.with_bigrams(counts)?.file())?;
    say(format_args!(
        "{}: {} lines, {} words, {} pairs; {:.1} % of its Han words are in the dictionary",
        output.display(),
        counts.sentences(),
        counts.words(),
        counts.pairs(),
        100.0 * known / (known + training.unknown() as f64).max(1.0)
    ));
    Ok(())
}

/// Counts the lines of a text.
fn read(path: &Path, training: &mut Training) -> Result<(), Failure> {
    let (mut text, mut lines) = (file::Text::open(path)?, Vec::new());
    let (mut number, mut start) = (0, 0);
    while text.read(&mut lines)? {
        for line in lines.split_inclusive(|&byte| byte == b'\n') {
            number += 1;
            let sentence = str::from_utf8(line)
                .map_err(|error| Failure::not_utf8(&file::name(path), number, start + error.valid_up_to() as u64))?;
            // A byte order mark is no part of the first word.
            training.add(if number == 1 { sentence.trim_start_matches('\u{FEFF}') } else { sentence });
            start += line.len() as u64;
        }
    }
    Ok(())
}

//! `golden DICT MODE < LINES`: the words of each line, parted by U+001F.

use std::io::{self, BufRead, Write};
use std::{env, error, process};

use maxmatch::{Dictionary, Mode, Segmenter};

fn main() -> Result<(), Box<dyn error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [dictionary, mode] = &arguments[..] else {
        eprintln!("Usage: golden DICT MODE < LINES");
        process::exit(2);
    };
    let segmenter = Segmenter::builder(&Dictionary::open(dictionary)?).mode(mode.parse::<Mode>()?).build()?;
    let mut output = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        let words: Vec<&[u8]> = segmenter.segment_bytes(&line).map(|token| token.text()).collect();
        output.write_all(&words.join(&0x1F))?;
        output.write_all(b"\n")?;
    }
    Ok(output.flush()?)
}

//! Makes the page's dictionary: the most frequent words of the default dictionary, so that a page loads soon.
//!
//!     cargo run --package maxmatch-wasm --example dictionary -- FILE
//!
//! Frequencies, terms and views are those of `maxmatch-zh`. Words that are left out are counted, as the dropped ones are there, so
//! that unknown words are told by the same statistics.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use maxmatch::Dictionary;
use maxmatch::dict::Terms;
use maxmatch::dict::lexicon::{Format, Lexicon};

/// Rarer words of `dicts/zh` are left out.
const RAREST: u32 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let target = env::args_os().nth(1).ok_or("name the file that is to be written")?;
    let dicts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dicts");
    let read = |name: &str| fs::read(dicts.join(name)).map_err(|e| format!("dicts/{name}: {e}"));
    let [words, modern, dropped] = ["zh/words.tsv", "modern/words.tsv", "zh/dropped.tsv"].map(read);
    let [words, modern, dropped] = [words?, modern?, dropped?];
    let lexicon = |name, bytes| Lexicon::read(name, bytes, Some(Format::Tsv));

    let mut builder = Dictionary::builder();
    builder.name("zh-small").version(env!("CARGO_PKG_VERSION")).licence("MIT AND (MIT OR Apache-2.0)").source(
        "jieba 0.42.1 dict.txt.small and pairs of dict.txt, Copyright (c) 2013 Sun Junyi, self-consistency pruned; \
             maxmatch dicts/modern",
    );
    for entry in lexicon("zh/words.tsv", &*words)?.entries() {
        let entry = entry?;
        let frequency = entry.frequency.unwrap_or(0);
        if frequency >= RAREST {
            builder.add(entry.word, frequency, entry.tag)?;
        } else {
            builder.count(entry.word, frequency)?;
        }
    }
    builder.add_lexicon(&lexicon("modern/words.tsv", &*modern)?)?;
    builder.count_lexicon(&lexicon("zh/dropped.tsv", &*dropped)?)?;
    builder.terms(Terms { unknown: -256, ..Terms::default() });
    builder.write(&target)?;
    println!("{}: {} words", target.display(), Dictionary::open(&target)?.info().words);
    Ok(())
}

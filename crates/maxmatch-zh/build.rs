//! Compiles the word list into a dictionary file, which the library embeds.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use maxmatch_dict::lexicon::{Format, Lexicon};
use maxmatch_dict::{Dictionary, Terms};

const WORDS: &str = "words.tsv.zlib";
/// Words that are none, but are counted to tell what unknown words look like.
const DROPPED: &str = "dropped.tsv.zlib";

fn main() -> Result<(), Box<dyn Error>> {
    let (words, dropped) = (list(WORDS)?, list(DROPPED)?);
    let mut builder = Dictionary::builder();
    builder
        .name("zh")
        .version(env!("CARGO_PKG_VERSION"))
        .licence("MIT AND (MIT OR Apache-2.0)")
        .source(
            "jieba 0.42.1 dict.txt.small and pairs of dict.txt, Copyright (c) 2013 Sun Junyi, self-consistency pruned; \
             maxmatch dicts/modern",
        )
        .add_lexicon(&read(WORDS, &words)?)?
        .count_lexicon(&read(DROPPED, &dropped)?)?
        .terms(terms());
    let output = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    builder.write(Path::new(&output).join("zh.dict"))?;
    Ok(())
}

/// Unknown words are a bit more frequent than jieba's counts of rare words say. Chosen on a development set: see DESIGN.md.
fn terms() -> Terms {
    Terms { unknown: -256, ..Terms::default() }
}

/// The bytes of a compressed list.
fn list(name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={name}");
    let list = miniz_oxide::inflate::decompress_to_vec_zlib(&fs::read(name)?);
    Ok(list.map_err(|e| format!("{name}: {e}; run `cargo xtask embed`"))?)
}

fn read<'l>(name: &'l str, list: &'l [u8]) -> Result<Lexicon<'l>, Box<dyn Error>> {
    Ok(Lexicon::read(name, list, Some(Format::Tsv))?)
}

//! Compiles the word list into a dictionary file, which the library embeds.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use maxmatch_dict::{Dictionary, lexicon};

const LIST: &str = "words.tsv.zlib";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={LIST}");
    let words = miniz_oxide::inflate::decompress_to_vec_zlib(&fs::read(LIST)?)
        .map_err(|e| format!("{LIST}: {e}; run `cargo xtask embed`"))?;
    let list = lexicon::Lexicon::read(LIST, &words, Some(lexicon::Format::Tsv))?;
    let mut builder = Dictionary::builder();
    builder
        .name("zh")
        .version(env!("CARGO_PKG_VERSION"))
        .licence("MIT AND (MIT OR Apache-2.0)")
        .source(
            "jieba 0.42.1 dict.txt.small and pairs of dict.txt, Copyright (c) 2013 Sun Junyi, self-consistency pruned; \
             maxmatch dicts/modern",
        )
        .add_lexicon(&list)?;
    let output = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    builder.write(Path::new(&output).join("zh.dict"))?;
    Ok(())
}

//! What the library gives on this machine, for the tests to compare with:
//!
//!     cargo run --package maxmatch-wasm --example native -- DICT MODE < LINES
//!
//! For each line an array of its tokens, each with its text and its kind.

use std::env;
use std::error::Error;
use std::io;

use maxmatch::{Dictionary, Segmenter};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [path, mode] = &arguments[..] else { return Err("name a dictionary file and a mode".into()) };
    let segmenter = Segmenter::builder(&Dictionary::open(path)?).mode(mode.parse()?).build()?;
    for line in io::read_to_string(io::stdin())?.lines() {
        let tokens: Vec<_> = segmenter.segment(line).map(|token| (token.text(), token.kind().name())).collect();
        println!("{}", serde_json::to_string(&tokens)?);
    }
    Ok(())
}

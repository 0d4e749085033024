//! The default dictionary's word list: `dicts/zh` and `dicts/modern` in one, compressed, as `maxmatch-zh` carries it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::Compression;
use flate2::bufread::{ZlibDecoder, ZlibEncoder};
use maxmatch_dict::lexicon::{Format, Lexicon};

const LISTS: [&str; 2] = ["dicts/zh/words.tsv", "dicts/modern/words.tsv"];
const TARGET: &str = "crates/maxmatch-zh/words.tsv.zlib";

/// Writes the compressed list.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    let list = merged(root)?;
    let mut compressed = Vec::new();
    let mut encoder = ZlibEncoder::new(&*list, Compression::best());
    encoder.read_to_end(&mut compressed).and_then(|_| fs::write(root.join(TARGET), compressed)).map_err(at_target)?;
    println!("{TARGET}: written");
    Ok(())
}

/// Checks that the compressed list holds what the lists give. (What compressing gives may change between releases of
/// the compressor.)
pub(super) fn check(root: &Path) -> Result<(), String> {
    let mut there = Vec::new();
    ZlibDecoder::new(&*super::read(root, TARGET)?).read_to_end(&mut there).map_err(at_target)?;
    if there != merged(root)? {
        return Err(format!("{TARGET} is not what {} give; run `cargo xtask embed`", LISTS.join(" and ")));
    }
    println!("{TARGET}: up to date");
    Ok(())
}

fn at_target(error: std::io::Error) -> String {
    format!("{TARGET}: {error}")
}

/// Both lists as lines `word TAB frequency TAB tag`, in order. A word in both keeps the first's entry: its frequency was
/// counted, the modern words' were judged.
fn merged(root: &Path) -> Result<Vec<u8>, String> {
    let mut words = BTreeMap::new();
    for name in LISTS {
        let bytes = super::read(root, name)?;
        let list = Lexicon::read(name, &bytes, Some(Format::Tsv)).map_err(|e| e.to_string())?;
        for entry in list.entries() {
            let entry = entry.map_err(|e| e.to_string())?;
            let frequency = entry.frequency.ok_or_else(|| format!("{name}:{}: no frequency", entry.line))?;
            words
                .entry(entry.word.to_owned())
                .or_insert_with(|| format!("\t{frequency}\t{}\n", entry.tag.unwrap_or("")));
        }
    }
    Ok(words.into_iter().flat_map(|(word, rest)| (word + &rest).into_bytes()).collect())
}

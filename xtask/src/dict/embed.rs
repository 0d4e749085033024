//! The default dictionary as `maxmatch-zh` carries it, compressed: its words, which are those of `dicts/zh` and
//! `dicts/modern`, and the words that the prune dropped, over which statistics are counted too.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::Compression;
use flate2::bufread::{ZlibDecoder, ZlibEncoder};
use maxmatch_dict::lexicon::{Format, Lexicon};

/// What is written, and of which lists.
const TARGETS: [(&str, &[&str]); 2] = [
    ("crates/maxmatch-zh/words.tsv.zlib", &["dicts/zh/words.tsv", "dicts/modern/words.tsv"]),
    ("crates/maxmatch-zh/dropped.tsv.zlib", &["dicts/zh/dropped.tsv"]),
];

/// Writes the compressed lists.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    for (target, lists) in TARGETS {
        let list = merged(root, lists)?;
        let mut compressed = Vec::new();
        let mut encoder = ZlibEncoder::new(&*list, Compression::best());
        let written = encoder.read_to_end(&mut compressed).and_then(|_| fs::write(root.join(target), compressed));
        written.map_err(|e| format!("{target}: {e}"))?;
        println!("{target}: written");
    }
    Ok(())
}

/// Checks that the compressed lists hold what the lists give. (What compressing gives may change between releases of
/// the compressor.)
pub(super) fn check(root: &Path) -> Result<(), String> {
    for (target, lists) in TARGETS {
        let mut there = Vec::new();
        let read = ZlibDecoder::new(&*super::read(root, target)?).read_to_end(&mut there);
        read.map_err(|e| format!("{target}: {e}"))?;
        if there != merged(root, lists)? {
            return Err(format!("{target} is not what {} give; run `cargo xtask embed`", lists.join(" and ")));
        }
        println!("{target}: up to date");
    }
    Ok(())
}

/// The lists as lines `word TAB frequency TAB tag`, in order. A word in several keeps the first's entry: the frequencies
/// of `dicts/zh` were counted, the modern words' were judged.
fn merged(root: &Path, lists: &[&str]) -> Result<Vec<u8>, String> {
    let mut words = BTreeMap::new();
    for name in lists {
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

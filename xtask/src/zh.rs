//! The default dictionary's word list: `dicts/zh` and `dicts/modern` in one, compressed, as `maxmatch-zh` carries it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use maxmatch_dict::lexicon::{Format, Lexicon};
use miniz_oxide::{deflate, inflate};

const LISTS: [&str; 2] = ["dicts/zh/words.tsv", "dicts/modern/words.tsv"];
const TARGET: &str = "crates/maxmatch-zh/words.tsv.zlib";

/// Writes the compressed list.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    let list = merged(root)?;
    let path = root.join(TARGET);
    fs::write(&path, deflate::compress_to_vec_zlib(&list, 10)).map_err(|e| format!("{TARGET}: {e}"))?;
    println!("wrote {TARGET}");
    Ok(())
}

/// Checks that the compressed list holds what the lists give. (What compressing gives may change between releases of
/// the compressor.)
pub(crate) fn check(root: &Path) -> Result<(), String> {
    let there = fs::read(root.join(TARGET)).map_err(|e| format!("{TARGET}: {e}"))?;
    let there = inflate::decompress_to_vec_zlib(&there).map_err(|e| format!("{TARGET}: {e}"))?;
    if there != merged(root)? {
        return Err(format!("{TARGET} is not what {} give; run `cargo xtask zh`", LISTS.join(" and ")));
    }
    println!("{TARGET} is up to date");
    Ok(())
}

/// Both lists as lines `word TAB frequency TAB tag`, in order. A word in both keeps the first's entry: its frequency was
/// counted, the modern words' were judged.
fn merged(root: &Path) -> Result<Vec<u8>, String> {
    let mut words = BTreeMap::new();
    for name in LISTS {
        let bytes = fs::read(root.join(name)).map_err(|e| format!("{name}: {e}"))?;
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

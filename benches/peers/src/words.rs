//! The word list: the same words for every contender.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use maxmatch_dict::lexicon::Lexicon;

use crate::input::is_han_character;

/// Words of Han characters alone, in byte order, each once, with their frequencies; 0 where none is known.
pub(crate) type Words = BTreeMap<String, u32>;

/// Reads a list in any of the lexicon formats. Words with other characters are left out, since contenders differ in
/// where such words may match. Of a word that is there twice the later entry counts.
pub(crate) fn read(path: &Path) -> Result<Words, String> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|e| format!("{name}: {e}; give a word list with --dict FILE (see --help)"))?;
    let list = Lexicon::read(&name, &bytes, None).map_err(|e| e.to_string())?;
    let mut words = Words::new();
    for entry in list.entries() {
        let entry = entry.map_err(|e| e.to_string())?;
        if entry.word.chars().all(is_han_character) {
            words.insert(entry.word.to_owned(), entry.frequency.unwrap_or(0));
        }
    }
    if words.is_empty() {
        return Err(format!("{name}: no word of Han characters alone; give a Chinese word list"));
    }
    Ok(words)
}

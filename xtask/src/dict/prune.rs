//! The self-consistency prune: a list without the words that it says itself are better read as several.
//!
//! [`Unigram`] says which these are.

use std::collections::BTreeMap;

use maxmatch_dict::lexicon::{Format, Lexicon};
use maxmatch_dict::unigram::Unigram;

use super::source::Source;

/// The whole recipe: reads jieba's list and gives the lines of `dicts/zh/words.tsv`.
pub(super) fn run(source: &Source, list: &[u8]) -> Result<Vec<u8>, String> {
    let list = Lexicon::read(&source.list.member, list, Some(Format::Jieba)).map_err(|e| e.to_string())?;
    let mut entries = BTreeMap::new();
    for entry in list.entries() {
        let entry = entry.map_err(|e| e.to_string())?;
        entries.insert(entry.word, (entry.frequency.unwrap_or(0), entry.tag.unwrap_or("")));
    }
    if entries.len() != source.list.words {
        let (there, recorded) = (entries.len(), source.list.words);
        return Err(format!("{}: has {there} words, and SOURCE.toml says {recorded}", source.list.member));
    }
    let model = Unigram::new(entries.iter().map(|(&word, &(frequency, _))| (word, frequency)));
    let kept = entries.iter().filter(|(word, _)| model.keeps(word, source.recipe.theta));
    Ok(kept.flat_map(|(word, (frequency, tag))| format!("{word}\t{frequency}\t{tag}\n").into_bytes()).collect())
}

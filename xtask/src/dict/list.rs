//! Checking a list against what its `SOURCE.toml` records.

use std::collections::HashMap;
use std::path::Path;

use maxmatch_dict::lexicon::{Format, Lexicon};
use serde::Deserialize;

use super::source::Record;

/// What is recorded of a list's file.
#[derive(Debug, Deserialize)]
pub(super) struct List {
    file: String,
    words: usize,
    #[serde(flatten)]
    pub(super) record: Record,
    /// Word, frequency, tag, and perhaps a category.
    columns: Vec<String>,
    /// The categories, in the order in which they come.
    #[serde(default)]
    categories: Vec<String>,
}

impl List {
    /// The file in its folder, from the root.
    pub(super) fn path(&self, folder: &str) -> String {
        format!("{folder}/{}", self.file)
    }
}

/// Checks a list in a folder: the contract of [`check_lines`], the number of words, and the checksum.
pub(super) fn check(root: &Path, folder: &str, list: &List) -> Result<(), String> {
    let name = list.path(folder);
    let bytes = super::read(root, &name)?;
    let counts = check_lines(&name, &bytes, list.columns.len(), &list.categories)?;
    let words: usize = counts.iter().sum();
    // Both at once: whoever changes a list must record both.
    let number = format!("{name}: has {words} words, and SOURCE.toml says {}", list.words);
    let wrong = [Some(number).filter(|_| words != list.words), list.record.check(&name, &bytes).err()];
    if wrong.iter().any(Option::is_some) {
        return Err(wrong.into_iter().flatten().collect::<Vec<_>>().join("\n"));
    }
    println!("{name}: {words} words, as recorded");
    for (category, count) in list.categories.iter().zip(counts) {
        println!("    {count:5} {category}");
    }
    Ok(())
}

/// Checks every line: all columns, with a word, a frequency, a tag and a known category; in order of the categories, then
/// of the words' bytes; no word twice. Gives the number of words of each category, or of all.
fn check_lines(name: &str, bytes: &[u8], columns: usize, categories: &[String]) -> Result<Vec<usize>, String> {
    let text = std::str::from_utf8(bytes).map_err(|e| format!("{name}: {e}"))?;
    if text.contains('\r') || !text.ends_with('\n') {
        return Err(format!("{name}: lines end with a line feed alone, and the last one too"));
    }
    let list = Lexicon::read(name, bytes, Some(Format::Tsv)).map_err(|e| e.to_string())?;
    let mut counts = vec![0; categories.len().max(1)];
    let mut lines = HashMap::new();
    let mut previous = (0, "");
    let mut entries = list.entries();
    for (line, number) in text.lines().zip(1u64..) {
        let refuse = |what: String| Err(format!("{name}:{number}: {what}"));
        // A blank line is no entry, so the two would part here.
        let entry = match entries.next().transpose().map_err(|e| e.to_string())? {
            Some(entry) if entry.line == number => entry,
            _ => return refuse("is blank; delete it".to_owned()),
        };
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() != columns || entry.frequency.is_none() || entry.tag.is_none() {
            return refuse(format!("is not {columns} columns, each with a value"));
        }
        let category = match fields.get(3) {
            None => 0,
            Some(field) => match categories.iter().position(|category| category == field) {
                Some(category) => category,
                None => return refuse(format!("{field:?} is no category that the SOURCE.toml names")),
            },
        };
        if let Some(earlier) = lines.insert(entry.word, number) {
            return refuse(format!("{:?} is there already, in line {earlier}; delete one", entry.word));
        }
        let place = (category, entry.word);
        if place < previous {
            return refuse(format!("{:?} comes after {:?}; put the lines in order", entry.word, previous.1));
        }
        previous = place;
        counts[category] += 1;
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let categories = ["places".to_owned(), "law".to_owned()];
        for (text, categories, expected) in [
            ("中\t1\tn\n文\t0\tn\n", &categories[..0], Ok(vec![2])),
            ("文\t1\tn\tplaces\n中\t0\tn\tlaw\n", &categories, Ok(vec![1, 1])),
            ("中\t1\tn\n", &categories, Err("w:1: is not 4 columns")),
            ("中\t1\tn\tlaw\n", &categories[..0], Err("w:1: is not 3 columns")),
            ("中\t\tn\n", &categories[..0], Err("w:1: is not 3 columns")),
            ("中\t1\t\n", &categories[..0], Err("w:1: is not 3 columns")),
            ("中\t1\tn\tsport\n", &categories, Err("w:1: \"sport\" is no category")),
            ("文\t1\tn\n中\t1\tn\n", &categories[..0], Err("w:2: \"中\" comes after \"文\"")),
            ("中\t1\tn\tlaw\n文\t1\tn\tplaces\n", &categories, Err("w:2: \"文\" comes after \"中\"")),
            ("中\t1\tn\tplaces\n中\t1\tn\tlaw\n", &categories, Err("w:2: \"中\" is there already, in line 1")),
            ("中\t1\tn\n\n文\t1\tn\n", &categories[..0], Err("w:2: is blank")),
            ("中\tmany\tn\n", &categories[..0], Err("w:1")),
            ("中\t1\tn", &categories[..0], Err("w: lines end")),
            ("中\t1\tn\r\n", &categories[..0], Err("w: lines end")),
        ] {
            let columns = if categories.is_empty() { 3 } else { 4 };
            match (check_lines("w", text.as_bytes(), columns, categories), expected) {
                (Err(message), Err(start)) => assert!(message.starts_with(start), "{text:?}: {message}"),
                (got, expected) => assert_eq!(got, expected.map_err(str::to_owned), "{text:?}"),
            }
        }
    }
}

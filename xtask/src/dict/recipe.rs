//! The recipe that makes a list out of others': a union, pruned. The steps in its `SOURCE.toml` say the same in words.

use std::collections::{BTreeMap, HashSet};

use maxmatch_dict::lexicon::{Format, Lexicon};
use maxmatch_dict::unigram::Unigram;

use super::package::Members;
use super::source::{Source, Upstream};

/// What a count can begin with.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两几数多半";

/// A list in two parts, as lines `word TAB frequency TAB tag` in order of the words' bytes.
pub(super) struct Made {
    pub(super) kept: Vec<u8>,
    pub(super) dropped: Vec<u8>,
}

/// A word's frequency and tag.
type Entry<'l> = (u32, &'l str);

/// Makes the list from the members of the packages.
pub(super) fn run(source: &Source, members: &Members) -> Result<Made, String> {
    let witness = segment(&source.witness, members.get(&source.witness))?;
    let mut entries = jieba(&source.list, members.get(&source.list))?;
    if let Some(pairs) = &source.pairs {
        for (word, entry) in jieba(pairs, members.get(pairs))? {
            if is_pair(word) && witness.contains(word) {
                entries.entry(word).or_insert(entry);
            }
        }
    }
    let model = Unigram::new(entries.iter().map(|(&word, &(frequency, _))| (word, frequency)));
    let theta = &source.recipe.theta;
    let mut made = Made { kept: Vec::new(), dropped: Vec::new() };
    for (word, (frequency, tag)) in entries {
        let theta = match witness.contains(word) {
            _ if is_pair(word) && !is_count(word, tag) => theta.pairs,
            true => theta.witnessed,
            false => theta.alone,
        };
        let part = if model.keeps(word, theta) { &mut made.kept } else { &mut made.dropped };
        part.extend_from_slice(format!("{word}\t{frequency}\t{tag}\n").as_bytes());
    }
    Ok(made)
}

fn is_pair(word: &str) -> bool {
    word.chars().count() == 2
}

/// Whether a word is a number with what it counts: 三个. Numbers without go by their length.
fn is_count(word: &str, tag: &str) -> bool {
    tag == "m" && word.starts_with(|c| NUMERALS.contains(c)) && !word.ends_with(|c| NUMERALS.contains(c))
}

/// The words of a list of jieba's. Of a word that comes twice the later line counts.
fn jieba<'l>(upstream: &'l Upstream, list: &'l [u8]) -> Result<BTreeMap<&'l str, Entry<'l>>, String> {
    let list = Lexicon::read(&upstream.member, list, Some(Format::Jieba)).map_err(|e| e.to_string())?;
    let mut entries = BTreeMap::new();
    for entry in list.entries() {
        let entry = entry.map_err(|e| e.to_string())?;
        entries.insert(entry.word, (entry.frequency.unwrap_or(0), entry.tag.unwrap_or("")));
    }
    upstream.expect_words(entries.len())?;
    Ok(entries)
}

/// The words of a list of `segment`'s: `word|tag|frequency`, after a byte order mark.
fn segment<'l>(upstream: &Upstream, list: &'l [u8]) -> Result<HashSet<&'l str>, String> {
    let text = std::str::from_utf8(list).map_err(|e| format!("{}: {e}", upstream.member))?;
    let lines = text.trim_start_matches('\u{FEFF}').lines();
    let words: HashSet<&str> = lines.filter_map(|line| Some(line.split_once('|')?.0)).collect();
    upstream.expect_words(words.len())?;
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::super::source::tests::source;
    use super::*;

    #[test]
    fn a_union_pruned() {
        // N + V = 1,000,000. Of the parts that are there alone each has a probability of 0.01, so two have 0.0001.
        let whole = "三 9999 m\n个 9999 q\n只 9999 q\n米 9999 a\n研究 9999 v\n所 9999 q\n其他 934978 r\n\
                     三个 4999 m\n三只 4999 m\n个只 99 n\n只个 49 n\n三米 9999 n\n\
                     研究所 4999 n\n研究只 4999 n\n研究米 0 n\n三三 199 m\n";
        let pairs = "所个 9 n\n个所 999 n\n研究个 999 n\n三 5 x\n";
        let witness = "\u{FEFF}个所|0x1|3\n研究个|0x1|3\n三|0x1|3\n三个|0x1|3\n研究所|0x1|3\n研究米|0x1|3\n";
        let members = Members::of([("whole", whole), ("pairs", pairs), ("witness", witness)]);
        let made = run(&source([16, 4, 6]), &members).unwrap();
        let [kept, dropped] = [made.kept, made.dropped].map(|part| String::from_utf8(part).unwrap());
        let words =
            |part: &str| part.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(words(&kept).join(" "), "三 三三 三个 三米 个 个只 个所 其他 只 所 研究 研究所 米");
        // A count and a longer word that the witness has not, a longer word that is rare, a rare pair.
        assert_eq!(words(&dropped).join(" "), "三只 只个 研究只 研究米");
        // A word in both lists keeps the entry of the first.
        assert!(kept.starts_with("三\t9999\tm\n"), "{kept}");
        let error = run(&source([16, 5, 6]), &members).err().unwrap();
        assert_eq!(error, "pairs: has 4 words, and SOURCE.toml says 5");
    }
}

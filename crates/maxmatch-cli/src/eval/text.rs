//! What is read, and which lines belong together.

use std::collections::HashSet;
use std::iter;
use std::path::Path;

use crate::failure::Failure;
use crate::file;

/// A segmented text: a sentence a line, words parted by white space.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) name: String,
    text: String,
}

/// A line of the gold standard, and what an output makes of it.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// In the gold standard, from 1.
    pub(super) number: u64,
    pub(super) gold: Vec<Word<'t>>,
    pub(super) output: Vec<Word<'t>>,
}

/// A word, and where it ends: in bytes of its line without white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) end: usize,
}

/// The words that are not out of vocabulary.
#[derive(Debug)]
pub(super) struct Vocabulary(HashSet<String>);

impl Text {
    pub(super) fn read(path: &Path) -> Result<Text, Failure> {
        Ok(Text { name: file::name(path), text: file::utf8(path)? })
    }

    /// The lines that have words, with their numbers.
    fn lines(&self) -> impl Iterator<Item = (u64, &str)> {
        (1..).zip(self.text.lines()).filter(|(_, line)| !line.trim().is_empty())
    }
}

/// The lines of two texts that have words, the first with the first. Where they don't hold the same characters, it ends with
/// a failure that names both places.
pub(super) fn align<'t>(gold: &'t Text, output: &'t Text) -> impl Iterator<Item = Result<Line<'t>, Failure>> {
    let (mut gold_lines, mut output_lines) = (gold.lines(), output.lines());
    iter::from_fn(move || match (gold_lines.next(), output_lines.next()) {
        (None, None) => None,
        (Some((number, a)), Some((output_number, b))) => Some(match first_difference(a, b) {
            None => Ok(Line { number, gold: words(a), output: words(b) }),
            Some(place) => Err(Failure::new(format!(
                "{}: line {output_number} and line {number} of the gold standard {} differ in character {place}, white space \
                 aside; they must be of one text",
                output.name, gold.name
            ))),
        }),
        _ => Some(Err(Failure::new(format!(
            "{}: {} lines with words, and the gold standard {} has {}; they must be of one text",
            output.name,
            output.lines().count(),
            gold.name,
            gold.lines().count()
        )))),
    })
}

/// The first character that two lines do not share, counted from 1 without the white space.
fn first_difference(a: &str, b: &str) -> Option<usize> {
    let characters = |line| str::chars(line).filter(|c| !c.is_whitespace());
    let shared = characters(a).zip(characters(b)).take_while(|(a, b)| a == b).count();
    (characters(a).nth(shared) != characters(b).nth(shared)).then_some(shared + 1)
}

pub(super) fn words(line: &str) -> Vec<Word<'_>> {
    let word = |end: &mut usize, text| {
        *end += str::len(text);
        Some(Word { text, end: *end })
    };
    line.split_whitespace().scan(0, word).collect()
}

impl Vocabulary {
    pub(super) fn read(path: &Path) -> Result<Vocabulary, Failure> {
        let word = |line: &str| line.split('\t').next().unwrap_or("").trim_end().to_owned();
        Ok(Vocabulary(file::utf8(path)?.lines().map(word).collect()))
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::{Text, align, words};

    fn text(name: &str, text: &str) -> Text {
        Text { name: name.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn both_must_be_of_one_text() {
        for (gold, output, expected) in [
            ("一 行\n", "一 行\n两 行\n", "O: 2 lines with words, and the gold standard G has 1;"),
            ("一 行\n两 行\n", "\n\n一 行", "O: 1 lines with words, and the gold standard G has 2;"),
            ("\n一 行\n", "一 行 多\n", "O: line 1 and line 2 of the gold standard G differ in character 3,"),
            ("一 行 多\n", "一 行\n", "O: line 1 and line 1 of the gold standard G differ in character 3,"),
            ("研究 生命\n", "\n\n研究　 牛命\n", "O: line 3 and line 1 of the gold standard G differ in character 3,"),
            ("研究 生命\n一", "我是 人们\n", "differ in character 1,"),
        ] {
            let (gold, output) = (text("G", gold), text("O", output));
            let failure = align(&gold, &output).find_map(Result::err).unwrap().to_string();
            assert!(failure.contains(expected), "{failure}");
        }
    }

    #[test]
    fn lines_without_words_are_passed_over() {
        let (gold, output) = (text("G", "\n一 行\n　\n二\n"), text("O", "一\t行\r\n \n\n二"));
        let lines = align(&gold, &output).collect::<Result<Vec<_>, _>>().unwrap();
        assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [2, 4]);
        assert!(lines.iter().all(|line| line.gold == line.output));
        assert_eq!(lines[0].gold, words("一 行"));
        assert_eq!(words("一 行").iter().map(|word| word.end).collect::<Vec<_>>(), [3, 6]);
    }
}

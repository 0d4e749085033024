//! `seg eval`: word precision, recall and F1 as SIGHAN's scorer counts them: a word is right if both its ends are.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

use crate::args::EvalOptions;
use crate::failure::Failure;
use crate::file;

/// What is counted, in words.
#[derive(Debug, Default)]
struct Counts {
    gold: u64,
    output: u64,
    right: u64,
    oov: u64,
    oov_right: u64,
}

pub(crate) fn run(options: &EvalOptions) -> Result<(), Failure> {
    let gold = file::utf8(&options.gold)?;
    let output = file::utf8(options.output.as_deref().unwrap_or(Path::new("-")))?;
    let vocabulary = options.vocab.as_deref().map(file::utf8).transpose()?;
    let counts = count(&gold, &output, vocabulary.as_deref())?;
    counts.write(options, vocabulary.is_some())
}

fn count(gold: &str, output: &str, vocabulary: Option<&str>) -> Result<Counts, Failure> {
    let lines = |text: &'_ str| -> Vec<(usize, String)> {
        let lines = text.lines().map(str::to_owned).zip(1..);
        lines.filter(|(line, _)| !line.trim().is_empty()).map(|(line, number)| (number, line)).collect()
    };
    let (gold, output) = (lines(gold), lines(output));
    if gold.len() != output.len() {
        return Err(Failure::new(format!(
            "the gold standard has {} lines with words and the segmentation {}; they must be of one text",
            gold.len(),
            output.len()
        )));
    }
    let word_of = |line: &'_ str| line.split('\t').next().unwrap_or("").trim_end().to_owned();
    let vocabulary: HashSet<String> = vocabulary.unwrap_or("").lines().map(word_of).collect();
    let mut counts = Counts::default();
    for ((gold_number, gold), (number, output)) in gold.iter().zip(&output) {
        if let Some(place) = first_difference(gold, output) {
            return Err(Failure::new(format!(
                "line {gold_number} of the gold standard and line {number} of the segmentation differ in character {place}, \
                 white space aside; they must be of one text"
            )));
        }
        let (gold, output) = (spans(gold), spans(output));
        let found: HashSet<(usize, usize)> = output.iter().map(|&(start, end, _)| (start, end)).collect();
        counts.gold += gold.len() as u64;
        counts.output += output.len() as u64;
        for (start, end, word) in gold {
            let right = u64::from(found.contains(&(start, end)));
            counts.right += right;
            if !vocabulary.contains(word) {
                counts.oov += 1;
                counts.oov_right += right;
            }
        }
    }
    Ok(counts)
}

/// The first character that two lines do not share, counted from 1 without the white space.
fn first_difference(a: &str, b: &str) -> Option<usize> {
    let characters = |line| str::chars(line).filter(|c| !c.is_whitespace());
    let shared = characters(a).zip(characters(b)).take_while(|(a, b)| a == b).count();
    (characters(a).nth(shared) != characters(b).nth(shared)).then_some(shared + 1)
}

/// The words of a line with where they begin and end, in characters without the white space.
fn spans(line: &str) -> Vec<(usize, usize, &str)> {
    let mut start = 0;
    let span = |word| {
        let end = start + str::chars(word).count();
        (std::mem::replace(&mut start, end), end, word)
    };
    line.split_whitespace().map(span).collect()
}

impl Counts {
    fn write(&self, options: &EvalOptions, has_vocabulary: bool) -> Result<(), Failure> {
        let ratio = |a: u64, b: u64| if b == 0 { 0.0 } else { a as f64 / b as f64 };
        let (precision, recall) = (ratio(self.right, self.output), ratio(self.right, self.gold));
        let f1 = if self.right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        let oov_recall = ratio(self.oov_right, self.oov);
        let iv_recall = ratio(self.right - self.oov_right, self.gold - self.oov);
        let oov_rate = ratio(self.oov, self.gold);
        let mut output = io::stdout().lock();
        if options.json {
            let mut object = json!({ "gold": self.gold, "output": self.output, "right": self.right,
                "precision": precision, "recall": recall, "f1": f1 });
            if has_vocabulary {
                object["oov_rate"] = oov_rate.into();
                object["oov_recall"] = oov_recall.into();
                object["iv_recall"] = iv_recall.into();
            }
            writeln!(output, "{object}")?;
            return Ok(());
        }
        writeln!(output, "words       gold {}, output {}, right {}", self.gold, self.output, self.right)?;
        writeln!(output, "precision   {precision:.4}\nrecall      {recall:.4}\nF1          {f1:.4}")?;
        if has_vocabulary {
            writeln!(output, "OOV rate    {oov_rate:.4}\nOOV recall  {oov_recall:.4}\nIV recall   {iv_recall:.4}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn a_word_is_right_if_both_its_ends_are() {
        let counts =
            count("研究 生命 起源\n\n他 说\n", "研究生 命 起源\n他 说\n", Some("研究\t3\n起源\n说\n")).unwrap();
        assert_eq!((counts.gold, counts.output, counts.right), (5, 5, 3));
        assert_eq!((counts.oov, counts.oov_right), (2, 1));
    }

    #[test]
    fn both_must_be_of_one_text() {
        for (gold, output, expected) in [
            ("一 行\n", "一 行\n两 行\n", "has 1 lines with words and the segmentation 2"),
            (
                "\n一 行\n",
                "一 行 多\n",
                "line 2 of the gold standard and line 1 of the segmentation differ in character 3,",
            ),
            (
                "一 行 多\n",
                "一 行\n",
                "line 1 of the gold standard and line 1 of the segmentation differ in character 3,",
            ),
            ("研究 生命\n", "\n\n研究　 牛命\n", "gold standard and line 3 of the segmentation differ in character 3,"),
            ("研究 生命", "我是 人们", "differ in character 1,"),
        ] {
            let message = count(gold, output, None).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
        }
        assert_eq!(count("一 行\n", "\n一\t行\r\n", None).unwrap().right, 2);
    }
}

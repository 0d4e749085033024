//! What the frequencies of a list say of each other: outliers and shadows.

use super::read::List;
use super::{Code, Finding};
use crate::lexicon::Quoted;
use crate::unigram::Unigram;

/// Fewer frequencies than these have no outliers.
const ENOUGH: usize = 8;

/// An outlier stands above a gap of this factor.
const GAP: u64 = 10;

/// A word is shadowed by a split that is so many times as probable.
const SHADOWED: f64 = 10.0;

pub(super) fn check(list: &List<'_>, findings: &mut Vec<Finding>) {
    // Of a word that comes again the later line stands in the place of the earlier.
    let words = || list.records.iter().filter_map(|record| record.word().map(|word| (record.line, word)));
    outliers(words().filter_map(|(line, (word, frequency))| Some((frequency?, line, word))).collect(), findings);
    if words().all(|(_, (_, frequency))| frequency.unwrap_or(0) == 0) {
        return;
    }
    let model = Unigram::new(words().map(|(_, (word, frequency))| (word, frequency.unwrap_or(0))));
    for (line, (word, frequency)) in words() {
        // A word alone says that it is one, and nothing of how often.
        let (Some(frequency), Some(whole), Some(split)) =
            (frequency, model.log_probability(word), model.best_split(word))
        else {
            continue;
        };
        let times = libm::exp(split.log_probability - whole);
        if times >= SHADOWED {
            let enough = times * (f64::from(frequency) + 1.0);
            let words: Vec<String> = split.words.iter().map(|word| Quoted(word).to_string()).collect();
            let reason = format!(
                "{}, of frequency {frequency}, is matched wherever {} stand side by side, which by the list's own \
                 frequencies is {times:.0} times as probable",
                Quoted(word),
                words.join(" / ")
            );
            let mend = match libm::round(enough) < f64::from(u32::MAX) {
                true => format!("delete the word, or write a frequency above {enough:.0}"),
                false => "delete the word".to_owned(),
            };
            findings.push(Finding::new(line, Code::Shadow, reason, mend));
        }
    }
}

/// Reports frequencies that are far above all others. Each with its line and word.
fn outliers(mut words: Vec<(u32, u64, &str)>, findings: &mut Vec<Finding>) {
    words.retain(|&(frequency, ..)| frequency > 0);
    if words.len() < ENOUGH {
        return;
    }
    words.sort_unstable_by(|a, b| b.cmp(a));
    let log = |i: usize| libm::log(f64::from(words[i].0));
    let (upper, lower) = (log(words.len() / 4), log(words.len() * 3 / 4));
    let fence = upper + 3.0 * (upper - lower);
    let highest = words.len().div_ceil(100);
    let is_gap = |&i: &usize| u64::from(words[i].0) >= GAP * u64::from(words[i + 1].0) && log(i) > fence;
    let Some(last) = (0..highest).rfind(is_gap) else { return };
    let next = words[last + 1].0;
    for &(frequency, line, word) in &words[..=last] {
        let reason =
            format!("the frequency {frequency} of {} is far above all others, which end at {next}", Quoted(word));
        let mend = format!("if it is a mistake, or a way to make the word win, write one of the order of {next}");
        findings.push(Finding::new(line, Code::Outlier, reason, mend));
    }
}

//! `seg dict prune`: a list without the words that it says itself are better read as several.

use std::fmt::Write;

use maxmatch_dict::unigram::Unigram;

use super::lists::{self, Tsv};
use crate::args::{Engine, PruneOptions};
use crate::failure::Failure;
use crate::file;
use crate::message::say;

pub(super) fn run(engine: &Engine, options: &PruneOptions) -> Result<(), Failure> {
    let PruneOptions { lists, output, dropped, theta, .. } = options;
    for (option, target) in [("--output", Some(output)), ("--dropped", dropped.as_ref())] {
        target
            .map_or(Ok(()), |target| file::refuse_input_as_target(option, target, lists.iter().chain(&engine.dict)))?;
    }
    if let Some(dropped) = dropped {
        file::refuse_target_twice("--dropped", dropped, output)?;
    }
    file::refuse_standard_input_twice(lists)?;
    let dictionary = lists::dictionary(engine, lists, options.read.from)?;
    let words: Vec<_> = dictionary.iter()?.collect();
    let model = Unigram::new(words.iter().map(|word| (word.text(), word.frequency())));
    let (kept, gone): (Vec<_>, Vec<_>) = words.iter().partition(|word| model.keeps(word.text(), *theta));
    let mut list = Tsv::default();
    for word in &kept {
        list.add(word.text(), word.frequency(), word.tag())?;
    }
    list.write(output)?;
    if let Some(path) = dropped {
        let mut list = Tsv::default();
        for word in &gone {
            list.add(word.text(), word.frequency(), Some(&better(&model, word.text())))?;
        }
        list.write(path)?;
    }
    say(format_args!("{}: {} of {} words, {} dropped", file::name(output), kept.len(), words.len(), gone.len()));
    Ok(())
}

/// The best split of a word, and by how much more probable it is: `的 / 话, 3.2 times`.
fn better(model: &Unigram<'_>, word: &str) -> String {
    let mut better = String::new();
    if let (Some(whole), Some(split)) = (model.log_probability(word), model.best_split(word)) {
        let times = (split.log_probability - whole).exp();
        let _ = write!(better, "{}, {times:.1} times as probable", split.words.join(" / "));
    }
    better
}

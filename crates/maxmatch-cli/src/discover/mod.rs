//! `seg discover`: words that the dictionary lacks, from texts that nobody has segmented.
//!
//! * [`Texts`]: what is read, twice;
//! * `gram`, `windows`: strings as numbers, and those that a text has;
//! * `sorter`, `spill`: numbers are counted, more of them than memory holds;
//! * `branches`, `strings`: from counted windows to frequent strings, their cohesion and their freedom;
//! * `survey`: how the candidates among them lie to the words that are known;
//! * `judge`: whether they look like a word or like several;
//! * `write`: what is left, the best first.

mod branches;
mod gram;
mod judge;
mod sorter;
mod spill;
mod strings;
mod survey;
mod texts;
mod windows;
mod write;

use std::env;
use std::io::{self, BufWriter, Write};

use indicatif::ProgressBar;
use maxmatch::{Layered, Mode, Segmenter};
use rayon::prelude::*;

use crate::args::{DiscoverOptions, Engine};
use crate::failure::Failure;
use crate::file;
use crate::message::say;
use crate::progress::bar;
use gram::Gram;
use judge::Judge;
use strings::{Counter, Counts, Error, Strings};
use survey::{Survey, Uses};
use texts::{Piece, Texts};

/// One in so many characters is the least that a word must be, by default, and so often the least that it must occur. The
/// first also bounds the number of frequent strings, whatever the length of the text.
const MIN_SHARE: u64 = 1_000_000;
const MIN_COUNT: u64 = 5;

/// Which share of a word's occurrences must be whole tokens: a word seldom cuts others.
const MIN_WHOLE: f64 = 0.75;

/// A new word.
#[derive(Debug, Clone, PartialEq)]
struct Word {
    string: Gram,
    text: String,
    count: u64,
    cohesion: f64,
    left: f64,
    right: f64,
    gain: Option<f64>,
    example: String,
}

impl Word {
    /// What words are sorted by: it is high for those that are frequent, coherent and free.
    fn score(&self) -> f64 {
        libm::log2(self.count as f64) * self.cohesion * self.left.min(self.right)
    }
}

pub(crate) fn run(engine: &Engine, options: &DiscoverOptions) -> Result<(), Failure> {
    file::refuse_standard_input_twice(engine.user.iter().chain(&options.texts))?;
    let texts = Texts::open(&options.texts, options.encoding)?;
    let mut builder = Segmenter::builder(&engine.dictionary()?);
    for user in engine.users()? {
        builder.layer(&user);
    }
    // No mode that guesses unknown words itself: the words that are known are what candidates are compared with.
    let segmenter =
        builder.mode(Mode::Bidirectional).rules(engine.rules).principles(engine.principles.clone()).build()?;

    let strings = count(&texts, options)?;
    let candidates = candidates(&strings, segmenter.layered(), options)?;
    let (uses, tokens) = survey(&texts, &segmenter, &candidates, options)?;
    let words = judge(candidates, uses, Judge::new(segmenter.layered(), tokens), options);
    let mut output = BufWriter::new(io::stdout().lock());
    for word in words.iter().take(options.top.unwrap_or(usize::MAX)) {
        write::write(word, options.format, &mut output)?;
    }
    output.flush()?;
    Ok(())
}

/// Counts all strings.
fn count(texts: &Texts, options: &DiscoverOptions) -> Result<Strings, Failure> {
    let mut counter = Counter::new(options.max_length.into(), options.memory);
    let progress = progress(texts, options, "counting {bar:40} {bytes} of {total_bytes}, {eta} left");
    let (mut pieces, mut piece) = (texts.pieces(), Piece::default());
    while pieces.next(&mut piece)? {
        counter.add(&piece.text).map_err(spilling)?;
        progress.inc(piece.bytes);
        if let Some(warning) = &piece.warning {
            progress.suspend(|| say(warning));
        }
    }
    progress.finish_and_clear();
    let min_count = options.min_count.unwrap_or((counter.characters() / MIN_SHARE).max(MIN_COUNT));
    let merging = Some(2 * counter.characters()).filter(|_| !options.no_progress);
    let progress = bar(merging, "merging {bar:40} {percent} %");
    let strings = counter.finish(min_count, |windows| progress.inc(windows));
    progress.finish_and_clear();
    strings.map_err(|error| match error {
        Error::Spill(error) => spilling(error),
        Error::Room(room) => Failure::new(format!(
            "more than {room} strings occur {min_count} times, and --memory has no room for them; give it more, or raise \
             --min-count"
        )),
    })
}

/// What is said where temporary files fail.
fn spilling(error: io::Error) -> Failure {
    Failure::new(format!(
        "temporary files in {}: {error}; TMPDIR names another folder, and more --memory needs fewer of them",
        env::temp_dir().display()
    ))
}

/// The strings that cohere, are free, and of which no dictionary says anything; the shortest first.
fn candidates(strings: &Strings, known: &Layered, options: &DiscoverOptions) -> Result<Vec<Word>, Failure> {
    let mut candidates = Vec::new();
    for counts in strings.iter() {
        let &Counts { string, count, left, right } = counts;
        if string.len() < 2 || left.min(right) < options.min_freedom {
            continue;
        }
        let cohesion = strings.cohesion(counts);
        let text: String = string.chars().collect();
        if cohesion >= options.min_cohesion && !is_known(known, &text)? {
            candidates.push(Word { string, text, count, cohesion, left, right, gain: None, example: String::new() });
        }
    }
    candidates.sort_by_key(|word| word.string.len());
    Ok(candidates)
}

/// Whether the dictionary has the string, or a layer says anything about it.
fn is_known(known: &Layered, text: &str) -> Result<bool, Failure> {
    let codes: Vec<_> = text.chars().map(|c| known.codes().get(c)).collect();
    Ok(known.cost(&codes).is_some() || known.find(text)?.is_some())
}

/// Looks where the candidates stand in the texts. Returns how each is used, and how many tokens there are.
fn survey(
    texts: &Texts,
    segmenter: &Segmenter,
    candidates: &[Word],
    options: &DiscoverOptions,
) -> Result<(Vec<Uses>, u64), Failure> {
    let strings: Vec<Gram> = candidates.iter().map(|word| word.string).collect();
    let mut surveys = vec![Survey::new(segmenter.clone(), &strings); rayon::current_num_threads()];
    let progress = progress(texts, options, "looking {bar:40} {bytes} of {total_bytes}, {eta} left");
    let (mut pieces, mut number) = (texts.pieces(), 0);
    let mut batch: Vec<Piece> = surveys.iter().map(|_| Piece::default()).collect();
    loop {
        let mut filled = 0;
        while filled < batch.len() && pieces.next(&mut batch[filled])? {
            progress.inc(batch[filled].bytes);
            filled += 1;
        }
        if filled == 0 {
            break;
        }
        let numbered = batch[..filled].par_iter().zip(number..number + filled);
        surveys.par_iter_mut().zip(numbered).for_each(|(survey, (piece, number))| survey.add(number, &piece.text));
        number += filled;
    }
    progress.finish_and_clear();
    let all = surveys.into_iter().reduce(|mut all, survey| {
        all.merge(survey);
        all
    });
    Ok(all.expect("there is a thread").finish())
}

/// What of the candidates is accepted as a word, the best first.
fn judge(candidates: Vec<Word>, uses: Vec<Uses>, mut judge: Judge<'_>, options: &DiscoverOptions) -> Vec<Word> {
    let mut words = Vec::new();
    for (mut word, uses) in candidates.into_iter().zip(uses) {
        word.gain = judge.gain(word.string);
        let is_whole = uses.whole as f64 >= MIN_WHOLE * uses.all as f64;
        let Some((_, example)) = uses.example.filter(|_| is_whole) else { continue };
        if word.gain.is_none_or(|gain| gain >= options.min_gain) {
            judge.accept(word.string, word.count);
            words.push(Word { example, ..word });
        }
    }
    words.sort_by(|a, b| b.score().total_cmp(&a.score()).then_with(|| a.string.cmp(&b.string)));
    words
}

/// A bar for a pass over the texts.
fn progress(texts: &Texts, options: &DiscoverOptions, template: &str) -> ProgressBar {
    bar(texts.size().filter(|_| !options.no_progress), template)
}

//! `seg recall-check`: whether a search finds the documents that hold its query.
//!
//! A document holds a query if it stands in it literally, as the dictionary folds both. Such a document is found if it has all
//! tokens of the query; as a phrase, if it has them at places as far apart as they are in the query.

mod document;
mod report;

use std::io::{self, Write};
use std::process::ExitCode;

use aho_corasick::{AhoCorasick, MatchKind};
use maxmatch::dict::Folding;
use maxmatch::{Kind, Mode, Scratch, Segmenter};
use rayon::prelude::*;

use crate::args::{Engine, RecallOptions};
use crate::failure::Failure;
use crate::file;
use document::Document;
use report::{Counts, Report};

pub(crate) fn run(engine: &Engine, options: &RecallOptions) -> Result<ExitCode, Failure> {
    file::refuse_standard_input_twice(options.corpus.iter().chain([&options.queries]).chain(&engine.user))?;
    let segmenter = engine.segmenter()?;
    let mode = |searching| segmenter.with_mode(options.both.unwrap_or(searching));
    let (index, query) = (mode(Mode::Index), mode(Mode::Query));
    let queries = Queries::new(&query, &file::utf8(&options.queries)?)?;
    let mut report = Report::new(&queries, options.examples);
    for path in &options.corpus {
        let text = file::utf8(path)?;
        let lines: Vec<&str> = text.lines().collect();
        let found: Vec<Counts> = lines
            .par_iter()
            .enumerate()
            .map_init(Scratch::default, |scratch, (before, line)| {
                queries.look_for(&Document::new(line, queries.folding()), before as u64 + 1, &index, scratch)
            })
            .collect();
        found.into_iter().for_each(|counts| report.add(&file::name(path), counts));
    }
    report.write(&mut io::stdout().lock())?;
    io::stdout().flush()?;
    Ok(if report.is_all_found() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// A token that is looked for: its term, and how many units stand before it.
pub(crate) type Wanted = (String, usize);

/// A query and its tokens, but white space and punctuation.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) text: String,
    tokens: Vec<Wanted>,
}

/// All queries.
pub(crate) struct Queries<'s> {
    segmenter: &'s Segmenter,
    /// Finds units: in mode index.
    units: Segmenter,
    pub(crate) all: Vec<Query>,
    /// Finds them, as they are folded, by number.
    finder: AhoCorasick,
    /// How many lines have nothing to look for.
    pub(crate) empty: usize,
}

impl<'s> Queries<'s> {
    fn new(segmenter: &'s Segmenter, lines: &str) -> Result<Queries<'s>, Failure> {
        let mut scratch = Scratch::default();
        let query = |line: &str| {
            let text = line.trim().to_owned();
            let tokens = postings(segmenter, &text, &mut scratch).map(|(term, place)| (term, place.start));
            Query { tokens: tokens.collect(), text }
        };
        let (all, empty): (Vec<Query>, Vec<Query>) =
            lines.lines().map(query).partition(|query| !query.tokens.is_empty());
        let folded = all.iter().map(|query| {
            let mut folded = String::new();
            segmenter.dictionary().folding().push_folded(&query.text, &mut folded);
            folded
        });
        let finder = AhoCorasick::builder().match_kind(MatchKind::Standard).build(folded);
        let finder = finder.map_err(|error| Failure::new(format!("--queries: {error}; ask for fewer at a time")))?;
        let units = segmenter.with_mode(Mode::Index);
        Ok(Queries { segmenter, units, all, finder, empty: empty.len() })
    }

    fn folding(&self) -> &Folding {
        self.segmenter.dictionary().folding()
    }

    /// Which queries a document holds, and whether they are found.
    fn look_for(&self, document: &Document<'_>, number: u64, index: &Segmenter, scratch: &mut Scratch) -> Counts {
        let mut counts = Counts::one();
        let mut held: Vec<(usize, std::ops::Range<usize>)> = self
            .finder
            .find_overlapping_iter(document.folded())
            .map(|found| (found.pattern().as_usize(), document.source(found.range())))
            .collect();
        if held.is_empty() {
            return counts;
        }
        held.sort_unstable_by_key(|(query, range)| (*query, range.start));
        let indexed = document.index(index, &self.units, scratch);
        for places in held.chunk_by(|(a, _), (b, _)| a == b) {
            counts.add(self, places, &indexed, number);
        }
        counts
    }
}

/// The terms of a text's tokens, but white space and punctuation, with the units that each takes.
fn postings(
    segmenter: &Segmenter,
    text: &str,
    scratch: &mut Scratch,
) -> impl Iterator<Item = (String, std::ops::Range<usize>)> {
    let mut postings = segmenter.segment_with(scratch, text).postings();
    let mut all = Vec::new();
    while let Some(posting) = postings.next() {
        if !matches!(posting.kind(), Kind::Whitespace | Kind::Punctuation) {
            all.push((postings.term().to_owned(), posting.positions()));
        }
    }
    all.into_iter()
}

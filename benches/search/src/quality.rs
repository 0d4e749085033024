//! What engines find of what they should, and what they should not.

use serde::Serialize;

use crate::corpus::{Corpus, Held, Kind};

const KINDS: usize = Kind::ALL.len();
use crate::engines::{Engine, Indexed};

/// All that was found.
#[derive(Serialize)]
pub(crate) struct Quality {
    pub(crate) documents: usize,
    pub(crate) characters: usize,
    pub(crate) bytes: usize,
    /// By kind.
    pub(crate) queries: [Queries; KINDS],
    pub(crate) engines: Vec<Found>,
}

/// Those of one kind.
#[derive(Debug, Default, Clone, Copy, Serialize)]
pub(crate) struct Queries {
    pub(crate) queries: usize,
    /// Pairs of a query and a document that holds it.
    pub(crate) pairs: usize,
    /// Of the pairs, those whose document holds it where words begin and end.
    pub(crate) words: usize,
    /// Left out of the pairs: the document holds it only where it begins or ends inside a unit.
    pub(crate) inside_units: usize,
}

/// What one engine found.
#[derive(Serialize)]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) summary: String,
    pub(crate) index_bytes: u64,
    pub(crate) tokens: u64,
    /// By kind.
    pub(crate) all: [Counts; KINDS],
    pub(crate) phrase: [Counts; KINDS],
}

/// Pairs of a query and a document.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Counts {
    /// Not found.
    pub(crate) missed: usize,
    /// Of these, those whose document holds it where words begin and end.
    pub(crate) missed_words: usize,
    pub(crate) found: usize,
    /// Found, though the document does not hold it anywhere.
    pub(crate) wrong: usize,
}

impl Counts {
    fn add(&mut self, held: &[Held], found: &[usize]) {
        let mut is_found = vec![false; held.len()];
        found.iter().for_each(|&document| is_found[document] = true);
        for (&held, is_found) in held.iter().zip(is_found) {
            let is_missed = !is_found && held.is_pair();
            self.missed += usize::from(is_missed);
            self.missed_words += usize::from(is_missed && held == Held::Words);
            self.found += usize::from(is_found);
            self.wrong += usize::from(is_found && held == Held::Not);
        }
    }
}

impl Queries {
    pub(crate) fn and(self, other: Queries) -> Queries {
        Queries {
            queries: self.queries + other.queries,
            pairs: self.pairs + other.pairs,
            words: self.words + other.words,
            inside_units: self.inside_units + other.inside_units,
        }
    }
}

/// Asks every engine every query.
pub(crate) fn measure(engines: &[Box<dyn Engine>], corpus: &Corpus) -> Result<Quality, String> {
    let Corpus { documents, queries } = corpus;
    let texts: Vec<&str> = documents.iter().map(|document| &*document.text).collect();
    let held: Vec<Vec<Held>> = queries.iter().map(|query| query.held(documents)).collect();
    let mut kinds = [Queries::default(); KINDS];
    for (query, held) in queries.iter().zip(&held) {
        let count = |of: &[Held]| held.iter().filter(|held| of.contains(held)).count();
        kinds[query.kind as usize] = kinds[query.kind as usize].and(Queries {
            queries: 1,
            pairs: count(&[Held::Piece, Held::Words]),
            words: count(&[Held::Words]),
            inside_units: count(&[Held::InsideUnits]),
        });
    }
    let mut found = Vec::new();
    for engine in engines {
        eprintln!("asking {}", engine.name());
        let ask = || -> Result<Found, String> {
            let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
            let Indexed { mut search, bytes, tokens } = engine.index(&texts, folder.path())?;
            let (mut all, mut phrase) = ([Counts::default(); KINDS], [Counts::default(); KINDS]);
            for (query, held) in queries.iter().zip(&held) {
                all[query.kind as usize].add(held, &search.all(&query.text)?);
                phrase[query.kind as usize].add(held, &search.phrase(&query.text)?);
            }
            let (name, summary) = (engine.name().to_owned(), engine.summary().to_owned());
            Ok(Found { name, summary, index_bytes: bytes, tokens, all, phrase })
        };
        found.push(ask().map_err(|e| format!("{}: {e}", engine.name()))?);
    }
    Ok(Quality {
        documents: documents.len(),
        characters: texts.iter().map(|text| text.chars().count()).sum(),
        bytes: texts.iter().map(|text| text.len()).sum(),
        queries: kinds,
        engines: found,
    })
}

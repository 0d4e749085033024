//! What is found and what is missed.

use std::io::{self, Write};
use std::ops::Range;

use super::Queries;
use super::document::Indexed;

/// What was counted. A pair is a query and a document that holds it.
#[derive(Debug, Default)]
pub(super) struct Counts {
    documents: u64,
    pairs: u64,
    /// Pairs in which the query stands only inside of units, and is not found: no index of words has it.
    inside: u64,
    missed: u64,
    missed_phrases: u64,
    examples: Vec<Example>,
}

/// Something that is missed.
#[derive(Debug)]
struct Example {
    line: u64,
    query: usize,
    why: String,
}

impl Counts {
    /// Of one document.
    pub(super) fn one() -> Counts {
        Counts { documents: 1, ..Counts::default() }
    }

    /// Counts a query and a document that holds it at these places.
    pub(super) fn add(
        &mut self,
        queries: &Queries<'_>,
        places: &[(usize, Range<usize>)],
        indexed: &Indexed<'_>,
        line: u64,
    ) {
        let (number, query) = (places[0].0, &queries.all[places[0].0]);
        self.pairs += 1;
        let missing = indexed.missing(query);
        if missing.is_none() && indexed.has_phrase(query) {
            return;
        }
        let unit = indexed.unit_around(&places[0].1);
        let is_inside = places.iter().all(|(_, place)| indexed.unit_around(place).is_some());
        let why = match (unit.filter(|_| is_inside), missing) {
            (Some(unit), _) => {
                self.inside += 1;
                format!("it is a part of {unit:?}, which is one token")
            }
            (None, Some(term)) => {
                self.missed += 1;
                self.missed_phrases += 1;
                format!("the document has no token {term:?}")
            }
            (None, None) => {
                self.missed_phrases += 1;
                "the document has all its tokens, but not in this order".to_owned()
            }
        };
        self.examples.push(Example { line, query: number, why });
    }
}

/// All that was counted.
pub(super) struct Report<'q> {
    queries: &'q Queries<'q>,
    counts: Counts,
    examples: Vec<String>,
    most: usize,
}

impl<'q> Report<'q> {
    /// Shows at most so many examples.
    pub(super) fn new(queries: &'q Queries<'q>, most: usize) -> Report<'q> {
        Report { queries, counts: Counts::default(), examples: Vec::new(), most }
    }

    pub(super) fn add(&mut self, name: &str, counts: Counts) {
        self.counts.documents += counts.documents;
        self.counts.pairs += counts.pairs;
        self.counts.inside += counts.inside;
        self.counts.missed += counts.missed;
        self.counts.missed_phrases += counts.missed_phrases;
        let room = self.most.saturating_sub(self.examples.len());
        self.examples.extend(counts.examples.into_iter().take(room).map(|Example { line, query, why }| {
            let text = &self.queries.all[query].text;
            format!("{name}:{line}: {text}: {why}")
        }));
    }

    /// Whether nothing is missed but what no index of words has.
    pub(super) fn is_all_found(&self) -> bool {
        self.counts.missed_phrases == 0
    }

    pub(super) fn write(&self, output: &mut impl Write) -> io::Result<()> {
        let Counts { documents, pairs, inside, missed, missed_phrases, .. } = self.counts;
        let (queries, empty) = (self.queries.all.len(), self.queries.empty);
        let lines = [
            ("queries", queries.to_string()),
            ("  empty", empty.to_string()),
            ("documents", documents.to_string()),
            ("pairs of a query and a document that holds it", pairs.to_string()),
            ("  only inside of tokens", inside.to_string()),
            ("missed as AND", share(missed, pairs - inside)),
            ("missed as a phrase", share(missed_phrases, pairs - inside)),
        ];
        for (what, how_many) in lines {
            writeln!(output, "{what:<46}{how_many:>12}")?;
        }
        for example in &self.examples {
            writeln!(output, "{example}")?;
        }
        Ok(())
    }
}

/// A number, and which part of all it is.
fn share(count: u64, all: u64) -> String {
    let percent = if all == 0 { 0.0 } else { 100.0 * count as f64 / all as f64 };
    format!("{count} ({percent:.2} %)")
}

//! Documents and queries from segmented sentences.

use std::collections::BTreeSet;

use maxmatch::dict::Folding;
use maxmatch::{Dictionary, Mode, Segmenter};
use rand_pcg::Pcg64Dxsm;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// Up to this many words are a query.
pub(crate) const MOST_WORDS: usize = 3;

/// What every engine indexes, and what it is asked.
pub(crate) struct Corpus {
    pub(crate) documents: Vec<Document>,
    /// Those of one word first, then those of two, then those of three.
    pub(crate) queries: Vec<Query>,
}

/// A sentence without white space.
pub(crate) struct Document {
    pub(crate) text: String,
    /// As the dictionary folds it.
    folded: String,
    /// By byte of the folded text, and for its end: whether units part there, at which alone pieces can be found.
    cuts: Vec<bool>,
}

/// Words that stand side by side in some sentence.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) text: String,
    pub(crate) words: usize,
    folded: String,
}

/// How a document holds a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Held {
    Not,
    /// Nowhere from a boundary between units to another.
    InsideUnits,
    /// In other characters that fold to the same, nowhere in its own.
    Folded,
    Literally,
}

impl Corpus {
    /// Takes segmented sentences, a line each, and draws so many queries of each number of words, or all that there are.
    /// They are different from each other, and none holds only punctuation.
    pub(crate) fn new(gold: &str, count: usize, seed: u64) -> Corpus {
        let dictionary = maxmatch_tantivy::Tokenizers::embedded().segmenter().dictionary().clone();
        Corpus::with(&dictionary, gold, count, seed)
    }

    fn with(dictionary: &Dictionary, gold: &str, count: usize, seed: u64) -> Corpus {
        let segmenter = Segmenter::new(dictionary).with_mode(Mode::Index);
        let sentences: Vec<Vec<&str>> = gold.lines().map(|line| line.split_whitespace().collect()).collect();
        let documents = sentences.iter().filter(|words| !words.is_empty());
        let documents =
            documents.map(|words| Document::new(words.concat(), &segmenter, dictionary.folding())).collect();
        let mut generator = Pcg64Dxsm::seed_from_u64(seed);
        let mut queries = Vec::new();
        for words in 1..=MOST_WORDS {
            // In order, so that the same seed draws the same.
            let different: BTreeSet<String> =
                sentences.iter().flat_map(|sentence| sentence.windows(words)).map(<[&str]>::concat).collect();
            let mut texts: Vec<String> =
                different.into_iter().filter(|text| text.contains(char::is_alphanumeric)).collect();
            let count = count.min(texts.len());
            for drawn in 0..count {
                let rest = (texts.len() - drawn) as u128;
                let next = drawn + ((u128::from(generator.next_u64()) * rest) >> 64) as usize;
                texts.swap(drawn, next);
            }
            texts.truncate(count);
            queries.extend(texts.into_iter().map(|text| Query::new(text, words, dictionary.folding())));
        }
        Corpus { documents, queries }
    }
}

impl Query {
    fn new(text: String, words: usize, folding: &Folding) -> Query {
        let mut folded = String::new();
        folding.push_folded(&text, &mut folded);
        Query { text, words, folded }
    }

    /// How each document holds it.
    pub(crate) fn held(&self, documents: &[Document]) -> Vec<Held> {
        let folded = memchr::memmem::Finder::new(&self.folded);
        let literal = memchr::memmem::Finder::new(&self.text);
        let held = documents.iter().map(|document| {
            let text = document.folded.as_bytes();
            let (mut held, mut from) = (Held::Not, 0);
            while let Some(at) = folded.find(&text[from..]) {
                let (start, end) = (from + at, from + at + self.folded.len());
                if document.cuts[start] && document.cuts[end] {
                    return match literal.find(document.text.as_bytes()) {
                        Some(_) => Held::Literally,
                        None => Held::Folded,
                    };
                }
                held = Held::InsideUnits;
                // The next one can overlap with it.
                from = start + 1;
            }
            held
        });
        held.collect()
    }
}

impl Document {
    fn new(text: String, segmenter: &Segmenter, folding: &Folding) -> Document {
        let (mut folded, mut cuts, mut end) = (String::new(), Vec::new(), 0);
        for posting in segmenter.segment(&*text).postings() {
            let range = posting.range();
            // The first token at each place is a unit; words follow.
            if range.start == end {
                cuts.resize(folded.len() + 1, false);
                cuts[folded.len()] = true;
                folding.push_folded(&text[range.clone()], &mut folded);
                end = range.end;
            }
        }
        cuts.resize(folded.len() + 1, false);
        cuts[folded.len()] = true;
        Document { text, folded, cuts }
    }
}

#[cfg(test)]
mod tests {
    use maxmatch::Dictionary;
    use maxmatch::dict::View;

    use super::{Corpus, Held};

    fn corpus(gold: &str, count: usize, seed: u64) -> Corpus {
        let mut builder = Dictionary::builder();
        let builder = builder.views(&[View::Case, View::Simplified]).add("生命", 1, None).unwrap();
        Corpus::with(&builder.build().unwrap(), gold, count, seed)
    }

    #[test]
    fn queries_are_neighbours_of_one_sentence() {
        let corpus = corpus("研究 生命 ， ，\r\n\n  ，  研究\u{3000}了\n", 99, 1);
        let texts: Vec<_> = corpus.documents.iter().map(|document| &*document.text).collect();
        assert_eq!(texts, ["研究生命，，", "，研究了"]);
        let mut queries: Vec<_> = corpus.queries.iter().map(|query| (query.words, &*query.text)).collect();
        queries.sort_unstable();
        let expected = [
            (1, "了"),
            (1, "生命"),
            (1, "研究"),
            (2, "生命，"),
            (2, "研究了"),
            (2, "研究生命"),
            (2, "，研究"),
            (3, "生命，，"),
            (3, "研究生命，"),
            (3, "，研究了"),
        ];
        assert_eq!(queries, expected);
    }

    #[test]
    fn a_seed_draws_the_same() {
        let gold = ('一'..='丿').map(|c| format!("{c} ")).collect::<String>();
        let draw = |seed| corpus(&gold, 5, seed).queries;
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        assert_eq!(
            draw(1).iter().map(|query| query.words).collect::<Vec<_>>(),
            [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3]
        );
    }

    #[test]
    fn what_stands_inside_a_unit_is_not_held() {
        let corpus = corpus("RTX 4090 发展\nrtx4090發展\nRTX4090发展\n4090\n4090 发\n", 99, 1);
        let held = |text: &str| {
            let query = corpus.queries.iter().find(|query| query.text == text).expect("it is a query");
            query.held(&corpus.documents)
        };
        use Held::{Folded, InsideUnits, Literally, Not};
        assert_eq!(held("发展"), [Literally, Folded, Literally, Not, Not]);
        assert_eq!(held("4090"), [InsideUnits, InsideUnits, InsideUnits, Literally, Literally]);
        assert_eq!(held("rtx4090發展"), [Folded, Literally, Folded, Not, Not]);
    }
}

//! Documents and queries from segmented sentences.

use std::collections::BTreeSet;

use maxmatch::dict::Folding;
use maxmatch::{Dictionary, Mode, Segmenter};
use rand_pcg::Pcg64Dxsm;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// What every engine indexes, and what it is asked.
pub(crate) struct Corpus {
    pub(crate) documents: Vec<Document>,
    /// By kind.
    pub(crate) queries: Vec<Query>,
}

/// A sentence without white space.
pub(crate) struct Document {
    pub(crate) text: String,
    /// As the dictionary folds it.
    folded: String,
    /// By byte of the folded text, and for its end.
    cuts: Vec<Cut>,
}

/// What parts at a place of a document.
#[derive(Debug, Default, Clone, Copy)]
struct Cut {
    /// Units; pieces can be found from one such place to another.
    of_units: bool,
    /// Words of the segmented text.
    of_words: bool,
}

/// Words that stand side by side in some sentence.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) text: String,
    pub(crate) kind: Kind,
    folded: String,
}

/// What a query is made of. Tokenizers differ in what punctuation is to them, so that is a kind of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    OneWord,
    TwoWords,
    ThreeWords,
    /// Up to three words, letters and digits among other characters.
    WithPunctuation,
}

impl Kind {
    pub(crate) const ALL: [Kind; 4] = [Kind::OneWord, Kind::TwoWords, Kind::ThreeWords, Kind::WithPunctuation];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::OneWord => "one word",
            Kind::TwoWords => "two words",
            Kind::ThreeWords => "three words",
            Kind::WithPunctuation => "up to three words with punctuation",
        }
    }

    /// None of what is nothing but punctuation.
    fn of(text: &str, words: usize) -> Option<Kind> {
        if text.chars().all(char::is_alphanumeric) {
            Some(Kind::ALL[words - 1])
        } else {
            text.contains(char::is_alphanumeric).then_some(Kind::WithPunctuation)
        }
    }
}

/// How a document holds a query: where best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Held {
    Not,
    /// Nowhere from a boundary between units to another.
    InsideUnits,
    /// Anywhere.
    Piece,
    /// Where words of the segmented text begin and end.
    Words,
}

impl Held {
    /// Whether it is to be found.
    pub(crate) fn is_pair(self) -> bool {
        self >= Held::Piece
    }
}

impl Corpus {
    /// Takes segmented sentences, a line each, and draws so many queries of each kind, or all that there are. They are
    /// different from each other.
    pub(crate) fn new(gold: &str, count: usize, seed: u64) -> Corpus {
        let dictionary = maxmatch_tantivy::Tokenizers::embedded().segmenter().dictionary().clone();
        Corpus::with(&dictionary, gold, count, seed)
    }

    fn with(dictionary: &Dictionary, gold: &str, count: usize, seed: u64) -> Corpus {
        let segmenter = Segmenter::new(dictionary).with_mode(Mode::Index);
        let folding = dictionary.folding();
        let sentences: Vec<Vec<&str>> = gold.lines().map(|line| line.split_whitespace().collect()).collect();
        let documents = sentences.iter().filter(|words| !words.is_empty());
        let documents = documents.map(|words| Document::new(words, &segmenter, folding)).collect();
        // In order, so that the same seed draws the same.
        let mut different: [BTreeSet<String>; Kind::ALL.len()] = Default::default();
        for words in 1..=3 {
            for text in sentences.iter().flat_map(|sentence| sentence.windows(words)).map(<[&str]>::concat) {
                if let Some(kind) = Kind::of(&text, words) {
                    different[kind as usize].insert(text);
                }
            }
        }
        let mut generator = Pcg64Dxsm::seed_from_u64(seed);
        let mut queries = Vec::new();
        for (kind, different) in Kind::ALL.into_iter().zip(different) {
            let mut texts: Vec<String> = different.into_iter().collect();
            let count = count.min(texts.len());
            for drawn in 0..count {
                let rest = (texts.len() - drawn) as u128;
                let next = drawn + ((u128::from(generator.next_u64()) * rest) >> 64) as usize;
                texts.swap(drawn, next);
            }
            texts.truncate(count);
            queries.extend(texts.into_iter().map(|text| Query::new(text, kind, folding)));
        }
        Corpus { documents, queries }
    }
}

impl Query {
    fn new(text: String, kind: Kind, folding: &Folding) -> Query {
        let mut folded = String::new();
        folding.push_folded(&text, &mut folded);
        Query { text, kind, folded }
    }

    /// How each document holds it.
    pub(crate) fn held(&self, documents: &[Document]) -> Vec<Held> {
        let folded = memchr::memmem::Finder::new(&self.folded);
        let held = documents.iter().map(|document| {
            let text = document.folded.as_bytes();
            let (mut held, mut from) = (Held::Not, 0);
            while let Some(at) = folded.find(&text[from..]) {
                let [start, end] = [from + at, from + at + self.folded.len()].map(|end| document.cuts[end]);
                held = held.max(match (start.of_units && end.of_units, start.of_words && end.of_words) {
                    (true, true) => Held::Words,
                    (true, false) => Held::Piece,
                    (false, _) => Held::InsideUnits,
                });
                // The next one can overlap with it.
                from += at + 1;
            }
            held
        });
        held.collect()
    }
}

impl Document {
    fn new(words: &[&str], segmenter: &Segmenter, folding: &Folding) -> Document {
        let text = words.concat();
        // By byte of the text, and for its end.
        let (mut of_words, mut end) = (vec![false; text.len() + 1], 0);
        of_words[0] = true;
        for word in words {
            end += word.len();
            of_words[end] = true;
        }
        let (mut folded, mut cuts, mut end) = (String::new(), Vec::new(), 0);
        let mut cut = |folded: &str, byte: usize| {
            cuts.resize(folded.len(), Cut::default());
            cuts.push(Cut { of_units: true, of_words: of_words[byte] });
        };
        for posting in segmenter.segment(&text).postings() {
            let range = posting.range();
            // The first token at each place is a unit; words follow.
            if range.start == end {
                cut(&folded, range.start);
                folding.push_folded(&text[range.clone()], &mut folded);
                end = range.end;
            }
        }
        cut(&folded, text.len());
        Document { text, folded, cuts }
    }
}

#[cfg(test)]
mod tests {
    use maxmatch::Dictionary;
    use maxmatch::dict::View;

    use super::{Corpus, Held, Kind};

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
        let of = |kind| {
            let queries = corpus.queries.iter().filter(|query| query.kind == kind);
            let mut texts: Vec<_> = queries.map(|query| &*query.text).collect();
            texts.sort_unstable();
            texts
        };
        assert_eq!(of(Kind::OneWord), ["了", "生命", "研究"]);
        assert_eq!(of(Kind::TwoWords), ["研究了", "研究生命"]);
        assert!(of(Kind::ThreeWords).is_empty());
        let expected = ["生命，", "生命，，", "研究生命，", "，研究", "，研究了"];
        assert_eq!(of(Kind::WithPunctuation), expected);
    }

    #[test]
    fn a_seed_draws_the_same() {
        let gold = ('一'..='丿').map(|c| format!("{c} ")).collect::<String>();
        let draw = |seed| corpus(&gold, 5, seed).queries;
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let kinds: Vec<_> = draw(1).iter().map(|query| query.kind).collect();
        assert_eq!(kinds, [[Kind::OneWord; 5], [Kind::TwoWords; 5], [Kind::ThreeWords; 5]].concat());
    }

    #[test]
    fn where_a_document_holds_it() {
        let corpus = corpus("RTX 4090 发展\nrtx4090發展\nRTX4090发展\n4090\n4090 发\n发展 发展\n", 99, 1);
        let held = |text: &str| {
            let query = corpus.queries.iter().find(|query| query.text == text).expect("it is a query");
            query.held(&corpus.documents)
        };
        use Held::{InsideUnits, Not, Piece, Words};
        assert_eq!(held("发展"), [Words, Piece, Piece, Not, Not, Words]);
        assert_eq!(held("发"), [Piece, Piece, Piece, Not, Words, Piece]);
        assert_eq!(held("4090"), [InsideUnits, InsideUnits, InsideUnits, Words, Words, Not]);
        assert_eq!(held("rtx4090發展"), [Words, Words, Words, Not, Not, Not]);
    }
}

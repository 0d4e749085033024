//! Chinese tokenizers for [tantivy](https://docs.rs/tantivy): what stands in a text is found.
//!
//! Two tokenizers of one dictionary, one for what is indexed and one for queries. The index gets every unit of a text
//! (in Han text a character, elsewhere a word or a number) and every word of the dictionary that is more than one; a
//! query gets the most probable path over the same. So every piece of a text that begins and ends between units is
//! found in it, as a phrase and by all of its tokens, however it is cut: 生命 is found in 研究生命, 十三 in 二十三.
//! [`maxmatch::Posting`] says more.
//!
//! ```
//! # #[cfg(feature = "zh")] {
//! use maxmatch_tantivy::Tokenizers;
//! use tantivy::collector::Count;
//! use tantivy::query::QueryParser;
//! use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
//! use tantivy::tokenizer::TokenizerManager;
//! use tantivy::{Index, IndexWriter, doc};
//!
//! let tokenizers = Tokenizers::embedded();
//! let indexing = TextFieldIndexing::default()
//!     .set_tokenizer(tokenizers.name())
//!     .set_index_option(IndexRecordOption::WithFreqsAndPositions);
//! let mut schema = Schema::builder();
//! let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(indexing));
//! let index = Index::create_in_ram(schema.build());
//! index.tokenizers().register(tokenizers.name(), tokenizers.for_index());
//!
//! let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000)?;
//! writer.add_document(doc!(body => "他在研究生命的起源，二十三岁"))?;
//! writer.commit()?;
//!
//! // The same name, the other tokenizer.
//! let for_queries = TokenizerManager::new();
//! for_queries.register(tokenizers.name(), tokenizers.for_query());
//! let parser = QueryParser::new(index.schema(), vec![body], for_queries);
//! let searcher = index.reader()?.searcher();
//! let count = |query| searcher.search(&parser.parse_query(query)?, &Count);
//! assert_eq!(count("研究生")?, 1); // though it is no word here
//! assert_eq!(count("生命的起源")?, 1);
//! assert_eq!(count("十三")?, 1);
//! assert_eq!(count("起源的生命")?, 0);
//! # }
//! # Ok::<(), tantivy::TantivyError>(())
//! ```
//!
//! # Which dictionary an index was made with
//!
//! Index and queries must have the same dictionary, layers and rules, or words are asked for that were never indexed.
//! So [`name`](Tokenizers::name) holds a fingerprint of these. It is kept in the schema of the index; whoever opens
//! that with something else has no tokenizer of the name, and gets tantivy's own error instead of wrong answers: from
//! `QueryParser::parse_query` for a query, from `IndexWriter::commit` for documents, and from
//! `Index::tokenizer_for_field` for whoever asks first.
//!
//! # What is a token
//!
//! * Its text is folded as the dictionary folds: traditional characters, full width and case, for the embedded one.
//! * Its offsets are bytes of the text as it is.
//! * Its position is how many units are before it, its length how many it spans. White space is no token and takes no
//!   position, so the tokens of a phrase may be parted by it, be on several lines say; inside a word it makes two
//!   words. Punctuation takes a position and is no token, so that in a phrase it stands for any unit, unless
//!   [`with_punctuation`](Tokenizers::with_punctuation). A query of nothing but punctuation finds nothing.
//! * Symbols are tokens. What is longer than [`LONGEST_TOKEN`] is none, since tantivy would not index it.
//!
//! Forbidden words of user dictionaries count, cuts and joins do not: see `maxmatch::Mode::is_for_search`.
//!
//! # Highlighting
//!
//! A [`Highlighter`] finds where phrases stand in a text. It says why tantivy's `SnippetGenerator` does not do.
//!
//! # Features
//!
//! * `zh` (default): `Tokenizers::embedded`, the default dictionary as part of the program.

#![forbid(unsafe_code)]

mod highlight;

use std::path::Path;

use maxmatch::{Dictionary, Error, Kind, Mode, Postings, Scratch, Segmenter};
use tantivy_tokenizer_api::{Token, TokenStream};

pub use highlight::Highlighter;

/// How long a token can be that tantivy indexes, in bytes: its `MAX_TOKEN_LEN`.
pub const LONGEST_TOKEN: usize = u16::MAX as usize - 5;

/// The tokenizers of one dictionary.
///
/// ```
/// use maxmatch::{Dictionary, Segmenter, UserDictionary};
/// use maxmatch_tantivy::Tokenizers;
///
/// let dictionary = Dictionary::builder().add("研究", 2, None)?.add("生命", 1, None)?.build()?;
/// let mine = UserDictionary::read("my.txt", "命案\n".as_bytes())?;
/// let segmenter = Segmenter::builder(&dictionary).layer(&mine).build()?;
/// let tokenizers = Tokenizers::new(&segmenter);
/// assert_ne!(tokenizers.name(), Tokenizers::new(&Segmenter::new(&dictionary)).name());
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Tokenizers {
    segmenter: Segmenter,
    punctuation: Punctuation,
    name: String,
}

/// Whether punctuation is a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Punctuation {
    Skipped,
    Indexed,
}

impl Tokenizers {
    /// Those of a segmenter: its dictionary, its layers and its rules. Its mode does not matter.
    pub fn new(segmenter: &Segmenter) -> Tokenizers {
        let segmenter = segmenter.with_mode(Mode::Index);
        let name = format!("maxmatch-{}", segmenter.fingerprint());
        Tokenizers { segmenter, punctuation: Punctuation::Skipped, name }
    }

    /// Those of a dictionary file, with the standard rules.
    ///
    /// # Errors
    ///
    /// As [`Dictionary::open`].
    ///
    /// ```
    /// # let dir = tempfile::tempdir().unwrap();
    /// # let path = dir.path().join("words.dict");
    /// use maxmatch::Dictionary;
    /// use maxmatch_tantivy::Tokenizers;
    ///
    /// Dictionary::builder().add("研究", 1, None)?.write(&path)?;
    /// assert!(Tokenizers::open(&path)?.name().starts_with("maxmatch-"));
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Tokenizers, Error> {
        Ok(Tokenizers::new(&Segmenter::new(&Dictionary::open(path)?)))
    }

    /// Those of the embedded dictionary, with the standard rules.
    ///
    /// # Panics
    ///
    /// On a big-endian machine, as `maxmatch_zh::dictionary`.
    ///
    /// ```
    /// use maxmatch::Segmenter;
    /// use maxmatch_tantivy::Tokenizers;
    ///
    /// let embedded = Tokenizers::embedded();
    /// assert_eq!(embedded.name(), Tokenizers::new(&Segmenter::new(&maxmatch_zh::dictionary())).name());
    /// ```
    #[cfg(feature = "zh")]
    pub fn embedded() -> Tokenizers {
        Tokenizers::new(&Segmenter::new(&maxmatch_zh::dictionary()))
    }

    /// The same with a token for each punctuation mark too: phrases then tell marks apart. The name is another one.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Segmenter};
    /// use maxmatch_tantivy::Tokenizers;
    /// use tantivy::tokenizer::{TokenStream, Tokenizer as _};
    ///
    /// let dictionary = Dictionary::builder().add("生命", 1, None)?.build()?;
    /// let tokenizers = Tokenizers::new(&Segmenter::new(&dictionary));
    /// let texts = |tokenizers: &Tokenizers| {
    ///     let (mut tokenizer, mut texts) = (tokenizers.for_query(), Vec::new());
    ///     tokenizer.token_stream("《生命》").process(&mut |token| texts.push((token.text.clone(), token.position)));
    ///     texts
    /// };
    /// assert_eq!(texts(&tokenizers), [("生命".to_owned(), 1)]);
    /// assert_eq!(texts(&tokenizers.with_punctuation()).len(), 3);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn with_punctuation(&self) -> Tokenizers {
        let name = format!("maxmatch-{}-punctuation", self.segmenter.fingerprint());
        Tokenizers { punctuation: Punctuation::Indexed, name, ..self.clone() }
    }

    /// The name to register both tokenizers under, each with a manager of its own, and to give to
    /// `TextFieldIndexing::set_tokenizer`. It is made of the [fingerprint](Segmenter::fingerprint) of the analysis.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The tokenizer for documents.
    pub fn for_index(&self) -> Tokenizer {
        Tokenizer::new(self.segmenter.clone(), self.punctuation)
    }

    /// The tokenizer for queries. It belongs to the query parser. The one for documents finds less there: numbers and
    /// the like are in it as wholes too, and a part of one is none of these in the text.
    pub fn for_query(&self) -> Tokenizer {
        Tokenizer::new(self.segmenter.with_mode(Mode::Query), self.punctuation)
    }

    /// What finds phrases in texts as the index does.
    pub fn highlighter<'p>(&self, phrases: impl IntoIterator<Item = &'p str>) -> Highlighter {
        Highlighter::new(self, phrases)
    }

    /// The segmenter, in [`Mode::Index`].
    pub fn segmenter(&self) -> &Segmenter {
        &self.segmenter
    }
}

/// A tokenizer for tantivy: one of the two of [`Tokenizers`].
///
/// Clones share the dictionary; each has buffers of its own, which grow with the first text. Warm, it allocates
/// nothing.
///
/// ```
/// use maxmatch::{Dictionary, Segmenter};
/// use maxmatch_tantivy::Tokenizers;
/// use tantivy::tokenizer::{TokenStream, Tokenizer as _};
///
/// let mut builder = Dictionary::builder();
/// let dictionary = builder.add("研究", 1, None)?.add("研究生", 1, None)?.add("生命", 1, None)?.build()?;
/// let mut tokenizer = Tokenizers::new(&Segmenter::new(&dictionary)).for_index();
/// let (mut stream, mut found) = (tokenizer.token_stream("研究生命"), Vec::new());
/// while let Some(token) = stream.next() {
///     found.push((token.text.clone(), token.position, token.position_length));
/// }
/// let expected =
///     [("研", 0, 1), ("研究", 0, 2), ("研究生", 0, 3), ("究", 1, 1), ("生", 2, 1), ("生命", 2, 2), ("命", 3, 1)];
/// assert!(found.iter().map(|(text, position, length)| (text.as_str(), *position, *length)).eq(expected));
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug)]
pub struct Tokenizer {
    segmenter: Segmenter,
    punctuation: Punctuation,
    scratch: Scratch,
    token: Token,
}

impl Tokenizer {
    fn new(segmenter: Segmenter, punctuation: Punctuation) -> Tokenizer {
        Tokenizer { segmenter, punctuation, scratch: Scratch::default(), token: Token::default() }
    }
}

/// Without what is in the buffers: tantivy clones a tokenizer for each query.
impl Clone for Tokenizer {
    fn clone(&self) -> Tokenizer {
        Tokenizer::new(self.segmenter.clone(), self.punctuation)
    }
}

impl tantivy_tokenizer_api::Tokenizer for Tokenizer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        let Tokenizer { segmenter, punctuation, scratch, token } = self;
        token.reset();
        Stream { postings: segmenter.segment_with(scratch, text).postings(), punctuation: *punctuation, token }
    }
}

/// The tokens of a text, made as they are asked for.
#[derive(Debug)]
pub struct Stream<'a> {
    postings: Postings<'a, 'a>,
    punctuation: Punctuation,
    token: &'a mut Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(posting) = self.postings.next() {
            let is_skipped = match posting.kind() {
                Kind::Whitespace => true,
                Kind::Punctuation => self.punctuation == Punctuation::Skipped,
                _ => false,
            };
            let term = self.postings.term();
            // Neither in the index, nor asked for by a query that holds it.
            if is_skipped || term.len() > LONGEST_TOKEN {
                continue;
            }
            let (range, positions) = (posting.range(), posting.positions());
            (self.token.offset_from, self.token.offset_to) = (range.start, range.end);
            (self.token.position, self.token.position_length) = (positions.start, positions.len());
            self.token.text.clear();
            self.token.text.push_str(term);
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// The README's example is a test.
#[cfg(all(doctest, feature = "zh"))]
#[doc = include_str!("../README.md")]
struct Readme;

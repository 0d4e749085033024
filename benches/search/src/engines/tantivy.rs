//! Tokenizers in tantivy.

use std::path::Path;

use maxmatch_tantivy::Tokenizers;
use tantivy::collector::DocSetCollector;
use tantivy::directory::{Directory, MmapDirectory, RamDirectory};
use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::query::{BooleanQuery, Query, QueryParser, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{NgramTokenizer, TextAnalyzer, TokenizerManager};
use tantivy::{Index, IndexBuilder, Searcher, TantivyError, Term, doc};
use tantivy_jieba::JiebaTokenizer;

use super::bigrams::Bigrams;
use super::{Engine, Indexed, Search, size};
use crate::clock::{Clock, Time};

/// What tantivy may use before it writes a segment, which is more than any corpus needs.
const MEMORY: usize = 500_000_000;

/// A tokenizer for documents and one for queries.
#[derive(Clone)]
pub(crate) struct Tantivy {
    name: &'static str,
    summary: &'static str,
    /// What the schema calls it.
    tokenizer: String,
    for_index: TextAnalyzer,
    for_query: TextAnalyzer,
}

/// maxmatch-tantivy as it comes.
pub(crate) fn maxmatch() -> Tantivy {
    ours("maxmatch-tantivy", "as it comes", &Tokenizers::embedded())
}

/// tantivy-jieba as it comes.
pub(crate) fn jieba() -> Tantivy {
    let tokenizer = JiebaTokenizer::new();
    others(
        "tantivy-jieba",
        "as it comes: cuts for search in both, positions are characters",
        tokenizer.clone(),
        tokenizer,
    )
}

/// All that there are.
pub(crate) fn all() -> Result<Vec<Tantivy>, String> {
    let jieba_with = |search_mode, ordinal| {
        let mut tokenizer = JiebaTokenizer::with_search_mode(search_mode);
        tokenizer.set_ordinal_position_mode(ordinal);
        tokenizer
    };
    let ngrams = NgramTokenizer::all_ngrams(2, 2).map_err(|e| e.to_string())?;
    Ok(vec![
        maxmatch(),
        ours("maxmatch-tantivy/punctuation", "with punctuation", &Tokenizers::embedded().with_punctuation()),
        jieba(),
        others(
            "tantivy-jieba/plain-queries",
            "queries get plain cuts",
            jieba_with(true, false),
            jieba_with(false, false),
        ),
        others("tantivy-jieba/ordinal", "positions number the tokens", jieba_with(true, true), jieba_with(true, true)),
        others(
            "tantivy-jieba/ordinal/plain-queries",
            "positions number the tokens, queries get plain cuts",
            jieba_with(true, true),
            jieba_with(false, true),
        ),
        others("tantivy-jieba/plain", "plain cuts in both", jieba_with(false, false), jieba_with(false, false)),
        others("tantivy/ngrams", "tantivy's NgramTokenizer, two characters, no positions", ngrams.clone(), ngrams),
        others(
            "tantivy/bigrams",
            "of this program: one and two characters in the index, two in queries",
            Bigrams { is_query: false },
            Bigrams { is_query: true },
        ),
    ])
}

fn ours(name: &'static str, summary: &'static str, tokenizers: &Tokenizers) -> Tantivy {
    Tantivy {
        name,
        summary,
        tokenizer: tokenizers.name().to_owned(),
        for_index: tokenizers.for_index().into(),
        for_query: tokenizers.for_query().into(),
    }
}

fn others(
    name: &'static str,
    summary: &'static str,
    for_index: impl Into<TextAnalyzer>,
    for_query: impl Into<TextAnalyzer>,
) -> Tantivy {
    let (for_index, for_query) = (for_index.into(), for_query.into());
    Tantivy { name, summary, tokenizer: "others".to_owned(), for_index, for_query }
}

impl Tantivy {
    /// For texts that are indexed with positions and not stored.
    pub(crate) fn builder(&self) -> (IndexBuilder, Field) {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(&self.tokenizer)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let mut schema = Schema::builder();
        let field = schema.add_text_field("body", TextOptions::default().set_indexing_options(indexing));
        let for_index = TokenizerManager::new();
        for_index.register(&self.tokenizer, self.for_index.clone());
        (Index::builder().schema(schema.build()).tokenizers(for_index), field)
    }

    /// How many tokens the index gets of documents.
    pub(crate) fn tokens<'t>(&self, documents: impl IntoIterator<Item = &'t str>) -> u64 {
        let (mut tokenizer, mut tokens) = (self.for_index.clone(), 0);
        for document in documents {
            tokenizer.token_stream(document).process(&mut |_| tokens += 1);
        }
        tokens
    }

    /// One segment.
    fn write(
        &self,
        documents: &[&str],
        directory: impl Into<Box<dyn Directory>>,
    ) -> Result<(Index, Field), TantivyError> {
        let (builder, field) = self.builder();
        let mut writer: SingleSegmentIndexWriter = builder.single_segment_index_writer(directory, MEMORY)?;
        for &document in documents {
            writer.add_document(doc!(field => document))?;
        }
        Ok((writer.finalize()?, field))
    }

    fn asked(&self, index: &Index, field: Field) -> Result<Asked, TantivyError> {
        let for_queries = TokenizerManager::new();
        for_queries.register(&self.tokenizer, self.for_query.clone());
        let parser = QueryParser::new(index.schema(), vec![field], for_queries);
        Ok(Asked { parser, tokenizer: self.for_query.clone(), searcher: index.reader()?.searcher(), field })
    }
}

impl Engine for Tantivy {
    fn name(&self) -> &str {
        self.name
    }

    fn summary(&self) -> &str {
        self.summary
    }

    fn index(&self, documents: &[&str], folder: &Path) -> Result<Indexed, String> {
        let index = || {
            let (index, field) = self.write(documents, MmapDirectory::open(folder)?)?;
            self.asked(&index, field)
        };
        let search = index().map_err(|e| e.to_string())?;
        let bytes = size(folder).map_err(|e| e.to_string())?;
        Ok(Indexed { search: Box::new(search), bytes, tokens: self.tokens(documents.iter().copied()) })
    }

    fn time(&self, documents: &[&str]) -> Result<Time, String> {
        let clock = Clock::start();
        self.write(documents, RamDirectory::create()).map_err(|e| e.to_string())?;
        Ok(clock.time())
    }
}

struct Asked {
    parser: QueryParser,
    tokenizer: TextAnalyzer,
    searcher: Searcher,
    field: Field,
}

impl Asked {
    fn find(&self, query: &dyn Query) -> Result<Vec<usize>, String> {
        let found = self.searcher.search(query, &DocSetCollector).map_err(|e| e.to_string())?;
        Ok(found.into_iter().map(|document| document.doc_id as usize).collect())
    }
}

impl Search for Asked {
    fn all(&mut self, query: &str) -> Result<Vec<usize>, String> {
        let mut terms: Vec<Box<dyn Query>> = Vec::new();
        self.tokenizer.token_stream(query).process(&mut |token| {
            let term = Term::from_field_text(self.field, &token.text);
            terms.push(Box::new(TermQuery::new(term, IndexRecordOption::Basic)));
        });
        self.find(&BooleanQuery::intersection(terms))
    }

    fn phrase(&mut self, query: &str) -> Result<Vec<usize>, String> {
        let quoted = format!("\"{}\"", query.replace('\\', "\\\\").replace('"', "\\\""));
        let query = self.parser.parse_query(&quoted).map_err(|e| format!("{quoted}: {e}"))?;
        self.find(&*query)
    }
}

//! Indexes in memory, and how they are asked.
#![allow(dead_code, reason = "not every test uses all")]

use maxmatch::{Segmenter, UserDictionary};
use maxmatch_tantivy::{Tokenizer, Tokenizers};
use tantivy::collector::DocSetCollector;
use tantivy::directory::RamDirectory;
use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::query::{BooleanQuery, Query, QueryParser, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer as _, TokenizerManager};
use tantivy::{Index, Searcher, Term, doc};

/// Those of the default dictionary.
pub(crate) fn zh() -> Tokenizers {
    Tokenizers::new(&Segmenter::new(&maxmatch_zh::dictionary()))
}

/// With a user dictionary.
pub(crate) fn zh_with(words: &str) -> Tokenizers {
    let user = UserDictionary::read("user.txt", words.as_bytes()).unwrap();
    Tokenizers::new(&Segmenter::builder(&maxmatch_zh::dictionary()).layer(&user).build().unwrap())
}

pub(crate) fn schema(tokenizer: &str) -> (Schema, Field) {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let mut schema = Schema::builder();
    let field = schema.add_text_field("body", TextOptions::default().set_indexing_options(indexing));
    (schema.build(), field)
}

pub(crate) fn parser(index: &Index, tokenizers: &Tokenizers) -> QueryParser {
    let for_queries = TokenizerManager::new();
    for_queries.register(tokenizers.name(), tokenizers.for_query());
    QueryParser::new(index.schema(), vec![index.schema().get_field("body").unwrap()], for_queries)
}

/// A phrase as tantivy's query language has it.
pub(crate) fn quoted(phrase: &str) -> String {
    format!("\"{}\"", phrase.replace('\\', "\\\\").replace('"', "\\\""))
}

pub(crate) fn tokens(tokenizer: &mut Tokenizer, text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenizer.token_stream(text).process(&mut |token| tokens.push(token.clone()));
    tokens
}

/// Texts in an index.
pub(crate) struct Indexed {
    pub(crate) tokenizers: Tokenizers,
    pub(crate) parser: QueryParser,
    pub(crate) searcher: Searcher,
    pub(crate) field: Field,
}

impl Indexed {
    pub(crate) fn new(tokenizers: &Tokenizers, texts: &[&str]) -> Indexed {
        let (schema, field) = schema(tokenizers.name());
        let for_index = TokenizerManager::new();
        for_index.register(tokenizers.name(), tokenizers.for_index());
        let builder = Index::builder().schema(schema).tokenizers(for_index);
        // It has no threads, of which a property would start thousands.
        let mut writer: SingleSegmentIndexWriter =
            builder.single_segment_index_writer(RamDirectory::create(), 15_000_000).unwrap();
        texts.iter().for_each(|&text| writer.add_document(doc!(field => text)).unwrap());
        let index = writer.finalize().unwrap();
        let (parser, searcher) = (parser(&index, tokenizers), index.reader().unwrap().searcher());
        Indexed { tokenizers: tokenizers.clone(), parser, searcher, field }
    }

    /// The numbers of the texts that a query finds.
    pub(crate) fn find(&self, query: &dyn Query) -> Vec<u32> {
        let mut found: Vec<_> =
            self.searcher.search(query, &DocSetCollector).unwrap().into_iter().map(|doc| doc.doc_id).collect();
        found.sort_unstable();
        found
    }

    /// Those that hold a phrase, as tantivy's own parser reads it.
    pub(crate) fn find_phrase(&self, phrase: &str) -> Vec<u32> {
        self.find(&self.parser.parse_query(&quoted(phrase)).unwrap())
    }

    /// Those that hold all tokens of a query, wherever they stand.
    pub(crate) fn find_all(&self, query: &str) -> Vec<u32> {
        let term = |token: &Token| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(self.field, &token.text), IndexRecordOption::Basic))
        };
        let tokens = tokens(&mut self.tokenizers.for_query(), query);
        self.find(&BooleanQuery::intersection(tokens.iter().map(term).collect()))
    }
}

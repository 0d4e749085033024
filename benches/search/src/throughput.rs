//! How fast tantivy indexes on several threads, and what of that is the tokenizer's.

use serde::Serialize;
use tantivy::directory::MmapDirectory;
use tantivy::{IndexWriter, TantivyError, doc};

use crate::clock::{Clock, Spread, Time, interleaved};
use crate::engines::tantivy::{Tantivy, jieba, maxmatch};
use crate::engines::{Engine as _, size};

/// What each thread may use before it writes a segment.
pub(crate) const MEMORY: usize = 200_000_000;
/// A document ends at the first end of a line behind so many bytes.
const DOCUMENT: usize = 2_000;

/// How fast each engine was.
#[derive(Serialize)]
pub(crate) struct Throughput {
    pub(crate) bytes: u64,
    pub(crate) characters: u64,
    pub(crate) documents: u64,
    pub(crate) threads: usize,
    pub(crate) rounds: usize,
    pub(crate) engines: Vec<EngineThroughput>,
}

#[derive(Serialize)]
pub(crate) struct EngineThroughput {
    pub(crate) name: String,
    pub(crate) tokens: u64,
    pub(crate) index_bytes: u64,
    /// In megabytes (10⁶ bytes) a second, until all is committed.
    pub(crate) committed: Spread,
    /// Until all merges are done, too.
    pub(crate) merged: Spread,
    /// Processors' seconds, until all merges are done.
    pub(crate) worked: Option<Spread>,
    /// Of the tokenizer alone, on one thread; of processors if that is known.
    pub(crate) tokenizer: Spread,
    /// What part of the processors' time that is.
    pub(crate) share: Option<Spread>,
}

/// One round of one engine.
struct Round {
    committed: Time,
    merged: Time,
    tokenizer: Time,
    tokens: u64,
    index_bytes: u64,
}

/// Documents of a text, repeated up to so many bytes.
struct Documents<'t> {
    texts: Vec<&'t str>,
    bytes: u64,
}

impl<'t> Documents<'t> {
    fn new(text: &'t str, bytes: u64) -> Documents<'t> {
        let (mut texts, mut start, mut end) = (Vec::new(), 0, 0);
        for line in text.split_inclusive('\n') {
            end += line.len();
            if end - start >= DOCUMENT {
                texts.push(&text[start..end]);
                start = end;
            }
        }
        if start < end {
            texts.push(&text[start..end]);
        }
        Documents { texts, bytes }
    }

    fn iter(&self) -> impl Iterator<Item = &'t str> {
        let mut before = 0;
        self.texts.iter().copied().cycle().take_while(move |document| {
            let is_wanted = before < self.bytes;
            before += document.len() as u64;
            is_wanted
        })
    }
}

/// Has tantivy index a text, with each of two tokenizers.
pub(crate) fn measure(text: &str, bytes: u64, threads: usize, rounds: usize) -> Result<Throughput, String> {
    let documents = Documents::new(text, bytes);
    if documents.iter().next().is_none() {
        return Err("nothing to index; give another text with --text FILE, or more --bytes".to_owned());
    }
    let engines = [maxmatch(), jieba()];
    // Dictionaries are loaded on first use.
    engines.iter().for_each(|engine| _ = engine.tokens(["生命的起源"]));
    let measured = interleaved(rounds, engines.len(), |who| {
        eprintln!("indexing with {}", engines[who].name());
        round(&engines[who], &documents, threads).map_err(|e| format!("{}: {e}", engines[who].name()))
    })?;
    let total: u64 = documents.iter().map(|document| document.len() as u64).sum();
    let engines = engines.iter().zip(measured).map(|(engine, rounds)| {
        let spread = |figure: &dyn Fn(&Round) -> Option<f64>| Spread::of(rounds.iter().filter_map(figure));
        let speed = |time: Time| Some(total as f64 / 1e6 / time.passed);
        let alone = |round: &Round| round.tokenizer.worked.unwrap_or(round.tokenizer.passed);
        EngineThroughput {
            name: engine.name().to_owned(),
            tokens: rounds[0].tokens,
            index_bytes: rounds[0].index_bytes,
            committed: spread(&|round| speed(round.committed)).expect("a round at least"),
            merged: spread(&|round| speed(round.merged)).expect("a round at least"),
            worked: spread(&|round| round.merged.worked),
            tokenizer: spread(&|round| Some(alone(round))).expect("a round at least"),
            share: spread(&|round| Some(round.tokenizer.worked? / round.merged.worked?)),
        }
    });
    let engines = engines.collect();
    let characters = documents.iter().map(|document| document.chars().count() as u64).sum();
    Ok(Throughput { bytes: total, characters, documents: documents.iter().count() as u64, threads, rounds, engines })
}

fn round(engine: &Tantivy, documents: &Documents<'_>, threads: usize) -> Result<Round, String> {
    let clock = Clock::start();
    let tokens = engine.tokens(documents.iter());
    let tokenizer = clock.time();
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let index = || -> Result<(Time, Time), TantivyError> {
        let (builder, field) = engine.builder();
        let index = builder.open_or_create(MmapDirectory::open(folder.path())?)?;
        let clock = Clock::start();
        let mut writer: IndexWriter = index.writer_with_num_threads(threads, threads * MEMORY)?;
        for document in documents.iter() {
            writer.add_document(doc!(field => document))?;
        }
        writer.commit()?;
        let committed = clock.time();
        writer.wait_merging_threads()?;
        Ok((committed, clock.time()))
    };
    let (committed, merged) = index().map_err(|e| e.to_string())?;
    let index_bytes = size(folder.path()).map_err(|e| e.to_string())?;
    Ok(Round { committed, merged, tokenizer, tokens, index_bytes })
}

#[cfg(test)]
mod tests {
    use super::{DOCUMENT, Documents};

    #[test]
    fn documents_are_whole_lines() {
        let line = "生命的起源\n";
        let text = line.repeat(300);
        let lines = DOCUMENT.div_ceil(line.len());
        let documents = Documents::new(&text, 1);
        assert_eq!(documents.texts.concat(), text);
        assert_eq!(documents.texts[0], line.repeat(lines));
        assert_eq!(documents.iter().count(), 1);
        let documents = Documents { bytes: text.len() as u64 + 1, ..documents };
        assert_eq!(documents.iter().collect::<String>(), text.clone() + &line.repeat(lines));
        assert_eq!(Documents::new("", 1).iter().count(), 0);
    }
}

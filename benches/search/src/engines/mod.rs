//! What indexes and is asked.

mod bigrams;
mod fts5;
pub(crate) mod tantivy;

use std::path::Path;

use crate::clock::Time;

/// A tokenizer in a search engine.
pub(crate) trait Engine {
    fn name(&self) -> &str;

    /// What it is, in a few words.
    fn summary(&self) -> &str;

    /// Indexes documents in a folder that is its own, and merges all into one.
    fn index(&self, documents: &[&str], folder: &Path) -> Result<Indexed, String>;

    /// Indexes documents in memory, on this thread: how long it takes.
    fn time(&self, documents: &[&str]) -> Result<Time, String>;
}

/// What an engine has made of documents.
pub(crate) struct Indexed {
    pub(crate) search: Box<dyn Search>,
    /// All files.
    pub(crate) bytes: u64,
    pub(crate) tokens: u64,
}

/// Asks an index for what a user has typed. Documents have numbers, in order.
pub(crate) trait Search {
    /// Those that hold all tokens of it, wherever they stand.
    fn all(&mut self, query: &str) -> Result<Vec<usize>, String>;

    /// Those that hold it as a phrase.
    fn phrase(&mut self, query: &str) -> Result<Vec<usize>, String>;
}

/// All that there are.
pub(crate) fn all() -> Result<Vec<Box<dyn Engine>>, String> {
    let tantivy = tantivy::all()?.into_iter().map(|engine| Box::new(engine) as Box<dyn Engine>);
    Ok(tantivy.chain(fts5::all().into_iter().map(|engine| Box::new(engine) as Box<dyn Engine>)).collect())
}

/// The size of all files in a folder.
pub(crate) fn size(folder: &Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}

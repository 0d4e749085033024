//! Tokenizers in FTS5, SQLite's full-text search.

use std::path::Path;

use rusqlite::{Connection, Error};

use super::{Engine, Indexed, Search};
use crate::clock::{Clock, Time};

/// A tokenizer, and how queries are made for it.
pub(crate) struct Fts5 {
    name: &'static str,
    summary: &'static str,
    /// What `tokenize` is set to.
    tokenize: &'static str,
    queries: Queries,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Queries {
    /// By `maxmatch_query`.
    Maxmatch,
    /// A string for a phrase; for all tokens, what the tokenizer makes of the query, each a string.
    Strings,
}

/// All that there are.
pub(crate) fn all() -> Vec<Fts5> {
    vec![
        Fts5 {
            name: "maxmatch-sqlite",
            summary: "as it comes, queries by maxmatch_query",
            tokenize: "maxmatch",
            queries: Queries::Maxmatch,
        },
        Fts5 { name: "fts5/trigram", summary: "SQLite's own", tokenize: "trigram", queries: Queries::Strings },
        Fts5 { name: "fts5/unicode61", summary: "SQLite's default", tokenize: "unicode61", queries: Queries::Strings },
    ]
}

impl Fts5 {
    fn write(&self, connection: &mut Connection, documents: &[&str]) -> Result<(), Error> {
        maxmatch_sqlite::register(connection)?;
        let transaction = connection.transaction()?;
        // Positions are indexed, and no text is kept.
        let create =
            format!("CREATE VIRTUAL TABLE texts USING fts5(body, content = '', tokenize = '{}')", self.tokenize);
        transaction.execute_batch(&create)?;
        let mut insert = transaction.prepare("INSERT INTO texts(rowid, body) VALUES (?1, ?2)")?;
        for (number, document) in documents.iter().enumerate() {
            insert.execute((number as i64, document))?;
        }
        drop(insert);
        transaction.commit()
    }

    fn asked(&self, mut connection: Connection, documents: &[&str]) -> Result<(Asked, u64), Error> {
        self.write(&mut connection, documents)?;
        connection.execute_batch(
            "INSERT INTO texts(texts) VALUES ('optimize');
             VACUUM;
             CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'texts', 'row');",
        )?;
        let tokens: i64 = connection.query_row("SELECT coalesce(sum(cnt), 0) FROM temp.terms", [], |row| row.get(0))?;
        let strings = Connection::open_in_memory()?;
        maxmatch_sqlite::register(&strings)?;
        strings.execute_batch(&format!(
            "CREATE VIRTUAL TABLE query USING fts5(body, tokenize = '{}');
             CREATE VIRTUAL TABLE terms USING fts5vocab('query', 'row');",
            self.tokenize
        ))?;
        Ok((Asked { connection, strings, queries: self.queries }, tokens.unsigned_abs()))
    }
}

impl Engine for Fts5 {
    fn name(&self) -> &str {
        self.name
    }

    fn summary(&self) -> &str {
        self.summary
    }

    fn index(&self, documents: &[&str], folder: &Path) -> Result<Indexed, String> {
        let file = folder.join("texts.db");
        let (search, tokens) = Connection::open(&file)
            .and_then(|connection| self.asked(connection, documents))
            .map_err(|e| e.to_string())?;
        let bytes = super::size(folder).map_err(|e| e.to_string())?;
        Ok(Indexed { search: Box::new(search), bytes, tokens })
    }

    fn time(&self, documents: &[&str]) -> Result<Time, String> {
        let clock = Clock::start();
        let written = Connection::open_in_memory().and_then(|mut connection| self.write(&mut connection, documents));
        written.map_err(|e| e.to_string())?;
        Ok(clock.time())
    }
}

struct Asked {
    connection: Connection,
    /// Where the tokens of a query are found out.
    strings: Connection,
    queries: Queries,
}

impl Asked {
    fn find(&self, condition: &str, query: &str) -> Result<Vec<usize>, Error> {
        let sql = format!("SELECT rowid FROM texts WHERE texts MATCH {condition}");
        let mut select = self.connection.prepare(&sql)?;
        let rows = select.query_map([query], |row| row.get::<_, i64>(0))?;
        rows.map(|row| Ok(row? as usize)).collect()
    }

    /// What the tokenizer makes of a query.
    fn tokens(&self, query: &str) -> Result<Vec<String>, Error> {
        self.strings.prepare("DELETE FROM query")?.execute([])?;
        self.strings.prepare("INSERT INTO query VALUES (?1)")?.execute([query])?;
        let mut select = self.strings.prepare("SELECT term FROM terms")?;
        let rows = select.query_map([], |row| row.get(0))?;
        rows.collect()
    }
}

impl Search for Asked {
    fn all(&mut self, query: &str) -> Result<Vec<usize>, String> {
        let find = || match self.queries {
            Queries::Maxmatch => self.find("maxmatch_query(?1)", query),
            Queries::Strings => {
                let tokens = self.tokens(query)?;
                let strings: Vec<_> = tokens.iter().map(|token| string(token)).collect();
                if strings.is_empty() { Ok(Vec::new()) } else { self.find("?1", &strings.join(" AND ")) }
            }
        };
        find().map_err(|e| format!("{query}: {e}"))
    }

    fn phrase(&mut self, query: &str) -> Result<Vec<usize>, String> {
        let found = match self.queries {
            Queries::Maxmatch => self.find("maxmatch_query(?1, 'phrase')", query),
            Queries::Strings => self.find("?1", &string(query)),
        };
        found.map_err(|e| format!("{query}: {e}"))
    }
}

/// A string of FTS5's language.
fn string(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

//! Queries in FTS5's language.

use std::collections::HashSet;

use maxmatch::{Kind, Mode};

use crate::analysis::Analysis;

/// What a query asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// All words, anywhere.
    And,
    /// The text as it stands.
    Phrase,
}

impl Form {
    pub(crate) fn parse(name: &str) -> Result<Form, String> {
        match name {
            "and" => Ok(Form::And),
            "phrase" => Ok(Form::Phrase),
            _ => Err(format!("a query is 'and' or 'phrase', not {name:?}")),
        }
    }
}

/// A query for a text. Where there is nothing to be found, it is the empty phrase, which can stand wherever a query can and
/// finds nothing.
pub(crate) fn query(analysis: &Analysis, text: &[u8], form: Form) -> Vec<u8> {
    let segmenter = analysis.segmenter().with_mode(Mode::Query);
    let tokens = || segmenter.segment_bytes(text).postings().filter(|posting| !posting.positions().is_empty());
    let mut words: Vec<&[u8]> = Vec::new();
    if form == Form::And {
        let mut seen = HashSet::new();
        let marked = tokens().filter(|posting| posting.kind() != Kind::Punctuation);
        words.extend(marked.map(|posting| &text[posting.range()]).filter(|&word| seen.insert(word)));
    }
    // Of punctuation alone, it is that which is sought.
    if words.is_empty() && tokens().next().is_some() {
        words.push(text);
    }
    if words.is_empty() {
        return b"\"\"".to_vec();
    }
    let mut query = Vec::with_capacity(text.len() + 7 * words.len());
    for word in words {
        if !query.is_empty() {
            query.extend_from_slice(b" AND ");
        }
        query.push(b'"');
        for &byte in word {
            match byte {
                b'"' => query.extend_from_slice(b"\"\""),
                // FTS5 takes it for the end of the query; U+0001 parts what it parts, and is no more a token.
                0 => query.push(1),
                _ => query.push(byte),
            }
        }
        query.push(b'"');
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;

    #[test]
    fn queries() {
        let analysis = Options::parse::<&str>(&[]).unwrap().open().unwrap();
        for (text, and, phrase) in [
            ("研究生命起源", r#""研究" AND "生命" AND "起源""#, r#""研究生命起源""#),
            ("生命，生命", r#""生命""#, r#""生命，生命""#),
            ("說\"hi\" AND", r#""說" AND "hi" AND "AND""#, r#""說""hi"" AND""#),
            ("，。", r#""，。""#, r#""，。""#),
            ("😀", r#""😀""#, r#""😀""#),
            ("生命\0起源", r#""生命" AND "起源""#, "\"生命\u{1}起源\""),
            ("", r#""""#, r#""""#),
            (" \u{3000}\n", r#""""#, r#""""#),
        ] {
            let made = |form| String::from_utf8(query(&analysis, text.as_bytes(), form)).unwrap();
            assert_eq!((&*made(Form::And), &*made(Form::Phrase)), (and, phrase), "{text:?}");
        }
        assert_eq!(query(&analysis, b"\xFF\x00\xE7\xA0", Form::And), b"\"\xFF\" AND \"\xE7\xA0\"");
    }
}

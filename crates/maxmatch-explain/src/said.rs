//! What dictionaries say of words.

use std::collections::HashMap;

use maxmatch::dict::{Finding, Place};
use maxmatch::{Error, Kind, Layered, Token};
use serde::Serialize;

use crate::bits::bits;

/// What a dictionary says of a word.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Said {
    /// The spelling that is there.
    pub(crate) spelling: String,
    /// The number among the layers; 0 for the dictionary.
    pub(crate) layer: usize,
    /// The dictionary, or file and line.
    pub(crate) place: String,
    pub(crate) frequency: Option<u64>,
    pub(crate) tag: Option<String>,
    /// What it costs, in bits.
    pub(crate) cost: f64,
    /// Whether the cost was set so that the word wins over its best split.
    pub(crate) is_set: bool,
}

impl Said {
    /// None if the word is forbidden.
    fn new(found: &Finding<'_>, layered: &Layered) -> Option<Said> {
        let layer = match &found.place {
            Place::Line { name, .. } => layered.layers().position(|user| user.name() == *name).map_or(0, |i| i + 1),
            _ => 0,
        };
        Some(Said {
            spelling: found.spelling.clone(),
            layer,
            place: found.place.to_string(),
            frequency: found.frequency,
            tag: found.tag.map(str::to_owned),
            cost: bits(found.cost?),
            is_set: found.frequency.is_none() && layer > 0,
        })
    }
}

/// Looks words up, each once: spellings are looked for in the whole dictionary.
pub(crate) struct Sayings<'s, 't> {
    layered: &'s Layered,
    known: HashMap<&'t str, Option<Said>>,
}

impl<'s, 't> Sayings<'s, 't> {
    pub(crate) fn new(layered: &'s Layered) -> Sayings<'s, 't> {
        Sayings { layered, known: HashMap::new() }
    }

    /// What is said of a token. None if it is no word.
    pub(crate) fn of(&mut self, token: &Token<'t>) -> Result<Option<Said>, Error> {
        if token.kind() != Kind::Word {
            return Ok(None);
        }
        if let Some(said) = self.known.get(token.text()) {
            return Ok(said.clone());
        }
        let said = self.layered.find(token.text())?.and_then(|found| Said::new(&found, self.layered));
        self.known.insert(token.text(), said.clone());
        Ok(said)
    }
}

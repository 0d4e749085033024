//! `SOURCE.toml`: where a list comes from, and the checksums of all that it is made of.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::list::List;

/// What the `SOURCE.toml` of a list that a recipe makes says, as far as it can be checked.
#[derive(Debug, Deserialize)]
pub(super) struct Source {
    #[serde(rename = "package")]
    pub(super) packages: Vec<Package>,
    /// The list that is taken whole.
    pub(super) list: Upstream,
    /// A list of which the pairs are taken that the witness has too.
    pub(super) pairs: Option<Upstream>,
    /// A list that gives no words.
    pub(super) witness: Upstream,
    pub(super) recipe: Recipe,
    pub(super) output: Output,
}

/// A published archive.
#[derive(Debug, Deserialize)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) file: String,
    #[serde(flatten)]
    pub(super) record: Record,
    /// How to get it, as words that can follow "to mend it:".
    pub(super) obtain: String,
    pub(super) licence: Licence,
}

/// The licence in an archive, and its copy beside the list.
#[derive(Debug, Deserialize)]
pub(super) struct Licence {
    pub(super) file: String,
    #[serde(flatten)]
    pub(super) member: Member,
}

/// A file in an archive.
#[derive(Debug, Deserialize)]
pub(super) struct Member {
    #[serde(rename = "member")]
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) record: Record,
}

/// A list in an archive.
#[derive(Debug, Deserialize)]
pub(super) struct Upstream {
    /// The package's name.
    pub(super) package: String,
    pub(super) member: String,
    #[serde(flatten)]
    pub(super) record: Record,
    words: usize,
}

#[derive(Debug, Deserialize)]
pub(super) struct Recipe {
    pub(super) theta: Theta,
}

/// The prune's thresholds, as [`maxmatch_dict::unigram::Unigram::keeps`] takes them.
#[derive(Debug, Deserialize)]
pub(super) struct Theta {
    /// Of words of two characters.
    pub(super) pairs: f64,
    /// Of longer words, and of counts, which the witness has too.
    pub(super) witnessed: f64,
    /// Of those that it does not have.
    pub(super) alone: f64,
}

/// The files that come out.
#[derive(Debug, Deserialize)]
pub(super) struct Output {
    kept: List,
    dropped: Option<List>,
    /// Whether they are part of the repository. Others are made where they are wanted.
    pub(super) committed: bool,
}

/// What is recorded of a file.
#[derive(Debug, Deserialize)]
pub(crate) struct Record {
    sha256: String,
}

impl Source {
    /// All lists that are read.
    pub(super) fn lists(&self) -> impl Iterator<Item = &Upstream> {
        [&self.list, &self.witness].into_iter().chain(&self.pairs)
    }
}

impl Output {
    /// What is kept, and what is dropped if that is recorded.
    pub(super) fn lists(&self) -> impl Iterator<Item = &List> {
        [&self.kept].into_iter().chain(&self.dropped)
    }
}

impl Upstream {
    pub(super) fn expect_words(&self, there: usize) -> Result<(), String> {
        let (name, recorded) = (&self.member, self.words);
        if there == recorded {
            return Ok(());
        }
        Err(format!("{name}: has {there} words, and SOURCE.toml says {recorded}"))
    }
}

impl Record {
    /// Compares; `name` is what messages call the file.
    pub(crate) fn check(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let sha256 = sha256(bytes);
        if sha256 == self.sha256 {
            return Ok(());
        }
        Err(format!("{name}: its sha256 is {sha256}, and SOURCE.toml says {}", self.sha256))
    }

    pub(super) fn is(&self, sha256: &str) -> bool {
        self.sha256 == sha256
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the `SOURCE.toml` in a folder says.
pub(crate) fn read<T: DeserializeOwned>(root: &Path, folder: &str) -> Result<T, String> {
    let name = format!("{folder}/SOURCE.toml");
    let bytes = super::read(root, &name)?;
    toml::from_slice(&bytes).map_err(|e| format!("{name}: {e}"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::Source;

    /// Lists `whole`, `pairs` and `witness` of one package, with so many words.
    pub(in super::super) fn source([whole, pairs, witness]: [usize; 3]) -> Source {
        let upstream =
            |name: &str, words| format!(r#"{{ package = "p", member = "{name}", sha256 = "", words = {words} }}"#);
        let text = format!(
            "package = []\nlist = {}\npairs = {}\nwitness = {}\n\
             recipe = {{ theta = {{ pairs = 0.0, witnessed = -3.0, alone = -8.0 }} }}\n\
             output = {{ committed = true, kept = {{ file = \"\", words = 0, sha256 = \"\", columns = [] }} }}",
            upstream("whole", whole),
            upstream("pairs", pairs),
            upstream("witness", witness),
        );
        toml::from_str(&text).unwrap()
    }
}

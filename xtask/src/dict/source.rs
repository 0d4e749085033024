//! `SOURCE.toml`: where a list comes from, and the checksums of all that it is made of.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::list::List;

/// What `dicts/zh/SOURCE.toml` says, as far as it can be checked.
#[derive(Debug, Deserialize)]
pub(super) struct Source {
    pub(super) package: Package,
    pub(super) list: Upstream,
    pub(super) licence: Licence,
    pub(super) recipe: Recipe,
    pub(super) output: List,
}

/// The archive that holds the list.
#[derive(Debug, Deserialize)]
pub(super) struct Package {
    #[serde(flatten)]
    pub(super) record: Record,
    /// How to get it, as words that can follow "to mend it:".
    pub(super) obtain: String,
}

/// The list in the archive.
#[derive(Debug, Deserialize)]
pub(super) struct Upstream {
    pub(super) member: String,
    pub(super) words: usize,
    #[serde(flatten)]
    pub(super) record: Record,
}

/// The licence in the archive, and its copy beside the list.
#[derive(Debug, Deserialize)]
pub(super) struct Licence {
    pub(super) member: String,
    pub(super) file: String,
    #[serde(flatten)]
    pub(super) record: Record,
}

#[derive(Debug, Deserialize)]
pub(super) struct Recipe {
    pub(super) theta: f64,
}

/// What is recorded of a file.
#[derive(Debug, Deserialize)]
pub(crate) struct Record {
    sha256: String,
}

impl Source {
    pub(super) fn read(root: &Path) -> Result<Source, String> {
        read(root, "dicts/zh")
    }
}

impl Record {
    /// Compares; `name` is what messages call the file.
    pub(crate) fn check(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let sha256: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if sha256 == self.sha256 {
            return Ok(());
        }
        Err(format!("{name}: its sha256 is {sha256}, and SOURCE.toml says {}", self.sha256))
    }
}

/// What the `SOURCE.toml` in a folder says.
pub(crate) fn read<T: DeserializeOwned>(root: &Path, folder: &str) -> Result<T, String> {
    let name = format!("{folder}/SOURCE.toml");
    let bytes = super::read(root, &name)?;
    toml::from_slice(&bytes).map_err(|e| format!("{name}: {e}"))
}

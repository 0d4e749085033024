//! What a dictionary says of itself: its name, version, licence and source.

use crate::error::{Error, ErrorKind};
use crate::lexicon::Quoted;

/// The metadata section: one `key TAB value` line each. None of it changes any answer, nor the fingerprint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: String,
    pub(crate) source: String,
}

impl Metadata {
    fn fields(&self) -> [(&'static str, &String); 4] {
        [("name", &self.name), ("version", &self.version), ("licence", &self.licence), ("source", &self.source)]
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let mut text = String::new();
        for (key, value) in self.fields() {
            if value.contains(['\n', '\r', '\t']) {
                return Err(Error::new(
                    ErrorKind::Entry,
                    format!("the dictionary's {key} holds a tab or line end: {}; write it on one line", Quoted(value)),
                ));
            }
            text.push_str(&format!("{key}\t{value}\n"));
        }
        Ok(text.into_bytes())
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Metadata, Error> {
        let text = std::str::from_utf8(bytes).map_err(|_| Error::corrupt("metadata", "is not UTF-8"))?;
        let mut metadata = Metadata::default();
        for (key, value) in text.lines().filter_map(|line| line.split_once('\t')) {
            match key {
                "name" => metadata.name = value.to_owned(),
                "version" => metadata.version = value.to_owned(),
                "licence" => metadata.licence = value.to_owned(),
                "source" => metadata.source = value.to_owned(),
                // Keys of later releases inform, and change nothing.
                _ => {}
            }
        }
        Ok(metadata)
    }
}

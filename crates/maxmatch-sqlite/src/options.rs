//! The options behind `tokenize =`: read, checked against the fingerprint, and written.

use std::fmt::Write;
use std::fs;

use maxmatch::{Dictionary, Mode, Segmenter, UserDictionary};

use crate::analysis::Analysis;

/// What the options say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    dictionary: Option<String>,
    users: Vec<String>,
    fingerprint: Option<String>,
    pub(crate) punctuation: bool,
    pub(crate) words: bool,
}

impl Options {
    /// Reads names and values, in turns.
    pub(crate) fn parse<S: AsRef<str>>(arguments: &[S]) -> Result<Options, String> {
        let mut options =
            Options { dictionary: None, users: Vec::new(), fingerprint: None, punctuation: true, words: false };
        let mut seen = Vec::new();
        for pair in arguments.chunks(2) {
            let name = pair[0].as_ref();
            let Some(value) = pair.get(1).map(AsRef::as_ref) else {
                return Err(format!("option {name:?} has no value"));
            };
            if name != "user" && seen.contains(&name) {
                return Err(format!("option {name:?} is given twice"));
            }
            seen.push(name);
            match name {
                "dictionary" => options.dictionary = Some(value.to_owned()),
                "user" => options.users.push(value.to_owned()),
                "fingerprint" => options.fingerprint = Some(value.to_owned()),
                "punctuation" => options.punctuation = switch(name, value)?,
                "words" => options.words = switch(name, value)?,
                _ => {
                    let names = "dictionary, user, fingerprint, punctuation and words";
                    return Err(format!("unknown option {name:?}; there are {names}"));
                }
            }
        }
        Ok(options)
    }

    /// Opens the dictionaries, and refuses others than those of the fingerprint.
    pub(crate) fn open(self) -> Result<Analysis, String> {
        let dictionary = match &self.dictionary {
            Some(path) => Dictionary::open(path).map_err(|e| e.to_string())?,
            // Not `maxmatch_zh::dictionary`, which panics on a big-endian machine.
            None => Dictionary::from_static(maxmatch_zh::bytes()).map_err(|e| e.to_string())?,
        };
        let mut builder = Segmenter::builder(&dictionary);
        builder.mode(Mode::Index);
        for path in &self.users {
            let bytes = fs::read(path).map_err(|e| format!("{path}: can't read the user dictionary: {e}"))?;
            builder.layer(&UserDictionary::read(path, &bytes).map_err(|e| e.to_string())?);
        }
        let segmenter = builder.build().map_err(|e| e.to_string())?;
        let fingerprint = segmenter.fingerprint().to_string();
        if let Some(expected) = self.fingerprint.as_ref().filter(|&expected| *expected != fingerprint) {
            let from = self.dictionary.as_deref().unwrap_or("the embedded dictionary");
            let info = segmenter.dictionary().info();
            return Err(format!(
                "the table was built with the analysis {expected}, and {from} ({:?}, version {:?}; user \
                 dictionaries: {}) gives {fingerprint}; restore the dictionaries that it was built with, or build it anew with \
                 the options that maxmatch_options() gives",
                info.name,
                info.version,
                self.users.len(),
            ));
        }
        Ok(Analysis::new(segmenter, self))
    }

    /// What stands after `tokenize =`, with a fingerprint. Defaults are left out.
    pub(crate) fn to_tokenize(&self, fingerprint: &str) -> String {
        let mut text = String::from("maxmatch");
        let mut add = |name, value: &str| write!(text, " {name} '{}'", value.replace('\'', "''")).unwrap_or(());
        self.dictionary.iter().for_each(|path| add("dictionary", path));
        self.users.iter().for_each(|path| add("user", path));
        if !self.punctuation {
            add("punctuation", "off");
        }
        if self.words {
            add("words", "on");
        }
        add("fingerprint", fingerprint);
        text
    }
}

fn switch(name: &str, value: &str) -> Result<bool, String> {
    match value {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(format!("option {name:?} is on or off, not {value:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let pairs = ["user", "it's", "dictionary", "a b", "user", "", "words", "on", "punctuation", "off"];
        let options = Options::parse(&pairs).unwrap();
        let text = options.to_tokenize("12");
        let expected = "maxmatch dictionary 'a b' user 'it''s' user '' punctuation 'off' words 'on' fingerprint '12'";
        assert_eq!(text, expected);
        assert_eq!(Options::parse::<&str>(&[]).unwrap().to_tokenize("12"), "maxmatch fingerprint '12'");
    }

    #[test]
    fn errors() {
        for (arguments, expected) in [
            (&["dict", "x"][..], "unknown option \"dict\"; there are dictionary, user, "),
            (&["user", "x", "words"], "option \"words\" has no value"),
            (&["words", "yes"], "option \"words\" is on or off, not \"yes\""),
            (&["punctuation", ""], "option \"punctuation\" is on or off, not \"\""),
            (&["dictionary", "x", "dictionary", "x"], "option \"dictionary\" is given twice"),
        ] {
            let error = Options::parse(arguments).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}

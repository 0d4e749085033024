//! Word lists: read into a dictionary, and written.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use maxmatch::{Dictionary, ErrorKind};
use maxmatch_dict::lexicon::{Format, Lexicon};
use maxmatch_dict::{Builder, replace_file};

use crate::args::Engine;
use crate::failure::Failure;
use crate::file;
use crate::message::{say, warn};

/// Adds the words of the lists, and says what may be wrong with them.
pub(super) fn add(builder: &mut Builder, lists: &[PathBuf], from: Option<Format>) -> Result<(), Failure> {
    for path in lists {
        add_one(builder, &file::name(path), &file::bytes(path)?, from)?;
    }
    warn(builder.warnings());
    Ok(())
}

fn add_one(builder: &mut Builder, name: &str, bytes: &[u8], from: Option<Format>) -> Result<(), Failure> {
    let list = Lexicon::read(name, bytes, from)?;
    if let Some(doubt) = list.doubt() {
        say(format_args!("warning: {doubt}"));
    }
    builder.add_lexicon(&list)?;
    Ok(())
}

/// The dictionary in a file; any other file is a list, and its words are the dictionary.
pub(super) fn open(path: &Path, from: Option<Format>) -> Result<Dictionary, Failure> {
    let (name, bytes) = (file::name(path), file::bytes(path)?);
    match Dictionary::from_bytes(&bytes) {
        Err(error) if error.kind() == ErrorKind::NotADictionary => {
            let mut builder = Dictionary::builder();
            add_one(builder.name(&name), &name, &bytes, from)?;
            warn(builder.warnings());
            Ok(builder.build()?)
        }
        result => result.map_err(|error| Failure::new(format!("{name}: {error}"))),
    }
}

/// The lists as a dictionary; where there are none, the one that the command uses.
pub(super) fn dictionary(engine: &Engine, lists: &[PathBuf], from: Option<Format>) -> Result<Dictionary, Failure> {
    if lists.is_empty() {
        return Ok(engine.dictionary()?);
    }
    let mut builder = Dictionary::builder();
    add(&mut builder, lists, from)?;
    Ok(builder.build()?)
}

/// A list in the making: word, tab, frequency, tab, tag.
#[derive(Debug, Default)]
pub(super) struct Tsv(String);

impl Tsv {
    /// Adds a line. Words that the format can't hold are an error.
    pub(super) fn add(&mut self, word: &str, frequency: u32, tag: Option<&str>) -> Result<(), Failure> {
        Ok(Format::Tsv.write(word, frequency, tag, &mut self.0)?)
    }

    /// Writes the list: to a file that takes the place of what was there, or for `-` to standard output.
    pub(super) fn write(&self, target: &Path) -> Result<(), Failure> {
        match target.as_os_str() == "-" {
            true => Ok(io::stdout().lock().write_all(self.0.as_bytes())?),
            false => Ok(replace_file(target, self.0.as_bytes())?),
        }
    }
}

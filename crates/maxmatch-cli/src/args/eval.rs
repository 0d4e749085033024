//! The command line of `seg eval`.

use std::ffi::OsString;
use std::path::{Path, PathBuf, is_separator};

use clap::{Args, ValueHint};

use crate::file;

/// What is compared.
#[derive(Debug, Args)]
pub(crate) struct EvalOptions {
    /// The gold standard: one sentence a line, words parted by white space
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,
    /// The words that count as in the vocabulary: one a line, what follows a tab not read
    #[arg(long, value_name = "FILE")]
    pub(crate) vocab: Option<PathBuf>,
    /// The segmentations: PATH or NAME=PATH; none, or `-`, for standard input
    ///
    /// Without a name it is called by its path. A path that has a = itself needs a name, or a / before the =: ./a=b.txt
    #[arg(value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) outputs: Vec<Output>,
    /// Show the N most frequent confusions of each output, with places where they stand
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) confusions: usize,
    /// How often lines are drawn for the intervals; 0 for no intervals
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = resamples)]
    pub(crate) resamples: u32,
    /// Where the drawing begins: the same seed gives the same intervals on every machine
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Draw the F1 of all outputs with their intervals into a file
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Write one line of JSON: an object, for several outputs an array of them
    #[arg(long)]
    pub(crate) json: bool,
}

/// A segmentation, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
}

impl From<&Path> for Output {
    fn from(path: &Path) -> Output {
        Output { name: file::name(path), path: path.to_owned() }
    }
}

impl From<OsString> for Output {
    fn from(word: OsString) -> Output {
        match word.to_str().and_then(|word| word.split_once('=')) {
            Some((name, path)) if !name.is_empty() && !name.contains(is_separator) && !path.is_empty() => {
                Output { name: name.to_owned(), path: path.into() }
            }
            _ => Path::new(&word).into(),
        }
    }
}

/// An interval of 95 % leaves one resample in forty out at either end.
fn resamples(word: &str) -> Result<u32, String> {
    match word.parse::<u32>() {
        Ok(resamples) if resamples == 0 || resamples >= 40 => Ok(resamples),
        Ok(_) => Err("an interval of 95 % takes at least 40; 0 shows none".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{OsString, Output};

    #[test]
    fn names() {
        for (word, name, path) in [
            ("out.txt", "out.txt", "out.txt"),
            ("our own=a=b.txt", "our own", "a=b.txt"),
            ("./a=b.txt", "./a=b.txt", "./a=b.txt"),
            ("=b.txt", "=b.txt", "=b.txt"),
            ("a=", "a=", "a="),
            ("-", "standard input", "-"),
            ("ours=-", "ours", "-"),
        ] {
            assert_eq!(Output::from(OsString::from(word)), Output { name: name.to_owned(), path: path.into() });
        }
    }
}

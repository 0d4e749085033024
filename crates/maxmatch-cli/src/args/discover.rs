//! The command line of `seg discover`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::dict::finite;
use crate::encoding::Choice;

/// What is said behind the options.
pub(super) const HELP: &str = "\
Cohesion is the least of log2 p(xy) / (p(x) p(y)) over all ways to part the string in two; freedom is the entropy of what stands \
before it or behind it, whichever is less, in bits. The gain is how many bits cheaper the dictionary's own statistics make \
the string as one unknown word than as several known ones, and it is what keeps out phrases of common words. The best \
come first, by cohesion times freedom times the logarithm of the count.

What is found depends on the texts, the dictionary and these options alone; --mode does not count. What does not fit into --memory is sorted in temporary files \
(TMPDIR says where): some four bytes for each byte of text, for a while up to twice as many. The texts are read twice.

Examples:
  seg discover corpus.txt > new.txt; seg -u new.txt < corpus.txt
  seg discover --top 200 --format tsv *.txt
  seg discover -u new.txt --min-gain -25 corpus.txt   what is left, compounds of known words too
  zcat *.gz | seg discover --memory 4G -";

/// What is looked for, and where.
#[derive(Debug, Args)]
pub(crate) struct DiscoverOptions {
    /// The texts, `-` for standard input
    #[arg(required = true, value_name = "TEXT")]
    pub(crate) texts: Vec<PathBuf>,
    /// How often a word must occur [default: once in a million characters, and 5 times]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) min_count: Option<u64>,
    /// How much more often than by chance its parts must stand together, in bits
    #[arg(long, value_name = "BITS", default_value_t = 4.0, allow_negative_numbers = true, value_parser = finite)]
    pub(crate) min_cohesion: f64,
    /// How different its neighbours must be, on either side, in bits
    #[arg(long, value_name = "BITS", default_value_t = 1.5, allow_negative_numbers = true, value_parser = finite)]
    pub(crate) min_freedom: f64,
    /// How much cheaper it must be as one unknown word than as several known ones, in bits
    #[arg(long, value_name = "BITS", default_value_t = -2.0, allow_negative_numbers = true, value_parser = finite)]
    pub(crate) min_gain: f64,
    /// How many characters it can have, up to 6
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u8).range(2..=6))]
    pub(crate) max_length: u8,
    /// Write only so many words, the best
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    /// How words are written
    #[arg(long, default_value = "user")]
    pub(crate) format: Found,
    /// In what encoding the texts are: auto, none, or a WHATWG label such as gb18030, big5 or utf-16le
    ///
    /// What can't be decoded is no part of a word.
    #[arg(short = 'E', long, value_name = "ENCODING", default_value = "utf-8", value_parser = str::parse::<Choice>)]
    pub(crate) encoding: Choice,
    /// How much memory is used for counting, in bytes, or with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "512M", value_parser = size)]
    pub(crate) memory: usize,
    /// Show no progress bar
    #[arg(long)]
    pub(crate) no_progress: bool,
}

/// How new words are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Found {
    /// Lines of a user dictionary, word and count, each after a comment with the measures and an example
    User,
    /// Word, count, cohesion, freedom on the left and on the right, gain, example
    Tsv,
    /// The same as an object a line
    Jsonl,
}

/// Bytes, or with a letter behind the number, units of 1024, 1024² or 1024³ of them.
fn size(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "" => Some(1),
        "K" | "k" => Some(1 << 10),
        "M" | "m" => Some(1 << 20),
        "G" | "g" => Some(1 << 30),
        _ => None,
    };
    let bytes = digits.parse().ok().zip(unit).and_then(|(number, unit): (usize, usize)| number.checked_mul(unit));
    bytes.ok_or_else(|| "it must be a number of bytes, or one of K, M or G, as in 512M".to_owned())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes() {
        for (text, expected) in [("0", Some(0)), ("4096", Some(4096)), ("3K", Some(3072)), ("512M", Some(1 << 29))] {
            assert_eq!(size(text).ok(), expected, "{text}");
        }
        for text in ["", "M", "-1", "1.5G", "1T", "1MB", "99999999999999999999", "99999999999G"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}

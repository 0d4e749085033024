//! The command line of `seg explain`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// What is said behind the options.
pub(super) const HELP: &str = "\
An edit is the line of a user dictionary that changes the least else: a wanted token as a new word, a frequency changed at most \
tenfold, a forbidden word or a forced cut, and only then others. It was tried: with it in a user dictionary the text is cut as shown.

Examples:
  seg explain 研究生命起源                            in the terminal
  seg explain --mode forward 研究生命起源             another mode
  seg explain 研究生命起源 --want '研究生 命'         what must be written down to have it so
  seg explain 结婚的和尚未结婚的 --html why.html      a page to look at and to send, which needs no network
  seg explain 结婚的和尚未结婚的 --svg why.svg        its picture alone";

/// What is explained, and how.
#[derive(Debug, Args)]
pub(crate) struct ExplainOptions {
    /// The text
    pub(crate) text: String,
    /// The tokens, parted by spaces, that the text or a part of it ought to have: shows the smallest edit that gives them
    #[arg(long, value_name = "TOKENS")]
    pub(crate) want: Option<String>,
    /// How it is written to standard output
    #[arg(long, default_value = "text")]
    pub(crate) format: ExplainFormat,
    /// Write a page with the picture into a file, too
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Write the picture alone into a file, too
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
}

/// How an explanation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For a terminal
    Text,
    /// One object, in a line
    Json,
    /// One page that needs nothing else
    Html,
    /// The picture alone
    Svg,
}

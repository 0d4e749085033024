//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use maxmatch::{Dictionary, Mode, Principles, Rules, Segmenter};
use maxmatch_dict::View;
use maxmatch_dict::lexicon::Format as ListFormat;

use crate::failure::Failure;
use crate::format::Format;

/// Segments Chinese text into words, by maximum matching over a dictionary.
#[derive(Debug, Parser)]
#[command(name = "seg", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) engine: Engine,
    #[command(flatten)]
    pub(crate) segment: SegmentOptions,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// How text is segmented.
#[derive(Debug, Args)]
pub(crate) struct Engine {
    /// How words are chosen: forward (fmm), backward (bmm) or bidir (bimm)
    #[arg(long, global = true, default_value = "bidir")]
    pub(crate) mode: Mode,
    /// The dictionary file, as `seg dict build` makes it [default: the embedded one]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) dict: Option<PathBuf>,
    /// Read the dictionary file into memory instead of mapping it
    #[arg(long, global = true)]
    pub(crate) no_mmap: bool,
    /// What units text is cut into first; `none` makes every character one and folds nothing
    #[arg(long, global = true, default_value = "standard")]
    pub(crate) rules: RuleSet,
    /// What decides between the passes of bidir, in order
    #[arg(long, global = true, value_name = "LIST", default_value = "words,oov,singles")]
    pub(crate) principles: Principles,
}

/// Sets of rules.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum RuleSet {
    /// Words of UAX #29 outside Han text, numbers, Chinese numerals.
    Standard,
    /// Every cluster by itself.
    None,
}

impl Engine {
    pub(crate) fn segmenter(&self) -> Result<Segmenter, Failure> {
        let dictionary = match &self.dict {
            None => maxmatch_zh::dictionary(),
            Some(path) if self.no_mmap => Dictionary::open(path)?,
            // SAFETY: what the command can't see to, its manual asks for: that nobody rewrites the file in place
            // meanwhile. Our own tools replace dictionaries by renaming.
            Some(path) => unsafe { Dictionary::mmap(path) }?,
        };
        let rules = match self.rules {
            RuleSet::Standard => Rules::standard(),
            RuleSet::None => Rules::none(),
        };
        let mut builder = Segmenter::builder(&dictionary);
        Ok(builder.mode(self.mode).rules(rules).principles(self.principles.clone()).build()?)
    }
}

/// What is segmented, and how the tokens are written.
#[derive(Debug, Args)]
pub(crate) struct SegmentOptions {
    /// Files to segment; none, or `-`, for standard input
    pub(crate) files: Vec<PathBuf>,
    /// What is written between words in the text format
    #[arg(long, value_name = "STRING", default_value = " ")]
    pub(crate) separator: String,
    /// How tokens are written
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
    /// Threads; 0 for one per processor
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
    /// Stop at bytes that are not UTF-8 instead of passing them through
    #[arg(long)]
    pub(crate) strict: bool,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say why a text is cut as it is
    Explain {
        /// The text
        text: String,
    },
    /// Build dictionaries and look into them
    Dict {
        #[command(subcommand)]
        command: DictCommand,
    },
    /// Compare a segmentation with a gold standard: precision, recall, F1, OOV and IV recall
    Eval(EvalOptions),
    /// Write a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write the manual page
    Man,
}

/// What is compared.
#[derive(Debug, Args)]
pub(crate) struct EvalOptions {
    /// The gold standard: one sentence a line, words parted by white space
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,
    /// The words that count as in the vocabulary: one a line, what follows a tab not read
    #[arg(long, value_name = "FILE")]
    pub(crate) vocab: Option<PathBuf>,
    /// The segmentation [default: standard input]
    pub(crate) output: Option<PathBuf>,
    /// Write one line of JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is done with a dictionary.
#[derive(Debug, Subcommand)]
pub(crate) enum DictCommand {
    /// Compile word lists into a dictionary file
    Build {
        /// The word lists; of a word in several the last entry counts
        #[arg(required = true)]
        lists: Vec<PathBuf>,
        /// The dictionary file to write
        #[arg(short, long)]
        output: PathBuf,
        /// The lists' format: jieba, tsv or plain [default: by their first 100 lines]
        #[arg(long)]
        from: Option<ListFormat>,
        /// What matching looks through: any of width,case, or none
        #[arg(long, value_name = "VIEWS", default_value = "width,case")]
        fold: String,
        /// The dictionary's name [default: that of the first list]
        #[arg(long)]
        name: Option<String>,
        /// The licence of the words
        #[arg(long, default_value = "")]
        licence: String,
    },
    /// Show what a dictionary says of itself
    Info {
        /// The dictionary file [default: the embedded one]
        dict: Option<PathBuf>,
    },
    /// Look words up; exit code 1 if one is missing
    Get {
        /// The words
        #[arg(required = true)]
        words: Vec<String>,
        /// The dictionary file [default: the embedded one]
        #[arg(long = "in", value_name = "FILE")]
        dict: Option<PathBuf>,
    },
    /// Find words that begin with a text, or are near it
    Find {
        /// The text
        text: String,
        /// Find the words within this many edits instead
        #[arg(long, value_name = "N")]
        within: Option<u32>,
        /// The dictionary file [default: the embedded one]
        #[arg(long = "in", value_name = "FILE")]
        dict: Option<PathBuf>,
    },
    /// Check a dictionary file through and through
    Verify {
        /// The dictionary file
        dict: PathBuf,
    },
}

/// Reads a list of views.
pub(crate) fn views(list: &str) -> Result<Vec<View>, Failure> {
    let names = list.split(',').filter(|_| list != "none");
    names.map(|name| name.trim().parse().map_err(|e: maxmatch::Error| Failure::new(format!("--fold: {e}")))).collect()
}

//! The command line of `seg dict`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand, ValueEnum};
use maxmatch_dict::lexicon::Format as ListFormat;
use maxmatch_dict::lint::Reading;
use maxmatch_dict::{ParseViewError, View};

use super::named::Named;

/// What is done with a dictionary: the embedded one, or the one given with `--dict`.
#[derive(Debug, Subcommand)]
pub(crate) enum DictCommand {
    /// Compile word lists into a dictionary file
    ///
    /// The file is written beside the target and then renamed: whoever uses the old one keeps it. No list can be the
    /// target.
    #[command(after_long_help = "\
Word lists are UTF-8, with or without BOM, an entry a line:
  jieba   word, space, frequency, and perhaps space, tag
  tsv     word, and perhaps tab, frequency, and tab, tag
  plain   the word: no character is special

Examples:
  seg dict build words.txt -o my.dict
  seg dict build --from jieba --name big --licence MIT dict.txt.big more.txt -o big.dict
  cut -f 1 table.tsv | seg dict build --from plain - -o table.dict")]
    Build(BuildOptions),
    /// Show what the dictionary says of itself, and the fingerprint of an analysis with it
    Info,
    /// Look words up: word, frequency, tag; exit code 1 if one is missing
    ///
    /// A word that is there only in other spellings is answered with these: 发展 for 發展, if the dictionary folds so.
    Get {
        /// The words
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
    },
    /// Find words that begin with a text, or are near it; exit code 1 if there are none
    Find {
        /// The text
        text: String,
        /// Find the words within this many edits instead
        #[arg(long, value_name = "N")]
        within: Option<u32>,
    },
    /// Check what user dictionaries expect of themselves; exit code 1 if it is not met
    ///
    /// Lays the files on the dictionary, after those given with -u, and segments the texts of their lines `# expect: …`.
    #[command(after_long_help = "\
A user dictionary, an entry a line, in UTF-8:
  云计算               a word, as in jieba's files: perhaps with a frequency, a tag, or both
  \"new york\" 5 ns     quoted, if it has spaces or would be read as something else
  !研究生              forbids a word, be it in the dictionary or in a file below
  测|试                forces a cut wherever 测试 stands
  测+试                forces a join: 测试 is never cut
  # expect: 研究 生命  what 研究生命 must give
  # …                  a comment; white space follows the #

Examples:
  seg dict test my.txt
  seg dict test --mode forward -u base.txt my.txt")]
    Test {
        /// The user dictionaries
        files: Vec<PathBuf>,
    },
    /// Write a list without the words that it says itself are better read as several
    ///
    /// The words are taken as a unigram model, p(word) = (frequency + 1) / (N + V), with N the sum of the frequencies and
    /// V the number of words. A word goes if ln p(word) + THETA is below the sum of ln p over its best split into words of
    /// the list. Nothing else is needed, no labelled text and no corpus, and maximum matching comes near to the most
    /// probable path.
    #[command(after_long_help = "\
Examples:
  seg dict prune words.txt -o pruned.tsv
  seg dict prune --theta 0 --dropped dropped.tsv words.txt -o pruned.tsv
  seg dict prune --dict my.dict -o - | seg dict build - -o pruned.dict")]
    Prune(PruneOptions),
    /// Estimate frequencies for a list from text that nobody has segmented
    ///
    /// The text is segmented in all ways at once, each weighted by its probability under the frequencies so far, and the
    /// words in that are counted; then again with these counts, until the text hardly becomes more probable (expectation
    /// maximisation for a unigram model). Frequencies that the list has are only where it begins. The same lists and texts
    /// give the same frequencies, whatever the number of processors.
    #[command(after_long_help = "\
Examples:
  seg dict fit words.txt --text corpus.txt -o words.tsv
  zcat *.gz | seg dict fit words.txt --text - -o words.tsv
  seg dict build words.tsv -o my.dict")]
    Fit(FitOptions),
    /// Find what is wrong with word lists and user dictionaries; exit code 1 if there is something
    ///
    /// Each finding has the line, a name that stays the same, a reason, and a mend. Errors can't be built or do nothing,
    /// warnings work and may not be meant. The exit code is 2 if a list can't be opened.
    #[command(after_long_help = "\
What is found:
  encoding, bom, crlf, cr                      what is not UTF-8, byte order marks, line ends
  empty, format                                no words; lines that look like another format
  frequency, no-word, control, space, shape    lines that can't be read
  too-long                                     words that no dictionary can hold
  comment, tag                                 # without a space, or in a list; tags that nobody knows
  duplicate, folded                            words that come again, or count as the same once folded
  never, invisible                             words that can't match; characters that can't be seen
  outlier, shadow                              frequencies far above all others; words much less probable than their parts
  conflict                                     a word that is forbidden, a cut where another line joins

Examples:
  seg dict lint words.txt
  seg dict lint --from user my.txt
  seg dict lint --format jsonl *.txt
  seg dict lint --fix words.txt -o mended.txt")]
    Lint(LintOptions),
    /// Check the dictionary through and through; exit code 1 if it is damaged
    Verify,
}

/// What a dictionary is made of.
#[derive(Debug, Args)]
pub(crate) struct BuildOptions {
    /// The word lists, `-` for standard input; of a word in several the last entry counts
    #[arg(required = true, value_name = "LEXICON")]
    pub(crate) lists: Vec<PathBuf>,
    /// The dictionary file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The lists' format [default: by their first 100 lines]
    #[arg(long, value_name = "FORMAT",
        value_parser = Named::<ListFormat>::new(ListFormat::ALL.iter().map(|format| format.name())))]
    pub(crate) from: Option<ListFormat>,
    /// What matching looks through: any of the views, with commas, or all, or none
    #[arg(long, value_name = "VIEWS", default_value = "all",
        value_parser = Named::<Views>::new(View::ALL.map(View::name).into_iter().chain(["all", "none"])))]
    pub(crate) fold: Views,
    /// The dictionary's name [default: that of the file]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Where the words are from
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) source: String,
    /// The version of the words, as their makers count
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) list_version: String,
    /// The licence of the words
    #[arg(long, default_value = "")]
    pub(crate) licence: String,
}

/// What is pruned.
#[derive(Debug, Args)]
pub(crate) struct PruneOptions {
    /// The word lists, `-` for standard input; none for the dictionary itself
    #[arg(value_name = "LEXICON")]
    pub(crate) lists: Vec<PathBuf>,
    /// The list to write, tab-separated and in order; `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Write the dropped words too, each with its better split
    #[arg(long, value_name = "FILE")]
    pub(crate) dropped: Option<PathBuf>,
    /// The lists' format [default: by their first 100 lines]
    #[arg(long, value_name = "FORMAT",
        value_parser = Named::<ListFormat>::new(ListFormat::ALL.iter().map(|format| format.name())))]
    pub(crate) from: Option<ListFormat>,
    /// 0 drops words less probable than their best split, -1 all that are not e times as probable
    #[arg(long, value_name = "THETA", default_value_t = -1.0, allow_negative_numbers = true)]
    pub(crate) theta: f64,
}

/// What is fitted.
#[derive(Debug, Args)]
pub(crate) struct FitOptions {
    /// The word lists, `-` for standard input; none for the dictionary itself
    #[arg(value_name = "LEXICON")]
    pub(crate) lists: Vec<PathBuf>,
    /// The text, one file or several; `-` for standard input
    #[arg(long = "text", required = true, value_name = "TEXT", num_args = 1..)]
    pub(crate) texts: Vec<PathBuf>,
    /// The list to write, tab-separated and in order; `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The lists' format [default: by their first 100 lines]
    #[arg(long, value_name = "FORMAT",
        value_parser = Named::<ListFormat>::new(ListFormat::ALL.iter().map(|format| format.name())))]
    pub(crate) from: Option<ListFormat>,
    /// The most iterations; a few are enough as a rule
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) iterations: u32,
}

/// What is looked at.
#[derive(Debug, Args)]
pub(crate) struct LintOptions {
    /// The word lists, `-` for standard input
    #[arg(required = true, value_name = "LEXICON")]
    pub(crate) lists: Vec<PathBuf>,
    /// The lists' format [default: tsv or jieba if their first 100 lines all are, else user]
    #[arg(long, value_name = "FORMAT", value_parser = Named::<Reading>::new(Reading::NAMES))]
    pub(crate) from: Option<Reading>,
    /// What matching looks through: any of the views, with commas, or none
    #[arg(long, value_name = "VIEWS", default_value = "width,case",
        value_parser = Named::<Views>::new(View::ALL.map(View::name).into_iter().chain(["none"])))]
    pub(crate) fold: Views,
    /// How findings are written
    #[arg(long, default_value = "text")]
    pub(crate) format: LintFormat,
    /// Write a mended list: line ends and byte order marks, repeated words, spaces around words of a tsv list
    #[arg(long, requires = "output")]
    pub(crate) fix: bool,
    /// The list that --fix writes
    #[arg(short, long, value_name = "NEW", requires = "fix")]
    pub(crate) output: Option<PathBuf>,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LintFormat {
    /// File, line, severity, name, reason and mend, a line each
    Text,
    /// The same as an object a line
    Jsonl,
}

/// A list of views.
#[derive(Debug, Clone)]
pub(crate) struct Views(pub(crate) Vec<View>);

impl FromStr for Views {
    type Err = ParseViewError;

    fn from_str(list: &str) -> Result<Views, ParseViewError> {
        match list {
            "all" => Ok(Views(View::ALL.to_vec())),
            "none" => Ok(Views(Vec::new())),
            _ => list.split(',').map(|name| name.trim().parse()).collect::<Result<_, _>>().map(Views),
        }
    }
}

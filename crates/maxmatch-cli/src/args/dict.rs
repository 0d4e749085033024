//! The command line of `seg dict`.

use std::num::ParseFloatError;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand, ValueEnum};
use maxmatch_dict::lexicon::Format as ListFormat;
use maxmatch_dict::lint::Reading;
use maxmatch_dict::{OnConflict, ParseViewError, Terms, View};

use super::named::Named;
use crate::encoding::Choice;

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
    /// A word that is there only in other spellings is answered with these: 发展 for 發展, if the dictionary folds so. With user
    /// dictionaries two more columns say what the word costs, and where that is said.
    Get {
        /// The words
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
    },
    /// Find words that begin with a text, are near it, or match a pattern; exit code 1 if there are none
    #[command(after_long_help = "\
In a pattern ? stands for one character, * for any number of them, [天-女子] for one of a set, [!天-女子] for one outside it; \
after \\ a character stands for itself. The whole word must match.

Examples:
  seg dict find 北京                  the words that begin with it
  seg dict find 研究员 --within 1     those that differ by one character
  seg dict find --pattern '?国人'     three characters, the last two of which are 国人
  seg dict find --pattern '*[率度]' --limit 20")]
    Find(FindOptions),
    /// Write all words as text, in order and in their original spellings
    ///
    /// What `seg dict build` makes of tsv and jieba is the same dictionary again, by its fingerprint, if it folds alike. A bigram
    /// model, as `seg train` counts it, is in no list.
    #[command(after_long_help = "\
Examples:
  seg dict export > words.tsv                              the embedded dictionary
  seg dict export --dict my.dict --format jieba > words.txt
  seg dict export --format plain | grep 国                 through any other tool")]
    Export {
        /// How words are written
        ///
        /// tsv and jieba hold frequency and tag, plain the word alone. It is an error if a format can't hold a word: jieba's
        /// tags are ASCII letters, digits, _ and -. jieba itself reads words with spaces in user dictionaries only.
        #[arg(long, value_name = "FORMAT", default_value = "tsv",
            value_parser = Named::<ListFormat>::new(ListFormat::ALL.iter().map(|format| format.name())))]
        format: ListFormat,
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
  forbidden                                    a frequency or a tag behind a forbidden word
  duplicate, folded                            words that come again, or count as the same once folded
  never, invisible                             words that can't match; characters that can't be seen
  outlier, shadow                              frequencies far above all others; words much less probable than their parts
  conflict                                     a word that is forbidden, a cut where another line joins

Examples:
  seg dict lint words.txt
  seg dict lint -u my.txt
  seg dict lint --format jsonl *.txt
  seg dict lint --fix words.txt -o mended.txt
  seg dict lint -E gb18030 --fix old.txt -o mended.txt")]
    Lint(LintOptions),
    /// Merge dictionaries and word lists into a dictionary file
    ///
    /// What an input leaves open (a frequency of 0, no tag) contradicts nothing. Unless they are given, the result has the
    /// licences and sources of the inputs together. It is written beside the target and then renamed; no input can be the
    /// target.
    #[command(after_long_help = "\
Examples:
  seg dict merge big.dict my-words.txt -o my.dict
  seg dict merge --on-conflict sum part1.tsv part2.tsv -o counts.dict
  seg dict merge --base my-words.txt -o my.dict            the embedded dictionary and more
  seg dict merge --base --dict big.dict more.txt -o more.dict")]
    Merge(MergeOptions),
    /// Compare two dictionaries, or what they make of a text; exit code 1 if they differ
    ///
    /// Writes a line for each word that was removed (-) or added (+), and both where frequency or tag changed. With --corpus it
    /// writes the lines of a text that are cut otherwise now, those to be indexed again: mark, line number, and the tokens
    /// parted by slashes. --mode, --rules and --principles count.
    #[command(after_long_help = "\
A text is read once, on all processors; memory grows with its longest line, not with its length.

Examples:
  seg dict diff old.dict new.dict
  seg dict diff old.dict new-words.txt --summary
  seg dict export | seg dict diff - new.dict               the embedded dictionary and another
  seg dict diff old.dict new.dict --corpus text.txt --lines > reindex.txt
  seg dict diff /dev/null my.txt --layers --corpus text.txt    what a user dictionary changes")]
    Diff(DiffOptions),
    /// Count the words by length, frequency and tag, and with a text, what they cover of it
    #[command(after_long_help = "\
Memory grows with the number of different words and unknown strings in the text and with its longest line, not with its \
length.

Examples:
  seg dict stats
  seg dict stats text.txt --top 50 --dict my.dict")]
    Stats(StatsOptions),
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
    #[command(flatten)]
    pub(crate) read: Lists,
    /// What is added to costs in lattice, in bits: for unknown words, for words of 1, 2, … 7 characters and of 8 and more
    ///
    /// unknown=-1,4=2 makes unknown words a bit cheaper and words of four characters two bits dearer; or none.
    #[arg(long, value_name = "LIST", default_value = "none", allow_hyphen_values = true)]
    pub(crate) terms: Terms,
    #[command(flatten)]
    pub(crate) about: About,
}

/// How word lists are read.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Lists {
    /// The lists' format [default: by their first 100 lines]
    #[arg(long, value_name = "FORMAT",
        value_parser = Named::<ListFormat>::new(ListFormat::ALL.iter().map(|format| format.name())))]
    pub(crate) from: Option<ListFormat>,
}

/// How words are matched.
#[derive(Debug, Args)]
pub(crate) struct Folding {
    /// What matching looks through: any of the views, with commas, or all, or none
    #[arg(long, value_name = "VIEWS", default_value = "all",
        value_parser = Named::<Views>::new(View::ALL.map(View::name).into_iter().chain(["all", "none"])))]
    pub(crate) fold: Views,
}

/// What a dictionary file says besides the words.
#[derive(Debug, Args)]
pub(crate) struct About {
    #[command(flatten)]
    pub(crate) folding: Folding,
    /// The dictionary's name [default: that of the file]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Where the words are from
    #[arg(long, value_name = "TEXT")]
    pub(crate) source: Option<String>,
    /// The version of the words, as their makers count
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) list_version: String,
    /// The licence of the words
    #[arg(long)]
    pub(crate) licence: Option<String>,
}

/// What is merged.
#[derive(Debug, Args)]
pub(crate) struct MergeOptions {
    /// Dictionary files and word lists, `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Begin with the dictionary: the embedded one, or that of --dict
    #[arg(long)]
    pub(crate) base: bool,
    /// The dictionary file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// What counts where inputs say different things of a word
    ///
    /// What the last input says, or the first; the highest frequency and its tag; the sum of the frequencies and the tag of
    /// the highest; or it is an error.
    #[arg(long, value_name = "POLICY", default_value = "last",
        value_parser = Named::<OnConflict>::new(OnConflict::ALL.map(OnConflict::name)))]
    pub(crate) on_conflict: OnConflict,
    #[command(flatten)]
    pub(crate) read: Lists,
    #[command(flatten)]
    pub(crate) about: About,
}

/// What is looked for.
#[derive(Debug, Args)]
pub(crate) struct FindOptions {
    /// The text, or the pattern
    pub(crate) text: String,
    /// Find the words within this many edits instead
    #[arg(long, value_name = "N", conflicts_with = "pattern")]
    pub(crate) within: Option<u32>,
    /// Find the words that match the text as a pattern instead
    #[arg(long)]
    pub(crate) pattern: bool,
    /// Write at most so many words
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

/// What is compared.
#[derive(Debug, Args)]
pub(crate) struct DiffOptions {
    /// The older dictionary file or word list, `-` for standard input
    pub(crate) old: PathBuf,
    /// The newer one
    pub(crate) new: PathBuf,
    /// Compare what the two make of this text, `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) corpus: Option<PathBuf>,
    /// OLD and NEW are user dictionaries: lay each on the dictionary, above those of --user, and compare the two
    #[arg(long, requires = "corpus", conflicts_with = "from")]
    pub(crate) layers: bool,
    /// Write of the text's lines the numbers alone
    #[arg(long, requires = "corpus", conflicts_with = "summary")]
    pub(crate) lines: bool,
    /// Write only how many there are
    #[arg(long)]
    pub(crate) summary: bool,
    #[command(flatten)]
    pub(crate) read: Lists,
}

/// What is counted.
#[derive(Debug, Args)]
pub(crate) struct StatsOptions {
    /// The text, `-` for standard input
    pub(crate) text: Option<PathBuf>,
    /// Name so many of the tags and the unknown strings, the most frequent first
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) top: usize,
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
    #[command(flatten)]
    pub(crate) read: Lists,
    /// 0 drops words less probable than their best split, -1 all that are not e times as probable
    #[arg(long, value_name = "THETA", default_value_t = -1.0, allow_negative_numbers = true, value_parser = finite)]
    pub(crate) theta: f64,
}

/// A number that is neither infinite nor none.
pub(super) fn finite(number: &str) -> Result<f64, String> {
    let number: f64 = number.parse().map_err(|error: ParseFloatError| error.to_string())?;
    if number.is_finite() { Ok(number) } else { Err("it must be finite".to_owned()) }
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
    #[command(flatten)]
    pub(crate) read: Lists,
    /// The most iterations; a few are enough as a rule
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) iterations: u32,
}

/// What is looked at.
#[derive(Debug, Args)]
pub(crate) struct LintOptions {
    /// The word lists, `-` for standard input; user dictionaries can be given with -u, too
    #[arg(value_name = "LEXICON")]
    pub(crate) lists: Vec<PathBuf>,
    /// The lists' format [default: tsv or jieba if their first 100 lines all are, else user]
    #[arg(long, value_name = "FORMAT", value_parser = Named::<Reading>::new(Reading::NAMES))]
    pub(crate) from: Option<Reading>,
    #[command(flatten)]
    pub(crate) folding: Folding,
    /// In what encoding the lists are, if not in UTF-8: auto, or a WHATWG label such as gb18030, big5 or utf-16le
    ///
    /// A list that is not UTF-8 is an error unless this says what it is; then --fix writes it as UTF-8.
    #[arg(short = 'E', long, value_name = "LABEL")]
    pub(crate) encoding: Option<Choice>,
    /// How findings are written
    #[arg(long, default_value = "text")]
    pub(crate) format: LintFormat,
    /// Show all findings: in text, else 20 of a kind are shown and the others counted
    #[arg(long)]
    pub(crate) all: bool,
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

//! The command line.

mod dict;
mod discover;
mod eval;
mod explain;
mod named;
mod readings;
mod recall;
mod train;

use std::ffi::OsString;
use std::iter;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, RangedU64ValueParser};
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;
use maxmatch::{Dictionary, Kind, Mode, Principle, Principles, Rule, Rules, Segmenter, UserDictionary, Weights};

use crate::bits;
use crate::encoding::Choice;
use crate::failure::Failure;
use crate::file;
use crate::format::{Field, Form, Format, Kinds};
use crate::message::warn;
pub(crate) use dict::{
    About, BuildOptions, DictCommand, DiffOptions, FindOptions, FitOptions, LintFormat, LintOptions, MergeOptions,
    PruneOptions, StatsOptions,
};
pub(crate) use discover::{DiscoverOptions, Found};
pub(crate) use eval::{EvalOptions, Output};
pub(crate) use explain::{ExplainFormat, ExplainOptions};
use named::Named;
pub(crate) use recall::RecallOptions;
pub(crate) use train::TrainOptions;

/// Segments Chinese text into words, by maximum matching over a dictionary.
#[derive(Debug, Parser)]
#[command(
    name = "seg",
    version,
    disable_version_flag = true,
    max_term_width = 100,
    override_usage = "seg [OPTIONS] [FILE]...\n       seg [OPTIONS] <COMMAND>",
    long_about = "\
Segments Chinese text into words, by maximum matching over a dictionary.

Reads the files, or standard input, and writes a line of words for each line of text. Nothing of the text is lost: without \
the separators the output is the input, byte for byte, or what it is in UTF-8; only a file whose last line has no end gets one \
before a further file. A first word that names a subcommand is one; a file of that name is ./NAME.

The file given with --dict is mapped into memory: nothing may rewrite it in place meanwhile. `seg dict build` replaces it \
by renaming; with --no-mmap it is read instead.",
    after_long_help = "\
Examples:
  echo 研究生命起源 | seg                     words parted by spaces
  seg --separator '|' a.txt b.txt > out.txt   files, one after the other, on all processors
  seg --format jsonl < a.txt                  kinds and byte offsets, an object a line
  seg -E gb18030 < old.txt                    text in GB18030, words in UTF-8
  seg -E auto --output-encoding source *.txt  each file found out, and written as it is
  seg dict build words.txt -o my.dict         a dictionary of one's own
  seg --dict my.dict --mode forward < a.txt   and its use
  seg -u my.txt < a.txt                       words of one's own on top of it
  seg --mode index --format jsonl < a.txt     terms and positions for a search index
  seg --only-ambiguous=3 a.txt                where another reading is near
  seg explain 研究生命起源                    why a text is cut as it is

Exit codes: 0; 1 if a check fails (`seg dict get` misses a word, `seg dict find` finds none, `seg dict lint` something, \
`seg dict verify` damage, `seg dict diff` a difference, `seg dict test` an expectation that is not met, `seg recall-check` a \
document); 2 for an error."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) engine: Engine,
    #[command(flatten)]
    pub(crate) segment: SegmentOptions,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// When to colour explanations
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
    /// Print the version
    #[arg(short = 'V', long)]
    pub(crate) version: bool,
    /// With --version: the dictionary, its fingerprint and the analysis's, the licences and the Unicode version too
    #[arg(long, requires = "version")]
    pub(crate) verbose: bool,
}

impl Arguments {
    /// The command, in which subcommands do not show options that mean nothing to them.
    pub(crate) fn command_line() -> clap::Command {
        // An option that a subcommand has already is not handed down to it.
        let hide = |command: clap::Command| command.args(global_options().into_iter().map(|option| option.hide(true)));
        UNSEGMENTING.into_iter().fold(Arguments::command(), |command, name| command.mut_subcommand(name, hide))
    }

    /// Reads the command line. What is wrong with it comes with how to say it right.
    pub(crate) fn read(words: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
        let mut command = Arguments::command_line();
        let matches = command.try_get_matches_from_mut(words)?;
        let is_given = |option: &str| matches.value_source(option) == Some(ValueSource::CommandLine);
        let name_if_given =
            |option: &Arg| option.get_long().filter(|_| is_given(option.get_id().as_str())).map(str::to_owned);
        if let Some(name) = matches.subcommand_name() {
            // clap lets the options of segmenting stand before a subcommand, to which they mean nothing.
            let options = SegmentOptions::augment_args(clap::Command::new("options"));
            if let Some(option) = options.get_arguments().find_map(name_if_given) {
                let message = format!("--{option} means nothing to `seg {name}`");
                return Err(command.error(ErrorKind::ArgumentConflict, message));
            }
        }
        let mut arguments = Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
        if let (Some(Command::RecallCheck(_)), true) = (&arguments.command, is_given("mode")) {
            let message =
                "--mode means nothing to `seg recall-check`, which has index and query; --both cuts both in one mode";
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
        if let Err(message) = readings::settle(&mut arguments, is_given("mode")) {
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
        if !arguments.engine.user.is_empty() && !arguments.command.as_ref().is_none_or(Command::takes_layers) {
            let commands = iter::successors(matches.subcommand(), |(_, matches)| matches.subcommand());
            let name = commands.map(|(name, _)| name).collect::<Vec<_>>().join(" ");
            let message = format!("--user means nothing to `seg {name}`: it lays no user dictionary on another");
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
        if let Some(name) = matches.subcommand_name().filter(|name| UNSEGMENTING.contains(name))
            && let Some(option) = global_options().iter().find_map(name_if_given)
        {
            let message = format!("--{option} means nothing to `seg {name}`: it segments nothing");
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
        let format = arguments.segment.format;
        if format != Format::Text && is_given("separator") {
            let message = format!("--separator means nothing with --format {format}: only text has one");
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
        if !format.has_offsets() && arguments.segment.offsets.is_some() {
            let message =
                format!("--offsets means nothing with --format {format}: only tsv, jsonl and mecab have them");
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
        if format == Format::Jsonl && arguments.segment.output_encoding == Form::Source {
            let message = "JSON is UTF-8: --format jsonl has no --output-encoding source; --offsets source tells where the \
                           bytes are";
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
        let mode = arguments.engine.mode;
        if format == Format::Bies && mode.overlaps() {
            let message = format!(
                "--format bies says of every character where in its word it is, and in --mode {mode} words overlap; \
                 choose another format"
            );
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
        Ok(arguments)
    }
}

/// Subcommands to which it makes no difference how text is segmented, nor when explanations are coloured.
const UNSEGMENTING: [&str; 3] = ["eval", "completions", "man"];

/// The options of all subcommands.
fn global_options() -> Vec<Arg> {
    Arguments::command().get_arguments().filter(|option| option.is_global_set()).cloned().collect()
}

/// How text is segmented.
#[derive(Debug, Args)]
pub(crate) struct Engine {
    /// How words are chosen
    #[arg(long, global = true, default_value = "bidir", value_parser = Named::<Mode>::new(Mode::ALL.map(described)))]
    pub(crate) mode: Mode,
    /// The dictionary file, as `seg dict build` makes it [default: the embedded one]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) dict: Option<PathBuf>,
    /// A user dictionary, to lie on the dictionary and on those named before
    ///
    /// One line a word, as in jieba's; `!WORD` forbids one, `测|试` and `测+试` force a cut and a join. See `seg dict test`.
    #[arg(short, long = "user", global = true, value_name = "FILE")]
    pub(crate) user: Vec<PathBuf>,
    /// Read the dictionary file into memory instead of mapping it
    #[arg(long, global = true)]
    pub(crate) no_mmap: bool,
    /// The rules for what no dictionary lists: names with commas, `+NAME` and `-NAME` to change the standard ones
    ///
    /// standard is all but dates, ordinals and measures; none makes every character a unit and folds nothing. So
    /// `--rules +dates,-urls`, `--rules all,-models`, or `--rules words,urls` for these two alone.
    #[arg(long, global = true, value_name = "LIST", default_value = "standard", allow_hyphen_values = true,
        value_parser = Named::<Rules>::new(["standard", "none", "all"].into_iter().chain(Rule::ALL.map(Rule::name))))]
    pub(crate) rules: Rules,
    /// What decides between the passes of bidir: any of the principles, in order and with commas, or none
    #[arg(long, global = true, value_name = "LIST", default_value = "words,oov,singles",
        value_parser = Named::<Principles>::new(Principle::ALL.map(Principle::name).into_iter().chain(["none"])))]
    pub(crate) principles: Principles,
    /// What the principles add to costs in lattice, in bits, as words=0.5,singles=1; or none
    ///
    /// For each token, for each Han token in no dictionary (oov), for each Han token of one character (singles). Negative
    /// weights reward.
    #[arg(long, global = true, value_name = "LIST", default_value = "none", allow_hyphen_values = true)]
    pub(crate) weights: Weights,
}

/// A mode for help and completions.
fn described(mode: Mode) -> PossibleValue {
    PossibleValue::new(mode.name()).alias(mode.abbreviation()).help(mode.summary())
}

impl Engine {
    pub(crate) fn dictionary(&self) -> Result<Dictionary, maxmatch::Error> {
        Ok(match &self.dict {
            None => maxmatch_zh::dictionary(),
            Some(path) if self.no_mmap => Dictionary::open(path)?,
            // SAFETY: what the command can't see to, its manual asks for: that nobody rewrites the file in place
            // meanwhile. Our own tools replace dictionaries by renaming.
            Some(path) => unsafe { Dictionary::mmap(path) }?,
        })
    }

    /// The user dictionaries. What seems wrong with them is said.
    pub(crate) fn users(&self) -> Result<Vec<UserDictionary>, Failure> {
        file::refuse_standard_input_twice(&self.user)?;
        self.user.iter().map(|path| user(path)).collect()
    }

    /// The segmenter, with the user dictionaries on the dictionary.
    pub(crate) fn segmenter(&self) -> Result<Segmenter, Failure> {
        self.segmenter_with(&self.dictionary()?, &self.users()?)
    }

    /// The segmenter with these dictionaries.
    pub(crate) fn segmenter_with(
        &self,
        dictionary: &Dictionary,
        users: &[UserDictionary],
    ) -> Result<Segmenter, Failure> {
        let mut builder = Segmenter::builder(dictionary);
        users.iter().for_each(|user| {
            builder.layer(user);
        });
        Ok(builder
            .mode(self.mode)
            .rules(self.rules)
            .principles(self.principles.clone())
            .weights(self.weights)
            .build()?)
    }
}

/// Reads a user dictionary, and says what seems wrong with it.
pub(crate) fn user(path: &Path) -> Result<UserDictionary, Failure> {
    let user = UserDictionary::read(&file::name(path), &file::bytes(path)?)?;
    warn(user.warnings());
    Ok(user)
}

/// What is segmented, and how the tokens are written.
#[derive(Debug, Args)]
pub(crate) struct SegmentOptions {
    /// Files to segment; none, or `-`, for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// In what encoding the files are: auto, none, or a WHATWG label such as gb18030, gbk, big5 or utf-16le
    ///
    /// A byte order mark tells UTF-8 and UTF-16 apart whatever is said, and is kept. auto decides on the first 64 KiB of each
    /// file, for which it waits: UTF-8, UTF-16, GB18030 or Big5. none passes bytes as they are, without a look at byte order
    /// marks and without a word on what is not UTF-8.
    ///
    /// What can't be decoded is kept: its tokens are of kind invalid, and of each file a message on standard error says how
    /// many they are and where the first one is.
    #[arg(short = 'E', long, value_name = "ENCODING", default_value = "utf-8", value_parser = str::parse::<Choice>)]
    pub(crate) encoding: Choice,
    /// In what encoding text that is not UTF-8 is written: utf-8, or that of its file
    ///
    /// utf-8 has U+FFFD for what can't be decoded, and in jsonl its bytes as base64. source has all bytes as they are in the
    /// file: without the separators, the output is the file.
    #[arg(long, value_name = "FORM", default_value = "utf-8", hide_possible_values = true)]
    pub(crate) output_encoding: Form,
    /// Whether tsv, jsonl and mecab count bytes in the text as UTF-8, or in the file [default: as it is written]
    #[arg(long, value_name = "FORM")]
    pub(crate) offsets: Option<Form>,
    /// What is written between words in the text format
    #[arg(long, value_name = "STRING", default_value = " ")]
    pub(crate) separator: String,
    /// How tokens are written
    ///
    /// The bytes in tsv, jsonl and mecab are counted from 0, in each file anew.
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
    /// Write the N cheapest segmentations of each line, in order, with their costs in bits
    ///
    /// As text a segmentation a line, behind its cost and a tab, and an empty line behind the last; or --format jsonl. Implies
    /// --mode lattice. What is kept in memory of a line is 20 to 40 bytes for each byte of it and each of the N, and what is written:
    /// N times its length may be 64 MiB, which takes some 2 GB, and a longer line is an error.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..),
        conflicts_with_all = ["confidence", "only_ambiguous"])]
    pub(crate) nbest: Option<u16>,
    /// Add to each token of tsv, jsonl or mecab how sure it is, in bits
    ///
    /// By so much more costs the cheapest segmentation of the text that lacks the token; each bit halves the odds. inf, in jsonl null,
    /// if all have it. Implies --mode lattice.
    #[arg(long, conflicts_with = "only_ambiguous")]
    pub(crate) confidence: bool,
    /// List only the spots where another reading costs at most BITS more [default: 10]
    ///
    /// One a line, with fields parted by tabs: FILE:LINE:COLUMN, by how many bits the other reading costs more, how the tokens
    /// are ambiguous (overlap, combination, oov, tie), the reading that is taken, the other one, and the spot in its line. Columns are
    /// characters, from 1. Or --format jsonl, which has bytes too. Implies --mode lattice.
    #[arg(long, value_name = "BITS", num_args = 0..=1, require_equals = true, value_parser = bits::parse)]
    pub(crate) only_ambiguous: Option<Option<u32>>,
    /// Write only tokens of these kinds: names with commas, or all but those with `-` before each
    ///
    /// --kinds word,latin,number, say, or --kinds -punctuation,-whitespace. Line ends are always written.
    #[arg(long, value_name = "LIST", allow_hyphen_values = true, conflicts_with_all = ["nbest", "confidence", "only_ambiguous"],
        value_parser = Named::<Kinds>::new(Kind::ALL.map(Kind::name)))]
    pub(crate) kinds: Option<Kinds>,
    /// Leave out the words of this file, one a line, in any spelling that the dictionary takes for theirs
    ///
    /// For a search index: positions go on counting them. Leave them out of queries too, with the same list.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["nbest", "confidence", "only_ambiguous"])]
    pub(crate) stop_words: Vec<PathBuf>,
    /// Read lines of JSON, segment this member of each object, and pass on the rest as it is
    ///
    /// NAME stands for the member that is replaced: by its words in a string, or with --format jsonl by a list of tokens;
    /// NAME=NEW leaves it and adds a member. It is a string, a list of strings, or null. Bytes are counted in the member's text. A
    /// line that is no object, or has something else there, ends the command; a line may have 256 MiB.
    #[arg(long, value_name = "NAME[=NEW]", conflicts_with_all = ["nbest", "confidence", "only_ambiguous"],
        value_parser = |text: &str| Ok::<_, String>(Field::from(text)))]
    pub(crate) json_field: Option<Field>,
    /// Threads, at most 1024; 0 for one per processor
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = RangedU64ValueParser::<usize>::new().range(..=1024))]
    pub(crate) threads: usize,
    /// Stop at bytes that can't be decoded instead of keeping them
    ///
    /// The message names the file, the line, and the byte of the file, counted from 0. What comes before that line is
    /// written, and nothing of the line, unless it is longer than 256 KiB and was begun.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Show no progress bar
    ///
    /// There is one on standard error if that is a terminal, standard output is none, and large files are read.
    #[arg(long)]
    pub(crate) no_progress: bool,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say why a text is cut as it is, and what to write down to have it cut otherwise
    ///
    /// Shows both passes; the regions in which they or the mode differ, with scores, what decided and by how much, and the
    /// smallest edit of a user dictionary that gives the runner-up; where each word is from, and the words that lost.
    #[command(after_long_help = explain::HELP)]
    Explain(ExplainOptions),
    /// Build dictionaries and look into them
    Dict {
        #[command(subcommand)]
        command: DictCommand,
    },
    /// Find new words in texts: those that the dictionary lacks
    ///
    /// Strings of two or more Han characters that stand together far more often than by chance, among many different
    /// neighbours, between words of the dictionary, and that look more like one unknown word than like several known ones.
    #[command(after_long_help = discover::HELP)]
    Discover(DiscoverOptions),
    /// Compare segmentations with a gold standard, and with each other
    ///
    /// Precision, recall and F1, with --vocab recall in and out of vocabulary, how words are wrong, and how sure all this is. A
    /// word is right if both its ends are. All texts hold the same characters, white space aside, in the same lines; lines without
    /// words are passed over.
    ///
    /// A gold word that is wrong is cut too fine, into several words; or too coarse, joined with its neighbours; or overlaps
    /// with a word of the output.
    ///
    /// 95 % of F1 and of the differences to the first output lie in the intervals when lines are drawn with replacement
    /// (paired bootstrap, Koehn 2004); p is the probability of so large a difference if there is none.
    #[command(after_long_help = "\
Examples:
  seg < test.txt | seg eval --gold gold.txt
  seg eval --gold gold.txt --vocab train-words.txt --json out.txt
  seg eval --gold gold.txt --confusions 20 out.txt        what is most often taken for what
  seg eval --gold gold.txt jieba=a.txt ours=b.txt c.txt   all against the first
  seg eval --gold gold.txt a.txt b.txt --svg scores.svg   and as a picture")]
    Eval(EvalOptions),
    /// Look whether a search would find the documents that hold its query
    ///
    /// Documents are cut in mode index, queries in mode query, and white space and punctuation left out. A document holds a query
    /// that stands in it literally, as the dictionary folds both. It is found as AND if it has all tokens of the query, and as
    /// a phrase if it has them in the same places. Says what is missed and why; exit code 1 if anything is, but what
    /// stands inside of tokens, as `phone` in `iPhone`.
    #[command(after_long_help = recall::HELP)]
    RecallCheck(RecallOptions),
    /// Write the dictionary with a model of which words follow which, counted in segmented text
    ///
    /// The words, their frequencies and their fingerprint stay as they are; a model that was there is replaced. The file is
    /// written beside the target and then renamed. It holds counts of the text, and the licence that it names is that of the
    /// words. `seg dict export` and `seg dict merge` pass on words without a model.
    #[command(after_long_help = "\
Examples:
  seg train gold.txt -o trained.dict                   the embedded dictionary, with a model
  seg train --dict my.dict part1.txt part2.txt -o trained.dict
  seg --dict trained.dict < text.txt > words.txt       and its use")]
    Train(TrainOptions),
    /// Write a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write the manual
    ///
    /// Without a folder only the page of `seg` itself, to standard output: seg man | man -l -
    Man {
        /// A folder to write all pages into, one for each subcommand too
        folder: Option<PathBuf>,
    },
}

impl Command {
    /// Whether user dictionaries can be laid on the dictionary, or are looked at.
    fn takes_layers(&self) -> bool {
        match self {
            Command::Explain(_) | Command::Discover(_) | Command::RecallCheck(_) => true,
            Command::Dict { command } => match command {
                DictCommand::Info | DictCommand::Get { .. } | DictCommand::Test { .. } => true,
                DictCommand::Lint(_) | DictCommand::Stats(_) => true,
                DictCommand::Diff(options) => options.corpus.is_some(),
                _ => false,
            },
            _ => false,
        }
    }
}

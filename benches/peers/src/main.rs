//! Compares maxmatch with other segmenters on one text and one word list: speed, and that equal claims give equal output.

mod chart;
mod check;
mod contenders;
mod input;
mod report;
mod rounds;
mod threads;
mod words;

use std::fs;
use std::io::{stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use maxmatch_dict::Level;

use contenders::child::{self, Files};
use contenders::{Absent, Contender, Feed, levels, python};
use input::Input;
use report::Report;

/// Compares maxmatch with other segmenters on one text and one word list.
///
/// Every contender gets the list's words of Han characters alone, save those that have words of their own. Exit code 1
/// means that two of those that must end their tokens at the same places do not, or that one failed; 2 that there was
/// nothing to compare.
///
/// Built with the feature own-dictionaries, icu_segmenter and charabia take part, with words of their own.
#[derive(Parser)]
#[command(max_term_width = 100)]
struct Arguments {
    /// The text: any UTF-8 file
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
    /// The words: jieba format (its own list is jieba/dict.txt in PyPI's jieba 0.42.1), tab-separated, or one a line
    #[arg(long, value_name = "FILE")]
    dict: PathBuf,
    /// Rounds; in each every contender runs once
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// How maxmatch gets the text
    #[arg(long, default_value = "whole")]
    feed: Feed,
    /// Leave out all characters of the text that are not Han, a line feed for each run
    #[arg(long)]
    han_only: bool,
    /// The contender that the others are measured by
    #[arg(long, value_name = "NAME", default_value = "daachorse")]
    base: String,
    /// Only the contenders whose name contains one of these, and the base
    #[arg(long, value_name = "PART,…", value_delimiter = ',')]
    only: Vec<String>,
    /// Also maxmatch at each level of processor that this one has, beside the one that MAXMATCH_CPU names or else the highest
    #[arg(long)]
    levels: bool,
    /// Also jieba, jieba_fast, rjieba and lindera for Python, those that this interpreter has, line by line
    #[arg(long, value_name = "PYTHON")]
    python: Option<PathBuf>,
    /// Also compare maxmatch on this many threads with one
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    threads: u16,
    /// Write the results to a file too, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Draw the speeds, as an SVG file
    #[arg(long, value_name = "FILE.svg")]
    chart: Option<PathBuf>,
    /// Answer as the base contender in a process of its own
    #[arg(long, hide = true)]
    serve: bool,
}

/// Why there is no result, and the exit code that says so.
struct Failure(u8, String);

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(code, message)) => {
            eprintln!("peers: {message}");
            ExitCode::from(code)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let unusable = |message: String| Failure(2, message);
    let differs = |message: String| Failure(1, message);

    let name = arguments.text.display();
    let text = fs::read_to_string(&arguments.text)
        .map_err(|e| unusable(format!("{name}: {e}; give a text in UTF-8 with --text FILE")))?;
    let mut input = Input::new(&text);
    if arguments.han_only {
        input = input.han_only();
    }
    if input.text().is_empty() {
        return Err(unusable(format!("{name}: nothing to segment; give another text with --text FILE")));
    }
    let words = words::read(&arguments.dict).map_err(unusable)?;
    let mut candidates = contenders::candidates();
    let files;
    if arguments.levels || arguments.python.is_some() {
        files = Files::write(&input, &words).map_err(unusable)?;
        if arguments.levels {
            candidates = levels::beside(candidates, &files, &arguments.dict, arguments.feed).map_err(unusable)?;
        }
        if let Some(python) = &arguments.python {
            candidates.extend(python::candidates(python, &files));
        }
    }
    let candidates = contenders::select(candidates, &arguments.base, &arguments.only).map_err(unusable)?;
    let (mut contenders, absent) = contenders::make(candidates, &words, arguments.feed).map_err(unusable)?;
    if let Some(Absent { name, reason }) = absent.iter().find(|absent| absent.name == arguments.base) {
        return Err(unusable(format!("{name} is absent: {reason}; name another contender with --base")));
    }
    if arguments.serve {
        let Contender { passes, cost, .. } = &mut contenders[0];
        let build = cost.build.unwrap_or_default();
        return child::answer(&mut **passes, &input, build, stdin().lock(), stdout().lock()).map_err(differs);
    }

    let answers = check::answers(&mut contenders, &input).map_err(differs)?;
    let rounds = usize::from(arguments.rounds);
    let times = rounds::interleaved(rounds, contenders.len(), |i| {
        let Contender { name, passes, .. } = &mut contenders[i];
        passes.time(&input, answers[i].sum).map_err(|e| format!("{name}: {e}"))
    });
    let times = times.map_err(differs)?;
    let threads = usize::from(arguments.threads);
    let scaling = match threads {
        1 => Vec::new(),
        _ => threads::scaling(&words, &input, threads, rounds).map_err(differs)?,
    };

    let feed = arguments.feed.to_possible_value().expect("every feed has a name").get_name().to_owned();
    let report = Report {
        input: &input,
        words: &words,
        feed,
        rounds,
        level: Level::chosen().name(),
        base: &arguments.base,
        contenders: &contenders,
        absent: &absent,
        answers: &answers,
        times: &times,
        threads,
        scaling: &scaling,
    };
    print!("{}", report.markdown());
    let write = |path: &PathBuf, content: String| {
        fs::write(path, content).map_err(|e| unusable(format!("{}: {e}", path.display())))
    };
    if let Some(path) = &arguments.json {
        write(path, format!("{:#}\n", report.json()))?;
    }
    if let Some(path) = &arguments.chart {
        write(path, report.chart())?;
    }
    Ok(())
}

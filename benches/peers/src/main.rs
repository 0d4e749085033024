//! Compares maxmatch with other segmenters on one text and one word list: speed, and that equal claims give equal output.

mod check;
mod contenders;
mod input;
mod report;
mod rounds;
mod threads;
mod words;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use contenders::Feed;
use input::Input;
use report::Report;

/// Compares maxmatch with other segmenters on one text and one word list.
///
/// Every contender gets the list's words of Han characters alone. Exit code 1 means that two of those that must end
/// their tokens at the same places do not, 2 that there was nothing to compare.
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
    /// Only the contenders whose name contains one of these, and the one that the others are measured by
    #[arg(long, value_name = "PART,…", value_delimiter = ',')]
    only: Vec<String>,
    /// Also compare maxmatch on this many threads with one
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    threads: u16,
    /// Write the results to a file too, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
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
    let mut contenders = contenders::all(&words, arguments.feed, &arguments.only).map_err(unusable)?;

    let answers = check::answers(&mut contenders, &input).map_err(differs)?;
    let rounds = usize::from(arguments.rounds);
    let times = rounds::interleaved(rounds, contenders.len(), |i| {
        let contender = &mut contenders[i];
        if contender.passes.sum(&input) == answers[i].sum {
            Ok(())
        } else {
            Err(format!("{}: a timed pass gave other tokens than the first", contender.name))
        }
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
        contenders: &contenders,
        answers: &answers,
        times: &times,
        threads,
        scaling: &scaling,
    };
    print!("{}", report.markdown());
    if let Some(path) = &arguments.json {
        let written = fs::write(path, format!("{:#}\n", report.json()));
        written.map_err(|e| unusable(format!("{}: {e}", path.display())))?;
    }
    Ok(())
}

//! Compares tokenizers in search engines: what is found, how large the index is, and how fast it is made.

mod clock;
mod corpus;
mod engines;
mod quality;
mod report;
mod speed;
mod throughput;

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use serde::Serialize;

use corpus::Corpus;
use engines::Engine;
use quality::Quality;
use speed::Speed;
use throughput::Throughput;

/// Compares tokenizers in search engines: what is found, how large the index is, and how fast it is made.
///
/// With --gold, queries are cut out of segmented sentences, each of which, without its spaces, is a document: does each
/// engine find those that hold the query, and no others? With --text, tantivy indexes a text on several threads, with
/// maxmatch-tantivy and with tantivy-jieba. Exit code 2 means that something could not be measured.
#[derive(Parser)]
#[command(max_term_width = 100)]
#[command(group = clap::ArgGroup::new("what").args(["gold", "text"]).required(true).multiple(true))]
struct Arguments {
    /// Segmented text: words with white space between them, a sentence a line
    #[arg(long, value_name = "FILE")]
    gold: Option<PathBuf>,
    /// How many queries of each kind: of one word, two, three, and with punctuation
    #[arg(long, value_name = "N", default_value_t = 2000)]
    queries: usize,
    /// Which queries are drawn
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The text to index on several threads: any UTF-8 file of lines
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// How much of the text is indexed, which is repeated if it is shorter
    #[arg(long, value_name = "N", default_value_t = 100_000_000)]
    bytes: u64,
    /// Threads that index the text
    #[arg(long, value_name = "N", default_value = "2")]
    threads: NonZeroUsize,
    /// Rounds; in each every engine indexes once
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// With --gold, only the engines whose name contains one of these
    #[arg(long, value_name = "PART,…", value_delimiter = ',')]
    only: Vec<String>,
    /// Write the results to a file too, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// All that was measured.
#[derive(Serialize)]
struct Results {
    quality: Option<Quality>,
    speed: Option<Speed>,
    throughput: Option<Throughput>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("search-bench: {message}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let rounds = usize::from(arguments.rounds);
    let select = |engines: Vec<Box<dyn Engine>>| -> Result<Vec<Box<dyn Engine>>, String> {
        let is_asked = |name: &str| arguments.only.is_empty() || arguments.only.iter().any(|part| name.contains(part));
        let names: Vec<_> = engines.iter().map(|engine| engine.name().to_owned()).collect();
        let selected: Vec<_> = engines.into_iter().filter(|engine| is_asked(engine.name())).collect();
        match selected.is_empty() {
            true => Err(format!("--only leaves none of {}", names.join(", "))),
            false => Ok(selected),
        }
    };
    let (mut quality, mut speed) = (None, None);
    if let Some(path) = &arguments.gold {
        let gold = read(path, "--gold")?;
        let corpus = Corpus::new(&gold, arguments.queries, arguments.seed);
        if corpus.queries.is_empty() {
            return Err(format!("{}: no words; give a segmented text with --gold FILE", path.display()));
        }
        let engines = select(engines::all()?)?;
        let measured = quality::measure(&engines, &corpus)?;
        print!("{}", report::quality(&measured));
        quality = Some(measured);
        let measured = speed::measure(&engines, &corpus, rounds)?;
        print!("\n{}", report::speed(&measured));
        speed = Some(measured);
    } else {
        println!("No --gold: what is found was not measured.");
    }
    let mut throughput = None;
    if let Some(path) = &arguments.text {
        let text = read(path, "--text")?;
        let measured = throughput::measure(&text, arguments.bytes, arguments.threads.get(), rounds)
            .map_err(|e| format!("{}: {e}", path.display()))?;
        print!("\n{}", report::throughput(&measured));
        throughput = Some(measured);
    } else {
        println!("\nNo --text: indexing on several threads was not measured.");
    }
    if let Some(path) = &arguments.json {
        let results =
            serde_json::to_string_pretty(&Results { quality, speed, throughput }).map_err(|e| e.to_string())?;
        fs::write(path, results + "\n").map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

fn read(path: &Path, option: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}; give a text in UTF-8 with {option} FILE", path.display()))
}

#[cfg(test)]
mod tests;

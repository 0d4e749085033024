//! Compares what the levels of the processor make of texts: every mode, token by token.
//!
//! A level is decided once for a program ([`Level::chosen`]), so each has a process of its own, which is asked piece by piece.

mod inputs;
mod process;
mod random;
mod shrink;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use maxmatch::Mode;
use maxmatch_dict::Level;

use inputs::{Input, Piece};
use process::{Answer, Process};
use random::Random;

/// Compares what the levels of the processor make of texts: every mode, with the rules standard and none.
///
/// Files are read piece by piece, random text is made so, and each piece is segmented by itself. Exit code 1 means that tokens
/// differ; the shortest piece found in which they do is shown. Exit code 2 means that something could not be compared.
#[derive(Parser)]
#[command(max_term_width = 100)]
struct Arguments {
    /// Files, and folders with all files in them
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// So many bytes of random text as well
    #[arg(long, value_name = "N", default_value_t = 0)]
    bytes: u64,
    /// What the random text is made from
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Only these modes
    #[arg(long, value_name = "MODE,…", value_delimiter = ',', default_values_t = Mode::ALL)]
    modes: Vec<Mode>,
}

/// Why it ends, and the exit code that says so.
struct Failure(u8, String);

/// What is no difference, but prevents from looking for one.
fn unusable(message: String) -> Failure {
    Failure(2, message)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match &arguments[..] {
        [option, level, modes] if option == process::ONE => process::serve(level, modes).map_err(unusable),
        _ => run(&Arguments::parse()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(code, message)) => {
            eprintln!("levels: {message}");
            ExitCode::from(code)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut inputs: Vec<Input> = Vec::new();
    for path in &arguments.files {
        inputs.extend(inputs::files(path).map_err(unusable)?.into_iter().map(Input::File));
    }
    if arguments.bytes > 0 {
        inputs.push(Input::Random(Random::new(arguments.seed, arguments.bytes).map_err(unusable)?));
    }
    if inputs.is_empty() {
        return Err(unusable("nothing to compare; give files, or random text with --bytes N".to_owned()));
    }
    let levels: Vec<Level> = Level::available().collect();
    let processes = levels.iter().map(|&level| Process::start(level, &arguments.modes)).collect::<Result<_, _>>();
    let mut comparison =
        Comparison { processes: processes.map_err(unusable)?, bytes: 0, pieces: 0, total: Answer::default() };
    for input in inputs {
        comparison.compare(input.pieces())?;
    }
    let Comparison { bytes, pieces, total, .. } = comparison;
    let names = levels.iter().map(|level| level.name()).collect::<Vec<_>>().join(", ");
    let modes = arguments.modes.iter().map(|mode| mode.name()).collect::<Vec<_>>().join(", ");
    println!("levels: {names}\nmodes: {modes}; rules: standard, none");
    println!("{bytes} bytes in {pieces} pieces, {} tokens, hash {:016x}: no difference", total.tokens, total.hash);
    if levels.len() == 1 {
        println!("this processor has no other level, so nothing was compared");
    }
    Ok(())
}

/// The processes of all levels, and what was compared so far.
struct Comparison {
    processes: Vec<Process>,
    bytes: u64,
    pieces: u64,
    total: Answer,
}

impl Comparison {
    /// Asks all levels of every piece. While they work the next piece is made.
    fn compare(&mut self, pieces: impl Iterator<Item = Result<Piece, String>>) -> Result<(), Failure> {
        let mut asked: Option<Piece> = None;
        for piece in pieces.map(|piece| piece.map(Some)).chain([Ok(None)]) {
            let piece = piece.map_err(unusable)?;
            if let Some(before) = asked.take() {
                self.take(&before)?;
            }
            if let Some(piece) = &piece {
                self.ask(&piece.bytes).map_err(|e| unusable(format!("{}: {e}", piece.place)))?;
            }
            asked = piece;
        }
        Ok(())
    }

    fn ask(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.processes.iter_mut().try_for_each(|process| process.ask(bytes))
    }

    /// By level, then by what segments.
    fn answers(&mut self) -> Result<Vec<Vec<Answer>>, String> {
        self.processes.iter_mut().map(Process::answer).collect()
    }

    /// Takes the answers about a piece, which must be the same.
    fn take(&mut self, piece: &Piece) -> Result<(), Failure> {
        let answers = self.answers().map_err(|e| unusable(format!("{}: {e}", piece.place)))?;
        let Some(which) = first_difference(&answers) else {
            self.bytes += piece.bytes.len() as u64;
            self.pieces += 1;
            answers[0].iter().for_each(|&answer| self.total.add(answer));
            return Ok(());
        };
        let shortest = shrink::shortest(&piece.bytes, |bytes| {
            self.ask(bytes)?;
            Ok(first_difference(&self.answers()?) == Some(which))
        });
        let shortest = shortest.map_err(|e| unusable(format!("{}: {e}", piece.place)))?;
        let (mode, rules) = process::name(which, self.processes[0].modes());
        Err(Failure(
            1,
            format!(
                "{}: levels give different tokens in mode {mode}, rules {rules}; the shortest piece found:\n\"{}\"\n{}",
                piece.place,
                shortest.escape_ascii(),
                String::from_utf8_lossy(&shortest)
            ),
        ))
    }
}

/// The first of what segments of which the levels give different answers.
fn first_difference(answers: &[Vec<Answer>]) -> Option<usize> {
    (0..answers[0].len()).find(|&which| answers.iter().any(|level| level[which] != answers[0][which]))
}

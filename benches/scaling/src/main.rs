//! Measures how the time and the memory of maxmatch grow, and fits an exponent to each.

mod chart;
mod clock;
mod fit;
mod material;
mod memory;
mod parts;
mod pieces;
mod plots;
mod report;
mod rounds;
mod units;
mod work;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use material::Material;
use parts::Part;
use plots::PLOTS;
use report::Report;
use rounds::Measured;
use work::Work;

/// Measures how the time and the memory of maxmatch grow with texts, dictionaries, words, lines and threads.
///
/// Tables go to standard output, scaling.json and a picture for each of them into a folder. Each point is measured in
/// processes of its own, whose peak of resident memory is read on Linux. Exit code 1 means that a text gave other
/// tokens when it was split otherwise, 2 that something could not be measured.
#[derive(Parser)]
#[command(max_term_width = 100)]
struct Arguments {
    /// The text: any UTF-8 file of lines, best of some megabytes
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
    /// The words: jieba format (its own list is jieba/dict.txt in PyPI's jieba 0.42.1), tab-separated, or one a line
    #[arg(long, value_name = "FILE")]
    dict: PathBuf,
    /// Where the results go
    #[arg(long, value_name = "DIR", default_value = "target/scaling")]
    out: PathBuf,
    /// Rounds; in each every point is measured once
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// Small ranges and one round: takes seconds, and shows that all of it works
    #[arg(long)]
    quick: bool,
    /// Only these parts
    #[arg(long, value_name = "PART,…", value_delimiter = ',')]
    only: Vec<Part>,
}

/// Why there is no result, and the exit code that says so.
struct Failure(u8, String);

/// What could not be done, which is no answer to what was measured.
fn unusable(message: String) -> Failure {
    Failure(2, message)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match &arguments[..] {
        [option, work] if option == rounds::ONE => Work::run_from(work).map_err(unusable),
        _ => run(&Arguments::parse()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(code, message)) => {
            eprintln!("scaling: {message}");
            ExitCode::from(code)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let out = &arguments.out;
    fs::create_dir_all(out).map_err(|e| unusable(format!("{}: {e}; name another folder with --out", out.display())))?;
    let mut material = Material::new(&arguments.text, &arguments.dict).map_err(unusable)?;
    let rounds = if arguments.quick { 1 } else { usize::from(arguments.rounds) };
    let mut measured = Vec::new();
    for part in Part::ALL.into_iter().filter(|part| arguments.only.is_empty() || arguments.only.contains(part)) {
        let points = part.points(&mut material, arguments.quick).map_err(unusable)?;
        measured.extend(rounds::interleaved(points, rounds)?);
        // What one has given is not lost if the next is broken off.
        report(rounds, &measured).write(out)?;
    }
    print!("{}", report(rounds, &measured).markdown());
    Ok(())
}

fn report(rounds: usize, measured: &[Measured]) -> Report<'_> {
    let drawn = PLOTS.iter().map(|plot| plot.draw(measured)).filter(|drawn| !drawn.series.is_empty()).collect();
    Report { rounds, measured, drawn }
}

impl Report<'_> {
    fn write(&self, out: &Path) -> Result<(), Failure> {
        write(&out.join("scaling.json"), &format!("{:#}\n", self.json()))?;
        self.drawn
            .iter()
            .try_for_each(|drawn| write(&out.join(format!("{}.svg", drawn.plot.name)), &chart::draw(drawn)))
    }
}

fn write(path: &Path, contents: &str) -> Result<(), Failure> {
    fs::write(path, contents).map_err(|e| unusable(format!("{}: {e}; name another folder with --out", path.display())))
}

//! `seg`: Chinese word segmentation on the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    maxmatch_cli::main()
}

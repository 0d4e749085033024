//! The command line of `seg train`.

use std::path::PathBuf;

use clap::Args;

/// What a model is counted in.
#[derive(Debug, Args)]
pub(crate) struct TrainOptions {
    /// Segmented text, `-` for standard input: a sentence a line, words parted by white space
    #[arg(required = true, value_name = "GOLD")]
    pub(crate) texts: Vec<PathBuf>,
    /// The dictionary file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

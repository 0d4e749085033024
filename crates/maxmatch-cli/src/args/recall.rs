//! The command line of `seg recall-check`.

use std::path::PathBuf;

use clap::Args;
use maxmatch::Mode;

use super::described;
use super::named::Named;

pub(crate) const HELP: &str = "\
Examples:
  seg recall-check --queries asked.txt documents.txt
  seg recall-check --queries asked.txt --both bidir documents.txt   if both were cut like any text";

/// What is looked for, and in what.
#[derive(Debug, Args)]
pub(crate) struct RecallOptions {
    /// The queries, one a line
    #[arg(long, required = true, value_name = "FILE")]
    pub(crate) queries: PathBuf,
    /// The documents, one a line; `-` for standard input
    #[arg(required = true, value_name = "CORPUS")]
    pub(crate) corpus: Vec<PathBuf>,
    /// Cut documents and queries in this mode, instead of documents in mode index and queries in mode query
    #[arg(long, value_name = "MODE", value_parser = Named::<Mode>::new(Mode::ALL.map(described)))]
    pub(crate) both: Option<Mode>,
    /// How many of what is missed to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) examples: usize,
}

//! The progress bar.

use std::fs;
use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

use crate::args::SegmentOptions;

/// Files smaller than this altogether, in bytes, are through before a bar could be read.
const WORTH_SHOWING: u64 = 1 << 24;

/// A bar on standard error, or none: if that is no terminal, if standard output is one as well, whose lines it would
/// tear, or if the size of the input isn't known.
pub(super) fn bar(options: &SegmentOptions) -> ProgressBar {
    let hidden = ProgressBar::hidden();
    if options.no_progress || !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return hidden;
    }
    let size = |path| fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|data| data.len());
    match options.files.iter().map(size).sum::<Option<u64>>() {
        Some(size) if size >= WORTH_SHOWING => {
            let style = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left");
            ProgressBar::new(size).with_style(style.expect("the template is well formed"))
        }
        _ => hidden,
    }
}

//! Progress bars.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on standard error, or none: if that is no terminal, or if it isn't known how long this will take.
pub(crate) fn bar(length: Option<u64>, template: &str) -> ProgressBar {
    match length {
        Some(length) if io::stderr().is_terminal() => ProgressBar::new(length)
            .with_style(ProgressStyle::with_template(template).expect("the template is well formed")),
        _ => ProgressBar::hidden(),
    }
}

//! Messages on standard error.

use std::fmt;
use std::io::{self, Write};

/// More warnings at once than this are counted, not shown.
const WARNINGS: usize = 20;

/// Says something on standard error. Where that takes nothing, a full disk or a closed pipe, there is nobody to tell: the
/// exit code says the rest.
pub(crate) fn say(message: impl fmt::Display) {
    let _ = writeln!(io::stderr().lock(), "seg: {message}");
}

/// Says warnings, and of very many the first ones and how many more there are.
pub(crate) fn warn(warnings: &[impl fmt::Display]) {
    for warning in warnings.iter().take(WARNINGS) {
        say(format_args!("warning: {warning}"));
    }
    if let Some(more) = warnings.len().checked_sub(WARNINGS).filter(|&more| more > 0) {
        say(format_args!("{more} more warnings"));
    }
}

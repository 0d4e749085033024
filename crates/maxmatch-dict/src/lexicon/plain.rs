//! One word per line.

use super::Fields;

/// Reads a line that is not blank: all of it is the word.
pub(crate) fn fields(line: &str) -> Fields<'_> {
    Fields { word: line, frequency: None, tag: None }
}

//! What is to be said of a user dictionary, line by line.

use maxmatch::dict::lint::{Linter, Reading};
use maxmatch::{Dictionary, Error, Probe, Rules};
use serde::Serialize;

/// Something in a user dictionary that its author may want to mend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The line, counted from 1.
    pub line: u64,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What it is, by a name that stays the same.
    pub code: String,
    /// Why it was found: what is there, and what comes of it.
    pub reason: String,
    /// What could be done about it.
    pub mend: String,
}

/// What is to be said of a user dictionary on a dictionary, in order of the lines: as `seg dict lint -u` says it.
///
/// # Errors
///
/// As [`Probe::new`].
///
/// ```
/// use maxmatch::{Dictionary, Rules};
/// use maxmatch_wasm::findings;
///
/// let dictionary = Dictionary::builder().add("研究", 9, None)?.build()?;
/// let found = findings(&dictionary, Rules::standard(), "云计算\n词 99999999999\n")?;
/// assert_eq!((found.len(), found[0].line, found[0].severity), (1, 2, "error"));
/// # Ok::<(), maxmatch::Error>(())
/// ```
pub fn findings(dictionary: &Dictionary, rules: Rules, user: &str) -> Result<Vec<Finding>, Error> {
    let mut probe = Probe::new(rules)?;
    let mut linter = Linter::new();
    linter.reading(Some(Reading::User)).views(&dictionary.info().views).can_match(|word| probe.can_match(word));
    let finding = |found: maxmatch::dict::lint::Finding| Finding {
        line: found.line,
        severity: found.code.severity().name(),
        code: found.code.name().to_owned(),
        reason: found.reason,
        mend: found.mend,
    };
    Ok(linter.lint(user.as_bytes()).into_iter().map(finding).collect())
}

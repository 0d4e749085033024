//! `seg dict lint`: what is wrong with word lists, and how to mend it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use encoding_rs::UTF_8;
use maxmatch::Probe;
use maxmatch_dict::lint::{Code, Finding, Linter, Reading, Severity};
use maxmatch_dict::replace_file;
use serde_json::json;

use crate::args::{Engine, LintFormat, LintOptions};
use crate::encoding::{Choice, Passage, Sniffed};
use crate::failure::Failure;
use crate::file;
use crate::message::say;

/// In text, more findings of one kind in one list than this are counted, not shown, unless all are asked for.
const SHOWN: usize = 20;

/// Looks at the lists, and at the user dictionaries that are given as such. Exit code 1 if there are findings, 2 if a
/// list could not be read.
pub(super) fn run(engine: &Engine, options: &LintOptions, output: &mut impl Write) -> Result<ExitCode, Failure> {
    let lists = options.lists.iter().map(|path| (path, options.from));
    let lists: Vec<_> = lists.chain(engine.user.iter().map(|path| (path, Some(Reading::User)))).collect();
    if lists.is_empty() {
        return Err(Failure::new("no list is named; give one, `-` for standard input, or a user dictionary with -u"));
    }
    file::refuse_standard_input_twice(lists.iter().map(|&(path, _)| path))?;
    let mut probe = Probe::new(engine.rules)?;
    let mut linter = Linter::new();
    linter.views(&options.folding.fold.0).can_match(|word| probe.can_match(word));
    if let Some(target) = &options.output {
        return fix(&mut linter, &lists, options, target, output);
    }
    let mut code = 0;
    for (path, reading) in lists {
        match read(path, options.encoding) {
            Ok(bytes) => {
                let findings = linter.reading(reading).lint(&bytes);
                write(&file::name(path), &findings, options, output)?;
                code = code.max(u8::from(!findings.is_empty()));
                summarise(&file::name(path), &findings);
            }
            Err(failure) => {
                say(failure);
                code = 2;
            }
        }
    }
    Ok(ExitCode::from(code))
}

/// What a list holds: its bytes, or if its encoding is named, its text.
fn read(path: &Path, encoding: Option<Choice>) -> Result<Vec<u8>, Failure> {
    let bytes = file::bytes(path)?;
    let Some(choice) = encoding else { return Ok(bytes) };
    let encoding = match choice.sniff(&bytes, true) {
        Sniffed::Encoding(encoding) => encoding,
        Sniffed::Undecided => UTF_8,
    };
    let mut passage = Passage::from(&*bytes);
    passage.decode(encoding, true);
    match passage.first_undecodable().filter(|_| passage.is_decoded()) {
        None => Ok(passage.text().to_vec()),
        Some(place) => Err(Failure::new(format!(
            "{}: byte {} of the file is not {}; name the encoding that it is in, or correct it there",
            file::name(path),
            passage.byte(place),
            encoding.name()
        ))),
    }
}

/// Writes a mended list, and tells what is left.
fn fix(
    linter: &mut Linter<'_>,
    lists: &[(&PathBuf, Option<Reading>)],
    options: &LintOptions,
    target: &Path,
    output: &mut impl Write,
) -> Result<ExitCode, Failure> {
    let &[(path, reading)] = lists else {
        return Err(Failure::new("--fix: it writes one list anew; name one"));
    };
    if target.as_os_str() == "-" {
        return Err(Failure::new(
            "--output -: what is left is told on standard output; name a file (./- for this name)",
        ));
    }
    file::refuse_input_as_target("--output", target, [path])?;
    let bytes = read(path, options.encoding)?;
    let findings = linter.reading(reading).lint(&bytes);
    let Some(fixed) = linter.fix(&bytes) else {
        write(&file::name(path), &findings, options, output)?;
        return Ok(ExitCode::from(1));
    };
    replace_file(target, fixed.text.as_bytes())?;
    write(&target.display().to_string(), &fixed.left, options, output)?;
    let (found, left) = (findings.len(), fixed.left.len());
    say(format_args!("{}: {} had {found} findings, and this has {left}", target.display(), file::name(path)));
    Ok(ExitCode::from(u8::from(left > 0)))
}

fn write(name: &str, findings: &[Finding], options: &LintOptions, output: &mut impl Write) -> Result<(), Failure> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for finding in findings {
        let Finding { line, code, reason, mend, .. } = finding;
        let severity = code.severity();
        match options.format {
            LintFormat::Jsonl => {
                let object = json!({ "file": name, "line": line, "severity": severity.name(), "code": code.name(),
                    "reason": reason, "mend": mend, "fixable": finding.is_fixable() });
                writeln!(output, "{object}")?;
            }
            LintFormat::Text => {
                let count = counts.entry(*code).or_default();
                *count += 1;
                if options.all || *count <= SHOWN {
                    let fix = if finding.is_fixable() { " (--fix does it)" } else { "" };
                    writeln!(output, "{name}:{line}: {severity}[{code}]: {reason}; {mend}{fix}")?;
                }
            }
        }
    }
    for (code, count) in counts {
        if let Some(more) = count.checked_sub(SHOWN).filter(|&more| more > 0 && !options.all) {
            writeln!(output, "{name}: {}[{code}]: {more} more, which --all shows", code.severity())?;
        }
    }
    Ok(())
}

fn summarise(name: &str, findings: &[Finding]) {
    if !findings.is_empty() {
        let errors = findings.iter().filter(|finding| finding.code.severity() == Severity::Error).count();
        let fixable = findings.iter().filter(|finding| finding.is_fixable()).count();
        let warnings = findings.len() - errors;
        say(format_args!("{name}: {errors} errors, {warnings} warnings; --fix -o NEW mends {fixable}"));
    }
}

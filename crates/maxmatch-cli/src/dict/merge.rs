//! `seg dict merge`: the union of dictionaries and word lists.

use std::path::PathBuf;

use maxmatch::Dictionary;
use maxmatch_dict::Info;

use super::{build, lists};
use crate::args::{Engine, MergeOptions};
use crate::failure::Failure;
use crate::file;
use crate::message::say;

pub(super) fn run(engine: &Engine, options: &MergeOptions) -> Result<(), Failure> {
    let target = &options.output;
    let mut builder = build::builder(&options.about, target, &options.inputs)?;
    let open = |path: &PathBuf| lists::open(path, options.read.from);
    let mut dictionaries = options.inputs.iter().map(open).collect::<Result<Vec<Dictionary>, Failure>>()?;
    let mut names: Vec<String> = options.inputs.iter().map(|path| file::name(path)).collect();
    if options.base {
        file::refuse_input_as_target("--output", target, engine.dict.as_slice())?;
        let base = engine.dictionary()?;
        names.insert(0, base.info().name);
        dictionaries.insert(0, base);
    }
    for (name, dictionary) in names.iter().zip(&dictionaries) {
        if dictionary.bigrams()?.is_some() {
            say(format_args!("warning: {name} has a bigram model, and the result has none; `seg train` counts one"));
        }
    }
    let infos: Vec<Info> = dictionaries.iter().map(Dictionary::info).collect();
    if options.about.licence.is_none() {
        builder.licence(&all_licences(infos.iter().map(|info| &*info.licence)));
        warn_of_missing_licences(&names, &infos);
    }
    if options.about.source.is_none() {
        builder.source(&distinct(infos.iter().map(|info| &*info.source)).join("; "));
    }
    let conflicts = builder.merge(&dictionaries, options.on_conflict)?;
    let words = build::write(&builder, target)?;
    let target = target.display();
    match conflicts {
        0 => say(format_args!("{target}: {words} words")),
        _ => say(format_args!("{target}: {words} words; of {conflicts} the inputs said different things")),
    }
    Ok(())
}

/// The result must not pass for being under the licences of some inputs alone, nor for free.
fn warn_of_missing_licences(names: &[String], infos: &[Info]) {
    if infos.iter().all(|info| info.licence.is_empty()) {
        say("warning: no input says its licence, and neither does the result; --licence sets it");
        return;
    }
    for (name, _) in names.iter().zip(infos).filter(|(_, info)| info.licence.is_empty()) {
        say(format_args!("warning: {name} says no licence, and the result that of the others; --licence sets it"));
    }
}

/// The texts that are not empty, each once.
fn distinct<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<&'t str> {
    let mut found = Vec::new();
    for text in texts {
        if !text.is_empty() && !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

/// The SPDX expression that says that all of the licences apply.
fn all_licences<'t>(licences: impl IntoIterator<Item = &'t str>) -> String {
    let licences = distinct(licences);
    if let [only] = licences[..] {
        return only.to_owned();
    }
    let terms = licences.into_iter().flat_map(|licence| match parts(licence, " OR ")[..] {
        [_] => parts(licence, " AND ").into_iter().map(str::to_owned).collect(),
        _ => vec![format!("({licence})")],
    });
    let terms: Vec<String> = terms.collect();
    distinct(terms.iter().map(String::as_str)).join(" AND ")
}

/// The parts of an expression between an operator, outside parentheses.
fn parts<'t>(expression: &'t str, operator: &str) -> Vec<&'t str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, _) in expression.match_indices(operator) {
        let count = |c| expression[..at].matches(c).count();
        if count('(') == count(')') {
            parts.push(&expression[start..at]);
            start = at + operator.len();
        }
    }
    parts.push(&expression[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::all_licences;

    #[test]
    fn licences_are_joined() {
        for (licences, expected) in [
            (&[][..], ""),
            (&["", "MIT", ""], "MIT"),
            (&["MIT OR Apache-2.0", "MIT OR Apache-2.0"], "MIT OR Apache-2.0"),
            (&["MIT", "Apache-2.0", "MIT"], "MIT AND Apache-2.0"),
            (&["MIT OR Apache-2.0", "MIT"], "(MIT OR Apache-2.0) AND MIT"),
            (&["MIT AND (MIT OR Apache-2.0)", "MIT", "Unicode-3.0"], "MIT AND (MIT OR Apache-2.0) AND Unicode-3.0"),
            (&["(A OR B) AND C", "A OR (B AND C)"], "(A OR B) AND C AND (A OR (B AND C))"),
            (
                &["GPL-2.0-only WITH Classpath-exception-2.0", "MIT"],
                "GPL-2.0-only WITH Classpath-exception-2.0 AND MIT",
            ),
        ] {
            assert_eq!(all_licences(licences.iter().copied()), expected);
        }
    }
}

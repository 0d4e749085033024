//! The counts that are kept, in `counts.toml`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use serde::{Deserialize, Serialize};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/counts.toml");

/// What writes it.
pub(crate) const RENEW: &str = "cargo run --release --package instructions -- --bless";

/// Instructions by what they were counted of.
pub(crate) type Counts = BTreeMap<String, u64>;

/// What decides about the counts besides the code, by what it is called.
pub(crate) type Circumstances = BTreeMap<String, String>;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Table {
    pub(crate) made_with: Circumstances,
    pub(crate) counts: Counts,
}

impl Table {
    pub(crate) fn read() -> Result<Table, String> {
        let text = fs::read_to_string(PATH).map_err(|e| e.to_string());
        let table = text.and_then(|text| toml::from_str(&text).map_err(|e| e.to_string()));
        table.map_err(|e| format!("{PATH}: {e}; to write it anew: {RENEW}"))
    }

    pub(crate) fn write(&self) -> Result<(), String> {
        let body = toml::to_string(self).expect("maps of strings and numbers are TOML");
        let head = format!("# Instructions of fixed work, counted by callgrind. Written by `{RENEW}`.\n\n");
        fs::write(PATH, head + &body).map_err(|e| format!("{PATH}: {e}"))
    }

    /// Where it was made under other circumstances, a line for each; empty if it was not.
    pub(crate) fn differences(&self, here: &Circumstances) -> String {
        let mut lines = String::new();
        for (name, now) in here {
            let kept = self.made_with.get(name).map_or("", String::as_str);
            if kept != now {
                writeln!(lines, "    {name}: {kept:?} in the table, {now:?} here").expect("strings can be written to");
            }
        }
        lines
    }
}

//! What is said of bytes that can't be decoded.

use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8};

use super::part::Part;
use super::{Show, Task};
use crate::format::{Form, Format};

/// An input, as messages name it.
#[derive(Debug)]
pub(super) struct Origin {
    pub(super) name: String,
    pub(super) encoding: &'static Encoding,
    /// Whether nothing is to be said of its bytes, or all has been said.
    pub(super) is_quiet: bool,
}

impl Default for Origin {
    fn default() -> Origin {
        Origin { name: String::new(), encoding: UTF_8, is_quiet: true }
    }
}

/// Places in a part that can't be decoded.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Damage {
    pub(super) count: u64,
    /// The first of them, in bytes of the input.
    pub(super) first: u64,
}

/// Counts the damage of each input, and tells of it when the input is through.
pub(super) struct Report {
    warn: fn(&str),
    /// How what can't be decoded is written.
    show: Show,
    format: Format,
    form: Form,
    origin: Arc<Origin>,
    damage: Damage,
}

impl Report {
    pub(super) fn new(task: &Task) -> Report {
        let &Task { warn, show, format, output: form, .. } = task;
        Report { warn, show, format, form, origin: Arc::default(), damage: Damage::default() }
    }

    /// Goes on with a part.
    pub(super) fn add(&mut self, part: &Part) {
        if !Arc::ptr_eq(&self.origin, &part.origin) {
            self.finish();
            self.origin = part.origin.clone();
        }
        if self.damage.count == 0 {
            self.damage.first = part.damage.first;
        }
        self.damage.count += part.damage.count;
    }

    /// Tells of the last input.
    pub(super) fn finish(&mut self) {
        let Damage { count, first } = std::mem::take(&mut self.damage);
        let Origin { name, encoding, is_quiet } = &*self.origin;
        if count == 0 || *is_quiet {
            return;
        }
        let kept = match (self.format, self.form) {
            _ if matches!(self.show, Show::Spots(_)) => "shown as U+FFFD",
            (Format::Jsonl, _) => "kept as base64",
            (_, Form::Utf8) if *encoding != UTF_8 => "written as U+FFFD; --output-encoding source keeps their bytes",
            _ => "kept as they are",
        };
        let (encoding, places) = (encoding.name(), if count == 1 { "1 place" } else { &format!("{count} places") });
        (self.warn)(&format!("{name}: not {encoding} in {places}, first at byte {first}; {kept}"));
    }
}

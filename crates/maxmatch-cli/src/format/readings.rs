//! Several readings of each line, with what they cost.

use maxmatch::Segmentation;
use maxmatch_explain::bits;

use super::records::Objects;
use super::{Format, Items, Writer, Written};
use crate::encoding::{Passage, append_ascii};

/// Writes the readings of one line after the other: as text a reading a line, and an empty one behind the last; as JSON lines
/// an object for each line of text.
#[derive(Debug)]
pub struct Readings {
    /// Writes their tokens.
    writer: Writer,
    is_json: bool,
}

impl Readings {
    /// Writes them as the writer would write a segmentation, which is one for this format: [`Text`](Format::Text) or
    /// [`Jsonl`](Format::Jsonl).
    pub fn new(mut writer: Writer, format: Format) -> Readings {
        let is_json = format == Format::Jsonl;
        if is_json {
            writer.style = Box::<Objects>::default();
        }
        Readings { writer, is_json }
    }

    /// Appends the readings of a line to `output`. They are without the line end, the line is with it.
    pub fn write(&mut self, line: &Passage, readings: &[Segmentation<'_, [u8]>], output: &mut Vec<u8>) -> Written {
        let encoding = self.writer.encoding;
        let [before, between, after, end] =
            if self.is_json { ["{\"readings\":[", ",", "]}", "]}\n"] } else { ["", "", "\n", "\n"] };
        append_ascii(encoding, before.as_bytes(), output);
        let mut written = Written::default();
        for (i, reading) in readings.iter().enumerate() {
            let cost = bits(reading.cost);
            let begin = match self.is_json {
                true => &format!("{{\"cost\":{cost:?},\"tokens\":["),
                false => &format!("{cost:.2}\t"),
            };
            append_ascii(encoding, [if i > 0 { between } else { "" }, begin].concat().as_bytes(), output);
            written = self.writer.write_here(line, Items::Reading(&reading.tokens), output);
            self.writer.finish(output);
            append_ascii(encoding, after.as_bytes(), output);
        }
        append_ascii(encoding, end.as_bytes(), output);
        let length = line.text().len();
        self.writer.go_on(line, length);
        Written { length, ..written }
    }
}

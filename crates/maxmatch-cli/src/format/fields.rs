//! One member of every JSON object, segmented; the rest of the line passes through.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::records::Objects;
use super::{Format, Writer};
use crate::encoding::Passage;

/// Which member is segmented, and which is written: `NAME`, in whose place its tokens are, or `NAME=NEW`, behind the others.
///
/// ```
/// use maxmatch_cli::format::Field;
///
/// assert_eq!(Field::from("body"), Field { name: "body".into(), new: None });
/// assert_eq!(Field::from("body=tokens"), Field { name: "body".into(), new: Some("tokens".into()) });
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The member whose text is segmented.
    pub name: String,
    /// The member that is added; none if the first is replaced.
    pub new: Option<String>,
}

impl From<&str> for Field {
    fn from(text: &str) -> Field {
        let (name, new) = text.split_once('=').map_or((text, None), |(name, new)| (name, Some(new)));
        Field { name: name.to_owned(), new: new.map(str::to_owned) }
    }
}

/// Writes lines of JSON: as text the segmented member stays a string, as JSON lines it is a list of objects, one for each token.
#[derive(Debug)]
pub struct Fields {
    field: Field,
    /// Writes the tokens.
    writer: Writer,
    is_json: bool,
    /// The tokens as text.
    room: Vec<u8>,
}

/// The members of an object, as they stand there.
struct Members<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Members<'t>, D::Error> {
        struct All;
        impl<'t> Visitor<'t> for All {
            type Value = Members<'t>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Members<'t>, A::Error> {
                let mut members = Vec::new();
                while let Some(Key(name)) = map.next_key()? {
                    members.push((name, map.next_value()?));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(All)
    }
}

/// A string that is borrowed if it stands there as it is.
#[derive(serde::Deserialize)]
struct Key<'t>(#[serde(borrow)] Cow<'t, str>);

impl Fields {
    /// Writes the tokens as the writer would, which is one for this format: [`Text`](Format::Text) or [`Jsonl`](Format::Jsonl).
    pub fn new(mut writer: Writer, format: Format, field: Field) -> Fields {
        let is_json = format == Format::Jsonl;
        if is_json {
            writer.style = Box::<Objects>::default();
        }
        Fields { field, writer, is_json, room: Vec::new() }
    }

    /// Appends a line to `output`. `segment` has the writer write the tokens of a text.
    ///
    /// # Errors
    ///
    /// What is wrong with the line; nothing of it is written then.
    pub fn write(
        &mut self,
        line: &[u8],
        output: &mut Vec<u8>,
        mut segment: impl FnMut(&Passage, &mut Writer, &mut Vec<u8>),
    ) -> Result<(), String> {
        let (body, end) = line.split_at(line.trim_ascii_end().len());
        let body = body.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(body);
        if body.is_empty() {
            output.extend_from_slice(end);
            return Ok(());
        }
        let Members(members) = serde_json::from_slice(body).map_err(|error| format!("no JSON object: {error}"))?;
        let start = output.len();
        let written = self.write_members(&members, output, &mut segment);
        if written.is_err() {
            output.truncate(start);
        } else {
            output.extend_from_slice(end);
        }
        written
    }

    fn write_members(
        &mut self,
        members: &[(Cow<'_, str>, &RawValue)],
        output: &mut Vec<u8>,
        segment: &mut impl FnMut(&Passage, &mut Writer, &mut Vec<u8>),
    ) -> Result<(), String> {
        let Field { name, new } = self.field.clone();
        if let Some(new) = new.as_ref().filter(|new| members.iter().any(|(name, _)| name == *new)) {
            return Err(format!("there is a member {new:?} already; say another name behind --json-field {name}="));
        }
        output.push(b'{');
        let mut is_first = true;
        for (member, value) in members {
            begin_member(member, &mut is_first, output);
            if new.is_some() || *member != name {
                output.extend_from_slice(value.get().as_bytes());
            } else {
                self.write_value(value, output, segment)?;
            }
        }
        let value = members.iter().rev().find(|(member, _)| *member == name);
        if let (Some(new), Some((_, value))) = (new, value) {
            begin_member(&new, &mut is_first, output);
            self.write_value(value, output, segment)?;
        }
        output.push(b'}');
        Ok(())
    }

    /// Writes the tokens of a string, or those of each string of a list.
    fn write_value(
        &mut self,
        value: &RawValue,
        output: &mut Vec<u8>,
        segment: &mut impl FnMut(&Passage, &mut Writer, &mut Vec<u8>),
    ) -> Result<(), String> {
        let json = value.get();
        match json.as_bytes().first() {
            Some(b'"') => {
                let Key(text) =
                    serde_json::from_str(json).map_err(|error| format!("member {}: {error}", self.name()))?;
                self.write_tokens(&text, output, segment);
            }
            Some(b'[') => {
                let texts: Vec<Key<'_>> = serde_json::from_str(json)
                    .map_err(|error| format!("member {} is a list, but not of strings alone: {error}", self.name()))?;
                output.push(b'[');
                for (Key(text), i) in texts.iter().zip(0..) {
                    if i > 0 {
                        output.push(b',');
                    }
                    self.write_tokens(text, output, segment);
                }
                output.push(b']');
            }
            Some(b'n') => output.extend_from_slice(json.as_bytes()),
            _ => return Err(format!("member {} is no string, list of strings or null", self.name())),
        }
        Ok(())
    }

    fn write_tokens(
        &mut self,
        text: &str,
        output: &mut Vec<u8>,
        segment: &mut impl FnMut(&Passage, &mut Writer, &mut Vec<u8>),
    ) {
        let passage = Passage::from(text.as_bytes());
        self.writer.base = 0;
        if self.is_json {
            output.push(b'[');
            segment(&passage, &mut self.writer, output);
            self.writer.finish(output);
            output.push(b']');
            return;
        }
        self.room.clear();
        segment(&passage, &mut self.writer, &mut self.room);
        self.writer.finish(&mut self.room);
        let text = std::str::from_utf8(&self.room).expect("tokens of a string, and a separator that is one");
        serde_json::to_writer(output, text).expect("a vector takes everything");
    }

    fn name(&self) -> String {
        format!("{:?}", self.field.name)
    }
}

fn begin_member(name: &str, is_first: &mut bool, output: &mut Vec<u8>) {
    if !std::mem::replace(is_first, false) {
        output.push(b',');
    }
    serde_json::to_writer(&mut *output, name).expect("a vector takes everything");
    output.push(b':');
}

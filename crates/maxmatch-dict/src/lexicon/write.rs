//! The way back: from entries to lines.

use super::error::Quoted;
use super::lines::Lines;
use super::{Fields, Format};
use crate::error::{Error, ErrorKind};

impl Format {
    /// Appends an entry to `output` as a line that reads back as the same entry. [`Plain`](Format::Plain) leaves out the
    /// frequency and the tag. A [`Jieba`](Format::Jieba) word may hold spaces.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Entry`](crate::ErrorKind::Entry) when no line of this format is read as this entry: a word with a
    /// tab in [`Tsv`](Format::Tsv), a tag that is no ASCII word in [`Jieba`](Format::Jieba). `output` stays as it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use maxmatch_dict::lexicon::Format;
    ///
    /// let mut lines = String::new();
    /// Format::Tsv.write("New York", 5, Some("地名"), &mut lines)?;
    /// Format::Jieba.write("New York", 5, Some("ns"), &mut lines)?;
    /// Format::Plain.write("New York", 5, Some("ns"), &mut lines)?;
    /// assert_eq!(lines, "New York\t5\t地名\nNew York 5 ns\nNew York\n");
    /// assert!(Format::Jieba.write("New York", 5, Some("地名"), &mut lines).is_err());
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn write(self, word: &str, frequency: u32, tag: Option<&str>, output: &mut String) -> Result<(), Error> {
        let tag = tag.filter(|tag| !tag.is_empty());
        let (line, entry) = match self {
            Format::Plain => (format!("{word}\n"), Fields { word, frequency: None, tag: None }),
            Format::Tsv => {
                let line = format!("{word}\t{frequency}\t{}\n", tag.unwrap_or_default());
                (line, Fields { word, frequency: Some(frequency), tag })
            }
            Format::Jieba => {
                let line =
                    tag.map_or_else(|| format!("{word} {frequency}\n"), |tag| format!("{word} {frequency} {tag}\n"));
                (line, Fields { word, frequency: Some(frequency), tag })
            }
        };
        // Whatever a format has no room for shows in the reading.
        if self.read(&line) != Some(entry) {
            let with = tag.map(|tag| format!(" with the tag {}", Quoted(tag))).unwrap_or_default();
            let remedy = match self {
                Format::Jieba => "choose tsv",
                Format::Tsv => "leave it out, or choose plain, which has no frequencies and tags",
                Format::Plain => "leave it out",
            };
            let message = format!("a {self} list can't hold {}{with}; {remedy}", Quoted(word));
            return Err(Error::new(ErrorKind::Entry, message));
        }
        output.push_str(&line);
        Ok(())
    }

    /// The only entry of a text.
    fn read(self, text: &str) -> Option<Fields<'_>> {
        let mut lines = Lines::new(text);
        let line = lines.next().filter(|_| lines.next().is_none())?;
        self.fields(line.text).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Dictionary;
    use crate::lexicon::Lexicon;

    /// Text with what is special in some format.
    fn texts() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec!["词", "a", "5", "nz", " ", "\t", "\r", "\u{3000}", "\u{feff}", "\0"]);
        prop::collection::vec(pieces, 1..5).prop_map(|pieces| pieces.concat())
    }

    /// Words and tags that every list can hold.
    fn plain_rows() -> impl Strategy<Value = Vec<(String, u32, Option<String>)>> {
        let row = ("[词典a1]{1,3}( [词典a1n]{1,3}){0,2}", any::<u32>(), prop::option::of("[a-z]{1,3}"));
        prop::collection::vec(row, 0..20)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(word in texts(), frequency in any::<u32>(), tag in prop::option::of(texts())) {
            for &format in Format::ALL {
                let mut line = String::from("前 1\n");
                let written = format.write(&word, frequency, tag.as_deref(), &mut line);
                let Some(line) = line.strip_prefix("前 1\n").filter(|line| !line.is_empty()) else {
                    prop_assert_eq!(written.unwrap_err().kind(), ErrorKind::Entry);
                    continue;
                };
                let lexicon = Lexicon::read("list", line.as_bytes(), Some(format)).unwrap();
                let entries = lexicon.entries().collect::<Result<Vec<_>, _>>().unwrap();
                prop_assert_eq!(entries.len(), 1);
                prop_assert_eq!(entries[0].word, &word);
                if format != Format::Plain {
                    prop_assert_eq!((entries[0].frequency, entries[0].tag), (Some(frequency), tag.as_deref()));
                }
            }
        }

        #[test]
        fn what_was_built_is_built_again(rows in plain_rows()) {
            let mut builder = Dictionary::builder();
            for (word, frequency, tag) in &rows {
                builder.add(word, *frequency, tag.as_deref()).unwrap();
            }
            let dictionary = builder.build().unwrap();
            for format in [Format::Jieba, Format::Tsv] {
                let mut text = String::new();
                for word in dictionary.iter().unwrap() {
                    format.write(word.text(), word.frequency(), word.tag(), &mut text).unwrap();
                }
                // The format shows by itself.
                let lexicon = Lexicon::read("list", text.as_bytes(), None).unwrap();
                let again = Dictionary::builder().add_lexicon(&lexicon).unwrap().build().unwrap();
                prop_assert_eq!(again.fingerprint(), dictionary.fingerprint());
            }
        }
    }

    #[test]
    fn what_cannot_be_written_is_named() {
        for (format, word, tag, expected) in [
            (Format::Jieba, "北京", Some("地名"), "a jieba list can't hold \"北京\" with the tag \"地名\"; choose tsv"),
            (Format::Tsv, "a\tb", None, "a tsv list can't hold \"a\\tb\"; leave it out, or choose plain"),
            (Format::Tsv, " a", None, "a tsv list can't hold \" a\"; "),
            (Format::Plain, "a\r", None, "a plain list can't hold \"a\\r\"; leave it out"),
        ] {
            let message = format.write(word, 1, tag, &mut String::new()).unwrap_err().to_string();
            assert!(message.starts_with(expected), "{message}");
        }
    }
}

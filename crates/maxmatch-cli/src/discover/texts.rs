//! Texts that are read more than once, in pieces of whole lines.

use std::env;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use encoding_rs::Decoder;

use crate::encoding::{Choice, SAMPLE, Sniffed};
use crate::failure::Failure;
use crate::file;

/// How much is read at once, in bytes.
const CHUNK: usize = 1 << 18;

/// The longest line that is waited for, in bytes of UTF-8. A longer one is cut where reading ends.
const LONGEST_LINE: usize = 1 << 20;

/// Texts, one after the other.
pub(super) struct Texts {
    sources: Vec<(String, File)>,
    encoding: Choice,
}

impl Texts {
    /// Opens files. What can be read only once, such as standard input, is copied into a temporary file.
    pub(super) fn open(paths: &[PathBuf], encoding: Choice) -> Result<Texts, Failure> {
        Ok(Texts { sources: paths.iter().map(|path| source(path)).collect::<Result<_, _>>()?, encoding })
    }

    /// How long they are altogether, in bytes. None if one of them is no file.
    pub(super) fn size(&self) -> Option<u64> {
        let size =
            |(_, source): &(_, File)| source.metadata().ok().filter(|data| data.is_file()).map(|data| data.len());
        self.sources.iter().map(size).sum()
    }

    /// Their pieces, from the beginning.
    pub(super) fn pieces(&self) -> Pieces<'_> {
        Pieces { texts: self, next: 0, current: None, rest: String::new(), bytes: Vec::new() }
    }
}

/// A text and what it is called.
fn source(path: &Path) -> Result<(String, File), Failure> {
    let name = file::name(path);
    let copy = |mut from: Box<dyn Read>| {
        let mut copy = tempfile::tempfile()?;
        io::copy(&mut from, &mut copy).map(|_| copy)
    };
    let copied = |from| {
        copy(from).map_err(|error| {
            let folder = env::temp_dir();
            let folder = folder.display();
            Failure::new(format!("{name}: copying it to a file in {folder} (TMPDIR names another folder): {error}"))
        })
    };
    if path.as_os_str() == "-" {
        return copied(Box::new(io::stdin().lock())).map(|copy| (name.clone(), copy));
    }
    let open = || File::open(path).and_then(|file| Ok((file.metadata()?.is_file(), file)));
    let (is_file, file) = open().map_err(|error| Failure::new(format!("{name}: {error}")))?;
    let source = if is_file { file } else { copied(Box::new(file))? };
    Ok((name.clone(), source))
}

/// The pieces of texts.
pub(super) struct Pieces<'t> {
    texts: &'t Texts,
    /// The text that comes after the current one.
    next: usize,
    current: Option<Current<'t>>,
    /// What is decoded and in no piece yet.
    rest: String,
    bytes: Vec<u8>,
}

struct Current<'t> {
    name: &'t str,
    source: &'t File,
    decoder: Decoder,
    is_undecodable: bool,
}

/// What a piece is made of.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// Lines; all end in a line feed, but for one that is too long.
    pub(super) text: String,
    /// How many bytes of the file have been read for it.
    pub(super) bytes: u64,
    /// What is to be said of the text that ends here.
    pub(super) warning: Option<String>,
}

impl Pieces<'_> {
    /// Reads the next piece. False at the end of the last text.
    pub(super) fn next(&mut self, piece: &mut Piece) -> Result<bool, Failure> {
        *piece = Piece { text: std::mem::take(&mut piece.text), ..Piece::default() };
        piece.text.clear();
        loop {
            if self.current.is_none() && !self.begin()? {
                return Ok(false);
            }
            let is_end = self.read(piece)?;
            if is_end && !self.rest.is_empty() {
                self.rest.push('\n');
            }
            let end = match self.rest.rfind('\n') {
                Some(at) => at + 1,
                None if self.rest.len() > LONGEST_LINE => self.rest.len(),
                None => 0,
            };
            piece.text.extend(self.rest.drain(..end));
            if is_end || end > 0 {
                return Ok(true);
            }
        }
    }

    /// Begins the next text, and finds out its encoding. False if there is none.
    fn begin(&mut self) -> Result<bool, Failure> {
        let Some((name, source)) = self.texts.sources.get(self.next) else { return Ok(false) };
        self.next += 1;
        let mut source: &File = source;
        self.bytes.clear();
        let read = source.rewind().and_then(|()| source.take(SAMPLE as u64).read_to_end(&mut self.bytes));
        read.map_err(|error| Failure::new(format!("{name}: {error}")))?;
        let Sniffed::Encoding(encoding) = self.texts.encoding.sniff(&self.bytes, self.bytes.len() < SAMPLE) else {
            unreachable!("so many bytes decide")
        };
        let decoder = encoding.new_decoder_with_bom_removal();
        self.current = Some(Current { name, source, decoder, is_undecodable: false });
        Ok(true)
    }

    /// Decodes what was read, or reads more. True at the end of the text.
    fn read(&mut self, piece: &mut Piece) -> Result<bool, Failure> {
        let Pieces { current, rest, bytes, .. } = self;
        let text = current.as_mut().expect("a text is begun");
        if bytes.is_empty() {
            let read = text.source.take(CHUNK as u64).read_to_end(bytes);
            read.map_err(|error| Failure::new(format!("{}: {error}", text.name)))?;
        }
        let is_end = bytes.is_empty();
        let room = text.decoder.max_utf8_buffer_length(bytes.len()).expect("it fits into memory");
        rest.reserve(room);
        let (.., is_undecodable) = text.decoder.decode_to_string(bytes, rest, is_end);
        text.is_undecodable |= is_undecodable;
        piece.bytes += bytes.len() as u64;
        bytes.clear();
        if is_end {
            piece.warning = text.is_undecodable.then(|| {
                let encoding = text.decoder.encoding().name();
                format!(
                    "{}: not all of it is {encoding}: what can't be decoded is no part of a word; -E says what it is",
                    text.name
                )
            });
            *current = None;
        }
        Ok(is_end)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn pieces(files: &[&[u8]], encoding: &str) -> Vec<Piece> {
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = (0..files.len()).map(|i| folder.path().join(i.to_string())).collect();
        paths.iter().zip(files).for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
        let texts = Texts::open(&paths, encoding.parse().unwrap()).unwrap();
        assert_eq!(texts.size(), Some(files.iter().map(|bytes| bytes.len() as u64).sum()));
        let read = || {
            let (mut pieces, mut all, mut piece) = (texts.pieces(), Vec::new(), Piece::default());
            while pieces.next(&mut piece).unwrap() {
                all.push(std::mem::take(&mut piece));
            }
            all
        };
        let all = read();
        assert_eq!(read(), all, "a second time");
        assert_eq!(all.iter().map(|piece| piece.bytes).sum::<u64>(), texts.size().unwrap());
        all
    }

    #[test]
    fn encodings() {
        for (bytes, encoding, expected) in [
            (&b""[..], "utf-8", ""),
            ("研究\n生命".as_bytes(), "utf-8", "研究\n生命\n"),
            ("\u{FEFF}研究\n".as_bytes(), "utf-8", "研究\n"),
            (b"\xD1\xD0\xBE\xBF\n", "gbk", "研究\n"),
            (b"\xD1\xD0\xBE\xBF\n", "auto", "研究\n"),
            (b"\xFF\xFE\x14\x78", "utf-8", "研\n"),
        ] {
            let found = pieces(&[bytes], encoding);
            assert_eq!(found.iter().map(|piece| &*piece.text).collect::<String>(), expected, "{encoding} {bytes:?}");
            assert!(found.iter().all(|piece| piece.warning.is_none()), "{encoding} {bytes:?}");
        }
        let found = pieces(&["研".as_bytes(), b"\xD1\xD0", "究".as_bytes()], "utf-8");
        assert_eq!(found.iter().filter(|piece| piece.warning.is_some()).count(), 1);
        assert_eq!(found.iter().map(|piece| &*piece.text).collect::<String>(), "研\n\u{FFFD}\u{FFFD}\n究\n");
    }

    #[test]
    fn lines_stay_whole_unless_they_are_long() {
        let short = "研究生命\n".repeat(100_000);
        let found = pieces(&[short.as_bytes()], "utf-8");
        assert!(found.len() > 1 && found.iter().all(|piece| piece.text.is_empty() || piece.text.ends_with('\n')));
        assert_eq!(found.iter().map(|piece| &*piece.text).collect::<String>(), short);
        let long = "研".repeat(LONGEST_LINE);
        let found = pieces(&[long.as_bytes()], "utf-8");
        assert!(found.len() > 2 && found.iter().all(|piece| piece.text.len() < LONGEST_LINE + 2 * CHUNK));
        assert_eq!(found.iter().map(|piece| &*piece.text).collect::<String>(), long + "\n");
    }
}

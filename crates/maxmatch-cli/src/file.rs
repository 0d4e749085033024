//! Reading files: whole, or line by line.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// What a file is called in messages.
pub(crate) fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}

/// The bytes of a file, or for `-` of standard input.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = || match path.as_os_str() == "-" {
        true => {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map(|_| bytes)
        }
        false => fs::read(path),
    };
    read().map_err(|e| Failure::new(format!("{}: {e}", name(path))))
}

/// The text of a file, or for `-` of standard input, without a byte order mark.
pub(crate) fn utf8(path: &Path) -> Result<String, Failure> {
    let mut text = String::from_utf8(bytes(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let lines = error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count();
        Failure::not_utf8(&name(path), lines as u64 + 1, at as u64)
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

/// What is written takes the place of what was there: of no input. `option` names the target.
pub(crate) fn refuse_input_as_target<'p>(
    option: &str,
    target: &Path,
    inputs: impl IntoIterator<Item = &'p PathBuf>,
) -> Result<(), Failure> {
    match inputs.into_iter().any(|input| input.as_os_str() != "-" && is_same(input, target)) {
        true => Err(Failure::new(format!(
            "{option} {}: this is one of the inputs, which it would replace; name another file",
            target.display()
        ))),
        false => Ok(()),
    }
}

/// What is written is mapped later: it can't go to standard output. `option` names the target.
pub(crate) fn refuse_stream_as_target(option: &str, target: &Path) -> Result<(), Failure> {
    match target.as_os_str() == "-" {
        true => {
            Err(Failure::new(format!("{option} -: a dictionary is a file; name one (./- for a file of this name)")))
        }
        false => Ok(()),
    }
}

/// Two things that are written need two places. `option` names the second.
pub(crate) fn refuse_target_twice(option: &str, target: &Path, other: &Path) -> Result<(), Failure> {
    match is_same(target, other) {
        true => Err(Failure::new(format!(
            "{option} {}: this is the target of --output too, and one would replace the other; name another file",
            target.display()
        ))),
        false => Ok(()),
    }
}

/// Whether two paths lead to one place, be there a file already or not.
fn is_same(a: &Path, b: &Path) -> bool {
    let place = |path: &Path| {
        path.canonicalize().ok().or_else(|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Some(folder.canonicalize().ok()?.join(path.file_name()?))
        })
    };
    let is_stream = |path: &Path| path.as_os_str() == "-";
    a == b || !is_stream(a) && !is_stream(b) && place(a).is_some_and(|place_of_a| place(b) == Some(place_of_a))
}

/// What standard input holds can be read once.
pub(crate) fn refuse_standard_input_twice<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Result<(), Failure> {
    match paths.into_iter().filter(|path| path.as_os_str() == "-").nth(1) {
        Some(_) => Err(Failure::new("-: standard input can be read only once; write it to a file and name that")),
        None => Ok(()),
    }
}

/// How much of a text is read at once, in bytes.
const CHUNK: u64 = 1 << 18;

/// A text that is read some lines at a time.
pub(crate) struct Text {
    name: String,
    reader: Box<dyn BufRead>,
}

impl Text {
    /// Opens a file, or for `-` standard input.
    pub(crate) fn open(path: &Path) -> Result<Text, Failure> {
        let name = name(path);
        let reader: Box<dyn BufRead> = match path.as_os_str() == "-" {
            true => Box::new(io::stdin().lock()),
            false => Box::new(BufReader::new(File::open(path).map_err(|e| Failure::new(format!("{name}: {e}")))?)),
        };
        Ok(Text { name, reader })
    }

    /// Reads the next lines: a quarter of a megabyte, and what the last line has more. False at the end.
    pub(crate) fn read(&mut self, lines: &mut Vec<u8>) -> Result<bool, Failure> {
        let mut read = || {
            lines.clear();
            self.reader.by_ref().take(CHUNK).read_to_end(lines)?;
            if lines.last().is_some_and(|&byte| byte != b'\n') {
                self.reader.read_until(b'\n', lines)?;
            }
            Ok(!lines.is_empty())
        };
        read().map_err(|e: io::Error| Failure::new(format!("{}: {e}", self.name)))
    }
}

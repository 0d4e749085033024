//! Reading whole files.

use std::fs;
use std::io::{self, Read};
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
        Failure::not_utf8(&name(path), lines as u64 + 1, at as u64, "")
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

/// What is written takes the place of what was there: of no input. `option` names the target.
pub(crate) fn refuse_input_as_target(option: &str, target: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    let Ok(existing) = target.canonicalize() else { return Ok(()) };
    let inputs = inputs.iter().filter(|path| path.as_os_str() != "-");
    match inputs.filter_map(|path| path.canonicalize().ok()).any(|input| input == existing) {
        true => Err(Failure::new(format!(
            "{option} {}: this is one of the word lists, which it would replace; name another file",
            target.display()
        ))),
        false => Ok(()),
    }
}

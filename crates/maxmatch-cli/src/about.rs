//! What the command says of itself: version, manual, completions.

use std::io::{self, Write};
use std::path::Path;

use clap_complete::Shell;
use maxmatch_dict::Level;

use crate::args::{Arguments, Engine};
use crate::failure::Failure;

/// Writes the version; if asked for more, all that decides what the output is, the licences, and for which processors the
/// scan is that is used.
pub(crate) fn version(engine: &Engine, is_verbose: bool) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    writeln!(output, "seg {}", env!("CARGO_PKG_VERSION"))?;
    if is_verbose {
        let segmenter = engine.segmenter()?;
        let dictionary = engine.dictionary()?;
        let info = dictionary.info();
        let (major, minor, update) = unicode_segmentation::UNICODE_VERSION;
        for (key, value) in [
            ("licence", env!("CARGO_PKG_LICENSE").to_owned()),
            ("Unicode", format!("{major}.{minor}.{update}")),
            ("dictionary", format!("{} {}", info.name, info.version).trim().to_owned()),
            ("  licence", info.licence),
            ("  source", info.source),
            ("  words", info.words.to_string()),
            ("  fingerprint", dictionary.fingerprint().to_string()),
            ("analysis", segmenter.fingerprint().to_string()),
            ("scan", Level::chosen().name().to_owned()),
        ] {
            writeln!(output, "{key:16}{value}")?;
        }
    }
    Ok(())
}

/// Writes a completion script.
pub(crate) fn completions(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command_line(), "seg", &mut script);
    Ok(io::stdout().lock().write_all(&script)?)
}

/// Writes the page of the command itself, or with a folder, the pages of all subcommands into it.
pub(crate) fn manual(folder: Option<&Path>) -> Result<(), Failure> {
    match folder {
        None => Ok(clap_mangen::Man::new(Arguments::command_line()).render(&mut io::stdout().lock())?),
        Some(folder) => clap_mangen::generate_to(Arguments::command_line(), folder)
            .map_err(|e| Failure::new(format!("{}: {e}; the folder must be there and writable", folder.display()))),
    }
}

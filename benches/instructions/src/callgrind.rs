//! Counting by callgrind, the part of valgrind that simulates the processor instruction by instruction.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use maxmatch_dict::Level;

/// A program, and the function whose calls are counted: by its symbol.
pub(crate) struct Program<'p> {
    pub(crate) path: &'p Path,
    pub(crate) function: &'static str,
}

impl Program<'_> {
    /// Runs it at this level. Gives the instructions of each call of the function, those of what it calls among them, and
    /// what was written to standard output.
    ///
    /// # Errors
    ///
    /// When it can't be run, or fails, or has no such function.
    pub(crate) fn run(&self, arguments: &[&str], level: Level) -> Result<(Vec<u64>, String), String> {
        let named = |e: std::io::Error| format!("{}: {e}", self.path.display());
        let folder = tempfile::tempdir().map_err(|e| format!("{e}; set TMPDIR to a folder that is writable"))?;
        let dump = folder.path().join("dump");
        let output = valgrind()
            .args(["--quiet", "--tool=callgrind"])
            .arg(format!("--callgrind-out-file={}", dump.display()))
            .arg(format!("--toggle-collect={}", self.function))
            .arg(format!("--dump-after={}", self.function))
            .arg(self.path)
            .args(arguments)
            .env("MAXMATCH_CPU", level.name())
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(named)?;
        if !output.status.success() {
            return Err(format!("{} {}: {}", self.path.display(), arguments.join(" "), output.status));
        }
        // Each call has a dump of its own, numbered from one.
        let dumps = (1..).map(|number| dump.with_extension(number.to_string())).take_while(|path| path.exists());
        let counts: Vec<u64> =
            dumps.map(|path| total(&fs::read_to_string(path).map_err(named)?)).collect::<Result<_, _>>()?;
        if counts.is_empty() {
            return Err(format!("{}: callgrind saw no call of `{}`", self.path.display(), self.function));
        }
        let text = String::from_utf8(output.stdout).map_err(|e| format!("{}: {e}", self.path.display()))?;
        Ok((counts, text))
    }
}

/// The instructions of a dump.
fn total(dump: &str) -> Result<u64, String> {
    let total = dump.lines().find_map(|line| line.strip_prefix("summary: ")?.parse().ok());
    total.ok_or_else(|| "callgrind's dump has no line `summary: N`; see whether this valgrind works".to_owned())
}

/// What valgrind calls its version; none if it is not installed.
pub(crate) fn version() -> Result<Option<String>, String> {
    match valgrind().arg("--version").output() {
        Ok(output) if output.status.success() => Ok(Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())),
        Ok(output) => Err(format!("valgrind --version: {}; see whether it works", output.status)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("valgrind: {error}")),
    }
}

/// Valgrind, with nothing of the environment but what finds it. The C library copies by `rep movsb` on processors that are
/// quick at that, of which each byte counts as an instruction: it is not to do so.
fn valgrind() -> Command {
    let mut command = Command::new("valgrind");
    command.env_clear().env("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-ERMS");
    command.envs(env::var_os("PATH").map(|path| ("PATH", path)));
    command
}

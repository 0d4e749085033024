//! `cargo xtask dist`: what users install, each made of the last commit in a checkout of its own, and never of the working tree. So a
//! release is what the repository says, and the same commit gives the same bytes: `--check` makes all again elsewhere and compares.

mod archive;
mod bill;
mod checkout;
mod compare;
mod debian;
mod licences;
mod part;
mod seg;
mod sums;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use checkout::Checkout;
use part::Part;

/// A file for users.
struct Artefact {
    name: String,
    bytes: Vec<u8>,
}

/// What was asked for.
struct Options {
    /// In the order in which they are made.
    parts: Vec<Part>,
    out: PathBuf,
    /// Whether artefacts that are there are compared, instead of made.
    compares: bool,
}

impl Options {
    fn read(arguments: &[&str], target: &Path) -> Result<Options, String> {
        let mut options = Options { parts: Vec::new(), out: target.join("dist"), compares: false };
        let mut arguments = arguments.iter();
        while let Some(&argument) = arguments.next() {
            match argument {
                "--check" => options.compares = true,
                "--out" => options.out = arguments.next().ok_or("--out needs a folder")?.into(),
                name => match Part::ALL.into_iter().find(|part| part.name() == name) {
                    Some(part) if options.parts.contains(&part) => {}
                    Some(part) => options.parts.push(part),
                    None => {
                        let names = Part::ALL.map(Part::name).join(", ");
                        return Err(format!(
                            "dist has no part {name}; the parts are {names}, the options --out and --check"
                        ));
                    }
                },
            }
        }
        if options.parts.is_empty() {
            options.parts.extend(Part::ALL);
        }
        Ok(options)
    }
}

/// Makes the parts that `arguments` name, or all, or compares them.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Result<(), String> {
    let root = &root.canonicalize().map_err(|e| at(root, e))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    fs::create_dir_all(&target).map_err(|e| at(&target, e))?;
    let target = target.canonicalize().map_err(|e| at(&target, e))?;
    let options = Options::read(arguments, &target)?;
    match options.compares {
        false => make(&Checkout::of_last_commit(root, &target, &target.join("dist-build"))?, &options),
        true => compare::run(root, &target, &options),
    }
}

/// Makes the parts, as far as can be, and lists in SHA256SUMS what the folder then holds.
fn make(checkout: &Checkout, options: &Options) -> Result<(), String> {
    fs::create_dir_all(&options.out).map_err(|e| at(&options.out, e))?;
    let mut missing = String::new();
    for part in &options.parts {
        println!("\n== {}", part.name());
        match part.make(checkout) {
            Ok(artefacts) => artefacts.iter().try_for_each(|artefact| put(&options.out, artefact))?,
            Err(message) => missing += &format!("\n{}: {message}", part.name()),
        }
    }
    let sums = sums::of(&options.out)?;
    println!("\n{sums}");
    put(&options.out, &Artefact { name: sums::NAME.to_owned(), bytes: sums.into() })?;
    if missing.is_empty() { Ok(()) } else { Err(format!("these were not made:{missing}")) }
}

/// Writes an artefact in whole or not at all.
fn put(folder: &Path, artefact: &Artefact) -> Result<(), String> {
    let path = folder.join(&artefact.name);
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|e| at(folder, e))?;
    std::io::Write::write_all(&mut file, &artefact.bytes).map_err(|e| at(&path, e))?;
    archive::make_readable(file.path()).map_err(|e| at(&path, e))?;
    file.persist(&path).map_err(|e| at(&path, e.error))?;
    println!("{}: {} bytes", path.display(), artefact.bytes.len());
    Ok(())
}

/// What a command writes to its standard output. What it says on the other is shown.
fn output(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.stderr(std::process::Stdio::inherit()).output().map_err(|e| not_run(command, &e))?;
    if output.status.success() { Ok(output.stdout) } else { Err(format!("{command:?}: {}", output.status)) }
}

fn text_output(command: &mut Command) -> Result<String, String> {
    String::from_utf8(output(command)?).map(|text| text.trim_end().to_owned()).map_err(|e| format!("{command:?}: {e}"))
}

fn succeed(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|e| not_run(command, &e))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}; what it says is above")) }
}

fn not_run(command: &Command, error: &std::io::Error) -> String {
    let program = command.get_program().display();
    match error.kind() {
        std::io::ErrorKind::NotFound => format!("{program} is absent; xtask/setup installs it"),
        _ => format!("{program}: {error}"),
    }
}

fn at(path: &Path, error: std::io::Error) -> String {
    format!("{}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options() {
        let read = |arguments: &[&str]| {
            let Options { parts, out, compares } = Options::read(arguments, Path::new("t"))?;
            Ok::<_, String>((parts.into_iter().map(Part::name).collect::<Vec<_>>().join(" "), out, compares))
        };
        for (arguments, expected) in [
            (&[][..], ("seg deb c wheel page sbom", "t/dist", false)),
            (&["deb", "seg", "deb"], ("deb seg", "t/dist", false)),
            (&["--check", "c", "--out", "o"], ("c", "o", true)),
        ] {
            let (parts, out, compares) = expected;
            assert_eq!(read(arguments).unwrap(), (parts.to_owned(), out.into(), compares), "{arguments:?}");
        }
        for (arguments, message) in
            [(&["rpm"][..], "no part rpm"), (&["--out"], "needs a folder"), (&["--try"], "--try")]
        {
            assert!(read(arguments).unwrap_err().contains(message), "{arguments:?}");
        }
    }

    #[test]
    fn what_is_put_replaces_and_all_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        for bytes in ["first", "second, longer"] {
            put(folder.path(), &Artefact { name: "a".to_owned(), bytes: bytes.into() }).unwrap();
            assert_eq!(fs::read_to_string(folder.path().join("a")).unwrap(), bytes);
        }
        let mode =
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(folder.path().join("a")).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o644);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

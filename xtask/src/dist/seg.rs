//! The command `seg`, with its manual, completions and licences, as an archive.

use std::fs;
use std::path::{Path, PathBuf};

use super::checkout::Checkout;
use super::part::{SEG, pack};
use super::{Artefact, at, debian, licences, succeed};

pub(super) fn make(checkout: &Checkout) -> Result<Artefact, String> {
    let seg = build(checkout)?;
    let stage = checkout.stage(&format!("seg-{}-{}", checkout.version, checkout.host))?;
    fs::copy(&seg, stage.join("seg")).map_err(|e| at(&seg, e))?;
    write_manual(checkout, &seg, &stage.join("man/man1"))?;
    for (shell, file) in [("bash", "seg.bash"), ("zsh", "_seg"), ("fish", "seg.fish")] {
        write_completions(checkout, &seg, shell, &stage.join("completions").join(file))?;
    }
    checkout.copy(&["README.md", "CHANGELOG.md", "THIRD-PARTY.md"], &stage)?;
    checkout.copy(&["LICENSE-MIT", "LICENSE-APACHE", "LICENSE-UNICODE"], &stage)?;
    checkout.copy(&["crates/maxmatch-zh/LICENSE-JIEBA", "crates/maxmatch-zh/LICENSE-SEGMENT"], &stage)?;
    licences::write(checkout, &SEG, &stage)?;
    let file = stage.join("LICENSE-GLIBC");
    fs::write(&file, c_library_licence()?).map_err(|e| at(&file, e))?;
    pack(checkout, &stage)
}

/// The notice and the text for which the licence of the C library asks.
fn c_library_licence() -> Result<String, String> {
    let file = Path::new("/usr/share/common-licenses/LGPL-2.1");
    let text = fs::read_to_string(file).map_err(|e| at(file, e))?;
    let source = debian::c_library().map_or_else(String::new, |source| format!(", Debian's {source}"));
    Ok(format!(
        "seg is linked with the GNU C library{source}, which is under the GNU Lesser General Public License, version 2.1\nor \
         later. With the source of maxmatch it can be linked anew, with another version of that library.\n\n{text}"
    ))
}

/// Builds the command, stripped and linked with all that it needs, so that it runs on any Linux of that processor.
pub(super) fn build(checkout: &Checkout) -> Result<PathBuf, String> {
    let host = &checkout.host;
    if !host.ends_with("-linux-gnu") {
        return Err(format!("a static seg is made on Linux with the GNU C library, and this is {host}"));
    }
    // With --target, the flag is not for build scripts and macros, which can't be static.
    let mut cargo = checkout.command_with("cargo", &["-Ctarget-feature=+crt-static"]);
    cargo.args(["build", "--quiet", "--locked", "--release", "--package", SEG.package, "--target", host]);
    succeed(cargo.env("CARGO_PROFILE_RELEASE_STRIP", "symbols"))?;
    Ok(checkout.target.join(host).join("release/seg"))
}

/// Writes a page of the manual for each subcommand.
pub(super) fn write_manual(checkout: &Checkout, seg: &Path, folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|e| at(folder, e))?;
    succeed(checkout.command(seg).arg("man").arg(folder))
}

/// Writes the completions for a shell.
pub(super) fn write_completions(checkout: &Checkout, seg: &Path, shell: &str, file: &Path) -> Result<(), String> {
    let folder = file.parent().expect("a file has a folder");
    fs::create_dir_all(folder).map_err(|e| at(folder, e))?;
    fs::write(file, checkout.told(seg, &["completions", shell])?).map_err(|e| at(file, e))
}

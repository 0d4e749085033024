//! The command as a Debian package. It is the static one, so it depends on nothing, and one package is for all releases of Debian and
//! what descends from it. `dpkg-deb` packs it, because it is on every Debian and checks what it is given.

use std::fs;
use std::path::Path;

use super::archive::{gzip, settle, walk};
use super::checkout::Checkout;
use super::part::SEG;
use super::seg::{self, write_completions, write_manual};
use super::{Artefact, at, licences, output, text_output};

const NAME: &str = "maxmatch";
/// Counts the packages of one version.
const REVISION: u32 = 1;
const SUMMARY: &str = "Chinese word segmentation by maximum matching";
const DESCRIPTION: &str = " seg parts Chinese text into words, by a dictionary of 117,000 words, which it
 holds, and by those of its user. It says why a text is cut as it is, builds,
 checks and compares dictionaries, and compares segmentations with a standard.
";

pub(super) fn make(checkout: &Checkout) -> Result<Artefact, String> {
    let architecture = text_output(checkout.command("dpkg").arg("--print-architecture"))?;
    let seg = seg::build(checkout)?;
    let name = format!("{NAME}_{}-{REVISION}_{architecture}", checkout.version);
    let stage = checkout.stage(&name)?;
    let [bin, share, doc, control] =
        ["usr/bin", "usr/share", "usr/share/doc/maxmatch", "DEBIAN"].map(|f| stage.join(f));
    for folder in [&bin, &doc, &control] {
        fs::create_dir_all(folder).map_err(|e| at(folder, e))?;
    }
    let write = |file: &Path, text: &str| fs::write(file, text).map_err(|e| at(file, e));

    fs::copy(&seg, bin.join("seg")).map_err(|e| at(&seg, e))?;
    write_manual(checkout, &seg, &share.join("man/man1"))?;
    compress_all(&share.join("man/man1"))?;
    for (shell, file) in [
        ("bash", "bash-completion/completions/seg"),
        ("zsh", "zsh/vendor-completions/_seg"),
        ("fish", "fish/vendor_completions.d/seg.fish"),
    ] {
        write_completions(checkout, &seg, shell, &share.join(file))?;
    }
    checkout.copy(&["README.md", "THIRD-PARTY.md"], &doc)?;
    licences::write(checkout, &SEG, &doc)?;
    write(&doc.join("changelog"), &checkout.read("CHANGELOG.md")?)?;
    write(&doc.join("changelog.Debian"), &changelog(checkout)?)?;
    for name in ["changelog", "changelog.Debian", licences::NAME] {
        compress(&doc.join(name))?;
    }
    write(&doc.join("copyright"), &copyright(checkout)?)?;

    let size = size_in_kib(&stage)?;
    write(&control.join("control"), &control_file(checkout, &architecture, size, &c_library()))?;
    settle(&stage, checkout.time).map_err(|e| at(&stage, e))?;
    let package = stage.with_extension("deb");
    let mut pack = checkout.command("dpkg-deb");
    // One thread, because xz writes other blocks with several.
    pack.args(["--root-owner-group", "-Zxz", "-z9", "--threads-max=1", "--build"]).arg(&stage);
    output(pack.arg(&package))?;
    let bytes = fs::read(&package).map_err(|e| at(&package, e))?;
    Ok(Artefact { name: format!("{name}.deb"), bytes })
}

/// What the package manager reads.
fn control_file(checkout: &Checkout, architecture: &str, size: u64, c_library: &Option<String>) -> String {
    let Checkout { version, author, .. } = checkout;
    let mut control = format!(
        "Package: {NAME}\nVersion: {version}-{REVISION}\nArchitecture: {architecture}\nMaintainer: {author}\n\
         Section: text\nPriority: optional\nInstalled-Size: {size}\n"
    );
    if let Some(c_library) = c_library {
        control += &format!("Built-Using: {c_library}\n");
    }
    control + &format!("Description: {SUMMARY}\n{DESCRIPTION}")
}

/// The source package of the C library that is linked, if this is Debian.
pub(super) fn c_library() -> Option<String> {
    let mut query = std::process::Command::new("dpkg-query");
    query.args(["--show", "--showformat", "${source:Package} (= ${source:Version})", "libc6-dev"]);
    text_output(&mut query).ok()
}

fn changelog(checkout: &Checkout) -> Result<String, String> {
    let Checkout { version, author, .. } = checkout;
    let date = text_output(checkout.command("git").args(["log", "-1", "--format=%cD"]))?;
    Ok(format!(
        "{NAME} ({version}-{REVISION}) unstable; urgency=medium\n\n  * What is in this version is in changelog.gz.\n\n \
         -- {author}  {date}\n"
    ))
}

/// Whose the package is, by Debian's form 1.0. Apache's licence is on every Debian.
fn copyright(checkout: &Checkout) -> Result<String, String> {
    let text = |file: &str| checkout.read(file).map(|text| indented(&text));
    Ok(format!(
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\
         Upstream-Name: {NAME}\n\
         Comment: THIRD-PARTY.md, beside this file, says which words and tables the program holds, LICENSE-CRATES.gz which\n \
         crates, and LICENSE-RUST.html what the standard library brings, with their licences. The program is linked with\n \
         the GNU C library, which is under LGPL-2.1+ and whose source is Debian's package glibc; with the source of\n \
         {NAME} it can be linked anew, with another version.\n\
         \n\
         Files: *\nCopyright: 2026 the maxmatch developers\n           2013 Sun Junyi\n           \
         2012-2015 Zongmin Lei\n           BYVoid and the developers of OpenCC\n           1991-2024 Unicode, Inc.\n\
         License: (Expat or Apache-2.0) and Apache-2.0 and Expat-jieba and Expat-segment and Unicode-3.0\n\
         \nLicense: Expat\n{}\nLicense: Expat-jieba\n{}\nLicense: Expat-segment\n{}\nLicense: Unicode-3.0\n{}\
         \nLicense: Apache-2.0\n The text is in /usr/share/common-licenses/Apache-2.0.\n",
        text("LICENSE-MIT")?,
        text("crates/maxmatch-zh/LICENSE-JIEBA")?,
        text("crates/maxmatch-zh/LICENSE-SEGMENT")?,
        text("LICENSE-UNICODE")?,
    ))
}

/// A text as the value of a field of several lines.
fn indented(text: &str) -> String {
    let line = |line: &str| if line.trim().is_empty() { " .\n".to_owned() } else { format!(" {}\n", line.trim_end()) };
    text.trim().lines().map(line).collect()
}

fn compress_all(folder: &Path) -> Result<(), String> {
    walk(folder).map_err(|e| at(folder, e))?.iter().filter(|path| path.is_file()).try_for_each(|path| compress(path))
}

fn compress(file: &Path) -> Result<(), String> {
    let compress = || {
        let mut name = file.as_os_str().to_owned();
        name.push(".gz");
        fs::write(name, gzip(&fs::read(file)?)?)?;
        fs::remove_file(file)
    };
    compress().map_err(|e| at(file, e))
}

/// As Debian counts: each file in whole KiB, everything else as one.
fn size_in_kib(folder: &Path) -> Result<u64, String> {
    let size = |path: &std::path::PathBuf| {
        let metadata = path.symlink_metadata().map_err(|e| at(path, e))?;
        Ok(if metadata.is_file() { metadata.len().div_ceil(1024) } else { 1 })
    };
    walk(folder).map_err(|e| at(folder, e))?.iter().map(size).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_values_of_fields() {
        assert_eq!(indented("\nOne\n\n  two  \n"), " One\n .\n   two\n");
    }

    #[test]
    fn what_is_compressed_replaces_the_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("seg.1"), "text").unwrap();
        compress_all(folder.path()).unwrap();
        assert_eq!(fs::read(folder.path().join("seg.1.gz")).unwrap(), gzip(b"text").unwrap());
        assert!(!folder.path().join("seg.1").exists());
        // The file and its folder.
        assert_eq!(size_in_kib(folder.path()).unwrap(), 2);
    }
}

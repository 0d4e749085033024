//! `cargo xtask package`: the crates as their users get them. Packages all, installs the command from the packages alone,
//! and runs it; compiles what the command does not depend on, from the packages too.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use flate2::read::GzDecoder;
use tar::Archive;

/// What is published, in the order of dependence; the last is the command.
const CRATES: [&str; 9] = [
    "maxmatch-dict",
    "maxmatch",
    "maxmatch-explain",
    "maxmatch-zh",
    "maxmatch-tantivy",
    "maxmatch-sqlite",
    "maxmatch-arrow",
    "maxmatch-capi",
    COMMAND,
];
const COMMAND: &str = "maxmatch-cli";
const WHEEL: &str = "maxmatch-python";

/// Those that the command does not depend on.
const INTEGRATIONS: [&str; 4] = ["maxmatch-tantivy", "maxmatch-sqlite", "maxmatch-arrow", "maxmatch-capi"];

/// The registry's limit, in bytes.
const LARGEST: u64 = 10_000_000;

/// Files that a package must carry itself: the original, and where its copies lie. Links would do on some systems only.
const COPIES: [(&str, &[&str]); 13] = [
    ("LICENSE-MIT", &CRATES),
    ("LICENSE-APACHE", &CRATES),
    ("THIRD-PARTY.md", &CRATES),
    ("LICENSE-UNICODE", &["maxmatch-dict", "maxmatch", "maxmatch-sqlite", "maxmatch-capi", "maxmatch-cli"]),
    ("dicts/zh/SOURCE.toml", &["maxmatch-zh"]),
    ("dicts/zh/LICENSE", &["maxmatch-zh"]),
    ("dicts/zh/LICENSE-SEGMENT", &["maxmatch-zh"]),
    // The wheel, which is published elsewhere.
    ("LICENSE-MIT", &[WHEEL]),
    ("LICENSE-APACHE", &[WHEEL]),
    ("LICENSE-UNICODE", &[WHEEL]),
    ("THIRD-PARTY.md", &[WHEEL]),
    ("dicts/zh/LICENSE", &[WHEEL]),
    ("dicts/zh/LICENSE-SEGMENT", &[WHEEL]),
];

/// What the installed command is tried with, and what it must say.
const SENTENCE: (&str, &str) = ("研究生命起源\n", "研究 生命 起源\n");

/// Packages, installs and runs. `cargo package` compiles each package too; here the installation does.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    check_copies(root)?;
    let mut package = cargo(root);
    package.args(["package", "--quiet", "--no-verify", "--allow-dirty"]);
    CRATES.iter().for_each(|name| _ = package.args(["--package", name]));
    succeed(&mut package)?;

    // Outside the workspace, so that nothing in it can be found by accident.
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let mut patches = Vec::new();
    for name in CRATES {
        let unpacked = folder.path().join(unpack(&root.join("target/package"), name, folder.path())?);
        if name != COMMAND && !INTEGRATIONS.contains(&name) {
            patches.extend(["--config".to_owned(), format!("patch.crates-io.{name}.path={unpacked:?}")]);
        }
    }
    let unpacked = |name| folder.path().join(name_with_version(name));
    let mut install = cargo(folder.path());
    install.args(["install", "--quiet", "--no-track", "--root", "installed"]).args(&patches);
    succeed(install.arg("--path").arg(unpacked(COMMAND)))?;
    for name in INTEGRATIONS {
        succeed(cargo(&unpacked(name)).args(["check", "--quiet"]).args(&patches))?;
    }
    try_command(&folder.path().join("installed/bin/seg"))
}

fn check_copies(root: &Path) -> Result<(), String> {
    let read = |path: &str| fs::read(root.join(path)).map_err(|e| format!("{path}: {e}"));
    for (original, packages) in COPIES {
        for package in packages {
            let copy = format!("crates/{package}/{}", name_in_package(original));
            if read(&copy)? != read(original)? {
                return Err(format!("{copy} differs from {original}; copy that over it"));
            }
        }
    }
    Ok(())
}

/// The name of a copy: that of the original, unless it says too little outside its folder.
fn name_in_package(original: &str) -> &str {
    match original.rsplit_once('/') {
        Some((_, "LICENSE")) => "LICENSE-JIEBA",
        Some((_, name)) => name,
        None => original,
    }
}

/// Unpacks `name`'s package and gives the name of the folder that comes out.
fn unpack(packages: &Path, name: &str, into: &Path) -> Result<String, String> {
    let unpacked = name_with_version(name);
    let path = packages.join(format!("{unpacked}.crate"));
    let at_path = |e: std::io::Error| format!("{}: {e}", path.display());
    let bytes = fs::read(&path).map_err(at_path)?;
    println!("{unpacked}.crate: {} bytes", bytes.len());
    if bytes.len() as u64 > LARGEST {
        return Err(format!("{unpacked}.crate is larger than {LARGEST} bytes; see its `include`"));
    }
    Archive::new(GzDecoder::new(&*bytes)).unpack(into).map_err(at_path)?;
    Ok(unpacked)
}

fn name_with_version(name: &str) -> String {
    format!("{name}-{}", env!("CARGO_PKG_VERSION"))
}

fn try_command(seg: &Path) -> Result<(), String> {
    let (input, expected) = SENTENCE;
    let failed = |e: std::io::Error| format!("{}: {e}", seg.display());
    let mut child = Command::new(seg).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(failed)?;
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).map_err(failed)?;
    let output = child.wait_with_output().map_err(failed)?;
    let words = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || words != expected {
        return Err(format!("seg, installed from the packages: {}, {words:?} instead of {expected:?}", output.status));
    }
    println!("seg, installed from the packages: {} → {}", input.trim(), words.trim());
    Ok(())
}

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder);
    cargo
}

fn succeed(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|e| format!("{command:?}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}")) }
}

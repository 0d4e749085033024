//! `--check`: whether a clean checkout in another folder gives the same artefacts, and whether they hold paths of this machine.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use flate2::read::GzDecoder;

use super::archive::walk;
use super::checkout::Checkout;
use super::part::Part;
use super::{Options, at, make, output, sums};
use crate::dict::source::sha256;

/// What is in an archive: a description of each member by its path.
type Members = BTreeMap<String, String>;

/// Makes the parts anew and compares them with those that are there. What was made stays if it differs.
pub(super) fn run(root: &Path, target: &Path, options: &Options) -> Result<(), String> {
    let mut there = sums::by_name(&options.out)?;
    let folder = target.join("dist-check");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|e| at(&folder, e))?;
    }
    let checkout = Checkout::of_last_commit(root, target, &folder)?;
    let anew = folder.join("dist");
    make(&checkout, &Options { out: anew.clone(), parts: options.parts.clone(), compares: false })?;
    let made = sums::by_name(&anew)?;
    if options.parts.len() < Part::ALL.len() {
        there.retain(|name, _| made.contains_key(name));
    }

    let mut findings = Vec::new();
    let names: BTreeSet<&String> = there.keys().chain(made.keys()).collect();
    for name in names {
        match (there.get(name), made.get(name)) {
            (Some(one), Some(other)) if one == other => println!("same: {name}"),
            (Some(_), Some(_)) => {
                let [old, new] =
                    [&options.out, &anew].map(|folder| members(&folder.join(name), &folder_of(&folder.join(name))));
                let differences = differences(&old?, &new?);
                findings.push(format!("{name} differs: {}", differences.join(", ")));
            }
            (None, _) => findings.push(format!("{name} is not in {}", options.out.display())),
            (_, None) => findings.push(format!("{name} is in {} and not made any more", options.out.display())),
        }
        if made.contains_key(name) {
            let unpacked = folder_of(&anew.join(name));
            members(&anew.join(name), &unpacked)?;
            findings.extend(leaks(&unpacked, &checkout)?.into_iter().map(|leak| format!("{name}: {leak}")));
        }
    }
    if findings.is_empty() {
        return fs::remove_dir_all(&folder).map_err(|e| at(&folder, e));
    }
    Err(format!("{}\nwhat was made anew is in {}", findings.join("\n"), anew.display()))
}

/// Where an artefact is unpacked.
fn folder_of(artefact: &Path) -> std::path::PathBuf {
    let mut name = artefact.as_os_str().to_owned();
    name.push(".members");
    name.into()
}

/// Unpacks an artefact, and says what is in it. A file that is no archive is its own only member.
fn members(artefact: &Path, into: &Path) -> Result<Members, String> {
    if into.exists() {
        fs::remove_dir_all(into).map_err(|e| at(into, e))?;
    }
    fs::create_dir_all(into).map_err(|e| at(into, e))?;
    let name = artefact.to_string_lossy();
    if name.ends_with(".tar.gz") {
        let file = fs::File::open(artefact).map_err(|e| at(artefact, e))?;
        tar::Archive::new(GzDecoder::new(file)).unpack(into).map_err(|e| at(artefact, e))?;
    } else if name.ends_with(".deb") {
        output(Command::new("dpkg-deb").arg("--raw-extract").arg(artefact).arg(into))?;
    } else if name.ends_with(".whl") {
        output(Command::new("python3").args(["-m", "zipfile", "--extract"]).arg(artefact).arg(into))?;
    } else {
        fs::copy(artefact, into.join(artefact.file_name().expect("it has one"))).map_err(|e| at(artefact, e))?;
    }
    walk(into)
        .and_then(|paths| {
            let member = |path: &std::path::PathBuf| {
                let name = path.strip_prefix(into).expect("it is below").to_string_lossy().into_owned();
                Ok((name, describe(path)?))
            };
            paths.iter().skip(1).map(member).collect()
        })
        .map_err(|e| at(into, e))
}

fn describe(path: &Path) -> std::io::Result<String> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let metadata = path.symlink_metadata()?;
    if metadata.is_symlink() {
        return Ok(format!("→ {}", fs::read_link(path)?.display()));
    }
    let mode = metadata.permissions().mode();
    if metadata.is_dir() {
        // Its time is that of its unpacking.
        return Ok(format!("{mode:o}"));
    }
    Ok(format!("{mode:o} {} {}", metadata.mtime(), sha256(&fs::read(path)?)))
}

/// The members that are not the same on both sides.
fn differences(old: &Members, new: &Members) -> Vec<String> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differing: Vec<String> = names.into_iter().filter(|&name| old.get(name) != new.get(name)).cloned().collect();
    if differing.is_empty() { vec!["only in how it is packed".to_owned()] } else { differing }
}

/// Files below a folder that hold a path of this machine.
fn leaks(folder: &Path, checkout: &Checkout) -> Result<Vec<String>, String> {
    let paths: Vec<&str> = checkout.paths().filter_map(Path::to_str).collect();
    let mut found = Vec::new();
    for file in walk(folder).map_err(|e| at(folder, e))?.iter().filter(|path| !path.is_symlink() && path.is_file()) {
        let bytes = fs::read(file).map_err(|e| at(file, e))?;
        let name = file.strip_prefix(folder).expect("it is below").display();
        found.extend(held(&bytes, &paths).map(|path| format!("{name} holds the path {path}")));
    }
    Ok(found)
}

fn held<'p>(bytes: &[u8], paths: &'p [&str]) -> impl Iterator<Item = &'p str> {
    let holds = |path: &&str| bytes.windows(path.len()).any(|window| window == path.as_bytes());
    paths.iter().copied().filter(holds).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::archive::tar_gz;
    use super::*;

    #[test]
    fn what_differs_is_named_by_member() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("top");
        fs::create_dir(&folder).unwrap();
        let packed = |contents: &[(&str, &str)], time| {
            for (name, contents) in contents {
                fs::write(folder.join(name), contents).unwrap();
            }
            let archive = temporary.path().join("a.tar.gz");
            fs::write(&archive, tar_gz(&folder, time).unwrap()).unwrap();
            members(&archive, &folder_of(&archive)).unwrap()
        };
        let first = packed(&[("same", "1"), ("other", "1")], 9);
        let second = packed(&[("other", "2"), ("new", "3")], 9);
        assert_eq!(differences(&first, &first), ["only in how it is packed"]);
        assert_eq!(differences(&first, &second), ["top/new", "top/other"]);
        let later = packed(&[], 10);
        assert_eq!(differences(&second, &later), ["top/new", "top/other", "top/same"]);
    }

    #[test]
    fn a_path_is_found_wherever_it_stands() {
        let paths = ["/home/a", "/usr/b"];
        assert_eq!(held(b"\0/home/a/x/usr/b", &paths).collect::<Vec<_>>(), paths);
        assert_eq!(held(b"/home/b /usr", &paths).count(), 0);
        assert_eq!(held(b"", &paths).count(), 0);
    }
}

//! The licences of the crates that are compiled in, which ask to go with the program: each text once, with the crates that carry it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::at;
use super::checkout::Checkout;
use super::part::Product;

pub(super) const NAME: &str = "LICENSE-CRATES";

const TITLE: &str =
    "The crates that are compiled in, with their licences as they declare them. The texts that they carry follow.\n";
const RULE: &str = "================================================================================";

/// A crate of a registry, and its licence.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    /// Name and version, as its folder is called.
    name: String,
    licence: String,
}

/// Writes the licences of a product's crates into a folder, and those of Rust's standard library as its makers list them.
pub(super) fn write(checkout: &Checkout, product: &Product, folder: &Path) -> Result<(), String> {
    let file = folder.join(NAME);
    fs::write(&file, of(checkout, product)?).map_err(|e| at(&file, e))?;
    let listed = checkout.sysroot.join("share/doc/rust/COPYRIGHT-library.html");
    fs::copy(&listed, folder.join("LICENSE-RUST.html")).map(drop).map_err(|e| at(&listed, e))
}

/// The licences of all crates that a product has from a registry.
fn of(checkout: &Checkout, product: &Product) -> Result<String, String> {
    let tree = checkout.told(
        "cargo",
        &[
            "tree",
            "--quiet",
            "--locked",
            "--package",
            product.package,
            "--edges=normal,no-proc-macro",
            "--prefix=none",
            "--format={p}|{l}",
            "--target",
            &checkout.host,
        ],
    )?;
    let crates = crates(&String::from_utf8_lossy(&tree));
    let mut texts = BTreeMap::<String, BTreeSet<&str>>::new();
    for Crate { name, .. } in &crates {
        let folder = checkout.registries.iter().map(|registry| registry.join(name)).find(|folder| folder.is_dir());
        let folder = folder.ok_or_else(|| format!("{name} is not where cargo keeps the sources of crates"))?;
        for text in texts_of(&folder)? {
            texts.entry(text).or_default().insert(name);
        }
    }
    Ok(page(&crates, &texts))
}

/// The crates of a registry in what `cargo tree` lists. Those of the workspace have a folder behind their version.
fn crates(tree: &str) -> BTreeSet<Crate> {
    let parse = |line: &str| {
        let (package, licence) = line.split_once('|')?;
        let (name, version) = package.split_once(" v")?;
        let is_foreign = !version.contains('(');
        // A crate that was listed before is marked.
        let licence = licence.trim_end_matches(" (*)").to_owned();
        is_foreign.then(|| Crate { name: format!("{name}-{version}"), licence })
    };
    tree.lines().filter_map(parse).collect()
}

/// The files of a crate that a lawyer would want, in the order of their names.
fn texts_of(folder: &Path) -> Result<Vec<String>, String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| at(folder, e))? {
        let path = entry.map_err(|e| at(folder, e))?.path();
        let name = path.file_name().expect("an entry has one").to_string_lossy().to_uppercase();
        let is_licence =
            ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|word| name.starts_with(word));
        if is_licence && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    let read = |path: &PathBuf| {
        let bytes = fs::read(path).map_err(|e| at(path, e))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    files.iter().map(read).collect()
}

fn page(crates: &BTreeSet<Crate>, texts: &BTreeMap<String, BTreeSet<&str>>) -> String {
    let mut page = format!("{TITLE}\n");
    for Crate { name, licence } in crates {
        page += &format!("{name}: {licence}\n");
    }
    for (text, names) in texts {
        let names: Vec<&str> = names.iter().copied().collect();
        page += &format!("\n{RULE}\n{}\n\n{}\n", names.join(", "), text.trim_end());
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_of_the_workspace_are_not_among_others() {
        let tree =
            "maxmatch v0.1.0 (/home/a/crates/maxmatch)|MIT\nfst v0.4.7|Unlicense/MIT\n\nfst v0.4.7|Unlicense/MIT (*)\n";
        let expected = Crate { name: "fst-0.4.7".to_owned(), licence: "Unlicense/MIT".to_owned() };
        assert_eq!(crates(tree), BTreeSet::from([expected]));
    }

    #[test]
    fn each_text_is_there_once() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("LICENSE-MIT", "one\n"), ("copying", "two"), ("README.md", "no"), ("src", "no")] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let mut found = texts_of(folder.path()).unwrap();
        assert_eq!(found, ["one\n", "two"]);
        let crates = ["a-1", "b-2"].map(|name| Crate { name: name.to_owned(), licence: "MIT".to_owned() }).into();
        let texts = BTreeMap::from([(found.remove(0), BTreeSet::from(["b-2", "a-1"]))]);
        let expected = format!("{TITLE}\na-1: MIT\nb-2: MIT\n\n{RULE}\na-1, b-2\n\none\n");
        assert_eq!(page(&crates, &texts), expected);
    }
}

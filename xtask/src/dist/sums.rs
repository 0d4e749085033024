//! `SHA256SUMS`: what a folder holds, as `sha256sum --check` reads it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::at;
use crate::dict::source::sha256;

pub(super) const NAME: &str = "SHA256SUMS";

/// The lines for all files of a folder but the list itself, by name.
pub(super) fn of(folder: &Path) -> Result<String, String> {
    Ok(by_name(folder)?.into_iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect())
}

/// The sums of all files of a folder but the list itself.
pub(super) fn by_name(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut sums = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|e| at(folder, e))? {
        let path = entry.map_err(|e| at(folder, e))?.path();
        let name = path.file_name().expect("an entry has one").to_string_lossy().into_owned();
        if path.is_file() && name != NAME {
            sums.insert(name, sha256(&fs::read(&path).map_err(|e| at(&path, e))?));
        }
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_sorted_and_leave_out_the_list_and_folders() {
        let folder = tempfile::tempdir().unwrap();
        for (name, contents) in [("b", "abc"), ("a", ""), (NAME, "old")] {
            fs::write(folder.path().join(name), contents).unwrap();
        }
        fs::create_dir(folder.path().join("c")).unwrap();
        // The two that FIPS 180-2 gives.
        let expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n\
                        ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b\n";
        assert_eq!(of(folder.path()).unwrap(), expected);
    }
}

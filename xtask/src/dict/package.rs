//! Reading lists and licences out of their packages.

use std::collections::HashMap;
use std::fs;
use std::io::Read;

use flate2::read::GzDecoder;
use tar::Archive;

use super::source::{self, Package, Source, Upstream};

/// The archives that were given, by their checksums.
pub(super) struct Archives(HashMap<String, (String, Vec<u8>)>);

impl Archives {
    pub(super) fn read(paths: &[&str]) -> Result<Archives, String> {
        let read = |&path: &&str| {
            let bytes = fs::read(path).map_err(|e| format!("{path}: {e}"))?;
            Ok((source::sha256(&bytes), (path.to_owned(), bytes)))
        };
        paths.iter().map(read).collect::<Result<_, String>>().map(Archives)
    }

    /// All members that a list is made of. Whatever is read must be what is recorded.
    pub(super) fn members(&self, source: &Source) -> Result<Members, String> {
        let mut members = HashMap::new();
        for package in &source.packages {
            let found = self.of(source, package).map_err(|e| format!("{e}; to mend it: {}", package.obtain))?;
            members.extend(found.into_iter().map(|(member, bytes)| ((package.name.clone(), member), bytes)));
        }
        Ok(Members(members))
    }

    fn of(&self, source: &Source, package: &Package) -> Result<HashMap<String, Vec<u8>>, String> {
        let (_, (path, bytes)) = self.0.iter().find(|(sha256, _)| package.record.is(sha256)).ok_or_else(|| {
            format!("{}: no --source is the file that SOURCE.toml records, by its sha256", package.file)
        })?;
        let licence = &package.licence.member;
        let lists = source.lists().filter(|list| list.package == package.name);
        let mut wanted: HashMap<&str, _> = lists.map(|list| (&*list.member, &list.record)).collect();
        wanted.insert(&licence.name, &licence.record);
        let members =
            extract(bytes, &wanted.keys().copied().collect::<Vec<_>>()).map_err(|e| format!("{path}: {e}"))?;
        for (member, record) in wanted {
            record.check(&format!("{path}: {member}"), &members[member])?;
        }
        Ok(members)
    }
}

/// Contents by package and member.
pub(super) struct Members(HashMap<(String, String), Vec<u8>>);

impl Members {
    /// A list that the source names, all of which were read.
    pub(super) fn get(&self, list: &Upstream) -> &[u8] {
        &self.0[&(list.package.clone(), list.member.clone())]
    }

    #[cfg(test)]
    pub(super) fn of<const N: usize>(members: [(&str, &str); N]) -> Members {
        Members(members.map(|(name, text)| (("p".to_owned(), name.to_owned()), text.into())).into())
    }
}

/// The contents of members of a compressed archive.
fn extract(archive: &[u8], members: &[&str]) -> Result<HashMap<String, Vec<u8>>, String> {
    let mut found = HashMap::new();
    let mut archive = Archive::new(GzDecoder::new(archive));
    for entry in archive.entries().map_err(|e| e.to_string())? {
        let mut entry = entry.map_err(|e| e.to_string())?;
        let path = entry.path_bytes();
        let Some(&member) = members.iter().find(|member| member.as_bytes() == &*path) else { continue };
        let mut contents = Vec::new();
        entry.read_to_end(&mut contents).map_err(|e| format!("{member}: {e}"))?;
        found.insert(member.to_owned(), contents);
    }
    match members.iter().find(|&&member| !found.contains_key(member)) {
        Some(missing) => Err(format!("has no member {missing}")),
        None => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use tar::{Builder, Header};

    use super::*;

    #[test]
    fn members_are_found_by_name() {
        let mut archive = Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
        for (name, contents) in [("j/dict.txt.big", "1"), ("j/dict.txt", "22"), ("j/LICENSE", "333")] {
            let mut header = Header::new_gnu();
            header.set_size(contents.len() as u64);
            archive.append_data(&mut header, name, contents.as_bytes()).unwrap();
        }
        let archive = archive.into_inner().unwrap().finish().unwrap();
        let found = extract(&archive, &["j/LICENSE", "j/dict.txt"]).unwrap();
        assert_eq!((&*found["j/LICENSE"], &*found["j/dict.txt"]), (&b"333"[..], &b"22"[..]));
        assert_eq!(extract(&archive, &["j/LICENSE", "dict.txt"]).unwrap_err(), "has no member dict.txt");
        assert!(extract(&archive[..archive.len() / 2], &["j/LICENSE", "j/dict.txt"]).is_err());
    }
}

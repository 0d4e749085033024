//! Reading jieba's list out of its package.

use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use tar::Archive;

use super::source::Source;

/// The first bytes of a gzip file.
const GZIP: &[u8] = &[0x1F, 0x8B];

/// The list, from the archive at `path` or from the list itself, extracted. Whatever is read must be what is recorded.
pub(super) fn read(source: &Source, path: &Path) -> Result<Vec<u8>, String> {
    let name = path.display().to_string();
    find(source, path, &name).map_err(|e| format!("{e}; to mend it: {}", source.package.obtain))
}

fn find(source: &Source, path: &Path, name: &str) -> Result<Vec<u8>, String> {
    let bytes = fs::read(path).map_err(|e| format!("{name}: {e}"))?;
    if !bytes.starts_with(GZIP) {
        source.list.record.check(name, &bytes)?;
        return Ok(bytes);
    }
    source.package.record.check(name, &bytes)?;
    let members = [&*source.licence.member, &*source.list.member];
    let [licence, list] = extract(&bytes, members).map_err(|e| format!("{name}: {e}"))?;
    source.licence.record.check(&format!("{name}: {}", source.licence.member), &licence)?;
    source.list.record.check(&format!("{name}: {}", source.list.member), &list)?;
    Ok(list)
}

/// The contents of two members of a compressed archive.
fn extract(archive: &[u8], members: [&str; 2]) -> Result<[Vec<u8>; 2], String> {
    let mut found = [None, None];
    let mut archive = Archive::new(GzDecoder::new(archive));
    for entry in archive.entries().map_err(|e| e.to_string())? {
        let mut entry = entry.map_err(|e| e.to_string())?;
        let path = entry.path_bytes();
        let Some(place) = members.iter().position(|member| member.as_bytes() == &*path) else { continue };
        let mut contents = Vec::new();
        entry.read_to_end(&mut contents).map_err(|e| format!("{}: {e}", members[place]))?;
        found[place] = Some(contents);
    }
    let [first, second] = found;
    let missing = |member| format!("has no member {member}");
    Ok([first.ok_or_else(|| missing(members[0]))?, second.ok_or_else(|| missing(members[1]))?])
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
        let found = extract(&archive, ["j/LICENSE", "j/dict.txt"]).unwrap();
        assert_eq!(found, [b"333".to_vec(), b"22".to_vec()]);
        assert_eq!(extract(&archive, ["j/LICENSE", "dict.txt"]).unwrap_err(), "has no member dict.txt");
        assert!(extract(&archive[..archive.len() / 2], ["j/LICENSE", "j/dict.txt"]).is_err());
    }
}

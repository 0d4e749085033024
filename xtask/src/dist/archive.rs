//! Archives that depend on nothing but what is in them: members are sorted, belong to nobody, and are as old as the commit.

use std::fs::{self, File, Metadata, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

/// A folder with all that is in it, under its name, as `.tar.gz`. `time` is that of every member, in seconds since 1970.
pub(super) fn tar_gz(folder: &Path, time: u64) -> io::Result<Vec<u8>> {
    let name = Path::new(folder.file_name().expect("a folder to pack has a name"));
    let mut archive = Builder::new(Vec::new());
    for path in walk(folder)? {
        let member = name.join(path.strip_prefix(folder).expect("it is below"));
        let metadata = path.symlink_metadata()?;
        let mut header = Header::new_gnu();
        header.set_mtime(time);
        header.set_mode(mode(&metadata));
        header.set_uid(0);
        header.set_gid(0);
        header.set_size(0);
        if metadata.is_symlink() {
            header.set_entry_type(EntryType::Symlink);
            archive.append_link(&mut header, &member, fs::read_link(&path)?)?;
        } else if metadata.is_dir() {
            header.set_entry_type(EntryType::Directory);
            archive.append_data(&mut header, &member, io::empty())?;
        } else {
            header.set_size(metadata.len());
            archive.append_data(&mut header, &member, File::open(&path)?)?;
        }
    }
    gzip(&archive.into_inner()?)
}

/// Without a name and a time, and always as hard as can be.
pub(super) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// A folder and all that is in it, a folder before what it holds, else in the order of names.
pub(super) fn walk(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = vec![folder.to_owned()];
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    for path in entries {
        if path.symlink_metadata()?.is_dir() { paths.extend(walk(&path)?) } else { paths.push(path) }
    }
    Ok(paths)
}

/// Gives all below a folder the permissions and the time that it has in an archive, for tools that take them from there.
pub(super) fn settle(folder: &Path, time: u64) -> io::Result<()> {
    // What a folder holds comes before it, which would else have the time of that change.
    for path in walk(folder)?.iter().rev() {
        fs::set_permissions(path, Permissions::from_mode(mode(&path.metadata()?)))?;
        File::open(path)?.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(time))?;
    }
    Ok(())
}

pub(super) fn make_readable(file: &Path) -> io::Result<()> {
    fs::set_permissions(file, Permissions::from_mode(0o644))
}

/// What may be run stays so; whoever made it with whatever mask does not show.
fn mode(metadata: &Metadata) -> u32 {
    if metadata.is_symlink() {
        0o777
    } else if metadata.is_dir() || metadata.permissions().mode() & 0o100 != 0 {
        0o755
    } else {
        0o644
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::os::unix::fs::symlink;

    use flate2::read::GzDecoder;
    use tar::Archive;

    use super::*;

    /// The same files, made in another order, at another time and with other permissions.
    fn folder(order: [usize; 3], mode: u32) -> tempfile::TempDir {
        let temporary = tempfile::tempdir().unwrap();
        let top = temporary.path().join("top-1");
        fs::create_dir_all(top.join("b/sub")).unwrap();
        let long = format!("b/{}", "n".repeat(150));
        let files = [("b/run", "#!", mode | 0o700), ("a", "text", mode | 0o600), (&*long, "long", mode | 0o600)];
        for (name, contents, mode) in order.map(|i| files[i]) {
            fs::write(top.join(name), contents).unwrap();
            fs::set_permissions(top.join(name), Permissions::from_mode(mode)).unwrap();
        }
        symlink("a", top.join("link")).unwrap();
        temporary
    }

    #[test]
    fn archives_are_the_same_whoever_makes_them() {
        let one = tar_gz(&folder([0, 1, 2], 0).path().join("top-1"), 99).unwrap();
        let other = tar_gz(&folder([2, 1, 0], 0o077).path().join("top-1"), 99).unwrap();
        assert!(one == other);
        assert!(one != tar_gz(&folder([0, 1, 2], 0).path().join("top-1"), 98).unwrap());
    }

    #[test]
    fn archives_hold_what_the_folder_does() {
        let archive = tar_gz(&folder([0, 1, 2], 0o022).path().join("top-1"), 99).unwrap();
        let long = format!("top-1/b/{}", "n".repeat(150));
        let expected = [
            ("top-1", 0o755, ""),
            ("top-1/a", 0o644, "text"),
            ("top-1/b", 0o755, ""),
            (&*long, 0o644, "long"),
            ("top-1/b/run", 0o755, "#!"),
            ("top-1/b/sub", 0o755, ""),
            ("top-1/link", 0o777, "→ a"),
        ];
        let mut archive = Archive::new(GzDecoder::new(&*archive));
        let mut entries = archive.entries().unwrap();
        for (name, mode, contents) in expected {
            let mut entry = entries.next().unwrap().unwrap();
            let mut found = String::new();
            entry.read_to_string(&mut found).unwrap();
            if let Some(link) = entry.link_name().unwrap() {
                found = format!("→ {}", link.display());
            }
            let header = entry.header();
            assert_eq!((&*entry.path().unwrap(), &*found), (Path::new(name), contents));
            assert_eq!((header.mode().unwrap(), header.mtime().unwrap()), (mode, 99), "{name}");
            assert_eq!((header.uid().unwrap(), header.gid().unwrap()), (0, 0), "{name}");
        }
        assert!(entries.next().is_none());
    }

    #[test]
    fn compressed_files_have_no_name_and_no_time() {
        // RFC 1952: magic, deflate, no flags, time 0, best compression, unknown system.
        let compressed = gzip(b"text").unwrap();
        assert_eq!(compressed[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
    }

    #[test]
    fn a_settled_folder_has_one_time() {
        let temporary = folder([0, 1, 2], 0o077);
        let top = temporary.path().join("top-1");
        fs::remove_file(top.join("link")).unwrap();
        settle(&top, 99).unwrap();
        for path in walk(&top).unwrap() {
            let metadata = path.metadata().unwrap();
            assert_eq!(metadata.modified().unwrap(), SystemTime::UNIX_EPOCH + Duration::from_secs(99), "{path:?}");
            assert_eq!(metadata.permissions().mode() & 0o777, mode(&metadata), "{path:?}");
        }
    }
}

//! Putting a file into the place of another.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::error::{Error, ErrorKind};

/// Writes a file: into a new one beside it, which then takes its place. Whoever has the old file open or mapped keeps
/// the old one; its permissions are kept. A symbolic link is followed.
///
/// # Errors
///
/// [`ErrorKind::Io`], also when what is there is not a file. Then what is there stays as it was.
///
/// ```
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("words.tsv");
/// maxmatch_dict::replace_file(&path, "北京\t30\n".as_bytes())?;
/// assert_eq!(std::fs::read_to_string(&path).unwrap(), "北京\t30\n");
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let refused = |e| Error::io("write the file", path, e);
    let (target, permissions) = match path.metadata() {
        Ok(metadata) if metadata.is_file() => (path.canonicalize().map_err(refused)?, Some(metadata.permissions())),
        Err(e) if e.kind() == io::ErrorKind::NotFound && !path.is_symlink() => (path.to_owned(), None),
        Ok(_) => {
            let message = format!("{}: no file, and only a file can be replaced; choose another name", path.display());
            return Err(Error::new(ErrorKind::Io, message));
        }
        Err(e) => return Err(refused(e)),
    };
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = target.with_file_name(name);
    let mut file = File::create_new(&new).map_err(|e| Error::io("create the file", &new, e))?;
    let written = permissions
        .map_or(Ok(()), |permissions| file.set_permissions(permissions))
        .and_then(|()| file.write_all(bytes))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&new, &target));
    written.map_err(|e| {
        // Nothing half written stays behind; if even that fails, the first error is the one to tell.
        let _ = fs::remove_file(&new);
        refused(e)
    })
}

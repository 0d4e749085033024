//! Mapping a dictionary file into memory.

use std::fs::File;
use std::path::Path;

use crate::dictionary::Dictionary;
use crate::error::Error;
use crate::storage::Storage;

impl Dictionary {
    /// Maps a dictionary file into memory and checks it. Processes that map one file share its pages. A pipe is read.
    ///
    /// # Safety
    ///
    /// The file must not be changed or shortened in place while the dictionary, or a clone of it, lives. Replacing it
    /// by renaming another file over it, as [`Builder::write`](crate::Builder::write) does, is fine: the mapping keeps
    /// the old one.
    ///
    /// # Errors
    ///
    /// As [`open`](Dictionary::open).
    ///
    /// ```
    /// # let dir = tempfile::tempdir().unwrap();
    /// # let path = dir.path().join("mini.dict");
    /// use maxmatch_dict::Dictionary;
    ///
    /// Dictionary::builder().add("北京", 1, None)?.write(&path)?;
    /// // SAFETY: nothing else knows of the file.
    /// assert!(unsafe { Dictionary::mmap(&path) }?.contains("北京")?);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub unsafe fn mmap(path: impl AsRef<Path>) -> Result<Dictionary, Error> {
        let path = path.as_ref();
        // Asked before it is opened: a pipe's other end sees that.
        if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
            return Dictionary::open(path);
        }
        let file = File::open(path).map_err(|e| Error::io("open the dictionary", path, e))?;
        // SAFETY: `Mmap::map` asks that nobody changes the file while the mapping lives, and so does this function.
        let map = unsafe { memmap2::Mmap::map(&file) }.map_err(|e| Error::io("map the dictionary", path, e))?;
        Dictionary::new(Storage::from_map(map)).map_err(|e| e.at(path))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::File;
    use std::io::Write;
    use std::path::Path;
    use std::process::Command;

    use crate::{Dictionary, Error};

    #[test]
    fn pipes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        let whole = Dictionary::builder().add("北京", 1, None).unwrap().to_bytes().unwrap();
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        let through_pipe = |open: fn(&Path) -> Result<Dictionary, Error>| {
            std::thread::scope(|scope| {
                scope.spawn(|| File::create(&path).unwrap().write_all(&whole).unwrap());
                assert!(open(&path).unwrap().contains("北京").unwrap());
            });
        };
        through_pipe(|path| Dictionary::open(path));
        // SAFETY: a pipe is not mapped.
        through_pipe(|path| unsafe { Dictionary::mmap(path) });
    }
}

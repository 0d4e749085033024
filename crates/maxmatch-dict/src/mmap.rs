//! Mapping a dictionary file into memory.
//!
//! The words of a mapped dictionary are those of the file at any moment, and it was checked once: so whoever maps it
//! promises that it is not rewritten in place.

use std::fs::File;
use std::path::Path;

use crate::dictionary::Dictionary;
use crate::error::Error;
use crate::reloader::Reloader;
use crate::storage::Storage;

impl Dictionary {
    /// Maps a dictionary file into memory and checks it. Processes that map one file share its pages. A pipe is read.
    ///
    /// # Safety
    ///
    /// From this call on and while the dictionary, or a clone of it, lives, the file must not be changed or shortened in
    /// place. Replacing it by renaming another file over it, as [`Builder::write`](crate::Builder::write) does, is fine:
    /// the mapping keeps the old one.
    ///
    /// To break the promise is undefined behaviour. What happens on Linux: bytes that are written to the file (`cp new
    /// old`, an editor that saves in place) are at once the dictionary's, though nothing has checked them, so that it
    /// answers wrongly, panics, or reads memory that is not the file's; and reading what was cut off ends the process with the signal SIGBUS. The same
    /// signal can come when a disk or network fails, and on NFS when another machine replaces the file: there, use
    /// [`open`](Dictionary::open).
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
        // SAFETY: what `map` asks, this function asks.
        Dictionary::new(unsafe { map(&file, path) }?).map_err(|e| e.at(path))
    }
}

impl<T> Reloader<T> {
    /// As [`open`](Reloader::open), and the file, and every one that replaces it, is mapped as by [`Dictionary::mmap`]
    /// instead of read. A file that was replaced is unmapped when the last of its generation is dropped.
    ///
    /// # Safety
    ///
    /// No file may be changed or shortened in place from when it stands at `path` until the generation that was made of
    /// it, and every clone of its dictionary, is dropped; only replaced, by renaming. [`Dictionary::mmap`] says what
    /// happens otherwise.
    ///
    /// # Errors
    ///
    /// As [`open`](Reloader::open).
    ///
    /// ```
    /// # let dir = tempfile::tempdir().unwrap();
    /// # let path = dir.path().join("mini.dict");
    /// use maxmatch_dict::{Dictionary, Reloader};
    ///
    /// Dictionary::builder().add("北京", 1, None)?.write(&path)?;
    /// // SAFETY: `Builder::write` renames, and nothing else knows of the file.
    /// let reloader = unsafe { Reloader::mmap(&path, Ok) }?;
    /// Dictionary::builder().add("南京", 1, None)?.write(&path)?;
    /// assert!(reloader.poll()?.expect("the file was replaced").contains("南京")?);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub unsafe fn mmap(
        path: impl AsRef<Path>,
        make: impl Fn(Dictionary) -> Result<T, Error> + Send + Sync + 'static,
    ) -> Result<Reloader<T>, Error> {
        // SAFETY: what `map` asks of every file that this one maps, this function asks.
        Reloader::new(path.as_ref(), |file, path| unsafe { map(file, path) }, Box::new(make))
    }
}

/// Maps a file. The path is for messages.
///
/// # Safety
///
/// The file must not be changed or shortened in place while the mapping lives.
unsafe fn map(file: &File, path: &Path) -> Result<Storage, Error> {
    // SAFETY: `Mmap::map` asks that nobody changes the file while the mapping lives, and so does this function.
    let map = unsafe { memmap2::Mmap::map(file) }.map_err(|e| Error::io("map the dictionary", path, e))?;
    Ok(Storage::from_map(map))
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::File;
    use std::io::Write;
    use std::path::Path;
    use std::process::Command;

    use crate::reloader::tests::swaps_under_readers;
    use crate::{Dictionary, Error, Reloader};

    #[test]
    fn swaps() {
        // SAFETY: the test renames.
        swaps_under_readers(|path, make| unsafe { Reloader::mmap(path, make) });
    }

    /// What the documentation says of a promise that is broken, in a process of its own, which runs this test again.
    #[cfg(target_os = "linux")]
    #[test]
    fn files_changed_in_place() {
        use std::os::unix::process::ExitStatusExt;

        const SIGBUS: i32 = 7;
        let file = |word| Dictionary::builder().add(word, 1, None).unwrap().to_bytes().unwrap();
        if let Some(path) = std::env::var_os("MAXMATCH_CHANGED_IN_PLACE") {
            // SAFETY: none. Nothing relies on what comes.
            let dictionary = unsafe { Dictionary::mmap(&path) }.unwrap();
            let change = File::options().write(true).open(&path).unwrap();
            (&change).write_all(&file("南京")).unwrap();
            assert!(dictionary.contains("南京").unwrap());
            change.set_len(0).unwrap();
            let _ = dictionary.verify();
            unreachable!("what was cut off was read");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my.dict");
        std::fs::write(&path, file("北京")).unwrap();
        let mut again = Command::new(std::env::current_exe().unwrap());
        again.args(["--exact", "mmap::tests::files_changed_in_place"]).env("MAXMATCH_CHANGED_IN_PLACE", path);
        let output = again.output().unwrap();
        assert_eq!(output.status.signal(), Some(SIGBUS), "{}", String::from_utf8_lossy(&output.stdout));
    }

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

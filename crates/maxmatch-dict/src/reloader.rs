//! Hot swap: a dictionary file that is replaced while it is in use.

#[cfg(test)]
pub(crate) mod tests;

use std::fmt;
use std::fs::{File, Metadata};
use std::mem;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};
use std::time::SystemTime;

use crate::dictionary::Dictionary;
use crate::error::{Error, ErrorKind};
use crate::storage::Storage;

/// Serves what is made of a dictionary file, and takes up the file that replaces it.
///
/// `T` is what answers are given with: a [`Dictionary`], or a segmenter. It is made of one file by one call of `make`,
/// so every answer is that of exactly one [`Generation`]. There is no thread that watches: the caller
/// [`poll`](Reloader::poll)s, once a second or before each request, from as many threads as it likes. A new file that
/// is refused changes nothing, and the old one goes on serving.
///
/// # How to replace the file
///
/// Write another file beside it and rename that, as [`Builder::write`](crate::Builder::write) does, or rename a symbolic
/// link. Any other inode, length or modification time makes another file; where there are no inodes, as on Windows, the
/// latter two have to tell. On Unix the file last looked at is kept open, so that no other one is given its inode.
///
/// A file that is rewritten in place may be met half written. With [`open`](Reloader::open) its checksums then fail: it
/// is refused, and taken once it is whole. With `mmap` nothing helps: see there.
///
/// ```
/// # let dir = tempfile::tempdir().unwrap();
/// # let path = dir.path().join("mini.dict");
/// use maxmatch_dict::{Dictionary, Reloader};
///
/// Dictionary::builder().add("北京", 1, None)?.write(&path)?;
/// let reloader = Reloader::open(&path, Ok)?; // of a dictionary nothing but itself is made
/// let old = reloader.current();
///
/// Dictionary::builder().add("北京", 2, None)?.write(&path)?;
/// let new = reloader.poll()?.expect("the file was replaced");
/// assert_eq!((old.number(), new.number(), reloader.current().number()), (1, 2, 2));
/// assert_ne!(old.fingerprint(), new.fingerprint()); // both can still be asked
///
/// std::fs::write(&path, "no dictionary")?;
/// assert!(reloader.poll().is_err());
/// assert!(reloader.poll()?.is_none()); // the same file isn't tried again
/// assert_eq!(reloader.current().number(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Reloader<T> {
    source: Source<T>,
    current: RwLock<Generation<T>>,
    /// The file last looked at. Who holds it, loads.
    seen: Mutex<Option<Seen>>,
}

/// What one load of the file gave, to be used as a `T`. Cloning shares it; the last clone drops it, and with it the
/// dictionary: of a mapped file, the mapping.
pub struct Generation<T>(Arc<Numbered<T>>);

struct Numbered<T> {
    number: u64,
    made: T,
}

impl<T> Reloader<T> {
    /// Reads a dictionary file and makes of it what is served.
    ///
    /// `make` runs at every load; it may read other files too, user dictionaries say, but only `path` is watched. It
    /// is the place for checks of one's own ([`Dictionary::verify`], a least number of words): a dictionary is refused
    /// by its error. While it runs, the generation before goes on serving.
    ///
    /// # Errors
    ///
    /// As [`Dictionary::open`], when the file is no regular one, and those of `make`; all name the file.
    pub fn open(
        path: impl AsRef<Path>,
        make: impl Fn(Dictionary) -> Result<T, Error> + Send + Sync + 'static,
    ) -> Result<Reloader<T>, Error> {
        Reloader::new(path.as_ref(), Storage::read, Box::new(make))
    }

    pub(crate) fn new(path: &Path, load: Load, make: Box<Make<T>>) -> Result<Reloader<T>, Error> {
        let source = Source { path: path.to_owned(), load, make };
        let mut seen = None;
        let current = RwLock::new(Generation::new(1, source.load(&mut seen)?));
        Ok(Reloader { source, current, seen: Mutex::new(seen) })
    }

    /// The newest generation. Takes no longer than counting a reference; keep it for as long as answers shall agree
    /// with one another, a request say, and not for ever, because it keeps the dictionary in memory.
    pub fn current(&self) -> Generation<T> {
        // Nothing can panic under this lock.
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Loads the file if it is another one than was last looked at, and gives the new generation if there is one. Else
    /// it takes one system call; and while another thread loads, it gives none without waiting.
    ///
    /// # Errors
    ///
    /// As [`open`](Reloader::open); the current generation stays. A file that was read and refused is refused once, and
    /// not read again before it is another one. What can't be read ([`ErrorKind::Io`]: it is missing, or there are too
    /// many open files) is tried anew, and reported, by every poll.
    pub fn poll(&self) -> Result<Option<Generation<T>>, Error> {
        let seen = match self.seen.try_lock() {
            Ok(seen) => seen,
            Err(TryLockError::Poisoned(error)) => error.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(None),
        };
        let is_seen = |metadata| seen.as_ref().is_some_and(|seen| seen.state == State::of(&metadata));
        if self.source.path.metadata().is_ok_and(is_seen) {
            return Ok(None);
        }
        self.load(seen).map(Some)
    }

    /// Loads the file whether or not it is another one, waiting for other threads that load: for when something else
    /// changed that `make` reads.
    ///
    /// # Errors
    ///
    /// As [`open`](Reloader::open); the current generation stays.
    ///
    /// ```
    /// # let dir = tempfile::tempdir().unwrap();
    /// # let path = dir.path().join("mini.dict");
    /// use maxmatch_dict::{Dictionary, Reloader};
    ///
    /// Dictionary::builder().add("北京", 1, None)?.write(&path)?;
    /// let reloader = Reloader::open(&path, Ok)?;
    /// assert!(reloader.poll()?.is_none());
    /// assert_eq!(reloader.reload()?.number(), 2);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn reload(&self) -> Result<Generation<T>, Error> {
        self.load(self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn load(&self, mut seen: MutexGuard<'_, Option<Seen>>) -> Result<Generation<T>, Error> {
        let made = self.source.load(&mut seen)?;
        let new = Generation::new(self.current().number() + 1, made);
        let old = mem::replace(&mut *self.current.write().unwrap_or_else(PoisonError::into_inner), new.clone());
        // It may be the last of its dictionary, which takes time to drop: nobody shall wait for that.
        drop(seen);
        drop(old);
        Ok(new)
    }
}

impl<T> Generation<T> {
    fn new(number: u64, made: T) -> Generation<T> {
        Generation(Arc::new(Numbered { number, made }))
    }

    /// Which load it is of its [`Reloader`], from 1. What was refused isn't counted.
    pub fn number(&self) -> u64 {
        self.0.number
    }
}

impl<T> Deref for Generation<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.made
    }
}

impl<T> Clone for Generation<T> {
    fn clone(&self) -> Generation<T> {
        Generation(Arc::clone(&self.0))
    }
}

impl<T: fmt::Debug> fmt::Debug for Generation<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generation").field("number", &self.0.number).field("made", &self.0.made).finish()
    }
}

impl<T> fmt::Debug for Reloader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.current().number();
        f.debug_struct("Reloader").field("path", &self.source.path).field("number", &number).finish_non_exhaustive()
    }
}

/// How the bytes of an open file are had. The path is for messages.
pub(crate) type Load = fn(&File, &Path) -> Result<Storage, Error>;

/// What is made of a dictionary.
pub(crate) type Make<T> = dyn Fn(Dictionary) -> Result<T, Error> + Send + Sync;

/// Where generations come from.
struct Source<T> {
    path: PathBuf,
    load: Load,
    make: Box<Make<T>>,
}

impl<T> Source<T> {
    /// Notes in `seen` which file was loaded or refused: nothing, if it couldn't be read and is worth another try.
    fn load(&self, seen: &mut Option<Seen>) -> Result<T, Error> {
        let made = self.open().and_then(|file| {
            let state = State::of(&file.metadata().map_err(|e| self.unread(e))?);
            let storage = (self.load)(&file, &self.path);
            *seen = Some(Seen {
                state,
                #[cfg(unix)]
                _file: file,
            });
            Dictionary::new(storage?).and_then(&self.make).map_err(|e| e.at(&self.path))
        });
        if made.as_ref().is_err_and(|error| error.kind() == ErrorKind::Io) {
            *seen = None;
        }
        made
    }

    /// Opens the file. All that follows is asked of what is open, whatever the path leads to by then.
    fn open(&self) -> Result<File, Error> {
        // A pipe can be read only once, and would be waited for.
        if self.path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
            let message = format!("{}: no regular file, and only such a one can be replaced", self.path.display());
            return Err(Error::new(ErrorKind::Io, message));
        }
        File::open(&self.path).map_err(|e| self.unread(e))
    }

    fn unread(&self, source: std::io::Error) -> Error {
        Error::io("read the dictionary", &self.path, source)
    }
}

/// A file that was loaded or refused.
struct Seen {
    state: State,
    /// Kept open, because the number of an inode that nobody has open is given to a new file, which may be as long
    /// and as old.
    #[cfg(unix)]
    _file: File,
}

/// What tells a file from the one that replaces it.
#[derive(PartialEq)]
struct State {
    /// Device and inode.
    #[cfg(unix)]
    inode: (u64, u64),
    /// In bytes.
    length: u64,
    /// If the system tells.
    modified: Option<SystemTime>,
}

impl State {
    fn of(metadata: &Metadata) -> State {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        State {
            #[cfg(unix)]
            inode: (metadata.dev(), metadata.ino()),
            length: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }
}

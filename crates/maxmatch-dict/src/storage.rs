//! Where a dictionary's bytes live: in memory of our own, in the program, or in a mapped file.

use std::fs::File;
use std::io::Read;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use crate::error::{Error, ErrorKind};

/// The alignment that the tables inside need, in bytes.
pub(crate) const ALIGNMENT: usize = 8;

/// Shared, immutable bytes at an aligned address. Cloning shares them.
#[derive(Clone)]
pub(crate) struct Storage(Arc<Source>);

enum Source {
    /// Whole words of 8 bytes, so that the address is aligned, and the length in bytes.
    Owned(Vec<u64>, usize),
    Static(&'static [u8]),
    #[cfg(feature = "mmap")]
    Mapped(memmap2::Mmap),
}

impl Storage {
    /// Copies `bytes` to an aligned address.
    pub(crate) fn copy(bytes: &[u8]) -> Storage {
        let mut words = vec![0u64; bytes.len().div_ceil(ALIGNMENT)];
        bytemuck::cast_slice_mut(&mut words)[..bytes.len()].copy_from_slice(bytes);
        Storage(Arc::new(Source::Owned(words, bytes.len())))
    }

    /// Reads a whole file to an aligned address.
    pub(crate) fn read(path: &Path) -> Result<Storage, Error> {
        let error = |source| Error::io("read the dictionary", path, source);
        let mut file = File::open(path).map_err(error)?;
        let length = file.metadata().map_err(error)?.len();
        let length = usize::try_from(length)
            .map_err(|_| Error::new(ErrorKind::Length, format!("{}: too large for this machine", path.display())))?;
        let mut words = vec![0u64; length.div_ceil(ALIGNMENT)];
        file.read_exact(&mut bytemuck::cast_slice_mut(&mut words)[..length]).map_err(error)?;
        Ok(Storage(Arc::new(Source::Owned(words, length))))
    }

    /// Uses bytes of the program itself, which must be aligned.
    pub(crate) fn from_static(bytes: &'static [u8]) -> Result<Storage, Error> {
        if !bytes.as_ptr().addr().is_multiple_of(ALIGNMENT) {
            return Err(Error::new(
                ErrorKind::Alignment,
                "static dictionary bytes must begin at a multiple of 8: put them into a `#[repr(align(8))]` struct, \
                 or copy them with `Dictionary::from_bytes`",
            ));
        }
        Ok(Storage(Arc::new(Source::Static(bytes))))
    }

    #[cfg(feature = "mmap")]
    pub(crate) fn from_map(map: memmap2::Mmap) -> Storage {
        Storage(Arc::new(Source::Mapped(map)))
    }
}

impl Deref for Storage {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &*self.0 {
            Source::Owned(words, length) => &bytemuck::cast_slice(words)[..*length],
            Source::Static(bytes) => bytes,
            #[cfg(feature = "mmap")]
            Source::Mapped(map) => map,
        }
    }
}

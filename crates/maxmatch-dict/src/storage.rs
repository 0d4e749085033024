//! Where a dictionary's bytes live: in memory of our own, in the program, or in a mapped file.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use crate::error::{Error, ErrorKind};
use crate::format;

/// The alignment that the tables inside need, in bytes.
pub(crate) const ALIGNMENT: usize = 8;

/// Shared, immutable bytes at an aligned address. Cloning shares them.
#[derive(Clone)]
pub(crate) struct Storage(Arc<Source>);

enum Source {
    Owned(Aligned),
    Static(&'static [u8]),
    #[cfg(feature = "mmap")]
    Mapped(memmap2::Mmap),
}

/// Bytes in memory of our own, at an aligned address.
#[derive(Default)]
struct Aligned {
    /// Whole words of 8 bytes.
    words: Vec<u64>,
    /// In bytes.
    length: usize,
}

impl Aligned {
    /// Makes room for exactly so many bytes in all, or says that there is no memory for them.
    fn reserve(&mut self, length: usize) -> io::Result<()> {
        Ok(self.words.try_reserve_exact(length.div_ceil(ALIGNMENT) - self.words.len())?)
    }
}

impl Write for Aligned {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.length + bytes.len();
        let words = length.div_ceil(ALIGNMENT);
        self.words.try_reserve(words - self.words.len())?;
        self.words.resize(words, 0);
        bytemuck::cast_slice_mut(&mut self.words)[self.length..length].copy_from_slice(bytes);
        self.length = length;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How many bytes are read at once.
const READ: usize = 1 << 18;

impl Storage {
    /// Copies `bytes` to an aligned address.
    pub(crate) fn copy(bytes: &[u8]) -> Storage {
        let mut words = vec![0u64; bytes.len().div_ceil(ALIGNMENT)];
        bytemuck::cast_slice_mut(&mut words)[..bytes.len()].copy_from_slice(bytes);
        Storage(Arc::new(Source::Owned(Aligned { words, length: bytes.len() })))
    }

    /// Reads a whole file, or pipe, to an aligned address. The path is for messages.
    pub(crate) fn read(mut file: &File, path: &Path) -> Result<Storage, Error> {
        let error = |source| Error::io("read the dictionary", path, source);
        let mut header = Vec::with_capacity(format::HEADER);
        Read::by_ref(&mut file).take(format::HEADER as u64).read_to_end(&mut header).map_err(error)?;
        // What the header says is believed only so far as there are bytes, since anybody can write a large number. One
        // byte more than it says is enough to show that it is wrong.
        let length = format::length(&header).map_err(|e| e.at(path))?;
        let metadata = file.metadata().map_err(error)?;
        let expected = if metadata.is_file() { length.min(metadata.len()) } else { 0 };
        let mut bytes = Aligned::default();
        bytes.reserve(expected as usize).map_err(error)?;
        let rest = file.take(length.saturating_add(1).saturating_sub(header.len() as u64));
        bytes.write_all(&header).map_err(error)?;
        io::copy(&mut BufReader::with_capacity(READ, rest), &mut bytes).map_err(error)?;
        Ok(Storage(Arc::new(Source::Owned(bytes))))
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
            Source::Owned(bytes) => &bytemuck::cast_slice(&bytes.words)[..bytes.length],
            Source::Static(bytes) => bytes,
            #[cfg(feature = "mmap")]
            Source::Mapped(map) => map,
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, File};

    use crate::{Dictionary, ErrorKind};

    #[test]
    fn files_of_any_length() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my.dict");
        let whole = Dictionary::builder().add("北京", 1, None).unwrap().to_bytes().unwrap();
        let refused = |length: u64, kind| {
            File::options().write(true).open(&path).unwrap().set_len(length).unwrap();
            assert_eq!(Dictionary::open(&path).unwrap_err().kind(), kind, "{length}");
        };
        fs::write(&path, &whole).unwrap();
        refused(1 << 40, ErrorKind::Length);
        refused(whole.len() as u64 - 1, ErrorKind::Length);
        refused(8, ErrorKind::Length);
        fs::write(&path, b"").unwrap();
        refused(1 << 40, ErrorKind::NotADictionary);

        let mut header = whole[..32].to_vec();
        header[16..24].copy_from_slice(&(1_u64 << 60).to_le_bytes());
        fs::write(&path, &header).unwrap();
        assert_eq!(Dictionary::open(&path).unwrap_err().kind(), ErrorKind::Length);
    }
}

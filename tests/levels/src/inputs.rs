//! What is compared, in pieces that fit into memory.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::random::Random;

/// The longest piece, in bytes.
pub(crate) const LONGEST: usize = 1 << 20;

pub(crate) enum Input {
    File(PathBuf),
    Random(Random),
}

pub(crate) struct Piece {
    /// Where it is from, for messages.
    pub(crate) place: String,
    pub(crate) bytes: Vec<u8>,
}

impl Input {
    pub(crate) fn pieces(self) -> Box<dyn Iterator<Item = Result<Piece, String>>> {
        match self {
            Input::Random(random) => Box::new(random.map(Ok)),
            Input::File(path) => Box::new(pieces_of(path)),
        }
    }
}

/// A file, or all files of a folder and its folders, in their order.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |e| format!("{}: {e}; name a file or a folder", path.display());
    if !fs::metadata(path).map_err(failed)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(failed)?;
    let mut inside = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    inside.sort();
    let files = inside.iter().map(|path| files(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(files.concat())
}

fn pieces_of(path: PathBuf) -> impl Iterator<Item = Result<Piece, String>> {
    let name = path.display().to_string();
    let (mut file, mut start) = (File::open(path), 0);
    std::iter::from_fn(move || {
        let mut bytes = Vec::new();
        let read = match &mut file {
            Ok(file) => file.take(LONGEST as u64).read_to_end(&mut bytes),
            // Whoever asks stops at the first error.
            Err(e) => Err(std::io::Error::from(e.kind())),
        };
        let place = format!("{name}, from byte {start}");
        match read {
            Ok(0) => None,
            Ok(count) => {
                start += count;
                Some(Ok(Piece { place, bytes }))
            }
            Err(e) => Some(Err(format!("{name}: {e}; name a file that can be read"))),
        }
    })
}

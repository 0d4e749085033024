//! Numbers in order with their counts, in temporary files.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

/// How much is read of a file at once, in bytes.
const BUFFER: usize = 1 << 14;

/// Writes numbers that come in order: of each how many of its first bytes are those of the one before, the other bytes, and
/// the count, seven bits a byte, the lowest first, the last byte below 0x80.
pub(super) fn write(numbers: impl Iterator<Item = io::Result<(u128, u64)>>) -> io::Result<File> {
    let mut output = BufWriter::new(tempfile::tempfile()?);
    let mut last = 0u128;
    for number in numbers {
        let (number, mut count) = number?;
        let common = (number ^ last).leading_zeros() / 8;
        output.write_all(&[common as u8])?;
        output.write_all(&number.to_be_bytes()[common as usize..])?;
        while count >= 0x80 {
            output.write_all(&[count as u8 | 0x80])?;
            count >>= 7;
        }
        output.write_all(&[count as u8])?;
        last = number;
    }
    let mut file = output.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

/// A file that [`write()`] has written.
struct Spill {
    input: BufReader<File>,
    last: u128,
}

impl Spill {
    fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.input.read_exact(&mut byte)?;
        Ok(byte[0])
    }

    fn next(&mut self) -> io::Result<Option<(u128, u64)>> {
        let common = match self.byte() {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            common => common?,
        };
        let mut bytes = self.last.to_be_bytes();
        self.input.read_exact(&mut bytes[usize::from(common)..])?;
        self.last = u128::from_be_bytes(bytes);
        let mut count = 0;
        for shift in (0..).step_by(7) {
            let byte = self.byte()?;
            count |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
        }
        Ok(Some((self.last, count)))
    }
}

/// The numbers of several files as one, in order, each once.
pub(super) struct Merge {
    spills: Vec<Spill>,
    /// Of each file that is not at its end the next number, its count, and which file that is; the lowest first.
    heads: BinaryHeap<Reverse<(u128, u64, usize)>>,
}

impl Merge {
    pub(super) fn new(files: Vec<File>) -> io::Result<Merge> {
        let spills = files.into_iter().map(|file| Spill { input: BufReader::with_capacity(BUFFER, file), last: 0 });
        let mut merge = Merge { spills: spills.collect(), heads: BinaryHeap::new() };
        (0..merge.spills.len()).try_for_each(|i| merge.advance(i))?;
        Ok(merge)
    }

    fn advance(&mut self, i: usize) -> io::Result<()> {
        let next = self.spills[i].next()?;
        self.heads.extend(next.map(|(number, count)| Reverse((number, count, i))));
        Ok(())
    }

    fn pop(&mut self, number: u128) -> io::Result<Option<u64>> {
        match self.heads.peek() {
            Some(&Reverse((next, count, i))) if next == number => {
                self.heads.pop();
                self.advance(i)?;
                Ok(Some(count))
            }
            _ => Ok(None),
        }
    }
}

impl Iterator for Merge {
    type Item = io::Result<(u128, u64)>;

    fn next(&mut self) -> Option<Self::Item> {
        let Reverse((number, ..)) = *self.heads.peek()?;
        let mut total = 0;
        loop {
            match self.pop(number) {
                Ok(Some(count)) => total += count,
                Ok(None) => return Some(Ok((number, total))),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

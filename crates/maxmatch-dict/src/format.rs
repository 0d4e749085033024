//! The container: a header, a table of sections, the sections. FORMAT.md is the reference.

use crate::error::{Error, ErrorKind};

/// The first eight bytes of every dictionary file.
pub(crate) const MAGIC: [u8; 8] = *b"MAXMATCH";

/// The format version. It changes when a reader of the version before would misread the file: see FORMAT.md, "When the
/// version changes", which also has the history.
pub const FORMAT_VERSION: u32 = 1;

/// Sections begin at multiples of this many bytes.
const SECTION_ALIGNMENT: usize = 64;
pub(crate) const HEADER: usize = 32;
const TABLE_ENTRY: usize = 32;
/// Where the header's own checksum is; it counts as zero in the sum.
const HEADER_CRC: usize = 24;
/// More sections than any version has: a bound on what a damaged count can ask for.
const MAX_SECTIONS: usize = 64;

/// The sections that this version knows. Others are allowed, checked by their CRC and passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Section {
    Metadata = 1,
    Fst = 2,
    Payload = 3,
    Fold = 4,
    Index = 5,
    Statistics = 6,
    Bigrams = 7,
    Terms = 8,
}

impl Section {
    const ALL: [Section; 8] = [
        Section::Metadata,
        Section::Fst,
        Section::Payload,
        Section::Fold,
        Section::Index,
        Section::Statistics,
        Section::Bigrams,
        Section::Terms,
    ];

    /// What errors call the section with this id: its name, if it is known.
    fn name_of(id: u32) -> String {
        let known = Section::ALL.into_iter().find(|&section| section as u32 == id);
        known.map_or_else(|| id.to_string(), |section| section.name().to_owned())
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Section::Metadata => "metadata",
            Section::Fst => "fst",
            Section::Payload => "payload",
            Section::Fold => "fold",
            Section::Index => "index",
            Section::Statistics => "statistics",
            Section::Bigrams => "bigrams",
            Section::Terms => "terms",
        }
    }
}

/// A section as the table describes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Located {
    id: u32,
    pub(crate) crc: u32,
    pub(crate) start: usize,
    pub(crate) length: usize,
}

/// The table of sections of an opened file, all bounds and checksums checked.
#[derive(Debug, Clone)]
pub(crate) struct Table(Vec<Located>);

impl Table {
    /// Checks everything that can be checked without knowing what is in a section: length, magic, version, bounds,
    /// and a CRC over every byte.
    pub(crate) fn read(file: &[u8]) -> Result<Table, Error> {
        let length = length(file)?;
        if length != file.len() as u64 {
            let is = if length > file.len() as u64 { "shorter" } else { "longer" };
            return Err(Error::new(
                ErrorKind::Length,
                format!("the file is {is} than the {length} bytes that its header says; copy or build it again"),
            ));
        }
        let count = u32_at(file, 12) as usize;
        if count > MAX_SECTIONS {
            return Err(checksum("header", 0));
        }
        let first = (HEADER + count * TABLE_ENTRY).next_multiple_of(SECTION_ALIGNMENT);
        if file.len() < first {
            return Err(too_short(file.len(), first));
        }
        if header_crc(&file[..first]) != u32_at(file, HEADER_CRC) {
            return Err(checksum("header", 0));
        }
        let mut sections = Vec::with_capacity(count);
        let mut expected = first;
        for i in 0..count {
            let entry = HEADER + i * TABLE_ENTRY;
            let (start, length) = (u64_at(file, entry + 8), u64_at(file, entry + 16));
            let id = u32_at(file, entry);
            let end = (length as usize)
                .checked_next_multiple_of(SECTION_ALIGNMENT)
                .and_then(|padded| expected.checked_add(padded))
                .filter(|&end| start == expected as u64 && length <= end as u64 && end <= file.len())
                .ok_or_else(|| Error::corrupt(&Section::name_of(id), "lies outside the file or overlaps another"))?;
            let located = Located { id, crc: u32_at(file, entry + 4), start: expected, length: length as usize };
            if crc32fast::hash(&file[expected..end]) != located.crc {
                return Err(checksum(&Section::name_of(id), expected));
            }
            if sections.iter().any(|other: &Located| other.id == id) {
                return Err(Error::corrupt(&Section::name_of(id), "is there twice"));
            }
            sections.push(located);
            expected = end;
        }
        if expected != file.len() {
            return Err(Error::new(ErrorKind::Corrupt, "bytes behind the last section; build the dictionary again"));
        }
        Ok(Table(sections))
    }

    pub(crate) fn find(&self, section: Section) -> Option<Located> {
        self.0.iter().copied().find(|located| located.id == section as u32)
    }

    /// All sections, by their ids, known or not, in the order of the file.
    pub(crate) fn sections<'f>(&self, file: &'f [u8]) -> impl Iterator<Item = (u32, &'f [u8])> {
        self.0.iter().map(|located| (located.id, &file[located.start..located.start + located.length]))
    }

    pub(crate) fn need(&self, section: Section) -> Result<Located, Error> {
        self.find(section).ok_or_else(|| Error::corrupt(section.name(), "is missing"))
    }
}

/// The length that a file, or its first [`HEADER`] bytes, says it has, if this release can read it.
pub(crate) fn length(file: &[u8]) -> Result<u64, Error> {
    if cfg!(target_endian = "big") {
        return Err(Error::new(
            ErrorKind::Platform,
            "dictionary files are little-endian and this machine is not: it can't use them",
        ));
    }
    if file.len() < MAGIC.len() || file[..MAGIC.len()] != MAGIC {
        return Err(Error::new(
            ErrorKind::NotADictionary,
            "not a maxmatch dictionary; compile a word list with `seg dict build WORDS -o FILE`",
        ));
    }
    if file.len() < HEADER {
        return Err(too_short(file.len(), HEADER));
    }
    let version = u32_at(file, 8);
    if version != FORMAT_VERSION {
        return Err(Error::new(
            ErrorKind::Version,
            format!(
                "format version {version}, and this release reads version {FORMAT_VERSION}; \
                 build the dictionary again with this release"
            ),
        ));
    }
    Ok(u64_at(file, 16))
}

/// Puts a file together from its sections.
pub(crate) fn write(sections: &[(Section, &[u8])]) -> Vec<u8> {
    let sections: Vec<(u32, &[u8])> = sections.iter().map(|&(section, bytes)| (section as u32, bytes)).collect();
    write_ids(&sections)
}

/// The same of sections that may be unknown.
pub(crate) fn write_ids(sections: &[(u32, &[u8])]) -> Vec<u8> {
    let first = (HEADER + sections.len() * TABLE_ENTRY).next_multiple_of(SECTION_ALIGNMENT);
    let padded: usize = sections.iter().map(|(_, bytes)| bytes.len().next_multiple_of(SECTION_ALIGNMENT)).sum();
    let mut file = Vec::with_capacity(first + padded);
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    file.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    file.extend_from_slice(&((first + padded) as u64).to_le_bytes());
    file.resize(first, 0);
    for (i, (id, bytes)) in sections.iter().enumerate() {
        let start = file.len();
        file.extend_from_slice(bytes);
        file.resize(start + bytes.len().next_multiple_of(SECTION_ALIGNMENT), 0);
        let crc = crc32fast::hash(&file[start..]);
        let mut entry = Vec::with_capacity(TABLE_ENTRY);
        entry.extend_from_slice(&id.to_le_bytes());
        entry.extend_from_slice(&crc.to_le_bytes());
        entry.extend_from_slice(&(start as u64).to_le_bytes());
        entry.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        let at = HEADER + i * TABLE_ENTRY;
        file[at..at + entry.len()].copy_from_slice(&entry);
    }
    let crc = header_crc(&file[..first]);
    file[HEADER_CRC..HEADER_CRC + 4].copy_from_slice(&crc.to_le_bytes());
    file
}

/// Recomputes all checksums of a file whose table can be read, so that tests and fuzzing reach what lies behind them.
#[doc(hidden)]
pub fn repair_checksums(file: &mut [u8]) {
    if file.len() < HEADER {
        return;
    }
    let count = (u32_at(file, 12) as usize).min(MAX_SECTIONS).min((file.len() - HEADER) / TABLE_ENTRY);
    let length = (file.len() as u64).to_le_bytes();
    file[16..24].copy_from_slice(&length);
    for i in 0..count {
        let entry = HEADER + i * TABLE_ENTRY;
        let (start, length) = (u64_at(file, entry + 8) as usize, u64_at(file, entry + 16) as usize);
        let end = length.checked_next_multiple_of(SECTION_ALIGNMENT).and_then(|padded| start.checked_add(padded));
        if let Some(bytes) = end.and_then(|end| file.get(start..end)) {
            let crc = crc32fast::hash(bytes).to_le_bytes();
            file[entry + 4..entry + 8].copy_from_slice(&crc);
        }
    }
    let first = (HEADER + count * TABLE_ENTRY).next_multiple_of(SECTION_ALIGNMENT).min(file.len());
    let crc = header_crc(&file[..first]).to_le_bytes();
    file[HEADER_CRC..HEADER_CRC + 4].copy_from_slice(&crc);
}

fn header_crc(header: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&header[..HEADER_CRC]);
    hasher.update(&[0; 4]);
    hasher.update(&header[HEADER_CRC + 4..]);
    hasher.finalize()
}

fn too_short(length: usize, needed: usize) -> Error {
    Error::new(
        ErrorKind::Length,
        format!("the file ends after {length} bytes, inside the first {needed}; copy or build it again"),
    )
}

fn checksum(section: &str, start: usize) -> Error {
    Error::new(
        ErrorKind::Checksum,
        format!("damaged: the checksum of section {section}, at byte {start}, does not match; copy or build it again"),
    )
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

pub(crate) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

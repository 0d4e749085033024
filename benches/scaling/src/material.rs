//! The word lists, dictionaries and texts that the points need, as files in a temporary folder.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use maxmatch::Dictionary;
use maxmatch_dict::lexicon::Lexicon;
use rand_pcg::Pcg64Dxsm;
use rand_pcg::rand_core::{Rng, SeedableRng};
use tempfile::TempDir;

use crate::pieces::{Cut, repeated};
use crate::work;

/// Of all that is drawn: the same points are measured on the same words by whoever gives the same files.
const SEED: u64 = 20_051_011;

/// What is given, and where the rest is made.
pub(crate) struct Material {
    folder: TempDir,
    pub(crate) text: PathBuf,
    words: Vec<Word>,
    /// The characters of the words, each as often as it is in them; without ASCII, which makes units of its own.
    characters: Vec<char>,
}

/// A word and its frequency.
type Word = (String, u32);

/// A word list and the dictionary that is built of it.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    /// How many words it has.
    pub(crate) size: usize,
    pub(crate) words: PathBuf,
    pub(crate) dictionary: PathBuf,
    /// How long the dictionary's file and its index are, in bytes.
    pub(crate) file_bytes: u64,
    pub(crate) index_bytes: u64,
}

impl Material {
    pub(crate) fn new(text: &Path, list: &Path) -> Result<Material, String> {
        let name = list.display().to_string();
        let bytes = fs::read(list).map_err(|e| format!("{name}: {e}; give a word list with --dict FILE"))?;
        let list = Lexicon::read(&name, &bytes, None).map_err(|e| e.to_string())?;
        let mut words: Vec<Word> = Vec::new();
        for entry in list.entries() {
            let entry = entry.map_err(|e| e.to_string())?;
            words.push((entry.word.to_owned(), entry.frequency.unwrap_or(0)));
        }
        let characters: Vec<char> = words.iter().flat_map(|(word, _)| word.chars()).filter(|c| !c.is_ascii()).collect();
        if characters.is_empty() {
            return Err(format!("{name}: no word that is not of ASCII alone; give a Chinese word list"));
        }
        let folder = tempfile::tempdir().map_err(|e| format!("no temporary folder: {e}; name another in TMPDIR"))?;
        Ok(Material { folder, text: text.to_owned(), words, characters })
    }

    /// All of the given words.
    pub(crate) fn given(&self) -> Result<Vocabulary, String> {
        self.sized(self.words.len())
    }

    /// How many there are.
    pub(crate) fn given_size(&self) -> usize {
        self.words.len()
    }

    /// As many of the given words, drawn at random, or all of them and random words of 2 to 6 of their characters.
    pub(crate) fn sized(&self, size: usize) -> Result<Vocabulary, String> {
        let mut random = Random::new(size);
        let mut words = self.words.clone();
        let kept = size.min(words.len());
        for place in 0..kept {
            let other = place + random.below(words.len() - place);
            words.swap(place, other);
        }
        words.truncate(kept);
        let mut seen: HashSet<String> = words.iter().map(|(word, _)| word.clone()).collect();
        while words.len() < size {
            let length = 2 + random.below(5);
            let word = random.word(&self.characters, length);
            if seen.insert(word.clone()) {
                words.push((word, 1));
            }
        }
        self.vocabulary(&format!("words-{size}"), &words)
    }

    /// Random words that all have this many characters, and a text of them in lines of some 64 characters or a word.
    pub(crate) fn of_length(&self, length: usize, size: usize, bytes: usize) -> Result<(Vocabulary, PathBuf), String> {
        let mut random = Random::new(length);
        let mut words = HashSet::new();
        while words.len() < size {
            words.insert(random.word(&self.characters, length));
        }
        let mut words: Vec<Word> = words.into_iter().map(|word| (word, 1)).collect();
        words.sort();
        let mut text = String::new();
        let per_line = (64 / length).max(1);
        for place in 1.. {
            text.push_str(&words[random.below(words.len())].0);
            if place % per_line == 0 {
                text.push('\n');
                if text.len() >= bytes {
                    break;
                }
            }
        }
        let vocabulary = self.vocabulary(&format!("length-{length}"), &words)?;
        Ok((vocabulary, self.write(&format!("length-{length}.txt"), text.as_bytes())?))
    }

    /// The words 哈, 哈哈, … up to this many characters, and a text of that character: words begin and end everywhere.
    pub(crate) fn one_character(&self, longest: usize) -> Result<(Vocabulary, PathBuf), String> {
        let words: Vec<Word> = (1..=longest).map(|length| ("哈".repeat(length), 1)).collect();
        let vocabulary = self.vocabulary(&format!("one-character-{longest}"), &words)?;
        Ok((vocabulary, self.write("one-character.txt", "哈".repeat(333).as_bytes())?))
    }

    /// The text without line ends, repeated to this many bytes.
    pub(crate) fn joined(&self, bytes: usize) -> Result<PathBuf, String> {
        let name = self.text.display();
        let text = fs::read_to_string(&self.text)
            .map_err(|e| format!("{name}: {e}; give a text in UTF-8 with --text FILE"))?;
        let joined: String = text.split(['\r', '\n']).collect();
        if joined.is_empty() {
            return Err(format!("{name}: nothing but line ends; give another text with --text FILE"));
        }
        let text = repeated(&joined, bytes);
        self.write("joined.txt", Cut::Characters(bytes).first(&text).as_bytes())
    }

    fn vocabulary(&self, name: &str, words: &[Word]) -> Result<Vocabulary, String> {
        let list: String = words.iter().map(|(word, frequency)| format!("{word}\t{frequency}\n")).collect();
        let bytes = work::dictionary(name, list.as_bytes())?;
        let words_path = self.write(&format!("{name}.tsv"), list.as_bytes())?;
        let dictionary = self.write(&format!("{name}.dict"), &bytes)?;
        let info = Dictionary::from_bytes(&bytes).map_err(|e| e.to_string())?.info();
        let [_, _, index_bytes] = info.section_bytes;
        Ok(Vocabulary { size: words.len(), words: words_path, dictionary, file_bytes: bytes.len() as u64, index_bytes })
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, String> {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).map_err(|e| format!("{}: {e}; name another folder in TMPDIR", path.display()))?;
        Ok(path)
    }
}

/// A generator whose numbers are the same on every machine.
struct Random(Pcg64Dxsm);

impl Random {
    fn new(purpose: usize) -> Random {
        Random(Pcg64Dxsm::seed_from_u64(SEED ^ purpose as u64))
    }

    /// A number from 0 to one less than `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.0.next_u64()) * end as u128) >> 64) as usize
    }

    fn word(&mut self, characters: &[char], length: usize) -> String {
        (0..length).map(|_| characters[self.below(characters.len())]).collect()
    }
}

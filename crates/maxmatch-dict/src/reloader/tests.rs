//! Files that are replaced while eight threads read, and what a reloader makes of every kind of file.

use std::fs::{self, File};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::{Make, Reloader};
use crate::{Dictionary, Error, ErrorKind, Matches};

/// A dictionary file that is replaced.
struct Target {
    folder: TempDir,
    path: PathBuf,
}

impl Target {
    fn new(bytes: &[u8]) -> Target {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my.dict");
        fs::write(&path, bytes).unwrap();
        Target { folder, path }
    }

    /// Replaces the file by renaming.
    fn put(&self, bytes: &[u8]) {
        let new = self.path.with_extension("new");
        fs::write(&new, bytes).unwrap();
        fs::rename(new, &self.path).unwrap();
    }
}

/// How many different dictionaries there are.
const IMAGES: u64 = 64;

/// The file of a dictionary that says which it is, of [`IMAGES`]: by the frequency of 号, and bit by bit by the words
/// that it has.
fn image(number: u64) -> Vec<u8> {
    let number = number % IMAGES;
    let mut builder = Dictionary::builder();
    builder.add("号", number as u32, None).unwrap();
    for (bit, word) in ["甲乙", "丙丁", "戊己", "庚辛", "壬癸", "子丑"].into_iter().enumerate() {
        if number >> bit & 1 == 1 {
            builder.add(word, 1, None).unwrap();
        }
    }
    builder.to_bytes().unwrap()
}

/// The number of an [`image`], by a look-up and by a scan.
fn numbers(dictionary: &Dictionary) -> [u64; 2] {
    let codes: Vec<_> = "甲乙丙丁戊己庚辛壬癸子丑".chars().map(|c| dictionary.codes().get(c)).chain([0]).collect();
    let mut matches = Matches::default();
    dictionary.scan(&codes, &[1; 13], &mut matches);
    let bits = matches.starting().iter().step_by(2).take(6).enumerate();
    let by_scan = bits.map(|(bit, &length)| u64::from(length == 2) << bit).sum();
    [u64::from(dictionary.get("号").unwrap().unwrap().frequency()), by_scan]
}

/// A hundred files that are no dictionaries.
fn damaged() -> Vec<Vec<u8>> {
    let whole = image(63);
    let mut files = vec![vec![], b"MAXMATCH".to_vec(), "号 3\n".into(), [&whole[..], b"\0"].concat()];
    files.extend((1..=48).map(|n| whole[..whole.len() * n / 49].to_vec()));
    files.extend((0..48).map(|n| {
        let mut bytes = whole.clone();
        bytes[whole.len() * n / 48] ^= 1 << (n % 8);
        bytes
    }));
    files
}

/// A dictionary whose life is counted.
pub(crate) struct Counted {
    dictionary: Dictionary,
    alive: Arc<AtomicUsize>,
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.alive.fetch_sub(1, SeqCst);
    }
}

/// Replaces the file 10,000 times, and 100 times by a damaged one, while eight threads read and poll.
pub(crate) fn swaps_under_readers(open: impl Fn(&Path, Box<Make<Counted>>) -> Result<Reloader<Counted>, Error>) {
    const READERS: usize = 8;
    const SWAPS: u64 = 10_000;
    let images: Vec<Vec<u8>> = (0..IMAGES).map(image).collect();
    let damaged = damaged();
    let target = Target::new(&images[1]);
    let (alive, most, refused) = (Arc::new(AtomicUsize::new(0)), AtomicUsize::new(0), AtomicUsize::new(0));
    let counter = Arc::clone(&alive);
    let make = move |dictionary| {
        counter.fetch_add(1, SeqCst);
        Ok(Counted { dictionary, alive: Arc::clone(&counter) })
    };
    let reloader = open(&target.path, Box::new(make)).unwrap();
    let poll = || {
        if let Err(error) = reloader.poll() {
            assert_ne!(error.kind(), ErrorKind::Io, "{error}");
            assert!(error.to_string().starts_with(target.path.to_str().unwrap()), "{error}");
            refused.fetch_add(1, SeqCst);
        }
    };
    let has_ended = AtomicBool::new(false);
    let (answers, seen) = thread::scope(|scope| {
        let read = || {
            let (mut answers, mut seen, mut last) = (0_u64, 0_u64, 0);
            while !has_ended.load(SeqCst) {
                poll();
                let generation = reloader.current();
                assert!(generation.number() >= last);
                seen += u64::from(generation.number() > last);
                last = generation.number();
                for _ in 0..2 {
                    assert_eq!(numbers(&generation.dictionary), [last % IMAGES; 2]);
                    answers += 1;
                    thread::yield_now();
                }
                most.fetch_max(alive.load(SeqCst), SeqCst);
            }
            (answers, seen)
        };
        let readers: Vec<_> = (0..READERS).map(|_| scope.spawn(read)).collect();
        // A reader that panics must not leave this one waiting.
        let poll_until = |is_done: &dyn Fn() -> bool| {
            while !is_done() && readers.iter().all(|reader| !reader.is_finished()) {
                poll();
            }
        };
        for number in 2..SWAPS + 2 {
            let offered = refused.load(SeqCst);
            if number * damaged.len() as u64 / SWAPS > offered as u64 && offered < damaged.len() {
                target.put(&damaged[offered]);
                poll_until(&|| refused.load(SeqCst) > offered);
            }
            target.put(&images[(number % IMAGES) as usize]);
            poll_until(&|| reloader.current().number() == number);
        }
        has_ended.store(true, SeqCst);
        let counts = readers.into_iter().map(|reader| reader.join().unwrap());
        counts.fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1))
    });
    let most = most.into_inner();
    println!("{SWAPS} swaps: {answers} answers of {seen} generations seen, {refused:?} refused, {most} alive at most");
    assert_eq!((reloader.current().number(), refused.into_inner()), (SWAPS + 1, damaged.len()));
    // One is current. Each thread may keep one, and two while it loads.
    assert!(most <= 1 + 2 * (READERS + 1));
    assert_eq!(alive.load(SeqCst), 1);
    #[cfg(target_os = "linux")]
    assert!((1..=2).contains(&held(&target)), "the file in use is open, and may be mapped");
    drop(reloader);
    assert_eq!(alive.load(SeqCst), 0);
    #[cfg(target_os = "linux")]
    assert_eq!(held(&target), 0);
}

/// How often the process has a file of the folder open or mapped, also one that was replaced.
#[cfg(target_os = "linux")]
fn held(target: &Target) -> usize {
    let folder = target.folder.path().file_name().unwrap().to_str().unwrap();
    let open = fs::read_dir("/proc/self/fd").unwrap().filter_map(|fd| fs::read_link(fd.unwrap().path()).ok());
    let open = open.filter(|file| file.to_string_lossy().contains(folder)).count();
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    open + maps.lines().filter(|line| line.contains(folder)).count()
}

#[test]
fn swaps() {
    swaps_under_readers(|path, make| Reloader::open(path, make));
}

/// Whether a poll finds a new generation.
fn is_new<T>(reloader: &Reloader<T>) -> bool {
    reloader.poll().unwrap().is_some()
}

#[test]
fn a_file_that_is_refused_is_refused_once() {
    let target = Target::new(&image(1));
    let reloader = Reloader::open(&target.path, Ok).unwrap();
    for (bytes, kind) in [
        (b"" as &[u8], ErrorKind::NotADictionary),
        ("号 3\n".as_bytes(), ErrorKind::NotADictionary),
        (&image(2)[1..], ErrorKind::NotADictionary),
        (&image(2)[..100], ErrorKind::Length),
        (&[&image(2)[..], b"\0"].concat(), ErrorKind::Length),
    ] {
        target.put(bytes);
        let error = reloader.poll().unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().starts_with(target.path.to_str().unwrap()), "{error}");
        assert!(!is_new(&reloader));
        assert_eq!(reloader.reload().unwrap_err().kind(), kind);
        assert!(!is_new(&reloader));
        let current = reloader.current();
        assert_eq!((current.number(), numbers(&current)), (1, [1; 2]));
    }
    assert_eq!(Reloader::open(&target.path, Ok).unwrap_err().kind(), ErrorKind::Length);
    target.put(&image(2));
    assert_eq!(numbers(&reloader.poll().unwrap().unwrap()), [2; 2]);
    assert!(!is_new(&reloader));
}

#[test]
fn a_file_that_cannot_be_read_is_tried_again() {
    let target = Target::new(&image(1));
    let reloader = Reloader::open(&target.path, Ok).unwrap();
    let refused = || {
        for _ in 0..2 {
            let error = reloader.poll().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Io);
            assert!(error.to_string().starts_with(target.path.to_str().unwrap()), "{error}");
            assert_eq!(numbers(&reloader.current()), [1; 2]);
        }
    };
    let aside = target.path.with_extension("aside");
    fs::rename(&target.path, &aside).unwrap();
    refused();
    fs::create_dir(&target.path).unwrap();
    refused();
    fs::remove_dir(&target.path).unwrap();
    fs::rename(aside, &target.path).unwrap();
    assert_eq!(reloader.poll().unwrap().unwrap().number(), 2);
    assert!(!is_new(&reloader));
}

/// Files as long and as old as the one in use, of which the second is given the inode of the one in use if that is free.
#[cfg(unix)]
#[test]
fn a_file_as_long_and_as_old() {
    let target = Target::new(&image(1));
    let same_age = || File::open(&target.path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    same_age();
    let reloader = Reloader::open(&target.path, Ok).unwrap();
    for number in 2..50 {
        for _ in 0..2 {
            target.put(&image(1));
            same_age();
        }
        assert_eq!(reloader.poll().unwrap().map(|new| new.number()), Some(number));
    }
}

/// What has no inode is told by its length and its age.
#[test]
fn a_file_rewritten_in_place() {
    let target = Target::new(&image(1));
    let reloader = Reloader::open(&target.path, Ok).unwrap();
    fs::write(&target.path, [&image(2)[..], b"\0"].concat()).unwrap();
    assert_eq!(reloader.poll().unwrap_err().kind(), ErrorKind::Length);
    fs::write(&target.path, image(2)).unwrap();
    assert!(is_new(&reloader));
    let file = File::options().write(true).open(&target.path).unwrap();
    file.set_modified(SystemTime::now() + Duration::from_secs(1)).unwrap();
    assert!(is_new(&reloader));
    assert!(!is_new(&reloader));
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_that_leads_elsewhere() {
    let target = Target::new(&image(1));
    let [link, other] = ["link", "other"].map(|name| target.folder.path().join(name));
    std::os::unix::fs::symlink(&target.path, &link).unwrap();
    let reloader = Reloader::open(&link, Ok).unwrap();
    assert!(!is_new(&reloader));
    fs::write(&other, image(2)).unwrap();
    std::os::unix::fs::symlink(other, link.with_extension("new")).unwrap();
    fs::rename(link.with_extension("new"), &link).unwrap();
    assert_eq!(numbers(&reloader.poll().unwrap().unwrap()), [2; 2]);
}

/// Whoever opened it would wait for its other end.
#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let target = Target::new(&image(1));
    let reloader = Reloader::open(&target.path, Ok).unwrap();
    fs::remove_file(&target.path).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&target.path).status().unwrap().success());
    assert_eq!(reloader.poll().unwrap_err().kind(), ErrorKind::Io);
}

#[test]
fn what_is_made_of_it_can_refuse_it() {
    let target = Target::new(&image(1));
    let reloader = Reloader::open(&target.path, |dictionary| match numbers(&dictionary)[0] {
        2 => Err(Error::new(ErrorKind::Entry, "no 2")),
        3 => panic!("at 3"),
        number => Ok(number),
    });
    let reloader = reloader.unwrap();
    target.put(&image(2));
    assert_eq!(reloader.poll().unwrap_err().to_string(), format!("{}: no 2", target.path.display()));
    assert!(!is_new(&reloader));
    target.put(&image(3));
    assert!(panic::catch_unwind(AssertUnwindSafe(|| reloader.poll())).is_err());
    assert!(!is_new(&reloader));
    assert_eq!(*reloader.current(), 1);
    target.put(&image(4));
    assert_eq!(*reloader.reload().unwrap(), 4);
}

#[test]
fn while_one_thread_loads_the_others_go_on() {
    let target = Target::new(&image(1));
    let barrier = Arc::new(Barrier::new(2));
    let inside = Arc::clone(&barrier);
    let reloader = Reloader::open(&target.path, move |dictionary| {
        if numbers(&dictionary)[0] == 2 {
            inside.wait();
            inside.wait();
        }
        Ok(dictionary)
    });
    let reloader = reloader.unwrap();
    target.put(&image(2));
    thread::scope(|scope| {
        let loading = scope.spawn(|| reloader.poll().unwrap().map(|new| new.number()));
        barrier.wait();
        assert!(!is_new(&reloader));
        assert_eq!(numbers(&reloader.current()), [1; 2]);
        barrier.wait();
        assert_eq!(loading.join().unwrap(), Some(2));
    });
    assert!(!is_new(&reloader));
    assert_eq!(numbers(&reloader.current()), [2; 2]);
}

#[test]
fn the_last_reader_drops_a_generation() {
    let target = Target::new(&image(1));
    let reloader = Reloader::open(&target.path, |dictionary| Ok(Arc::new(dictionary))).unwrap();
    let readers = [reloader.current(), reloader.current()];
    let dictionary = Arc::downgrade(&readers[0]);
    reloader.reload().unwrap();
    let [first, second] = readers;
    drop(first);
    assert_eq!(numbers(&dictionary.upgrade().unwrap()), [1; 2]);
    drop(second);
    assert!(dictionary.upgrade().is_none());
}

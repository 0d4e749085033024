//! What is resident of this process, as Linux says it.

use std::fs;

/// The most that was resident in memory of the process so far, in bytes. None where the system does not say.
pub(crate) fn peak() -> Option<u64> {
    status("VmHWM:")
}

/// How much more is resident at most than when watching began.
pub(crate) struct Watch(Option<u64>);

impl Watch {
    /// Forgets the peak and begins to watch.
    pub(crate) fn begin() -> Watch {
        // 5 is what resets the peak: proc_pid_clear_refs(5).
        let reset = fs::write("/proc/self/clear_refs", "5");
        Watch(reset.ok().and_then(|()| status("VmRSS:")))
    }

    /// In bytes. None where the system does not say.
    pub(crate) fn grown(&self) -> Option<u64> {
        Some(peak()?.saturating_sub(self.0?))
    }
}

fn status(field: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes << 10)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{Watch, peak};

    #[test]
    fn a_vector_is_seen() {
        let watch = Watch::begin();
        let vector = std::hint::black_box(vec![1_u8; 64 << 20]);
        assert!(watch.grown().unwrap() >= vector.len() as u64);
        assert!(peak().unwrap() >= vector.len() as u64);
    }
}

//! What time something takes.

use std::ops::Div;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// A time, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Time {
    pub(crate) passed: f64,
    /// What the thread had of a processor: others that want it too don't count. Outside Unix the time that passed.
    pub(crate) worked: f64,
}

impl Div<f64> for Time {
    type Output = Time;

    fn div(self, times: f64) -> Time {
        Time { passed: self.passed / times, worked: self.worked / times }
    }
}

pub(crate) struct Clock {
    started: Instant,
    #[cfg(unix)]
    worked: Duration,
}

impl Clock {
    pub(crate) fn start() -> Clock {
        Clock {
            started: Instant::now(),
            #[cfg(unix)]
            worked: worked(),
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Since the start, of this thread.
    pub(crate) fn time(&self) -> Time {
        let passed = self.elapsed();
        #[cfg(unix)]
        let worked = worked().saturating_sub(self.worked);
        #[cfg(not(unix))]
        let worked = passed;
        Time { passed: passed.as_secs_f64(), worked: worked.as_secs_f64() }
    }
}

/// By this thread, since it began.
#[cfg(unix)]
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Clock;

    #[test]
    fn sleep_is_no_work() {
        let clock = Clock::start();
        std::thread::sleep(Duration::from_millis(50));
        let time = clock.time() / 2.0;
        assert!(time.passed >= 0.025, "{time:?}");
        assert!(cfg!(not(unix)) || time.worked < 0.025, "{time:?}");
    }
}

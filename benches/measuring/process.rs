//! Runs one process to its end and measures it.

use super::memory::memory_of;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How often the memory of a running process is read. The kernel keeps the peak, so only growth in the last interval of
/// a process's life can be missed.
const MEMORY_INTERVAL: Duration = Duration::from_millis(2);

/// One run of one process.
pub struct Measurement {
    /// From just before its start to its end, by the wall clock.
    pub seconds: f64,
    /// The peak of resident memory in bytes; `None` on systems without `/proc`.
    pub peak_bytes: Option<u64>,
}

/// Several runs of the same process.
pub struct Summary {
    pub least_seconds: f64,
    pub median_seconds: f64,
    pub most_seconds: f64,
    /// The highest peak of all runs.
    pub peak_bytes: Option<u64>,
}

impl Summary {
    /// Summarizes the runs; `None` if there are none.
    pub fn of(runs: &[Measurement]) -> Option<Self> {
        let mut seconds: Vec<f64> = runs.iter().map(|run| run.seconds).collect();
        seconds.sort_by(f64::total_cmp);
        let lower = seconds.get(seconds.len().saturating_sub(1) / 2)?;
        let upper = seconds.get(seconds.len() / 2)?;
        Some(Self {
            least_seconds: *seconds.first()?,
            median_seconds: f64::midpoint(*lower, *upper),
            most_seconds: *seconds.last()?,
            peak_bytes: runs.iter().filter_map(|run| run.peak_bytes).max(),
        })
    }
}

/// Runs a command; its output goes to the file `log`.
///
/// # Errors If it cannot be started, or does not end with exit code 0: the message then has the end of its output.
pub fn measure(command: &mut Command, log: &Path) -> io::Result<Measurement> {
    let output = File::create(log)?;
    command
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output);
    let begin = Instant::now();
    let mut child = command
        .spawn()
        .map_err(|error| explain(command, &error.to_string()))?;
    let ended = AtomicBool::new(false);
    let process = child.id();
    let (status, seconds, peak_bytes) = thread::scope(|scope| {
        let watcher = scope.spawn(|| watch_memory(process, &ended));
        let status = child.wait();
        let seconds = begin.elapsed().as_secs_f64();
        ended.store(true, Ordering::Relaxed);
        (status, seconds, watcher.join().ok().flatten())
    });
    let status = status?;
    if status.success() {
        return Ok(Measurement {
            seconds,
            peak_bytes,
        });
    }
    let printed = String::from_utf8_lossy(&fs::read(log)?).into_owned();
    let lines: Vec<&str> = printed.lines().collect();
    let end = lines
        .get(lines.len().saturating_sub(10)..)
        .unwrap_or_default()
        .join("\n");
    Err(explain(command, &format!("{status}\n{end}")))
}

fn explain(command: &Command, reason: &str) -> io::Error {
    io::Error::other(format!("{command:?}: {reason}"))
}

/// Reads the peak until the process has ended; the last value is the highest.
fn watch_memory(process: u32, ended: &AtomicBool) -> Option<u64> {
    let mut peak_bytes = None;
    while !ended.load(Ordering::Relaxed) {
        peak_bytes = memory_of(process).peak_bytes.or(peak_bytes);
        thread::sleep(MEMORY_INTERVAL);
    }
    peak_bytes
}

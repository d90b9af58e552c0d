//! What a process holds in memory, as the system counts it.

use std::fs;

/// The memory of a process; nothing on systems without `/proc`.
#[derive(Clone, Copy, Default)]
pub struct Memory {
    /// What is resident now.
    pub resident_bytes: Option<u64>,
    /// The most that was resident at once.
    pub peak_bytes: Option<u64>,
}

impl Memory {
    /// The peak, in millions of bytes.
    pub fn peak(&self) -> String {
        self.peak_bytes.map_or_else(
            || "unknown".to_owned(),
            |bytes| format!("{:.1} MB", bytes as f64 / 1e6),
        )
    }
}

/// Asks for the memory of a process that runs.
pub fn memory_of(process: u32) -> Memory {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    Memory {
        resident_bytes: bytes_in(&status, "VmRSS:"),
        peak_bytes: bytes_in(&status, "VmHWM:"),
    }
}

/// A line `VmHWM:  1234 kB` of a process's status; it is missing once the process has given its memory back.
fn bytes_in(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

//! The memory of a process, as the system counts it.

use std::fs;

/// The memory of a process; `None` on systems without `/proc`.
#[derive(Clone, Copy, Default)]
pub struct Memory {
    /// Resident memory now, in bytes.
    pub resident_bytes: Option<u64>,
    /// The peak of resident memory, in bytes.
    pub peak_bytes: Option<u64>,
}

impl Memory {
    /// Returns the peak, in millions of bytes.
    pub fn peak(&self) -> String {
        self.peak_bytes.map_or_else(
            || "unknown".to_owned(),
            |bytes| format!("{:.1} MB", bytes as f64 / 1e6),
        )
    }
}

/// Returns the memory of a running process.
pub fn memory_of(process: u32) -> Memory {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    Memory {
        resident_bytes: bytes_in(&status, "VmRSS:"),
        peak_bytes: bytes_in(&status, "VmHWM:"),
    }
}

/// Reads a line `VmHWM:  1234 kB` of a process's status; it is missing once the process has released its memory.
fn bytes_in(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

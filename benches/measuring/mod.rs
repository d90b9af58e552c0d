//! Measurements: the seconds and memory of one process at a time, percentiles of times, and the size of a folder.
#![allow(
    dead_code,
    unused_imports,
    reason = "each benchmark uses its own part of this"
)]

mod folder;
mod memory;
mod process;
mod spread;

pub use folder::{FolderSize, folder_size, remove_folder};
pub use memory::{Memory, memory_of};
pub use process::{Measurement, Summary, measure};
pub use spread::percentile;

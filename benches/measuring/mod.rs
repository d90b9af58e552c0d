//! What is measured: one process at a time, its seconds and its memory; and what a folder holds.

mod folder;
mod memory;
mod process;
mod spread;

pub use folder::{FolderSize, folder_size, remove_folder};
pub use memory::{Memory, memory_of};
pub use process::{Measurement, Summary, measure};
pub use spread::percentile;

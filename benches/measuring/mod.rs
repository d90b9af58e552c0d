//! What is measured: one process at a time, its seconds and its memory; and what a folder holds.

mod folder;
mod process;

pub use folder::{FolderSize, folder_size, remove_folder};
pub use process::{Measurement, Summary, measure};

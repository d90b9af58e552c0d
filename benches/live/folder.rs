//! A folder of notes for one run.

use std::path::PathBuf;

/// A folder of notes that is removed after the run.
pub struct Folder(pub PathBuf);

impl Folder {
    /// Creates it among the temporary files.
    ///
    /// # Errors
    /// Why it cannot be created.
    pub fn new(name: &str) -> Result<Folder, String> {
        let own = format!("kafolio-serve-{}-{name}", std::process::id());
        let folder = Folder(std::env::temp_dir().join(own));
        std::fs::create_dir_all(&folder.0).map_err(words)?;
        Ok(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = crate::measuring::remove_folder(&self.0);
    }
}

/// Returns what an error says.
pub fn words(error: std::io::Error) -> String {
    error.to_string()
}

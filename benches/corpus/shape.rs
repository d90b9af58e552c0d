//! How large a corpus is.

/// The number of accounts, and of notes of each kind per account.
pub struct Shape {
    pub accounts: usize,
    pub contacts: usize,
    pub projects: usize,
    pub visits: usize,
    pub exchanges: usize,
}

impl Shape {
    /// Returns the usual shape: 33 notes per account.
    pub const fn of_accounts(accounts: usize) -> Self {
        Self {
            accounts,
            contacts: 8,
            projects: 2,
            visits: 20,
            exchanges: 2,
        }
    }

    /// Returns the number of files: those of the accounts and `site.yaml`.
    pub const fn files(&self) -> usize {
        1 + self.accounts * (1 + self.contacts + self.projects + self.visits + self.exchanges)
    }
}

//! Sensitivity: who may see a thing.

/// How far a thing may travel; `Public < Internal < Private`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Level {
    /// May be shown to the customer.
    Public,
    /// Stays in the house; what nobody marked is internal.
    #[default]
    Internal,
    /// For the owner of the notes alone.
    Private,
}

impl Level {
    /// Reads the key of the enum `sensitivity`.
    pub fn from_key(key: &str) -> Option<Level> {
        match key {
            "public" => Some(Level::Public),
            "internal" => Some(Level::Internal),
            "private" => Some(Level::Private),
            _ => None,
        }
    }
}

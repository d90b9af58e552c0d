//! What is kept of a site with its files, so that a later one is not put in its place by mistake: for whom it is and which
//! accounts it is about, in names that its readers see anyway.

use serde::{Deserialize, Serialize};

use crate::domain::{Audience, Scope};
use crate::forms::Level;
use crate::text::Language;

/// A scope as it is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeRecord {
    audience: String,
    level: String,
    external: bool,
    fields: Vec<String>,
    /// Nothing where all accounts were asked for, or where that is not recorded.
    accounts: Option<Vec<String>>,
}

impl ScopeRecord {
    /// Of a scope.
    pub fn of(scope: &Scope) -> ScopeRecord {
        let Audience {
            name,
            level,
            external,
            fields,
        } = &scope.audience;
        ScopeRecord {
            audience: name.clone(),
            level: level.name(Language::English).to_owned(),
            external: *external,
            fields: fields.clone(),
            accounts: scope.accounts.clone(),
        }
    }

    /// The scope; nothing where it is not understood, as that of a later program may be.
    pub fn scope(self) -> Option<Scope> {
        Some(Scope {
            audience: Audience {
                level: Level::from_key(&self.level)?,
                name: self.audience,
                external: self.external,
                fields: self.fields,
            },
            accounts: self.accounts,
        })
    }
}

/// What the manifest says of the last site that was written whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SiteRecord {
    #[serde(flatten)]
    scope: ScopeRecord,
    /// How many pages it has. A killed build leaves more in the list of files.
    pub(crate) pages: usize,
}

impl SiteRecord {
    pub(crate) fn of(scope: &Scope, pages: usize) -> SiteRecord {
        let scope = ScopeRecord::of(scope);
        SiteRecord { scope, pages }
    }

    pub(crate) fn scope(&self) -> Option<Scope> {
        self.scope.clone().scope()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_read_as_it_was_written() {
        for audience in 0..3 {
            let scope = Scope::sample(audience, Some(&["启明医疗"]));
            let text = serde_json::to_string(&ScopeRecord::of(&scope)).unwrap();
            let read: ScopeRecord = serde_json::from_str(&text).unwrap();
            assert_eq!(read.scope(), Some(scope));
        }
    }

    #[test]
    fn a_level_of_a_later_program_is_not_understood() {
        let text = r#"{"audience":"a","level":"secret","external":false,"fields":[]}"#;
        let read: ScopeRecord = serde_json::from_str(text).unwrap();
        assert_eq!(read.scope(), None);
    }
}

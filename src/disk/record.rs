//! The scope of a written site, stored with its files so that another site does not replace it by mistake: its audience and
//! accounts, in names that its readers see anyway.

use serde::{Deserialize, Serialize};

use crate::domain::{Audience, Scope};
use crate::forms::Level;

/// A scope in its stored form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeRecord {
    audience: String,
    level: String,
    external: bool,
    fields: Vec<String>,
    /// `None` if all accounts were requested, or if that is not recorded.
    accounts: Option<Vec<String>>,
}

impl ScopeRecord {
    /// Creates the record of a scope.
    pub fn of(scope: &Scope) -> ScopeRecord {
        let Audience {
            name,
            level,
            external,
            fields,
        } = &scope.audience;
        ScopeRecord {
            audience: name.clone(),
            level: level.key().to_owned(),
            external: *external,
            fields: fields.clone(),
            accounts: scope.accounts.clone(),
        }
    }

    /// Returns the scope; `None` if it is not understood, as one of a later version may be.
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

/// What the manifest records about the last site that was written completely.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SiteRecord {
    #[serde(flatten)]
    scope: ScopeRecord,
    /// The number of its pages. After a killed build the list of files has more.
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
    fn a_level_of_a_later_version_is_not_understood() {
        let text = r#"{"audience":"a","level":"secret","external":false,"fields":[]}"#;
        let read: ScopeRecord = serde_json::from_str(text).unwrap();
        assert_eq!(read.scope(), None);
    }
}

//! The audience and accounts of a site, and whether one site shows its readers more than another.

use crate::domain::Audience;
use crate::forms::{Dictionary, Kind, Level};

/// The audience and accounts of a site, without anything that its readers may not see.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    /// The readers.
    pub audience: Audience,
    /// The requested accounts, by the names of their folders in the site, sorted; `None` for all. Those that the
    /// readers may not know of are left out.
    pub accounts: Option<Vec<String>>,
}

impl Scope {
    /// Whether readers of this site see what those of another do not: more levels, the inside instead of the outside
    /// of the company, added fields, or, outside the company, another account. Within the company the accounts do not
    /// count: whoever sees one of them sees the others on the same terms.
    pub fn is_wider_than(&self, other: &Scope, dictionary: &'static Dictionary) -> bool {
        let (own, others) = (&self.audience, &other.audience);
        let is_other_account = || {
            let both = self.accounts.as_ref().zip(other.accounts.as_ref());
            both.is_some_and(|(own, others)| own.iter().any(|one| !others.contains(one)))
        };
        own.level > others.level
            || own
                .fields
                .iter()
                .any(|field| !shows(others, field, dictionary))
            || (others.external && (!own.external || is_other_account()))
    }
}

#[cfg(test)]
impl Scope {
    /// A scope for one of the built-in audiences, by its index.
    pub(crate) fn sample(audience: usize, accounts: Option<&[&str]>) -> Scope {
        Scope {
            audience: Audience::built_in()[audience].clone(),
            accounts: accounts.map(|names| names.iter().map(|one| (*one).to_owned()).collect()),
        }
    }
}

/// Whether an audience sees what an entry of [`Audience::fields`] adds: it has the entry as well, or a sufficient
/// level.
fn shows(audience: &Audience, name: &str, dictionary: &'static Dictionary) -> bool {
    let (of_kind, key) = match name.split_once('.') {
        Some((kind, key)) => (Some(kind), key),
        None => (None, name),
    };
    // Nobody sees the settings by their level.
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Site);
    let mut kinds = kinds.filter(|kind| of_kind.is_none_or(|of_kind| of_kind == kind.name()));
    kinds.all(|kind| {
        let field = dictionary.schema(kind).field(key);
        let level = field.map_or(Level::Public, |field| field.level);
        level <= audience.level || audience.adds(kind, key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(level: Level, external: bool, fields: &[&str], accounts: Option<&[&str]>) -> Scope {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Scope {
            audience: Audience {
                name: "any".into(),
                level,
                external,
                fields: owned(fields),
            },
            accounts: accounts.map(owned),
        }
    }

    fn is_wider(one: &Scope, other: &Scope) -> bool {
        let is_wider = |one: &Scope, other| one.is_wider_than(other, Dictionary::built_in());
        assert!(!is_wider(one, one) && !is_wider(other, other));
        is_wider(one, other)
    }

    #[test]
    fn a_higher_level_is_wider() {
        let internal = scope(Level::Internal, false, &[], None);
        let owner = scope(Level::Private, false, &[], None);
        assert!(is_wider(&owner, &internal) && !is_wider(&internal, &owner));
    }

    #[test]
    fn the_inside_of_the_company_is_wider_than_the_outside() {
        let inside = scope(Level::Public, false, &[], None);
        let outside = scope(Level::Public, true, &[], Some(&["a"]));
        assert!(is_wider(&inside, &outside) && !is_wider(&outside, &inside));
    }

    #[test]
    fn an_added_field_is_wider_unless_it_is_visible_anyway() {
        let plain = scope(Level::Public, true, &[], Some(&["a"]));
        let more = scope(Level::Public, true, &["visit.outcome"], Some(&["a"]));
        assert!(is_wider(&more, &plain) && !is_wider(&plain, &more));
        let of_any_kind = scope(Level::Public, true, &["outcome"], Some(&["a"]));
        assert!(!is_wider(&more, &of_any_kind));
        let internal = scope(Level::Internal, false, &[], None);
        assert!(!is_wider(&more, &internal));
        let bank = scope(Level::Public, true, &["bank"], Some(&["a"]));
        assert!(is_wider(&bank, &internal));
    }

    #[test]
    fn outside_the_company_another_account_is_wider() {
        let one = scope(Level::Public, true, &[], Some(&["a"]));
        let other = scope(Level::Public, true, &[], Some(&["b"]));
        let unknown = scope(Level::Public, true, &[], None);
        assert!(is_wider(&one, &other) && is_wider(&other, &one));
        assert!(!is_wider(&one, &unknown));
        let within = scope(Level::Internal, false, &[], Some(&["a"]));
        let whole = scope(Level::Internal, false, &[], None);
        assert!(!is_wider(&whole, &within) && !is_wider(&within, &whole));
    }
}

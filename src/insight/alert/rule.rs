//! A rule: its name, how severe it is, its thresholds, and what it looks for.

use super::case::Case;
use super::finding::Finding;
use crate::domain::Settings;

/// How severe an alert is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertSeverity {
    /// To be dealt with.
    Red,
    /// To be watched.
    Amber,
    /// To be known.
    Information,
}

impl AlertSeverity {
    /// All of them, the most severe first.
    pub const ALL: [AlertSeverity; 3] = [
        AlertSeverity::Red,
        AlertSeverity::Amber,
        AlertSeverity::Information,
    ];

    /// The class by which themes know it.
    pub fn class(self) -> &'static str {
        match self {
            AlertSeverity::Red => "red",
            AlertSeverity::Amber => "amber",
            AlertSeverity::Information => "info",
        }
    }
}

/// A number of a rule that `thresholds` of site.yaml may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Its name in site.yaml; the unit comes last.
    pub name: &'static str,
    /// What holds where site.yaml says nothing.
    pub default: i64,
    /// The name that stands for several, where site.yaml does not give this one.
    pub general: Option<&'static str>,
}

impl Threshold {
    /// A threshold with its default.
    pub const fn of(name: &'static str, default: i64) -> Threshold {
        Threshold {
            name,
            default,
            general: None,
        }
    }

    /// Likewise, where one name stands for several of them.
    pub const fn within(mut self, general: &'static str) -> Threshold {
        self.general = Some(general);
        self
    }

    /// What holds in a site.
    pub fn held(&self, settings: &Settings) -> i64 {
        let default = match self.general {
            Some(general) => settings.threshold(general, self.default),
            None => self.default,
        };
        settings.threshold(self.name, default)
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which notes mute it by: `I02`, `C01`.
    pub id: &'static str,
    /// How severe what it finds is.
    pub severity: AlertSeverity,
    /// Its numbers.
    pub thresholds: &'static [Threshold],
    /// The sentences it may find, by their keys in the theme's words.
    pub tells: &'static [&'static str],
    /// What it finds in an account.
    pub check: for<'a> fn(&Case<'_, 'a>) -> Vec<Finding<'a>>,
}

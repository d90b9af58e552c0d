//! A rule: its name, severity, thresholds, messages and check.

use super::context::RuleContext;
use super::finding::Finding;
use crate::domain::Settings;

/// How severe an alert is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertSeverity {
    /// Act now.
    Red,
    /// Watch.
    Amber,
    /// For information.
    Information,
}

impl AlertSeverity {
    /// All of them, the most severe first.
    pub const ALL: [AlertSeverity; 3] = [
        AlertSeverity::Red,
        AlertSeverity::Amber,
        AlertSeverity::Information,
    ];

    /// The class that themes use.
    pub fn class(self) -> &'static str {
        match self {
            AlertSeverity::Red => "red",
            AlertSeverity::Amber => "amber",
            AlertSeverity::Information => "info",
        }
    }
}

/// A number that `thresholds` of `site.yaml` can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Its name in `site.yaml`; the unit comes last.
    pub name: &'static str,
    /// Its default.
    pub default: i64,
    /// The name of a group of thresholds, used if `site.yaml` does not set this one.
    pub general: Option<&'static str>,
}

impl Threshold {
    /// Creates a threshold with its default.
    pub const fn of(name: &'static str, default: i64) -> Threshold {
        Threshold {
            name,
            default,
            general: None,
        }
    }

    /// Makes it a member of a group of thresholds.
    pub const fn within(mut self, general: &'static str) -> Threshold {
        self.general = Some(general);
        self
    }

    /// Returns its value in a site.
    pub fn value_in(&self, settings: &Settings) -> i64 {
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
    /// Its name, by which notes mute it: `I02`, `C01`.
    pub id: &'static str,
    /// The severity of its findings.
    pub severity: AlertSeverity,
    /// Its thresholds.
    pub thresholds: &'static [Threshold],
    /// The messages of its findings, by their keys in the theme's words.
    pub messages: &'static [&'static str],
    /// Finds it in an account.
    pub check: for<'a> fn(&RuleContext<'_, 'a>) -> Vec<Finding<'a>>,
}

//! The kinds of notes.

/// The kind of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An account, form 1.
    Account,
    /// A contact, form 3.
    Contact,
    /// A purchase project, forms 2 and 4.
    Project,
    /// A visit, call or meeting, form 5.
    Visit,
    /// A technical exchange, forms 6 and 7.
    Exchange,
    /// A competitor.
    Competitor,
    /// A free-form page.
    Page,
    /// The site's own settings.
    Site,
}

impl Kind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [Kind; 8] = [
        Kind::Account,
        Kind::Contact,
        Kind::Project,
        Kind::Visit,
        Kind::Exchange,
        Kind::Competitor,
        Kind::Page,
        Kind::Site,
    ];

    /// Returns the name in `forms.yaml`.
    pub fn name(self) -> &'static str {
        [
            "account",
            "contact",
            "project",
            "visit",
            "exchange",
            "competitor",
            "page",
            "site",
        ][self as usize]
    }

    pub(super) fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

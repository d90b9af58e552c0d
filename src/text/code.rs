//! The stable codes of all diagnostics, and how bad each is.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something the author wrote could not be used, or contradicts a rule of the form.
    Error,
    /// It was used, but is likely wrong.
    Warning,
    /// The form is incomplete.
    Info,
}

impl Severity {
    /// The name in `--format json`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $doc:literal)*) => {
        /// What kind of thing is wrong. The names are stable: people write them in notes and scripts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $doc] $variant,)* }

        impl Code {
            /// All codes, in order.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable name.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    Leak "leak" Error "A file of the site that shows, or depends on, what its reader may not see."
    WithheldValueShown "withheld-value-shown" Error "A private value in a text that readers outside the company see."
    UnreadableFile "unreadable-file" Error "A file that could not be read, or leaves the site's folder."
    NotUtf8 "not-utf8" Error "A note that is not UTF-8."
    OpenFrontMatter "open-front-matter" Error "Front matter that begins and never ends."
    MissingFrontMatter "missing-front-matter" Error "Fields without the line above them."
    UnclearFrontMatter "unclear-front-matter" Error "A beginning that looks like fields and cannot be read."
    ConflictCopy "conflict-copy" Error "A note in conflict with another version of itself."
    YamlSyntax "yaml-syntax" Error "Front matter that is no YAML."
    NotAMap "not-a-map" Error "Front matter that is no list of keys."
    DuplicatePlace "duplicate-place" Error "Two notes that claim one place."
    ReservedPage "reserved-page" Error "A note whose page would be one of the site's own."
    UnusableName "unusable-name" Error "A note whose page cannot be a file."
    MissingField "missing-field" Error "A field that must be there."
    DuplicateField "duplicate-field" Error "A field written twice."
    WrongType "wrong-type" Error "A value of the wrong shape."
    WrongValue "wrong-value" Error "A value that is not of the field's type."
    NoSuchDate "no-such-date" Error "A date that does not exist."
    AmbiguousPercent "ambiguous-percent" Error "A fraction where a percentage is asked for."
    UnknownValue "unknown-value" Error "A value that the list does not have."
    UnknownLevel "unknown-level" Error "A part of a text whose level cannot be read."
    UnclearLevel "unclear-level" Error "What looks like the level of a note and cannot be read."
    MisplacedLevel "misplaced-level" Error "A level of a part of a text in a place where none can stand."
    ScoreRange "score-range" Error "A score outside 1 to 5."
    WeightsTotal "weights-total" Error "Weights that do not add up to 100 %."
    WeightsDiffer "weights-differ" Error "Weights of one criterion that differ between forms 2 and 4."
    UnknownReference "unknown-reference" Error "A reference that fits nothing."
    AmbiguousReference "ambiguous-reference" Error "A reference that fits two things."
    OtherAccount "other-account" Error "A note that names another account than its folder's."
    UnknownAudience "unknown-audience" Error "A default audience that the site does not have."
    UnknownRule "unknown-rule" Error "A mute of a rule that there is not."
    IncompleteMute "incomplete-mute" Error "A mute without a rule, a reason or a date."
    ThemeError "theme-error" Error "A template that cannot be read or used."
    UnreadableWords "unreadable-words" Error "A list of words of a theme that cannot be read."
    WrongWords "wrong-words" Error "Words of a theme that cannot be used."
    WithheldValueInText "withheld-value-in-text" Warning "A withheld value in a text that readers see."
    LooseFrontMatter "loose-front-matter" Warning "Front matter that is not written as it should be and was read."
    FieldsInText "fields-in-text" Warning "Fields at the beginning of the text."
    MarkedValue "marked-value" Warning "A value that says it is private, in a field that is not."
    FieldInText "field-in-text" Warning "A field in a text that is less withheld than the field."
    SettingsInDoubt "settings-in-doubt" Warning "Settings that nobody can trust to say who may see what."
    OpenComment "open-comment" Warning "A comment that is never closed."
    UnreadNote "unread-note" Warning "A file that looks like a note and is none by its name."
    UnknownKey "unknown-key" Warning "A key that no form has."
    UnknownSetting "unknown-setting" Warning "A key that the settings do not have."
    UnknownAddedField "unknown-added-field" Warning "A field that an audience is to see in addition and that no note has."
    UnlikeFolder "unlike-folder" Warning "A folder of an account that is nearly called like one that says what its notes are."
    UnlikeCompetitor "unlike-competitor" Warning "A rival with scores who is nearly one of the competitors."
    UnknownThreshold "unknown-threshold" Warning "A threshold that nothing asks for."
    UnplacedNote "unplaced-note" Error "A note of an account outside the folder of the accounts."
    MisplacedNote "misplaced-note" Warning "A folder of accounts without a note of the account."
    LinkScheme "link-scheme" Warning "A link whose scheme is not allowed."
    LinkWithSpace "link-with-space" Warning "A link that is none, for a space in it."
    BrokenLink "broken-link" Warning "A link that leads nowhere."
    MissingAttachment "missing-attachment" Warning "An image or file that is not there."
    ActiveAttachment "active-attachment" Warning "An attachment of a kind that a browser would run."
    AttachmentWithheld "attachment-withheld" Warning "An attachment of text that holds what a note would withhold."
    PictureWithheld "picture-withheld" Warning "A picture that cannot be decoded whole, so that nobody knows what it holds."
    LowContrast "low-contrast" Warning "A colour that cannot be read on its ground."
    MissingWords "missing-words" Warning "Words of the pages that a language lacks."
    UnlikeWords "unlike-words" Warning "Words of a theme whose places for values are not those of the English ones."
    UnaskedWords "unasked-words" Warning "Words of a theme that are nearly called like some of the pages."
    UnknownLabel "unknown-label" Warning "A label of a theme that no form has."
    RenamedName "renamed-name" Warning "A name in a template that has another name now."
    EarlierNextVisit "earlier-next-visit" Warning "A next visit before the one that agreed it."
    StageHistory "stage-history" Warning "A stage at odds with its history."
    ReportsInCircle "reports-in-circle" Warning "People who report to each other in a circle."
    Comments "comments" Info "Comments of the author's, which go to no page."
    NoNextVisit "no-next-visit" Info "A visit that agreed no next one."
    IncompletePromise "incomplete-promise" Info "A promise without owner or due date."
    UnlikeTeam "unlike-team" Info "A person who is nearly one of the team."
    AttachmentAsItIs "attachment-as-it-is" Info "An attachment that cannot be cleaned of what nobody sees in it."
    PictureStandsStill "picture-stands-still" Info "A moving picture of which a document shows the first frame."
    OlderThanObservation "older-than-observation" Info "A contact's field that disagrees with the latest observation."
}

impl Code {
    /// The code of a name.
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

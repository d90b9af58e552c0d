//! The codes of all diagnostics, and their severities.

/// How serious a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something could not be used, or contradicts a rule of the form.
    Error,
    /// Something was used, but is probably wrong.
    Warning,
    /// The form is incomplete.
    Info,
}

impl Severity {
    /// Returns the name in `--format json`.
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
        /// The kind of a problem. The names are stable: people write them in notes and scripts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $doc] $variant,)* }

        impl Code {
            /// All codes, in order.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// Returns the stable name.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// Returns the severity.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    Leak "leak" Error "A file of the site that shows, or depends on, something its reader may not see."
    WithheldValueShown "withheld-value-shown" Error "A private value in a text that readers outside the company can see."
    UnreadableFile "unreadable-file" Error "A file that could not be read, or is outside the site's folder."
    NotUtf8 "not-utf8" Error "A note that is not UTF-8."
    OpenFrontMatter "open-front-matter" Error "Front matter that is never closed."
    MissingFrontMatter "missing-front-matter" Error "Fields without the line above them."
    UnclearFrontMatter "unclear-front-matter" Error "A top of a file that looks like fields but cannot be read."
    ConflictCopy "conflict-copy" Error "A conflict copy, or a note with an unresolved merge conflict."
    YamlSyntax "yaml-syntax" Error "Front matter that is not YAML."
    NotAMap "not-a-map" Error "Front matter that is not a list of keys."
    DuplicatePlace "duplicate-place" Error "Two notes with the same page."
    ReservedPage "reserved-page" Error "A note whose page would replace one of the site's own."
    UnusableName "unusable-name" Error "A note whose name cannot be a file name."
    MissingField "missing-field" Error "A required field that is missing."
    DuplicateField "duplicate-field" Error "A field written twice."
    WrongType "wrong-type" Error "A value of the wrong shape."
    WrongValue "wrong-value" Error "A value that cannot be read as the field's type."
    NoSuchDate "no-such-date" Error "A date that does not exist."
    AmbiguousPercent "ambiguous-percent" Error "A fraction where a percentage is expected."
    UnknownValue "unknown-value" Error "A value that is not in the list."
    UnknownLevel "unknown-level" Error "A part of a text whose level cannot be read."
    UnclearLevel "unclear-level" Error "Something that looks like the level of a note but cannot be read."
    MisplacedLevel "misplaced-level" Error "A level of a part of a text where none is allowed."
    ScoreRange "score-range" Error "A score outside 1 to 5."
    WeightsTotal "weights-total" Error "Weights that do not add up to 100 %."
    WeightsDiffer "weights-differ" Error "Weights of one criterion that differ between forms 2 and 4."
    UnknownReference "unknown-reference" Error "A reference that matches nothing."
    AmbiguousReference "ambiguous-reference" Error "A reference that matches two things."
    OtherAccount "other-account" Error "A note that names another account than its folder's."
    UnknownAudience "unknown-audience" Error "A default audience that is not defined."
    UnknownRule "unknown-rule" Error "A mute of a rule that does not exist."
    IncompleteMute "incomplete-mute" Error "A mute without a rule, a reason or a date."
    ThemeError "theme-error" Error "A template that cannot be read or used."
    UnreadableWords "unreadable-words" Error "A catalog of a theme that cannot be read."
    WrongWords "wrong-words" Error "An entry of a theme's catalog that cannot be used."
    WithheldValueInText "withheld-value-in-text" Warning "A withheld value in a text that readers can see."
    LooseFrontMatter "loose-front-matter" Warning "Front matter that was read although it is not written correctly."
    FieldsInText "fields-in-text" Warning "Fields at the beginning of the text."
    MarkedValue "marked-value" Warning "A value marked as private in a field that is not."
    FieldInText "field-in-text" Warning "A field repeated in a text with a lower level than the field."
    SettingsInDoubt "settings-in-doubt" Warning "Settings that cannot be trusted to decide who may see what."
    OpenComment "open-comment" Warning "A comment that is never closed."
    UnreadNote "unread-note" Warning "A file that looks like a note but is not named like one."
    UnknownKey "unknown-key" Warning "A key that is in no form."
    UnknownSetting "unknown-setting" Warning "A key that is not a setting."
    UnknownAddedField "unknown-added-field" Warning "A field added to an audience that is in no form."
    UnlikeFolder "unlike-folder" Warning "A folder of an account whose name is nearly one of the known ones."
    UnlikeCompetitor "unlike-competitor" Warning "A scored rival whose name is nearly that of a competitor."
    UnknownThreshold "unknown-threshold" Warning "A threshold that no rule uses."
    UnplacedNote "unplaced-note" Error "A note of an account outside the accounts folder."
    MisplacedNote "misplaced-note" Warning "An account folder without the note of the account."
    LinkScheme "link-scheme" Warning "A link whose scheme is not allowed."
    LinkWithSpace "link-with-space" Warning "A link broken by a space in its target."
    BrokenLink "broken-link" Warning "A link that leads nowhere."
    MissingAttachment "missing-attachment" Warning "An image or file that does not exist."
    ActiveAttachment "active-attachment" Warning "An attachment that a browser would run."
    AttachmentWithheld "attachment-withheld" Warning "A text attachment with content that a note would withhold."
    PictureWithheld "picture-withheld" Warning "A picture that cannot be decoded completely, so its content is unknown."
    LowContrast "low-contrast" Warning "A colour with too little contrast to its background."
    MissingWords "missing-words" Warning "Entries of the catalog that are missing in a language."
    UnlikeWords "unlike-words" Warning "An entry of a theme whose placeholders differ from those in English."
    UnaskedWords "unasked-words" Warning "An unused key of a theme's catalog that is nearly one of the known ones."
    UnknownLabel "unknown-label" Warning "A label of a theme that is in no form."
    RenamedName "renamed-name" Warning "A name in a template that has another name now."
    EarlierNextVisit "earlier-next-visit" Warning "A next visit that is earlier than the visit at which it was agreed."
    StageHistory "stage-history" Warning "A stage that contradicts its history."
    ReportsInCircle "reports-in-circle" Warning "A cycle of people who report to each other."
    Comments "comments" Info "Comments of the author's, which are on no page."
    NoNextVisit "no-next-visit" Info "A visit without an agreed next visit."
    IncompletePromise "incomplete-promise" Info "A promise without owner or due date."
    UnlikeTeam "unlike-team" Info "A name that is nearly that of a team member."
    AttachmentAsItIs "attachment-as-it-is" Info "An attachment whose metadata cannot be removed."
    PictureStandsStill "picture-stands-still" Info "An animation of which a document shows only the first frame."
    OlderThanObservation "older-than-observation" Info "A contact's field that disagrees with the latest observation."
}

impl Code {
    /// Returns the code of a name.
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

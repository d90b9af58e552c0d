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
    Leak "leak" Error "An output file that shows, or depends on, content its readers may not see."
    WithheldValueShown "withheld-value-shown" Error "A private value in a text that readers outside the company see."
    UnreadableFile "unreadable-file" Error "A file that could not be read, or is outside the site's folder."
    NotUtf8 "not-utf8" Error "A note that is not UTF-8."
    OpenFrontMatter "open-front-matter" Error "Front matter that is never closed."
    MissingFrontMatter "missing-front-matter" Error "Fields without an opening `---` line."
    UnclearFrontMatter "unclear-front-matter" Error "Text at the top of a file that looks like front matter but cannot be read."
    ConflictCopy "conflict-copy" Error "A note in conflict with another version of itself."
    YamlSyntax "yaml-syntax" Error "Front matter that is not valid YAML."
    NotAMap "not-a-map" Error "Front matter that is not a set of keys."
    DuplicatePlace "duplicate-place" Error "Two notes with the same location."
    ReservedPage "reserved-page" Error "A note whose page name is reserved by the site."
    UnusableName "unusable-name" Error "A note whose name cannot be used as a file name."
    MissingField "missing-field" Error "A required field that is missing."
    DuplicateField "duplicate-field" Error "A field written twice."
    WrongType "wrong-type" Error "A value of the wrong shape."
    WrongValue "wrong-value" Error "A value that cannot be read as the field's type."
    NoSuchDate "no-such-date" Error "A date that does not exist."
    AmbiguousPercent "ambiguous-percent" Error "A fraction where a percentage is expected."
    UnknownValue "unknown-value" Error "A value that is not one of the field's choices."
    UnknownLevel "unknown-level" Error "A section whose level cannot be read."
    UnclearLevel "unclear-level" Error "Something that looks like the level of a note but cannot be read."
    MisplacedLevel "misplaced-level" Error "A level in a place where it has no effect."
    ScoreRange "score-range" Error "A score outside 1 to 5."
    WeightsTotal "weights-total" Error "Weights that do not add up to 100 %."
    WeightsDiffer "weights-differ" Error "Weights of one criterion that differ between forms 2 and 4."
    UnknownReference "unknown-reference" Error "A reference that matches nothing."
    AmbiguousReference "ambiguous-reference" Error "A reference that matches two things."
    OtherAccount "other-account" Error "A note that names a different account than its folder."
    UnknownAudience "unknown-audience" Error "A default audience that is not defined."
    UnknownRule "unknown-rule" Error "A mute entry for an unknown rule."
    IncompleteMute "incomplete-mute" Error "A mute entry without a rule, a reason or a date."
    ThemeError "theme-error" Error "A template that is invalid."
    UnreadableWords "unreadable-words" Error "A word list of a theme that cannot be read."
    WrongWords "wrong-words" Error "A word list entry of a theme that cannot be used."
    WithheldValueInText "withheld-value-in-text" Warning "A withheld value in a text that readers see."
    LooseFrontMatter "loose-front-matter" Warning "Front matter that is not well formed but was read."
    FieldsInText "fields-in-text" Warning "Fields at the beginning of the text."
    MarkedValue "marked-value" Warning "A value that contains a level or another field."
    FieldInText "field-in-text" Warning "A field in a text with a lower level than the field's own."
    SettingsInDoubt "settings-in-doubt" Warning "Settings that do not say reliably who may see what."
    OpenComment "open-comment" Warning "A comment that is never closed."
    UnreadNote "unread-note" Warning "A file that looks like a note but does not have a note's name."
    UnknownKey "unknown-key" Warning "A field that no form has."
    UnknownSetting "unknown-setting" Warning "A key that is not a setting."
    UnknownAddedField "unknown-added-field" Warning "An added field of an audience that no note has."
    UnlikeFolder "unlike-folder" Warning "A folder whose name is close to one with a meaning."
    UnlikeCompetitor "unlike-competitor" Warning "A scored rival whose name is close to a known competitor's."
    UnknownThreshold "unknown-threshold" Warning "A threshold that no rule uses."
    UnplacedNote "unplaced-note" Error "A note with account fields outside `accounts/`."
    MisplacedNote "misplaced-note" Warning "An account folder without a note of the account."
    LinkScheme "link-scheme" Warning "A link whose scheme is not allowed."
    LinkWithSpace "link-with-space" Warning "A link that is not recognized because it contains a space."
    BrokenLink "broken-link" Warning "A broken link."
    MissingAttachment "missing-attachment" Warning "An image or file that does not exist."
    ActiveAttachment "active-attachment" Warning "An attachment of a kind that a browser would run."
    AttachmentWithheld "attachment-withheld" Warning "A text attachment with content that a note would withhold."
    PictureWithheld "picture-withheld" Warning "A picture that cannot be decoded in full, so its content is unknown."
    LowContrast "low-contrast" Warning "A colour with too little contrast to its background."
    MissingWords "missing-words" Warning "Texts that are not translated to a language."
    UnlikeWords "unlike-words" Warning "A theme text whose placeholders differ from the English ones."
    UnaskedWords "unasked-words" Warning "A theme text with a key close to one that pages use."
    UnknownLabel "unknown-label" Warning "A form label of a theme that no form has."
    RenamedName "renamed-name" Warning "A name in a template that has another name now."
    EarlierNextVisit "earlier-next-visit" Warning "A next visit dated before the visit at which it was agreed."
    StageHistory "stage-history" Warning "A stage that contradicts the stage history."
    ReportsInCircle "reports-in-circle" Warning "Circular reporting lines."
    Comments "comments" Info "Comments, which are not published."
    NoNextVisit "no-next-visit" Info "A visit at which no next visit was agreed."
    IncompletePromise "incomplete-promise" Info "A promise without owner or due date."
    UnlikeTeam "unlike-team" Info "A name close to one in the team."
    AttachmentAsItIs "attachment-as-it-is" Info "An attachment whose hidden data cannot be removed."
    PictureStandsStill "picture-stands-still" Info "An animated picture shown as its first frame in a document."
    OlderThanObservation "older-than-observation" Info "A contact's field that contradicts the latest observation."
}

impl Code {
    /// Returns the code of a name.
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

//! Views: the data that templates lay out. Plain, serialisable structs without logic.
//!
//! Fields named `html` contain HTML, escaped where it was written; all others are text that the template escapes.

use super::grounds::Grounds;
use serde::Serialize;

/// The frame of a page.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Head {
    /// The path to the top of the site.
    pub root: String,
    /// The part of the site it belongs to, which is marked in the navigation.
    pub navigation: &'static str,
    /// The heading.
    pub heading: String,
    /// What kind of page it is.
    pub kind: String,
    /// A sentence under the heading.
    pub lede: String,
    /// The breadcrumbs from the home page.
    pub crumbs: Vec<Link>,
    /// Short facts under the heading.
    pub meta: Vec<Fact>,
    /// The previous page of its kind.
    pub previous: Option<Link>,
    /// The next page of its kind.
    pub next: Option<Link>,
    /// The file it is made from.
    pub source: String,
    /// The paper forms filled from its note.
    pub forms: Vec<Link>,
}

/// A link with its text.
#[derive(Clone, Debug, Default, Serialize, Hash)]
pub(crate) struct Link {
    /// The text.
    pub label: String,
    /// Its target; empty for the current page.
    pub href: String,
}

/// A fact: a label and a value.
#[derive(Clone, Debug, Serialize, Hash)]
pub(crate) struct Fact {
    /// The label.
    pub label: String,
    /// The value.
    pub html: String,
    /// The mark of a private field, in words; empty for others.
    pub mark: String,
}

/// A part of a page.
#[derive(Clone, Debug, Default, Serialize, Hash)]
pub(crate) struct Section {
    /// Its anchor.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The target of its heading, from this page; empty for none.
    pub href: String,
    /// A count or form number shown next to it in the table of contents.
    pub count: String,
    /// Summary sentences in the margin.
    pub summary: Vec<String>,
    /// Its content.
    pub blocks: Vec<Block>,
    /// Its second column.
    pub aside: Vec<Block>,
    /// Whether it should not be split across printed pages.
    pub keep: bool,
    /// Whether it takes a landscape page of its own in print.
    pub wide: bool,
}

/// A block of a section. Templates get its label and its rows as one piece of HTML: see `rows`.
#[derive(Clone, Debug, Hash)]
pub(crate) enum Block {
    /// Labels and values.
    Facts {
        /// A heading, or empty.
        label: String,
        /// The facts.
        rows: Vec<Fact>,
        /// Whether it is folded away, for private facts.
        folded: bool,
    },
    /// A table.
    Table {
        /// A heading, or empty.
        label: String,
        /// The columns.
        columns: Vec<Column>,
        /// The rows.
        rows: Vec<Row>,
        /// Whether it is private.
        private: bool,
        /// Further classes of the table.
        class: &'static str,
    },
    /// Running text.
    Prose {
        /// A heading, or empty.
        label: String,
        /// The text.
        html: String,
        /// Whether it is private.
        private: bool,
    },
    /// A list of short texts.
    List {
        /// A heading, or empty.
        label: String,
        /// The items.
        items: Vec<String>,
        /// Whether it is private.
        private: bool,
    },
    /// A drawing.
    Figure {
        /// A heading.
        label: String,
        /// A note next to the heading.
        note: String,
        /// The SVG, with its legend.
        html: String,
        /// The label behind which a second view is folded away; empty for an open one.
        fold: String,
    },
    /// Alerts in columns by severity.
    Alerts {
        /// The columns.
        html: String,
    },
    /// Links to content on other pages.
    Links {
        /// The links.
        links: Vec<Link>,
    },
    /// Muted text: what is empty or missing.
    Muted {
        /// The text.
        text: String,
    },
}

impl Block {
    /// An open drawing without a heading.
    pub fn figure(html: String) -> Block {
        Block::Figure {
            label: String::new(),
            note: String::new(),
            html,
            fold: String::new(),
        }
    }

    /// Its heading; empty where it has none.
    pub fn label(&self) -> &str {
        match self {
            Block::Facts { label, .. }
            | Block::Table { label, .. }
            | Block::Prose { label, .. }
            | Block::List { label, .. }
            | Block::Figure { label, .. } => label,
            Block::Alerts { .. } | Block::Links { .. } | Block::Muted { .. } => "",
        }
    }

    /// A list without a label of its own.
    pub fn list(items: Vec<String>) -> Block {
        Block::List {
            label: String::new(),
            items,
            private: false,
        }
    }

    /// A table or a drawing under a heading.
    pub fn with_label(mut self, words: String) -> Block {
        if let Block::Table { label, .. } | Block::Figure { label, .. } = &mut self {
            *label = words;
        }
        self
    }

    /// A drawing with a note next to its heading.
    pub fn with_note(mut self, words: String) -> Block {
        if let Block::Figure { note, .. } = &mut self {
            *note = words;
        }
        self
    }

    /// A drawing that is folded away behind a label.
    pub fn with_fold(mut self, words: String) -> Block {
        if let Block::Figure { fold, .. } = &mut self {
            *fold = words;
        }
        self
    }

    /// A table with a class: `lines` shows each row as one line on a phone, `data` is folded away below its figure.
    pub fn with_class(mut self, name: &'static str) -> Block {
        if let Block::Table { class, .. } = &mut self {
            *class = name;
        }
        self
    }
}

/// A column of a table.
#[derive(Clone, Debug, Default, Hash)]
pub(crate) struct Column {
    /// Its heading.
    pub label: String,
    /// Its class: `r` for numbers, `k` for values that should not break.
    pub class: &'static str,
    /// Whether its cells carry its heading for narrow windows: in documents without a script that could add it.
    pub labels_cells: bool,
}

impl Column {
    /// A column with a class.
    pub fn of(label: String, class: &'static str) -> Column {
        Column {
            label,
            class,
            labels_cells: false,
        }
    }

    /// A column of text.
    pub fn text(label: impl Into<String>) -> Column {
        Column::of(label.into(), "")
    }

    /// A column of numbers, flush right.
    pub fn number(label: impl Into<String>) -> Column {
        Column::of(label.into(), "r")
    }

    /// A column whose values do not break.
    pub fn short(label: impl Into<String>) -> Column {
        Column::of(label.into(), "k")
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default, Hash)]
pub(crate) struct Row {
    /// The cells, HTML each.
    pub cells: Vec<String>,
    /// A class of the row: `group` for a heading within the table, `total` for a sum.
    pub class: &'static str,
}

impl Row {
    /// A row of cells.
    pub fn of(cells: Vec<String>) -> Row {
        Row { cells, class: "" }
    }
}

/// A key figure.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct KeyFigure {
    /// Its anchor, if it is linked to; empty otherwise.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The mark of a private field, in words; empty for others.
    pub mark: String,
    /// The figure or word.
    pub html: String,
    /// Its unit or qualifier.
    pub unit: String,
    /// Its derivation, in a sentence.
    pub why_html: String,
    /// A small drawing under it.
    pub figure_html: String,
    /// The places in the notes that support it.
    #[serde(rename = "grounds_html")]
    pub grounds: Grounds,
    /// `word` for words, which are set smaller than figures; `behind` for a bad value.
    pub class: &'static str,
}

/// A step of the five-step process, or a stage of a project.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Step {
    /// Its name.
    pub label: String,
    /// `done`, `now`, `claimed` or empty.
    pub class: &'static str,
    /// A figure over it.
    pub figure: String,
    /// Words under it.
    pub note: String,
    /// Further lines under it: what is missing, a return.
    pub more: Vec<String>,
    /// A warning: too long, skipped.
    pub warning: String,
}

/// The content of a page: sections, and what precedes them.
#[derive(Debug, Default, Serialize)]
pub(crate) struct PageView {
    /// Its sections.
    pub sections: Vec<Section>,
    /// The five steps, on an account.
    pub steps: Vec<Step>,
    /// Key figures under the heading.
    pub keys: Vec<KeyFigure>,
    /// The stage track, on a project.
    pub track: Vec<Step>,
    /// The problems of the note, shown on its page.
    pub problems: Vec<Problem>,
    /// Links between the pages of a list that is too long for one.
    pub parts: Vec<Link>,
    /// The headings of a page with a single text, which replace the sections in its table of contents.
    pub headings: Vec<Link>,
}

/// A page of paper forms.
#[derive(Debug, Default, Serialize)]
pub(crate) struct FormsView {
    /// Links between the pages, if there are several.
    pub parts: Vec<Link>,
    /// The contents of the page.
    pub groups: Vec<SheetGroup>,
    /// The forms, as HTML.
    pub html: String,
    /// Always empty; the layout template expects it.
    pub sections: Vec<Section>,
}

/// Forms under one heading, in the contents of a page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SheetGroup {
    /// The heading.
    pub label: String,
    /// The forms.
    pub links: Vec<Link>,
}

/// A standalone document of paper forms.
#[derive(Debug, Serialize)]
pub(crate) struct SheetFile {
    /// The style sheet.
    pub style: String,
    /// The program and its version, which identify its own earlier output.
    pub generator: &'static str,
    /// Its contents: the forms of each account.
    pub books: Vec<SheetBook>,
    /// The forms, as HTML.
    pub html: String,
}

/// The forms of an account within such a document.
#[derive(Debug, Serialize)]
pub(crate) struct SheetBook {
    /// The account; empty for blank forms.
    pub name: String,
    /// Its forms.
    pub groups: Vec<SheetGroup>,
}

/// A standalone document of the changes between two days.
#[derive(Debug, Serialize)]
pub(crate) struct ChangesFile {
    /// The style sheet.
    pub style: String,
    /// The program and its version, which identify its own earlier output.
    pub generator: &'static str,
    /// The accounts, each with its changes.
    pub sections: Vec<Section>,
}

/// A standalone report.
#[derive(Debug, Serialize)]
pub(crate) struct ReportFile {
    /// The style sheet.
    pub style: String,
    /// The program and its version, which identify its own earlier output.
    pub generator: &'static str,
    /// The name of the pack.
    pub pack: &'static str,
    /// Its name.
    pub kind: String,
    /// The accounts.
    pub chapters: Vec<ReportChapter>,
}

/// An account in a report.
#[derive(Debug, Serialize)]
pub(crate) struct ReportChapter {
    /// Its anchor.
    pub id: String,
    /// Its name.
    pub heading: String,
    /// A sentence under the heading.
    pub lede: String,
    /// Short facts under the heading.
    pub meta: Vec<Fact>,
    /// The five steps.
    pub steps: Vec<Step>,
    /// Its key figures.
    pub keys: Vec<KeyFigure>,
    /// Its parts, in reading order.
    pub parts: Vec<ReportPart>,
}

/// A part of a chapter: sections of the account, or of one of its notes.
#[derive(Debug, Serialize)]
pub(crate) struct ReportPart {
    /// Its anchor.
    pub id: String,
    /// The name of the note; empty for the account's own sections.
    pub heading: String,
    /// A line under the heading.
    pub lede: String,
    /// Its key figures.
    pub keys: Vec<KeyFigure>,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A problem of a note.
#[derive(Debug, Serialize)]
pub(crate) struct Problem {
    /// Its position, as `file:line:column`.
    pub place: String,
    /// The message.
    pub message: String,
    /// How to fix it.
    pub hint: String,
    /// The line of the note; only for its owner.
    pub excerpt: String,
}

//! Views: what templates are given. Plain, serialisable, without a thought of their own.
//!
//! Fields called `html` are HTML already, escaped where they were made; all others are text and escaped by the template.

use super::grounds::Grounds;
use serde::Serialize;

/// The frame of a page.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Head {
    /// What leads to the top of the site.
    pub root: String,
    /// The part of the site it belongs to: the entry of the navigation that is marked.
    pub navigation: &'static str,
    /// The heading.
    pub heading: String,
    /// What kind of page it is.
    pub kind: String,
    /// A sentence under the heading.
    pub lede: String,
    /// The way from the top.
    pub crumbs: Vec<Link>,
    /// Short facts under the heading.
    pub meta: Vec<Fact>,
    /// The page before, of its kind.
    pub previous: Option<Link>,
    /// The page after.
    pub next: Option<Link>,
    /// The file it is made from.
    pub source: String,
    /// The paper forms that its note fills.
    pub forms: Vec<Link>,
}

/// A link with its words.
#[derive(Clone, Debug, Default, Serialize, Hash)]
pub(crate) struct Link {
    /// The words.
    pub label: String,
    /// Where it leads; empty for where one is.
    pub href: String,
}

/// A fact: a label and what it says.
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
    /// Where its heading leads, from this page; empty for nowhere.
    pub href: String,
    /// A count or form number beside it in the table of contents.
    pub count: String,
    /// Sentences in the rail.
    pub summary: Vec<String>,
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// What stands beside it, in a second column.
    pub aside: Vec<Block>,
    /// Whether it should stay whole in print.
    pub keep: bool,
    /// Whether it takes a sheet of its own, laid across, in print.
    pub wide: bool,
}

/// A piece of a section. Templates are given its label and its rows as one piece of HTML: see `rows`.
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
        /// Beside the heading.
        note: String,
        /// The SVG, with what stands under it.
        html: String,
        /// The words behind which a second view is folded away; empty for one that is open.
        fold: String,
    },
    /// Alerts in columns by severity.
    Alerts {
        /// The columns.
        html: String,
    },
    /// What stands on another page: links to it, side by side.
    Elsewhere {
        /// What it is and where.
        links: Vec<Link>,
    },
    /// Words in a muted tone: what is empty, where nothing is.
    Muted {
        /// The words.
        text: String,
    },
}

impl Block {
    /// A drawing in the open, without a heading.
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
            Block::Alerts { .. } | Block::Elsewhere { .. } | Block::Muted { .. } => "",
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
    pub fn labelled(mut self, words: String) -> Block {
        if let Block::Table { label, .. } | Block::Figure { label, .. } = &mut self {
            *label = words;
        }
        self
    }

    /// A drawing with words beside its heading.
    pub fn noted(mut self, words: String) -> Block {
        if let Block::Figure { note, .. } = &mut self {
            *note = words;
        }
        self
    }

    /// A drawing that is folded away behind some words.
    pub fn folded(mut self, words: String) -> Block {
        if let Block::Figure { fold, .. } = &mut self {
            *fold = words;
        }
        self
    }

    /// A table with a class: `lines` becomes one line a row on a phone, `data` is folded away below its figure.
    pub fn classed(mut self, name: &'static str) -> Block {
        if let Block::Table { class, .. } = &mut self {
            *class = name;
        }
        self
    }
}

/// A column of a table.
#[derive(Clone, Debug, Default, Hash)]
pub(crate) struct Column {
    /// Its head.
    pub label: String,
    /// Its class: `r` for numbers, `k` for what should not break.
    pub class: &'static str,
    /// Whether its cells say its head themselves, for narrow windows: in documents without a script that could.
    pub is_told_by_cells: bool,
}

impl Column {
    /// A column with a class.
    pub fn of(label: String, class: &'static str) -> Column {
        Column {
            label,
            class,
            is_told_by_cells: false,
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
pub(crate) struct Key {
    /// Its place on the page, for those that are linked to; empty for others.
    pub id: String,
    /// What it is.
    pub label: String,
    /// The mark of a private field, in words; empty for others.
    pub mark: String,
    /// The figure or word.
    pub html: String,
    /// What qualifies it.
    pub unit: String,
    /// How it was reached, in a sentence.
    pub why_html: String,
    /// A small drawing under it.
    pub figure_html: String,
    /// The places in the notes that it rests on.
    #[serde(rename = "grounds_html")]
    pub grounds: Grounds,
    /// `word` for words, which are set smaller than figures; `behind` for what is bad.
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
    /// What is wrong with it: too long, skipped.
    pub warning: String,
}

/// A page of sections.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Sheet {
    /// Its parts.
    pub sections: Vec<Section>,
    /// The five steps, on an account.
    pub steps: Vec<Step>,
    /// Key figures under the heading.
    pub keys: Vec<Key>,
    /// The stage track, on a project.
    pub track: Vec<Step>,
    /// What is wrong with the note, on its page.
    pub problems: Vec<Problem>,
    /// The parts of a list too long for one page.
    pub parts: Vec<Link>,
    /// The headings of a page that is one text; they stand in its table of contents in the place of the sections.
    pub headings: Vec<Link>,
}

/// A page of paper forms.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Sheets {
    /// The parts of what is too long for one page.
    pub parts: Vec<Link>,
    /// What is on the page.
    pub groups: Vec<SheetGroup>,
    /// The forms, as HTML.
    pub html: String,
    /// None; the frame asks every page for them.
    pub sections: Vec<Section>,
}

/// Forms under one heading, in the contents of their page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SheetGroup {
    /// The heading.
    pub label: String,
    /// The forms.
    pub links: Vec<Link>,
}

/// A document of paper forms that stands alone.
#[derive(Debug, Serialize)]
pub(crate) struct SheetFile {
    /// The style sheet.
    pub style: String,
    /// The program and its version, by which it knows its own earlier output.
    pub generator: &'static str,
    /// What is in it: of each account its forms.
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

/// A document of what changed between two days, that stands alone.
#[derive(Debug, Serialize)]
pub(crate) struct ChangesFile {
    /// The style sheet.
    pub style: String,
    /// The program and its version, by which it knows its own earlier output.
    pub generator: &'static str,
    /// The accounts, each with its changes.
    pub sections: Vec<Section>,
}

/// A report that stands alone.
#[derive(Debug, Serialize)]
pub(crate) struct ReportFile {
    /// The style sheet.
    pub style: String,
    /// The program and its version, by which it knows its own earlier output.
    pub generator: &'static str,
    /// The name of the pack.
    pub pack: &'static str,
    /// What it is called.
    pub kind: String,
    /// The accounts.
    pub chapters: Vec<ReportChapter>,
}

/// An account in a report.
#[derive(Debug, Serialize)]
pub(crate) struct ReportChapter {
    /// Its place in the document.
    pub id: String,
    /// What it is called.
    pub heading: String,
    /// A sentence under the heading.
    pub lede: String,
    /// Short facts under the heading.
    pub meta: Vec<Fact>,
    /// The five steps.
    pub steps: Vec<Step>,
    /// Its key figures.
    pub keys: Vec<Key>,
    /// What there is of it, in reading order.
    pub parts: Vec<ReportPart>,
}

/// Sections of an account in a report, or what there is of one of its notes.
#[derive(Debug, Serialize)]
pub(crate) struct ReportPart {
    /// Its place in the document.
    pub id: String,
    /// The note; empty for the account's own sections.
    pub heading: String,
    /// What it is.
    pub lede: String,
    /// Its key figures.
    pub keys: Vec<Key>,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// Something wrong with a note.
#[derive(Debug, Serialize)]
pub(crate) struct Problem {
    /// Where, as `file:line:column`.
    pub place: String,
    /// What.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// The line, for the owner of the notes.
    pub excerpt: String,
}

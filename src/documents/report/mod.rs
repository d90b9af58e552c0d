//! Reports: a pack of what is known of some accounts, as one standalone document without scripts or other files. Mail
//! programs may drop a chart; its sentence and its table then take its place.

mod embed;
mod pack;

use super::changes::{ChangedAccount, section as changes_section};
use crate::domain::{Account, Lookups};
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::route::href;
use crate::html::view::{
    Block, Fact, KeyFigure, ReportChapter, ReportFile, ReportPart, Row, Section,
};
use crate::site::account;
use crate::site::facts::AccountFacts;
use crate::text::Diagnostic;
use embed::{Anchors, Fragment};
use jiff::civil::Date;
pub use pack::Pack;
use pack::{Part, parts};

/// The file extensions of pictures that a document can embed.
const PICTURE_EXTENSIONS: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "bmp", "avif"];

/// An account in a report.
#[derive(Debug)]
pub struct Chapter {
    view: ReportChapter,
    /// The pictures that it shows.
    pub pictures: Vec<Picture>,
}

/// A picture of a report. Its bytes are added when the document is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Picture {
    /// Its address in the document, as written in a `src`.
    pub source: String,
    /// Its path in the site's folder.
    pub path: String,
}

impl Chapter {
    /// The content of a pack for an account. `changed` are the changes since a day; `number` keeps the ids of chapters
    /// apart.
    pub fn of(
        context: &RenderContext<'_>,
        lookups: &Lookups<'_>,
        account: &Account,
        diagnostics: &[Diagnostic],
        changed: Option<(Date, &ChangedAccount)>,
        (pack, number): (Pack, u32),
    ) -> Chapter {
        let facts = AccountFacts::of(context, lookups, account, diagnostics);
        let writer = facts.report_writer(&account.item);
        let id = format!("c{}", number + 1);
        let changed = changed.map(|(since, changed)| changes(context, since, changed));
        let all = parts(pack, &facts, changed);
        let mut anchors = Anchors::from([(href(&account.item.route), id.clone())]);
        for (at, part) in all.iter().enumerate() {
            if let Some(item) = part.item {
                anchors.insert(href(&item.route), part_id(&id, at));
            }
        }
        let (steps, keys) = account::head_figures(&facts, &writer);
        let prefix = format!("{id}-");
        for key in keys.iter().filter(|key| !key.id.is_empty()) {
            anchors.insert(format!("#{}", key.id), format!("{prefix}{}", key.id));
        }
        let own = Fragment {
            prefix: &prefix,
            anchors: &anchors,
        };
        let mut meta = account::meta(&facts, &writer);
        meta.iter_mut().for_each(|fact| own.fact(fact));
        let parts = all.into_iter().enumerate();
        let parts = parts.map(|(at, part)| part_of(part, part_id(&id, at), &anchors));
        let parts = parts.collect();
        let pictures = pictures_of(&facts);
        Chapter {
            view: ReportChapter {
                heading: account.item.name(),
                lede: account::lede(&writer, account),
                meta,
                steps,
                keys: own.keys(keys),
                parts,
                id,
            },
            pictures,
        }
    }
}

fn part_id(chapter: &str, at: usize) -> String {
    format!("{chapter}-p{}", at + 1)
}

fn part_of(part: Part<'_>, id: String, anchors: &Anchors) -> ReportPart {
    let fragment = Fragment {
        prefix: &format!("{id}-"),
        anchors,
    };
    ReportPart {
        heading: part.heading,
        lede: part.lede,
        keys: fragment.keys(part.keys),
        sections: part
            .sections
            .into_iter()
            .map(|one| fragment.section(one))
            .collect(),
        id,
    }
}

/// The changes, as a section.
fn changes(context: &RenderContext<'_>, since: Date, changed: &ChangedAccount) -> Section {
    let days: [(&str, &dyn std::fmt::Display); 2] =
        [("since", &since), ("date", &context.viewpoint.as_of)];
    let mut section = changes_section(context, 0, changed);
    section.id = "changes".to_owned();
    section.title = context.words("changes-heading");
    section.summary = vec![context.strings().with_args("changes-lede", &days)];
    if changed.changes.is_empty() {
        let text = context.words("changes-none");
        section.blocks = vec![Block::Muted { text }];
    }
    section
}

/// The pictures in the texts of an account.
fn pictures_of(facts: &AccountFacts<'_>) -> Vec<Picture> {
    let is_picture = |path: &String| {
        let ending = path.rsplit('.').next().unwrap_or_default().to_lowercase();
        PICTURE_EXTENSIONS.contains(&ending.as_str())
    };
    let paths = facts.attachments.paths().into_iter().filter(is_picture);
    let picture = |path: String| Picture {
        source: escaped(&href(facts.lookups.route_of_asset(&path))),
        path,
    };
    paths.map(picture).collect()
}

impl Fragment<'_> {
    fn rewrite(&self, html: &mut String) {
        *html = self.html(html);
    }

    fn fact(&self, fact: &mut Fact) {
        self.rewrite(&mut fact.html);
    }

    fn keys(&self, mut keys: Vec<KeyFigure>) -> Vec<KeyFigure> {
        for key in &mut keys {
            if !key.id.is_empty() {
                key.id = format!("{}{}", self.prefix, key.id);
            }
            let own = [&mut key.html, &mut key.why_html, &mut key.figure_html];
            own.into_iter()
                .chain(&mut key.grounds.notes)
                .for_each(|html| self.rewrite(html));
        }
        keys
    }

    fn section(&self, mut section: Section) -> Section {
        section.id = format!("{}{}", self.prefix, section.id);
        let blocks = section.blocks.iter_mut().chain(&mut section.aside);
        blocks.for_each(|block| self.block(block));
        section
    }

    fn block(&self, block: &mut Block) {
        match block {
            Block::Facts { rows, .. } => rows.iter_mut().for_each(|fact| self.fact(fact)),
            Block::Table { columns, rows, .. } => {
                // Reports have no script that could add the labels.
                columns
                    .iter_mut()
                    .for_each(|column| column.labels_cells = true);
                rows.iter_mut().for_each(|row| self.row(row));
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| self.rewrite(item)),
            Block::Prose { html, .. } | Block::Figure { html, .. } | Block::Alerts { html } => {
                self.rewrite(html);
            }
            Block::Links { .. } | Block::Muted { .. } => {}
        }
    }

    fn row(&self, row: &mut Row) {
        row.cells.iter_mut().for_each(|cell| self.rewrite(cell));
    }
}

/// Renders the document. Pictures are referenced, not embedded yet.
pub fn report_file(context: &RenderContext<'_>, pack: Pack, chapters: Vec<Chapter>) -> Vec<u8> {
    let kind = context.words(pack.words());
    let names: Vec<&str> = chapters
        .iter()
        .map(|one| one.view.heading.as_str())
        .collect();
    let heading = context.language().list(&names);
    let head = context.head("report.html", "home", &*heading);
    let view = ReportFile {
        style: [
            context.sheet(),
            context.asset("stack.css"),
            context.asset("report.css"),
            &running_heads(context, &kind, &heading),
        ]
        .concat(),
        generator: crate::html::GENERATOR,
        pack: pack.name(),
        kind,
        chapters: chapters.into_iter().map(|chapter| chapter.view).collect(),
    };
    context.print("report.html", &head, &view)
}

/// The running heads of printed pages, for browsers that support them.
fn running_heads(context: &RenderContext<'_>, kind: &str, heading: &str) -> String {
    const FONT: &str = "font:8pt sans-serif;color:#555";
    format!(
        "@page{{@top-left{{content:{};{FONT}}}@top-right{{content:{};{FONT}}}}}",
        css_string(&format!("{heading} · {kind}")),
        css_string(context.edition())
    )
}

/// A text as a CSS string; nothing in it can end the style element.
fn css_string(text: &str) -> String {
    let mut css_string = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' | '<' | '>' | '\n' | '\r' | '\u{c}' | '\0' => {
                css_string.push_str(&format!("\\{:x} ", u32::from(letter)));
            }
            _ => css_string.push(letter),
        }
    }
    css_string.push('"');
    css_string
}

#[cfg(test)]
mod tests {
    use super::css_string;

    #[test]
    fn a_name_cannot_end_the_style_element() {
        assert_eq!(
            css_string("青风\"</style>"),
            "\"青风\\22 \\3c /style\\3e \""
        );
    }
}

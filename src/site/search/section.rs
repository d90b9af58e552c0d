//! What is found of one account, or of what lies beside the accounts: a line for each page, in two texts that go side by
//! side.
//!
//! A line of the names holds, between tabs, the letter of the kind, the page, the name, further names (between `|`), a
//! title, and who of ours it is on (likewise); columns at its end that are empty are left out. The page is told from the
//! folder of the account and of the kind, without `.html`; nothing where it is the name; from the top of the site where
//! it begins with `/`. Of an account itself it is told from the top. The line of the same number of the texts holds the
//! note's words. Beside the accounts stand people of ours (`O`) and tags (`T`), where they have pages.

use super::words::{append, plain, write};
use crate::domain::{Account, Item, Lookups};
use crate::forms::{Kind, Reference};
use crate::html::context::RenderContext;
use crate::html::route::href;
use crate::html::writer::{Attachments, HtmlWriter};
use crate::text::fingerprint;
use std::collections::BTreeSet;

/// A title is no longer than this, in characters.
const LONGEST_TITLE: usize = 120;

/// The lines of an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Section {
    /// The account's name in addresses; empty for what lies beside the accounts.
    pub slug: String,
    /// Names, a line a page.
    pub names: Box<str>,
    /// Words, a line a page.
    pub words: Box<str>,
    /// The labels of the fields that are told of.
    pub labels: BTreeSet<&'static str>,
    /// Fingerprints of both, so that nobody need read them to see whether they changed.
    pub digests: [u64; 2],
}

/// The lines of an account.
pub(crate) fn section_of_account(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    account: &Account,
) -> Section {
    let mut lines = Lines::new(context, lookups, folder_of(&account.item));
    lines.own(account);
    for contact in &account.contacts {
        let item = &contact.item;
        let told = ["title", "department"];
        lines.line('C', item, &contact.name, &told, |lines| {
            lines.title(item, &told)
        });
    }
    for project in &account.projects {
        lines.line('P', &project.item, &project.name, &[], |_| {});
    }
    for visit in &account.visits {
        let item = &visit.item;
        lines.line(
            'V',
            item,
            &item.name(),
            &["date", "mode", "people"],
            |lines| {
                lines.title(item, &["mode"]);
                lines.people(visit.people().iter());
                lines.column();
                lines.ours(&visit.ours(account), account.manager());
            },
        );
    }
    for exchange in &account.exchanges {
        let item = &exchange.item;
        lines.line('X', item, &item.name(), &["date"], |lines| {
            lines.people(exchange.people().into_iter());
            lines.column();
            lines.ours(&exchange.ours(), account.manager());
        });
    }
    for page in &account.pages {
        lines.line('N', page, &page.name(), &["title"], |lines| {
            lines.headings(page)
        });
    }
    Section {
        slug: name_in_address(&account.item).to_owned(),
        ..lines.section()
    }
}

/// What has a page and a name, and no note of its own: one of ours, a tag.
pub(crate) struct Topic {
    /// The letter of its kind in the index.
    pub letter: char,
    /// The name.
    pub name: String,
    /// Further names.
    pub aliases: Vec<String>,
    /// The post of one of ours.
    pub title: String,
    /// Where its page lies, from the top.
    pub route: String,
}

/// The lines of competitors and pages beside the accounts, and of what has a page without a note.
pub(crate) fn section_of_others(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    others: &[Item],
    topics: &[Topic],
) -> Section {
    let mut lines = Lines::new(context, lookups, "/".to_owned());
    for item in others {
        let letter = match item.kind {
            Kind::Competitor => 'R',
            _ => 'N',
        };
        lines.line(letter, item, &item.name(), &["title"], |lines| {
            lines.headings(item)
        });
    }
    topics.iter().for_each(|topic| lines.topic(topic));
    lines.section()
}

/// The folder of an account's pages.
fn folder_of(account: &Item) -> String {
    format!("accounts/{}/", name_in_address(account))
}

/// What a page is called in addresses. Readers outside the house are not told what its file is called.
fn name_in_address(item: &Item) -> &str {
    let page = without_ending(&item.route);
    let page = page.strip_suffix("/index").unwrap_or(page);
    page.rsplit('/').next().unwrap_or(page)
}

fn without_ending(route: &str) -> &str {
    route.strip_suffix(".html").unwrap_or(route)
}

/// The folder of a kind within an account's.
fn folder_of_kind(letter: char) -> &'static str {
    match letter {
        'C' => "contacts/",
        'P' => "projects/",
        'V' => "visits/",
        'X' => "exchanges/",
        _ => "",
    }
}

fn scribe_of<'s>(
    context: &'s RenderContext<'s>,
    lookups: &'s Lookups<'s>,
    item: &'s Item,
    attachments: &'s Attachments,
) -> HtmlWriter<'s> {
    HtmlWriter {
        context,
        lookups,
        route: &item.route,
        source: &item.source,
        attachments,
    }
}

struct Lines<'a> {
    context: &'a RenderContext<'a>,
    lookups: &'a Lookups<'a>,
    /// The folder that pages are told from.
    folder: String,
    attachments: Attachments,
    names: String,
    words: String,
    labels: BTreeSet<&'static str>,
}

impl<'a> Lines<'a> {
    fn new(context: &'a RenderContext<'a>, lookups: &'a Lookups<'a>, folder: String) -> Lines<'a> {
        Lines {
            context,
            lookups,
            folder,
            attachments: Attachments::default(),
            names: String::new(),
            words: String::new(),
            labels: BTreeSet::new(),
        }
    }

    /// The account's own line.
    fn own(&mut self, account: &Account) {
        let item = &account.item;
        self.names.push_str("A\t");
        self.names.push_str(&href(without_ending(&item.route)));
        self.column();
        append(&item.name(), &mut self.names);
        self.column();
        append(name_in_address(item), &mut self.names);
        for key in ["name", "code"] {
            if let Some(name) = item.record.text(key).filter(|name| **name != item.name()) {
                self.names.push('|');
                append(name, &mut self.names);
            }
        }
        self.column();
        self.title(item, &["industry"]);
        self.column();
        self.ours(&account.manager().into_iter().collect::<Vec<_>>(), None);
        self.end(item, &["code", "industry"]);
    }

    /// A line of something else; `further` writes the title and, in a column of its own, who it is on.
    fn line(
        &mut self,
        letter: char,
        item: &Item,
        name: &str,
        told: &[&str],
        further: impl FnOnce(&mut Self),
    ) {
        self.names.push(letter);
        self.column();
        let page = without_ending(&item.route);
        let kind_folder = folder_of_kind(letter);
        let within = page.strip_prefix(self.folder.as_str());
        match within.and_then(|page| page.strip_prefix(kind_folder)) {
            Some(page) if href(page) == name => {}
            Some(page) => self.names.push_str(&href(page)),
            None => {
                self.names.push('/');
                self.names.push_str(&href(page));
            }
        }
        self.column();
        append(name, &mut self.names);
        self.column();
        self.aliases(letter, item);
        self.column();
        further(self);
        self.end(item, told);
    }

    /// A line of what has no note, and no words.
    fn topic(&mut self, topic: &Topic) {
        self.names.push(topic.letter);
        self.names.push_str("\t/");
        self.names.push_str(&href(without_ending(&topic.route)));
        self.column();
        append(&topic.name, &mut self.names);
        self.column();
        for (place, alias) in topic.aliases.iter().enumerate() {
            if place > 0 {
                self.names.push('|');
            }
            append(alias, &mut self.names);
        }
        self.column();
        append(&topic.title, &mut self.names);
        self.end_names();
        self.words.push('\n');
    }

    fn aliases(&mut self, letter: char, item: &Item) {
        // Slugs of people are often their names in letters of the alphabet, of visits only the date again.
        if matches!(letter, 'C' | 'P' | 'R') && !item.inline && name_in_address(item) != item.name()
        {
            append(name_in_address(item), &mut self.names);
        }
    }

    fn column(&mut self) {
        self.names.push('\t');
    }

    /// The values of some fields as the title.
    fn title(&mut self, item: &Item, keys: &[&str]) {
        let writer = scribe_of(self.context, self.lookups, item, &self.attachments);
        for key in keys {
            let Some(entry) = item.record.entry(key) else {
                continue;
            };
            let words = plain(&writer, entry);
            if !words.is_empty() && !self.names.ends_with('\t') {
                self.names.push(' ');
            }
            append(&words, &mut self.names);
        }
    }

    /// The people of references, behind what the title says already.
    fn people<'r>(&mut self, people: impl Iterator<Item = &'r Reference>) {
        let separator = self.context.language().pick("、", ", ");
        let mut first = true;
        for reference in people {
            let target = reference.target.and_then(|id| self.lookups.target(id));
            let name = match target {
                Some(target) if !target.visible => continue,
                Some(target) => &target.name,
                None => &reference.text,
            };
            match (first, self.names.ends_with('\t')) {
                (true, false) => self.names.push(' '),
                (false, _) => self.names.push_str(separator),
                (true, true) => {}
            }
            first = false;
            append(name, &mut self.names);
        }
    }

    /// The headings of a page as its title.
    fn headings(&mut self, item: &Item) {
        let headings = item.prose.iter().flat_map(|prose| &prose.body.headings);
        let words: Vec<&str> = headings.map(|heading| heading.text.as_str()).collect();
        let words: String = words.join(" · ").chars().take(LONGEST_TITLE).collect();
        append(&words, &mut self.names);
    }

    /// Who of ours it is on; nothing where that is who the account is on.
    fn ours(&mut self, names: &[&str], manager: Option<&str>) {
        let people = self.context.settings.people(names);
        let manager = manager.map(|name| self.context.settings.person(name));
        if people.len() == 1 && people.first().copied() == manager {
            return;
        }
        for (place, name) in people.iter().enumerate() {
            if place > 0 {
                self.names.push('|');
            }
            append(name, &mut self.names);
        }
    }

    /// Ends a line, in both texts.
    fn end(&mut self, item: &Item, told: &[&str]) {
        self.end_names();
        let writer = scribe_of(self.context, self.lookups, item, &self.attachments);
        write(&writer, item, told, &mut self.words, &mut self.labels);
        self.words.push('\n');
    }

    fn end_names(&mut self) {
        while self.names.ends_with('\t') {
            self.names.pop();
        }
        self.names.push('\n');
    }

    fn section(self) -> Section {
        Section {
            digests: [fingerprint(&self.names), fingerprint(&self.words)],
            // Copied: they stay for long, and what they grew in has room for half as much again.
            names: self.names.as_str().into(),
            words: self.words.as_str().into(),
            labels: self.labels,
            slug: String::new(),
        }
    }
}

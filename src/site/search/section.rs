//! The search index of one account, or of the pages outside the accounts: one line per page, in two parallel texts.
//!
//! A line of the names has tab-separated columns: the letter of the kind, the page, the name, further names (separated
//! by `|`), a title, and the people responsible (likewise). Empty columns at the end are omitted. The page is relative
//! to the folder of the account and of the kind, without `.html`; it is empty if it equals the name, and relative to
//! the top of the site if it begins with `/`. That of the account itself is always relative to the top. The same line
//! of the words holds the note's text. Outside the accounts there are also our people (`O`) and tags (`T`), if they
//! have pages.

use super::words::{append_note, append_text, value_text};
use crate::domain::{Account, Contact, FieldKey, Item, Lookups, Referent, Visit};
use crate::forms::{Kind, Reference};
use crate::html::context::RenderContext;
use crate::html::route::href;
use crate::html::writer::{Attachments, HtmlWriter};
use crate::text::fingerprint;
use std::collections::BTreeSet;

/// The most characters of a title.
const LONGEST_TITLE: usize = 120;

/// The lines of an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Section {
    /// The account's name in URLs; empty outside the accounts.
    pub slug: String,
    /// The names, one line per page.
    pub names: Box<str>,
    /// The text, one line per page.
    pub words: Box<str>,
    /// The labels of the fields that occur.
    pub labels: BTreeSet<&'static str>,
    /// Fingerprints of both, to detect changes without comparing the texts.
    pub digests: [u64; 2],
}

/// The lines of an account.
pub(crate) fn section_of_account(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    account: &Account,
) -> Section {
    let mut lines = Lines::new(context, lookups, folder_of(&account.item));
    lines.account_line(account);
    for contact in &account.contacts {
        let item = &contact.item;
        let shown = [Contact::TITLE, Contact::DEPARTMENT];
        lines.line('C', item, &contact.name, &shown, |lines| {
            lines.title(item, &shown)
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
            &[Item::DATE, Visit::MODE, Visit::PEOPLE],
            |lines| {
                lines.title(item, &[Visit::MODE]);
                lines.people(visit.people().iter());
                lines.column();
                lines.ours(&account.ours_at(visit), account.manager());
            },
        );
    }
    for exchange in &account.exchanges {
        let item = &exchange.item;
        lines.line('X', item, &item.name(), &[Item::DATE], |lines| {
            lines.people(exchange.people().into_iter());
            lines.column();
            lines.ours(&exchange.ours(), account.manager());
        });
    }
    for page in &account.pages {
        lines.line('N', page, &page.name(), &[Item::TITLE], |lines| {
            lines.headings(page)
        });
    }
    Section {
        slug: url_name(&account.item).to_owned(),
        ..lines.section()
    }
}

/// A page with a name but without a note: one of our people, a tag.
pub(crate) struct Topic {
    /// The letter of its kind in the index.
    pub letter: char,
    /// The name.
    pub name: String,
    /// Further names.
    pub aliases: Vec<String>,
    /// The job title of one of our people.
    pub title: String,
    /// Its route.
    pub route: String,
}

/// The lines of competitors and other pages outside the accounts, and of topics.
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
        lines.line(letter, item, &item.name(), &[Item::TITLE], |lines| {
            lines.headings(item)
        });
    }
    topics.iter().for_each(|topic| lines.topic(topic));
    lines.section()
}

/// The folder of an account's pages.
fn folder_of(account: &Item) -> String {
    format!("accounts/{}/", url_name(account))
}

/// The name of a page in URLs. The name of its file is not for readers outside the company.
fn url_name(item: &Item) -> &str {
    let page = without_extension(&item.route);
    let page = page.strip_suffix("/index").unwrap_or(page);
    page.rsplit('/').next().unwrap_or(page)
}

fn without_extension(route: &str) -> &str {
    route.strip_suffix(".html").unwrap_or(route)
}

/// The folder of a kind within an account's.
pub(crate) fn folder_of_kind(letter: char) -> &'static str {
    match letter {
        'C' => "contacts/",
        'P' => "projects/",
        'V' => "visits/",
        'X' => "exchanges/",
        _ => "",
    }
}

fn writer_of<'s>(
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
    /// The folder that pages are relative to.
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
    fn account_line(&mut self, account: &Account) {
        let item = &account.item;
        self.names.push_str("A\t");
        self.names.push_str(&href(without_extension(&item.route)));
        self.column();
        append_text(&item.name(), &mut self.names);
        self.column();
        append_text(url_name(item), &mut self.names);
        for name in [account.name(), account.code()].into_iter().flatten() {
            if name != item.name() {
                self.names.push('|');
                append_text(name, &mut self.names);
            }
        }
        self.column();
        self.title(item, &[Account::INDUSTRY]);
        self.column();
        self.ours(&account.manager().into_iter().collect::<Vec<_>>(), None);
        self.end(item, &[Account::CODE, Account::INDUSTRY]);
    }

    /// Writes any other line; `further` writes the title and, in a column of its own, who is responsible.
    fn line(
        &mut self,
        letter: char,
        item: &Item,
        name: &str,
        shown_elsewhere: &[FieldKey],
        further: impl FnOnce(&mut Self),
    ) {
        self.names.push(letter);
        self.column();
        let page = without_extension(&item.route);
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
        append_text(name, &mut self.names);
        self.column();
        self.aliases(letter, item);
        self.column();
        further(self);
        self.end(item, shown_elsewhere);
    }

    /// Writes the line of a topic, which has no text.
    fn topic(&mut self, topic: &Topic) {
        self.names.push(topic.letter);
        self.names.push_str("\t/");
        self.names.push_str(&href(without_extension(&topic.route)));
        self.column();
        append_text(&topic.name, &mut self.names);
        self.column();
        for (index, alias) in topic.aliases.iter().enumerate() {
            if index > 0 {
                self.names.push('|');
            }
            append_text(alias, &mut self.names);
        }
        self.column();
        append_text(&topic.title, &mut self.names);
        self.end_names();
        self.words.push('\n');
    }

    fn aliases(&mut self, letter: char, item: &Item) {
        // Slugs of people are often their names in Latin letters; those of visits only repeat the date.
        if matches!(letter, 'C' | 'P' | 'R') && !item.inline && url_name(item) != item.name() {
            append_text(url_name(item), &mut self.names);
        }
    }

    fn column(&mut self) {
        self.names.push('\t');
    }

    /// The values of some fields as the title.
    fn title(&mut self, item: &Item, keys: &[FieldKey]) {
        let writer = writer_of(self.context, self.lookups, item, &self.attachments);
        for key in keys {
            let Some(entry) = key.entry(&item.record) else {
                continue;
            };
            let words = value_text(&writer, entry);
            if !words.is_empty() && !self.names.ends_with('\t') {
                self.names.push(' ');
            }
            append_text(&words, &mut self.names);
        }
    }

    /// The names of the referenced people, after what the title already contains.
    fn people<'r>(&mut self, people: impl Iterator<Item = &'r Reference>) {
        let name = |reference: &'r Reference| {
            let name = match self.lookups.referent(reference) {
                Referent::Target(target) => &target.name,
                Referent::Hidden => return None,
                Referent::Text => &reference.text,
            };
            let mut text = String::new();
            append_text(name, &mut text);
            Some(text)
        };
        let names: Vec<String> = people.filter_map(name).collect();
        if !names.is_empty() && !self.names.ends_with('\t') {
            self.names.push(' ');
        }
        self.names.push_str(&self.context.language().list(&names));
    }

    /// The headings of a page as its title.
    fn headings(&mut self, item: &Item) {
        let headings = item.prose.iter().flat_map(|prose| &prose.body.headings);
        let words: Vec<&str> = headings.map(|heading| heading.text.as_str()).collect();
        let words: String = words.join(" · ").chars().take(LONGEST_TITLE).collect();
        append_text(&words, &mut self.names);
    }

    /// The people responsible; nothing if that is only the account manager.
    fn ours(&mut self, names: &[&str], manager: Option<&str>) {
        let people = self.context.settings.people(names);
        let manager = manager.map(|name| self.context.settings.person(name));
        if people.len() == 1 && people.first().copied() == manager {
            return;
        }
        for (index, name) in people.iter().enumerate() {
            if index > 0 {
                self.names.push('|');
            }
            append_text(name, &mut self.names);
        }
    }

    /// Ends a line, in both texts.
    fn end(&mut self, item: &Item, shown_elsewhere: &[FieldKey]) {
        self.end_names();
        let writer = writer_of(self.context, self.lookups, item, &self.attachments);
        append_note(
            &writer,
            item,
            shown_elsewhere,
            &mut self.words,
            &mut self.labels,
        );
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
            // Copied to their exact size: they live long, and the buffers are up to half as large again.
            names: self.names.as_str().into(),
            words: self.words.as_str().into(),
            labels: self.labels,
            slug: String::new(),
        }
    }
}

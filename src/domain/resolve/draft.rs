//! Drafts: the notes of an account, in files of their own and inline, before anything is linked.

use super::folder::check_folders;
use super::unplaced::seal_unplaced;
use crate::domain::item::may_name_a_level;
use crate::domain::slug::{TakenSlugs, slug_of};
use crate::domain::{Item, Place, ReservedRoutes, name_of_note, place_of};
use crate::forms::{Dictionary, FieldType, Kind, Record, Value};
use crate::note::{Note, date_of_file_name, make_private};
use crate::text::{Code, Diagnostic, Source, Span};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// An account before linking.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its folder's name.
    pub slug: Box<str>,
    /// The account itself.
    pub core: Item,
    /// Everything that belongs to it: by kind, then by slug.
    pub items: Vec<Item>,
    /// The diagnostics of its notes.
    pub found: Vec<Diagnostic>,
}

/// Which notes of a site belong to which account, by their paths alone.
#[derive(Debug, Default)]
pub struct Layout {
    /// The index of `site.yaml` among the sources.
    pub site: Option<usize>,
    /// Accounts by slug: the sources of the account's own note, if any, and of the rest.
    pub accounts: Vec<(String, Option<usize>, Vec<usize>)>,
    /// Notes outside the accounts.
    pub others: Vec<usize>,
    /// Accounts with two notes of their own that may disagree about who may see them.
    pub doubtful: Vec<String>,
    /// Diagnostics of where notes are.
    pub found: Vec<Diagnostic>,
}

impl Draft {
    /// Makes the account private if its level is unknown.
    pub fn seal_if(&mut self, is_unreadable: bool) {
        if is_unreadable {
            let schema = self.core.schema();
            make_private(&mut self.core.record, schema, Span::default());
        }
    }
}

impl Layout {
    /// Assigns sources to accounts by their paths.
    pub fn of(sources: &[Source], reserved: &ReservedRoutes) -> Layout {
        let mut layout = Layout::default();
        let mut accounts: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        let mut pages: HashMap<String, usize> = HashMap::new();
        for (index, source) in sources.iter().enumerate() {
            let Some(place) = place_of(&source.path) else {
                continue;
            };
            if place.kind == Kind::Site {
                layout.site = Some(index);
                continue;
            }
            if let Some(code) = unusable(&place, reserved) {
                let page = format!("{}.html", place.page);
                layout
                    .found
                    .push(Diagnostic::of_file(code, source).with("page", page));
                continue;
            }
            if let Some(name) = name_of_note(&source.path) {
                let unread = Diagnostic::of_file(Code::UnreadNote, source).with("name", name);
                layout.found.push(unread);
                // The account exists, and its level is unknown.
                if let Some(account) = place.account {
                    accounts.entry(account).or_default();
                }
                continue;
            }
            match (place.account, place.kind) {
                (Some(account), Kind::Account) => {
                    accounts.entry(account).or_default().0.push(index)
                }
                (account, _) => {
                    if let Some(first) = pages.insert(fold_page(&place.page), index) {
                        pages.insert(fold_page(&place.page), first);
                        layout.found.push(duplicate(source, &sources[first]));
                        continue;
                    }
                    match account {
                        Some(account) => accounts.entry(account).or_default().1.push(index),
                        None => layout.others.push(index),
                    }
                }
            }
        }
        for (slug, (mut cores, rest)) in accounts {
            cores.sort_by_key(|index| core_order(&sources[*index].path));
            let names_level = |index: &usize| may_name_a_level(&sources[*index].text);
            if cores.len() > 1 && cores.iter().any(names_level) {
                layout.doubtful.push(slug.to_owned());
            }
            for other in cores.iter().skip(1) {
                let first = &sources[cores[0]];
                // Renaming it would not help: any note there is the account's own.
                let duplicate = duplicate(&sources[*other], first);
                layout
                    .found
                    .push(duplicate.with("into", first.path.as_ref()));
            }
            layout
                .accounts
                .push((slug.to_owned(), cores.first().copied(), rest));
        }
        layout.drop_namesakes(sources);
        layout
    }

    /// Keeps the first of several accounts whose folders differ only in case: on many file systems they would
    /// overwrite each other.
    fn drop_namesakes(&mut self, sources: &[Source]) {
        let mut first_notes: HashMap<String, Option<usize>> = HashMap::new();
        let found = &mut self.found;
        self.accounts.retain(|(slug, core, rest)| {
            let note = core.or(rest.first().copied());
            match first_notes.entry(slug.to_lowercase()) {
                Entry::Vacant(free) => {
                    free.insert(note);
                    true
                }
                Entry::Occupied(first) => {
                    if let (Some(note), Some(first)) = (note, *first.get()) {
                        found.push(duplicate(&sources[note], &sources[first]));
                    }
                    false
                }
            }
        });
    }
}

/// Returns why a note cannot have a page, if so.
fn unusable(place: &Place<'_>, reserved: &ReservedRoutes) -> Option<Code> {
    match (place.is_reserved(reserved), place.can_be_written()) {
        (true, _) => Some(Code::ReservedPage),
        (false, false) => Some(Code::UnusableName),
        (false, true) => None,
    }
}

/// Folds the name of a page: names that differ only in case would overwrite each other on many file systems.
fn fold_page(page: &str) -> String {
    page.to_lowercase()
}

/// Sorts candidates for an account's own note: `index.md`, then the note named like the folder, then one next to the
/// folder.
fn core_order(path: &str) -> u8 {
    match (path.ends_with("/index.md"), path.matches('/').count()) {
        (true, _) => 0,
        (false, 3) => 1,
        _ => 2,
    }
}

fn duplicate(source: &Source, first: &Source) -> Diagnostic {
    Diagnostic::of_file(Code::DuplicatePlace, source).with("other", first.path.as_ref())
}

/// Makes the item of a note outside the accounts (a competitor or a page) and reports its diagnostics.
pub fn other_of(note: Arc<Note>, found: &mut Vec<Diagnostic>) -> Item {
    let mut note = Arc::unwrap_or_clone(note);
    let path = note.source.path.clone();
    if let Some(place) = place_of(&path) {
        seal_unplaced(&mut note, &place);
    }
    found.append(&mut note.found);
    item_of(note)
}

/// Makes the draft of an account from its notes.
pub fn draft_of(
    slug: &str,
    dictionary: &'static Dictionary,
    core: Option<Note>,
    mut notes: Vec<Note>,
) -> Draft {
    let mut found: Vec<Diagnostic> = Vec::new();
    check_folders(&mut notes, &mut found);
    let core = match core {
        Some(mut note) => {
            found.append(&mut note.found);
            // An empty or truncated note does not tell who may see the account.
            if note.record.entries.is_empty() {
                note.make_private(Span::default());
            }
            item_of(note)
        }
        None => missing_core(slug, dictionary, &notes, &mut found),
    };
    let mut items: Vec<Item> = Vec::with_capacity(notes.len());
    for mut note in notes {
        found.append(&mut note.found);
        items.push(item_of(note));
    }
    let mut draft = Draft {
        slug: slug.into(),
        core,
        items,
        found,
    };
    take_inline(&mut draft);
    draft
        .items
        .sort_by(|one, other| (one.kind, &one.slug).cmp(&(other.kind, &other.slug)));
    draft
}

/// Makes the item of a note in a file of its own.
fn item_of(note: Note) -> Item {
    let place = place_of(&note.source.path);
    let (slug, page) = place.map_or(("", String::new()), |place| (place.slug, place.page));
    let mut item = Item {
        kind: note.kind,
        dictionary: note.dictionary,
        slug: slug.into(),
        route: format!("{page}.html").into(),
        record: note.record,
        body: note.body,
        prose: None,
        may_be_private: note.broken && may_name_a_level(&note.source.text),
        broken: note.broken,
        inline: false,
        id: 0,
        source: note.source,
    };
    if item.broken {
        date_from_name(&mut item);
    }
    item
}

/// Dates a broken visit by the name of its file, so that it is still in the timeline.
fn date_from_name(item: &mut Item) {
    let field = item.schema().field("date");
    if let (Some(field), Some(date), true) = (
        field,
        date_of_file_name(&item.source.path),
        matches!(item.kind, Kind::Visit | Kind::Exchange),
    ) {
        let value = Value::Moment(date);
        item.record.entries.push(crate::forms::Entry {
            field,
            span: Span::default(),
            value,
        });
    }
}

/// Makes the item of an account without a note of its own, named after its folder.
fn missing_core(
    slug: &str,
    dictionary: &'static Dictionary,
    notes: &[Note],
    found: &mut Vec<Diagnostic>,
) -> Item {
    let path: Arc<str> = format!("content/accounts/{slug}/index.md").into();
    let source = Source {
        path: path.clone(),
        text: "".into(),
    };
    if let Some(first) = notes.first() {
        let missing = Diagnostic::of_file(Code::MisplacedNote, &first.source).with("account", slug);
        found.push(missing.with("example", path.as_ref()));
    }
    // Its level is unknown.
    let mut record = Record::default();
    make_private(
        &mut record,
        dictionary.schema(Kind::Account),
        Span::default(),
    );
    Item {
        kind: Kind::Account,
        dictionary,
        slug: slug.into(),
        route: format!("accounts/{slug}/index.html").into(),
        source,
        record,
        body: Span::default(),
        prose: None,
        broken: false,
        may_be_private: false,
        inline: false,
        id: 0,
    }
}

/// Moves the contacts, projects, visits and exchanges of the account's own note into items of their own.
fn take_inline(draft: &mut Draft) {
    let lists: Vec<(Kind, &'static str, String)> = draft
        .core
        .record
        .entries
        .iter()
        .filter_map(|entry| match entry.field.value_type {
            FieldType::Notes(kind) => {
                Some((kind, entry.field.key.as_str(), entry.field.key.clone()))
            }
            _ => None,
        })
        .collect();
    for (kind, key, folder) in lists {
        let Some(Value::Records(records)) = draft.core.record.take(key).map(|entry| entry.value)
        else {
            continue;
        };
        let of_kind = draft.items.iter().filter(|item| item.kind == kind);
        let mut taken = TakenSlugs::of(of_kind.map(|item| item.slug.as_ref()));
        for record in records {
            let item = inline_item(draft, kind, &folder, record, &mut taken);
            draft.items.push(item);
        }
    }
}

fn inline_item(
    draft: &Draft,
    kind: Kind,
    folder: &str,
    record: Record,
    taken: &mut TakenSlugs,
) -> Item {
    let date = record.moment("date").map(|date| date.iso_day());
    let name = match kind {
        Kind::Visit | Kind::Exchange => date,
        _ => record.text("name").map(slug_of),
    };
    let slug = taken.take(name.unwrap_or_else(|| "note".to_owned()));
    Item {
        kind,
        dictionary: draft.core.dictionary,
        route: format!("accounts/{}/{folder}/{slug}.html", draft.slug).into(),
        slug: slug.into(),
        source: draft.core.source.clone(),
        record,
        body: Span::default(),
        prose: None,
        broken: false,
        may_be_private: false,
        inline: true,
        id: 0,
    }
}

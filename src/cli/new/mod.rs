//! `kafolio new`: reads the site, has the note made (`blank`), and writes it where nothing was before.
//!
//! `wishes` looks up in the account what was typed, `words` holds the messages.

mod wishes;
mod words;

use super::exit::Exit;
use super::options::{as_of, language};
use crate::build::{AuthorView, BuildError, Options, Upcoming, author_view};
use crate::cli::arguments::{Common, NewArguments, What, When};
use crate::console::{locale, printed};
use crate::disk::site_folder;
use crate::disk::{CreateError, create_file};
use crate::forms::Kind;
use crate::scaffold::{
    NewMeeting, Scaffold, ScaffoldContext, account_scaffold, competitor_scaffold, contact_scaffold,
    exchange_scaffold, note_of, path_of, project_scaffold, slug_for, visit_scaffold,
};
use crate::text::{Snapshot, fold};
use std::path::Path;

/// More notes of one day than this are a mistake.
const MOST_OF_A_DAY: u32 = 99;

/// A note to be written.
struct Draft {
    kind: Kind,
    /// Its name, or its day.
    name: String,
    scaffold: Scaffold,
    /// The day of the visit that agreed it.
    agreed_on: Option<String>,
    /// Whether its day was asked for.
    date_was_named: bool,
}

impl Draft {
    /// Whether it goes by its day: of one day there may be several.
    fn is_dated(&self) -> bool {
        matches!(self.kind, Kind::Visit | Kind::Exchange)
    }
}

/// Writes one note; the exit code.
///
/// # Errors
/// A sentence for the user where something is not known or is there already.
pub(super) fn write(new: &NewArguments) -> Result<Exit, String> {
    let what = &new.what;
    let common = what.common();
    let language = language(common.lang.as_deref())?;
    let options = Options {
        as_of: as_of(common.as_of.as_deref(), language)?,
        audience: Some("owner".to_owned()),
        accounts: what.account().map(str::to_owned).into_iter().collect(),
        language,
    };
    let snapshot = site_folder::read(&common.site, language)?;
    let known = known_by_part(&snapshot, &options)
        .map_err(|refusal| words::sentence_of(&refusal, language.unwrap_or_else(locale::spoken)))?;
    let desk = ScaffoldContext {
        settings: &known.settings,
        language: known.viewpoint.language,
        today: known.viewpoint.as_of,
    };
    let draft = draft(what, &known, &desk)?;
    let text = note_of(draft.kind, &draft.scaffold, desk.language, desk.today);
    if common.print {
        printed::file(&text);
        return Ok(Exit::Done);
    }
    let path = put(&draft, &known, common, &text)?;
    printed::out(&(shown(&common.site, &path) + "\n"));
    let advice = words::advice(&draft, &path, desk.language);
    crate::console::notice(printed::one_line(&advice).into_owned());
    Ok(Exit::Done)
}

/// The site as it is known. An account that no name fits is the only one whose name holds what was typed.
fn known_by_part(snapshot: &Snapshot, options: &Options) -> Result<AuthorView, BuildError> {
    let refusal = match author_view(snapshot, options) {
        Err(refusal @ BuildError::NoSuchAccount { .. }) => refusal,
        other => return other,
    };
    let everything = Options {
        accounts: Vec::new(),
        ..options.clone()
    };
    let all = author_view(snapshot, &everything)?.named;
    let typed = options.accounts.first().map_or("", String::as_str);
    let holds_it = |name: &String| fold(name).contains(fold(typed).as_ref());
    let mut fitting = all
        .iter()
        .filter(|note| note.kind == Kind::Account && note.names.iter().any(holds_it));
    // One character stands in too many names to mean any.
    let is_word = typed.trim().chars().count() > 1;
    match (fitting.next(), fitting.next()) {
        (Some(only), None) if is_word => {
            let slug = only.names.first().cloned();
            let accounts = slug.into_iter().collect();
            let options = Options {
                accounts,
                ..options.clone()
            };
            author_view(snapshot, &options)
        }
        _ => Err(refusal),
    }
}

/// The note that was asked for.
fn draft(what: &What, known: &AuthorView, desk: &ScaffoldContext<'_>) -> Result<Draft, String> {
    let language = desk.language;
    match (what, &known.account) {
        (What::Account { name, .. }, _) => {
            let name = wishes::name(name, language)?;
            Ok(named(Kind::Account, account_scaffold(desk, &name), name))
        }
        (What::Competitor { name, .. }, _) => {
            let name = wishes::name(name, language)?;
            Ok(named(Kind::Competitor, competitor_scaffold(&name), name))
        }
        (What::Contact { name, .. }, Some(account)) => {
            let name = wishes::name(name, language)?;
            Ok(named(
                Kind::Contact,
                contact_scaffold(desk, account, &name),
                name,
            ))
        }
        (What::Project { name, .. }, Some(_)) => {
            let name = wishes::name(name, language)?;
            Ok(named(Kind::Project, project_scaffold(desk, &name), name))
        }
        (What::Visit { when, .. }, Some(account)) => {
            let request = wishes::of(when, account, desk)?;
            let request = wishes::with_visit(request, what, account, language)?;
            Ok(dated(
                Kind::Visit,
                visit_scaffold(desk, account, &request),
                when,
            ))
        }
        (What::Exchange { when, .. }, Some(account)) => {
            let request = wishes::of(when, account, desk)?;
            let exchange = exchange_scaffold(desk, account, &request);
            Ok(dated(Kind::Exchange, exchange, when))
        }
        // An account that was asked for and does not exist was refused before.
        (_, None) => Err(words::no_account(language).to_owned()),
    }
}

fn named(kind: Kind, scaffold: Scaffold, name: String) -> Draft {
    Draft {
        kind,
        name,
        scaffold,
        agreed_on: None,
        date_was_named: false,
    }
}

fn dated(kind: Kind, meeting: NewMeeting, when: &When) -> Draft {
    Draft {
        kind,
        name: meeting.date.iso_day(),
        scaffold: meeting.scaffold,
        agreed_on: meeting.agreed_on.map(|date| date.iso_day()),
        date_was_named: when.date.is_some(),
    }
}

/// A name is taken once. What was agreed is begun once, too: a second note of it is only written where its date is named.
fn not_there_yet(draft: &Draft, known: &AuthorView) -> Result<(), String> {
    let language = known.viewpoint.language;
    let mut named = known.named.iter().filter(|note| note.kind == draft.kind);
    let is_name = |name: &String| fold(name) == fold(&draft.name);
    if let Some(note) = named.find(|note| note.has_file && note.names.iter().any(is_name)) {
        return Err(words::name_taken(&draft.name, &note.path, language));
    }
    let mut upcoming = known.upcoming.iter().filter(|_| !draft.date_was_named);
    let is_it = |one: &&Upcoming| one.kind == draft.kind && one.date.iso_day() == draft.name;
    match upcoming.find(is_it) {
        Some(begun) => Err(words::begun_already(begun, language)),
        None => Ok(()),
    }
}

/// The folder of that name that has notes of an account and lacks the account's own.
fn folder_without_note(draft: &Draft, known: &AuthorView) -> Option<String> {
    let mut folders = known.named.iter().filter(|note| !note.has_file);
    let is_name = |name: &String| fold(name) == fold(&draft.name);
    let folder = folders.find(|note| note.kind == draft.kind && note.names.iter().any(is_name))?;
    folder.names.first().cloned()
}

/// Writes the note; its path, relative to the site's folder.
fn put(draft: &Draft, known: &AuthorView, common: &Common, text: &str) -> Result<String, String> {
    let language = known.viewpoint.language;
    let account = known
        .account
        .as_ref()
        .map_or("", |account| account.item.slug.as_ref());
    let slug = folder_without_note(draft, known)
        .unwrap_or_else(|| slug_for(draft.kind, account, &draft.name));
    not_there_yet(draft, known)?;
    let content = common.site.join("content");
    let mut number = 1;
    loop {
        let numbered = match number {
            1 => slug.clone(),
            number => format!("{slug}-{number}"),
        };
        let path = path_of(draft.kind, account, &numbered);
        let within = path.strip_prefix("content/").unwrap_or(&path);
        match create_file(&content, within, text) {
            Ok(()) => return Ok(path),
            Err(CreateError::Exists { .. }) if draft.is_dated() && number < MOST_OF_A_DAY => {
                number += 1
            }
            Err(error) => return Err(format!("content/{}", error.words(language))),
        }
    }
}

/// A path as it can be clicked: as it lies from where the command was typed.
fn shown(site: &Path, path: &str) -> String {
    match site == Path::new(".") {
        true => printed::one_line(path).into_owned(),
        false => printed::path(&site.join(path)),
    }
}

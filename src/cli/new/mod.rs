//! `kafolio new`: writes a new note, prepared by `scaffold`, never over an existing file.
//!
//! `request` resolves the arguments against the account, `advice` says what to fill in next, `failure` why nothing was written.

mod advice;
mod failure;
mod request;

use super::exit::Exit;
use super::failure::{Failure, InLanguage};
use super::options::{as_of, language};
use crate::build::{AuthorView, BuildError, Options, Upcoming, author_view};
use crate::cli::arguments::{CommonArguments, MeetingArguments, NewArguments, NoteArguments};
use crate::console::{InternalError, notice, printed};
use crate::disk::site_folder;
use crate::disk::{CreateError, create_file};
use crate::domain::Viewpoint;
use crate::forms::Kind;
use crate::scaffold::{
    NewMeeting, Scaffold, ScaffoldContext, account_scaffold, competitor_scaffold, contact_scaffold,
    exchange_scaffold, note_of, path_of, project_scaffold, slug_for, visit_scaffold,
};
use crate::text::{Snapshot, fold};
pub(super) use failure::NewError;
use std::path::Path;

/// More notes for one day are a mistake.
const MAX_PER_DAY: u32 = 99;

/// A note to be written.
struct Draft {
    kind: Kind,
    /// Its name, or its date.
    name: String,
    scaffold: Scaffold,
    /// The date of the visit where the meeting was agreed.
    agreed_on: Option<String>,
    /// Whether its date was given as an argument.
    has_explicit_date: bool,
}

impl Draft {
    /// Returns whether the note is named by its date: there may be several for one day.
    fn is_dated(&self) -> bool {
        matches!(self.kind, Kind::Visit | Kind::Exchange)
    }
}

/// Writes one note and returns the exit code.
///
/// # Errors
/// An argument cannot be resolved, or the note already exists.
pub(super) fn write(new: &NewArguments) -> Result<Exit, Failure> {
    let note = &new.note;
    let common = note.common();
    let options = Options {
        language: language(common.lang.as_deref())?,
        as_of: as_of(common.as_of.as_deref())?,
        audience: Some("owner".to_owned()),
        accounts: note.account().map(str::to_owned).into_iter().collect(),
    };
    let snapshot = site_folder::read(&common.site)?;
    let known = find_view(&snapshot, &options).map_err(NewError::Refused)?;
    let Viewpoint {
        language, as_of, ..
    } = known.viewpoint;
    let context = ScaffoldContext::new(&known.settings, language, as_of);
    let draft = draft(note, &known, &context)?;
    let text = note_of(&context, draft.kind, &draft.scaffold);
    if common.print {
        printed::file(&text);
        return Ok(Exit::Success);
    }
    let path = write_note(&draft, &known, common, &text)?;
    printed::out(&(clickable(&common.site, &path) + "\n"));
    notice(advice::advice(&draft, &path, &context));
    Ok(Exit::Success)
}

/// Returns the author's view of the site. If no account has the given name, the only account whose name contains it is used.
fn find_view(snapshot: &Snapshot, options: &Options) -> Result<AuthorView, BuildError> {
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
    let contains_typed = |name: &String| fold(name).contains(fold(typed).as_ref());
    let mut matching = all
        .iter()
        .filter(|note| note.kind == Kind::Account && note.names.iter().any(contains_typed));
    // A single character is part of too many names.
    let is_word = typed.trim().chars().count() > 1;
    match (matching.next(), matching.next()) {
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

/// Prepares the requested note.
fn draft(
    note: &NoteArguments,
    known: &AuthorView,
    context: &ScaffoldContext<'_>,
) -> Result<Draft, Failure> {
    let language = context.language;
    match (note, &known.account) {
        (NoteArguments::Account { name, .. }, _) => {
            let name = request::name(name).in_language(language)?;
            Ok(named(Kind::Account, account_scaffold(context, &name), name))
        }
        (NoteArguments::Competitor { name, .. }, _) => {
            let name = request::name(name).in_language(language)?;
            Ok(named(Kind::Competitor, competitor_scaffold(&name), name))
        }
        (NoteArguments::Contact { name, .. }, Some(account)) => {
            let name = request::name(name).in_language(language)?;
            Ok(named(
                Kind::Contact,
                contact_scaffold(context, account, &name),
                name,
            ))
        }
        (NoteArguments::Project { name, .. }, Some(_)) => {
            let name = request::name(name).in_language(language)?;
            Ok(named(Kind::Project, project_scaffold(context, &name), name))
        }
        (NoteArguments::Visit { when, .. }, Some(account)) => {
            let request = request::of(when, account, context).in_language(language)?;
            let request =
                request::with_visit(request, note, account, context).in_language(language)?;
            Ok(dated(
                Kind::Visit,
                visit_scaffold(context, account, &request),
                when,
            ))
        }
        (NoteArguments::Exchange { when, .. }, Some(account)) => {
            let request = request::of(when, account, context).in_language(language)?;
            let exchange = exchange_scaffold(context, account, &request);
            Ok(dated(Kind::Exchange, exchange, when))
        }
        // A requested account that does not exist was refused before.
        (_, None) => {
            Err(InternalError::new("note-without-account", "kafolio new")).in_language(language)
        }
    }
}

fn named(kind: Kind, scaffold: Scaffold, name: String) -> Draft {
    Draft {
        kind,
        name,
        scaffold,
        agreed_on: None,
        has_explicit_date: false,
    }
}

fn dated(kind: Kind, meeting: NewMeeting, when: &MeetingArguments) -> Draft {
    Draft {
        kind,
        name: meeting.date.iso_day(),
        scaffold: meeting.scaffold,
        agreed_on: meeting.agreed_on.map(|date| date.iso_day()),
        has_explicit_date: when.date.is_some(),
    }
}

/// Checks that the note does not exist yet. A second note for an agreed meeting is only written if its date is given.
fn check_is_new(draft: &Draft, known: &AuthorView) -> Result<(), NewError> {
    let mut named = known.named.iter().filter(|note| note.kind == draft.kind);
    let is_name = |name: &String| fold(name) == fold(&draft.name);
    if let Some(note) = named.find(|note| note.has_file && note.names.iter().any(is_name)) {
        return Err(NewError::NameTaken {
            name: draft.name.clone(),
            path: note.path.clone(),
        });
    }
    let mut upcoming = known.upcoming.iter().filter(|_| !draft.has_explicit_date);
    let is_agreed = |one: &&Upcoming| one.kind == draft.kind && one.date.iso_day() == draft.name;
    match upcoming.find(is_agreed) {
        Some(begun) => Err(NewError::Begun {
            day: begun.date.iso_day(),
            path: begun.path.clone(),
        }),
        None => Ok(()),
    }
}

/// Returns the folder of that name that has notes of an account but not the account's own note.
fn folder_without_note(draft: &Draft, known: &AuthorView) -> Option<String> {
    let mut folders = known.named.iter().filter(|note| !note.has_file);
    let is_name = |name: &String| fold(name) == fold(&draft.name);
    let folder = folders.find(|note| note.kind == draft.kind && note.names.iter().any(is_name))?;
    folder.names.first().cloned()
}

/// Writes the note and returns its path relative to the site's folder.
fn write_note(
    draft: &Draft,
    known: &AuthorView,
    common: &CommonArguments,
    text: &str,
) -> Result<String, Failure> {
    let language = known.viewpoint.language;
    let account = known
        .account
        .as_ref()
        .map_or("", |account| account.item.slug.as_ref());
    let slug = folder_without_note(draft, known)
        .unwrap_or_else(|| slug_for(draft.kind, account, &draft.name));
    check_is_new(draft, known).in_language(language)?;
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
            Err(CreateError::Exists { .. }) if draft.is_dated() && number < MAX_PER_DAY => {
                number += 1
            }
            Err(error) => return Err(error.below("content")).in_language(language),
        }
    }
}

/// Formats a path relative to the current folder, so that it can be clicked.
fn clickable(site: &Path, path: &str) -> String {
    match site == Path::new(".") {
        true => printed::one_line(path).into_owned(),
        false => printed::path(&site.join(path)),
    }
}

//! The context: templates, words and the bearings of the whole site, from which every page is rendered.

use super::output::Output;
use super::route::{href, root_of};
use super::view::{Head, Link};
use crate::domain::{Item, Settings, Viewpoint};
use crate::forms::{Choices, Labelled, Level, Value as FieldValue};
use crate::text::{Diagnostic, Language};
use crate::theme::{ACCOUNTS_SCRIPT, Catalog, Theme};
use serde::Serialize;
use std::sync::Mutex;
use tera::{Context, Value};

/// A room of the site, for the navigation.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, Hash)]
pub(crate) struct Room {
    /// Its name in the program.
    pub key: &'static str,
    /// Its page.
    pub route: String,
    /// Its label.
    pub label: String,
}

/// Everything that pages share.
pub struct RenderContext<'a> {
    theme: &'a Theme,
    /// The settings of the site.
    pub(crate) settings: &'a Settings,
    /// The day, the reader and the language.
    pub(crate) viewpoint: &'a Viewpoint,
    site: Value,
    edition: String,
    problems: Mutex<Vec<Diagnostic>>,
    missed: Mutex<Vec<String>>,
}

/// What every page says of the site.
#[derive(Serialize)]
struct Site<'a> {
    lang: &'a str,
    title: &'a str,
    company: &'a str,
    as_of: String,
    context: String,
    /// The reader's name.
    reader: &'a str,
    /// Where the logo lies, from the top; empty for none.
    logo: String,
    /// The script with the names of the accounts; empty where one does not go from account to account.
    accounts: String,
    rooms: &'a [Room],
}

impl<'a> RenderContext<'a> {
    /// A context for a site with these rooms.
    pub fn new(
        theme: &'a Theme,
        settings: &'a Settings,
        viewpoint: &'a Viewpoint,
        rooms: &[&'static str],
    ) -> RenderContext<'a> {
        let strings = &theme.strings;
        let as_of = viewpoint.as_of.to_string();
        let audience = match strings.get(&format!("audience-{}", viewpoint.audience.name)) {
            words if words.starts_with("audience-") => viewpoint.audience.name.clone(),
            words => words.to_owned(),
        };
        let room = |key: &&'static str| Room {
            key,
            route: route_of_room(key).to_owned(),
            label: strings.get(key).to_owned(),
        };
        // Whether anybody uses a tag is known when all notes are: the home page leads to the tags that there are.
        let in_navigation = |key: &&&str| **key != "tags";
        let rooms: Vec<Room> = rooms.iter().filter(in_navigation).map(room).collect();
        let company = settings
            .company
            .as_deref()
            .or(settings.title.as_deref())
            .unwrap_or(strings.get("site-title"));
        let edition = strings.with("context", &[("date", &as_of), ("audience", &audience)]);
        let site = Site {
            lang: strings.tag(),
            title: settings
                .title
                .as_deref()
                .unwrap_or(strings.get("site-title")),
            company,
            context: edition.clone(),
            as_of,
            reader: &viewpoint.audience.name,
            accounts: if rooms.iter().any(|room| room.key == "accounts") {
                accounts_route()
            } else {
                String::new()
            },
            logo: logo_route(settings)
                .filter(|_| !settings.looks.is_logo_withheld)
                .map_or(String::new(), href),
            rooms: &rooms,
        };
        let site = Value::from_serializable(&site);
        RenderContext {
            theme,
            settings,
            viewpoint,
            site,
            edition,
            problems: Mutex::default(),
            missed: Mutex::default(),
        }
    }

    /// Copies the site's logo into it, where it has one.
    pub fn copy_logo(&self, output: &dyn Output) {
        if let Some((route, asset)) =
            logo_route(self.settings).zip(self.settings.looks.logo.as_deref())
        {
            output.copy(route, asset);
        }
    }

    /// The words of the pages.
    pub(crate) fn strings(&self) -> &Catalog {
        &self.theme.strings
    }

    /// The words of a key.
    pub(crate) fn words(&self, key: &str) -> String {
        self.strings().get(key).to_owned()
    }

    /// What a field, a choice, a question or a form is called on the pages.
    pub(crate) fn label<'s>(&'s self, one: &'s impl Labelled) -> &'s str {
        self.said(one.label(self.language()))
    }

    /// What a chosen value is called on the pages; one of the author's own as it is written.
    pub(crate) fn chosen<'s>(
        &'s self,
        choices: &'static Choices,
        choice: &'s Result<u16, Box<str>>,
    ) -> &'s str {
        match choice {
            Ok(_) => self.said(FieldValue::choice_label(choices, choice, self.language())),
            Err(text) => text,
        }
    }

    /// What the pages say for words of the forms, which are in one of the two languages of the program.
    pub(crate) fn said<'s>(&'s self, words: &'s str) -> &'s str {
        self.theme.labels.said(words)
    }

    /// Whether pages tell what we reckon of an account: stages, leads, coverage. Nobody outside the house is told.
    pub(crate) fn reckons(&self) -> bool {
        !self.viewpoint.audience.external
    }

    /// The file that a page is made from, as its foot names it. It says where the house keeps its notes, so it is not
    /// for others; nor are the names of files for those who do not see what is internal.
    pub(crate) fn file_of(&self, item: &Item) -> String {
        let may_know = self.reckons() && self.viewpoint.audience.level > Level::Public;
        match may_know {
            true => item.source.path.to_string(),
            false => String::new(),
        }
    }

    /// The language of the pages.
    pub(crate) fn language(&self) -> Language {
        self.viewpoint.language
    }

    /// Renders a page.
    pub(crate) fn print(&self, template: &str, head: &Head, view: &impl Serialize) -> Vec<u8> {
        let mut values = Context::new();
        values.insert_value("site", self.site.clone());
        values.insert("page", head);
        values.insert("view", view);
        let mut bytes = Vec::with_capacity(16 * 1024);
        if let Some(problem) = self.theme.render(template, &values, &mut bytes)
            && let Ok(mut problems) = self.problems.lock()
        {
            let is_known = |known: &Diagnostic| {
                (&known.source.path, known.span, &known.values)
                    == (&problem.source.path, problem.span, &problem.values)
            };
            if !problems.iter().any(is_known) {
                problems.push(problem);
            }
        }
        bytes
    }

    /// The sheet of all pages.
    pub(crate) fn sheet(&self) -> &str {
        self.theme.sheet()
    }

    /// On which day and for whom: what every page says of itself.
    pub(crate) fn edition(&self) -> &str {
        &self.edition
    }

    /// The text of a sheet or a script of the theme; empty where the theme has none of that name.
    pub(crate) fn asset(&self, name: &str) -> &str {
        self.theme.part(name)
    }

    /// What templates could not be rendered, each fault once.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let problems = self.problems.lock();
        problems
            .map(|problems| problems.clone())
            .unwrap_or_default()
    }

    /// Writes down what the search should find and does not.
    pub(crate) fn search_missed(&self, words: Vec<String>) {
        if let Ok(mut missed) = self.missed.lock() {
            missed.extend(words);
        }
    }

    /// What the search should find and does not: a fault of this program. In order.
    pub fn missed(&self) -> Vec<String> {
        let mut missed = self
            .missed
            .lock()
            .map_or(Vec::new(), |missed| missed.clone());
        missed.sort_unstable();
        missed
    }

    /// The head of a page of a room.
    pub(crate) fn head(&self, route: &str, room: &'static str, heading: impl Into<String>) -> Head {
        Head {
            root: root_of(route),
            room,
            heading: heading.into(),
            ..Head::default()
        }
    }

    /// The way from the top to a page of a room.
    pub(crate) fn crumbs(&self, root: &str, room: &'static str, further: Vec<Link>) -> Vec<Link> {
        let mut crumbs = vec![Link {
            label: self.words("home"),
            href: format!("{root}index.html"),
        }];
        if room != "home" && !further.is_empty() {
            // Outside the house the rooms are not there: each would list what is not this reader's.
            if self.reckons() {
                crumbs.push(Link {
                    label: self.words(room),
                    href: format!("{root}{}", route_of_room(room)),
                });
            }
        } else if room != "home" {
            crumbs.push(Link {
                label: self.words(room),
                href: String::new(),
            });
        }
        crumbs.extend(further);
        crumbs
    }
}

/// A script that only says something, under a name of the window: `window.name = …;`. Pages from `file://` can read no other
/// data. Whatever the strings hold, they are JSON, and JSON is a script.
pub(crate) fn saying_script(name: &str, said: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_string(said).unwrap_or_else(|_| "null".to_owned());
    format!("window.{name} = {json};\n").into_bytes()
}

/// Where the names of the accounts lie, for the switcher.
pub(crate) fn accounts_route() -> String {
    format!("assets/{ACCOUNTS_SCRIPT}")
}

/// Where the logo of a site stands in it.
fn logo_route(settings: &Settings) -> Option<&str> {
    let path = settings.looks.logo.as_deref()?;
    Some(path.strip_prefix("content/").unwrap_or(path))
}

/// The page of a room of the site.
pub(crate) fn route_of_room(room: &str) -> &'static str {
    match room {
        "accounts" => "accounts/index.html",
        "owners" => "owners/index.html",
        "tags" => "tags/index.html",
        "competitors" => "competitors/index.html",
        "timeline" => "timeline.html",
        "people" => "people.html",
        "alerts" => "alerts.html",
        "actions" => "actions.html",
        "week" => "week.html",
        "known" => "coverage.html",
        "forms" => "forms/index.html",
        "pipeline" => "pipeline.html",
        "search" => "search.html",
        "playbook" => "playbook/index.html",
        "notes" => "notes.html",
        _ => "index.html",
    }
}

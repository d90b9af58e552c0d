//! The context for rendering every page: templates, texts and the data of the whole site.

use super::navigation::{HOME, NavigationEntry, SitePart};
use super::output::Output;
use super::route::{href, root_of};
use super::view::{Head, Link};
use crate::domain::{Item, KnownChoice, Settings, Viewpoint};
use crate::forms::{Choices, Dictionary, Labelled, Level, list_item_key};
use crate::text::{Diagnostic, Language};
use crate::theme::{ACCOUNTS_SCRIPT, Catalog, Theme};
use serde::Serialize;
use std::sync::Mutex;
use tera::{Context, Value};

/// Everything that pages share.
pub struct RenderContext<'a> {
    theme: &'a Theme,
    dictionary: &'static Dictionary,
    /// The settings of the site.
    pub(crate) settings: &'a Settings,
    /// The day, the reader and the language.
    pub(crate) viewpoint: &'a Viewpoint,
    /// The parts of the site.
    parts: &'a [SitePart],
    site: Value,
    edition: String,
    problems: Mutex<Vec<Diagnostic>>,
    search_gaps: Mutex<Vec<String>>,
}

/// The data of the site that every page shows.
#[derive(Serialize)]
struct Site<'a> {
    lang: &'a str,
    title: &'a str,
    company: &'a str,
    as_of: String,
    context: String,
    /// The reader's name.
    reader: &'a str,
    /// The route of the logo; empty for none.
    logo: String,
    /// The script with the names of the accounts; empty without a switcher.
    accounts: String,
    navigation: &'a [NavigationEntry],
}

impl<'a> RenderContext<'a> {
    /// Returns the context of a site with these parts, the home page first.
    pub fn new(
        theme: &'a Theme,
        settings: &'a Settings,
        viewpoint: &'a Viewpoint,
        parts: &'a [SitePart],
    ) -> RenderContext<'a> {
        let strings = &theme.strings;
        let as_of = viewpoint.as_of.to_string();
        let audience = match strings.get(&format!("audience-{}", viewpoint.audience.name)) {
            words if words.starts_with("audience-") => viewpoint.audience.name.clone(),
            words => words.to_owned(),
        };
        let entry = |part: &SitePart| NavigationEntry {
            key: part.key,
            route: part.route,
            label: strings.get(part.key).to_owned(),
        };
        let listed = parts.iter().filter(|part| part.in_navigation);
        let navigation: Vec<NavigationEntry> = listed.map(entry).collect();
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
            accounts: if parts.iter().any(|part| part.key == "accounts") {
                accounts_route()
            } else {
                String::new()
            },
            logo: logo_route(settings)
                .filter(|_| !settings.appearance.is_logo_withheld)
                .map_or(String::new(), href),
            navigation: &navigation,
        };
        let site = Value::from_serializable(&site);
        RenderContext {
            theme,
            dictionary: settings.dictionary,
            settings,
            viewpoint,
            parts,
            site,
            edition,
            problems: Mutex::default(),
            search_gaps: Mutex::default(),
        }
    }

    /// Copies the site's logo to the output, if there is one.
    pub fn copy_logo(&self, output: &dyn Output) {
        if let Some((route, asset)) =
            logo_route(self.settings).zip(self.settings.appearance.logo.as_deref())
        {
            output.copy(route, asset);
        }
    }

    /// The fields of all notes, and the lists of the forms.
    pub(crate) fn dictionary(&self) -> &'static Dictionary {
        self.dictionary
    }

    /// The texts of the pages.
    pub(crate) fn strings(&self) -> &Catalog {
        &self.theme.strings
    }

    /// Returns the text of a key.
    pub(crate) fn words(&self, key: &str) -> String {
        self.strings().get(key).to_owned()
    }

    /// Returns the label of a field, a choice, a question or a form on the pages.
    pub(crate) fn label<'s>(&'s self, one: &'s impl Labelled) -> &'s str {
        self.theme.labels.of_one(one, self.language())
    }

    /// Returns the label of a value of an enum on the pages.
    pub(crate) fn label_of(&self, value: impl KnownChoice) -> &str {
        let choice = value.choice(self.dictionary);
        choice.map_or("", |choice| self.label(choice))
    }

    /// Returns the label of a chosen value on the pages; a value of the author's own is unchanged.
    pub(crate) fn chosen<'s>(
        &'s self,
        choices: &'static Choices,
        choice: &'s Result<u16, Box<str>>,
    ) -> &'s str {
        match choice {
            Ok(index) => {
                let choice = choices.values.get(usize::from(*index));
                choice.map_or("", |choice| self.label(choice))
            }
            Err(text) => text,
        }
    }

    /// Returns the items of a list of the dictionary on the pages.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        let items = self
            .dictionary
            .list(name, self.language())
            .iter()
            .enumerate();
        let translated = |at: usize| self.theme.labels.translated(&list_item_key(name, at));
        let shown = items.filter_map(|(at, item)| translated(at).or_else(|| item.as_str()));
        shown.collect()
    }

    /// Returns whether the readers are inside the company. Only they see our assessments: stages, leads, coverage.
    pub(crate) fn is_internal(&self) -> bool {
        !self.viewpoint.audience.external
    }

    /// Returns the source file named in the footer of a page. Paths of notes are shown only inside the company, and
    /// only to readers who see internal fields; empty for others.
    pub(crate) fn file_of(&self, item: &Item) -> String {
        let is_shown = self.is_internal() && self.viewpoint.audience.level > Level::Public;
        match is_shown {
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

    /// The style sheet of all pages.
    pub(crate) fn sheet(&self) -> &str {
        self.theme.sheet()
    }

    /// The reporting date and the audience, which every page shows.
    pub(crate) fn edition(&self) -> &str {
        &self.edition
    }

    /// Returns a style sheet or script of the theme; empty if the theme has none of that name.
    pub(crate) fn asset(&self, name: &str) -> &str {
        self.theme.part(name)
    }

    /// Returns the problems of templates that could not be rendered, each once.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let problems = self.problems.lock();
        problems
            .map(|problems| problems.clone())
            .unwrap_or_default()
    }

    /// Records entries that the search should find and does not.
    pub(crate) fn record_search_gaps(&self, words: Vec<String>) {
        if let Ok(mut search_gaps) = self.search_gaps.lock() {
            search_gaps.extend(words);
        }
    }

    /// Returns the entries that the search should find and does not, sorted. Each is a bug in this program.
    pub fn search_gaps(&self) -> Vec<String> {
        let mut search_gaps = self
            .search_gaps
            .lock()
            .map_or(Vec::new(), |search_gaps| search_gaps.clone());
        search_gaps.sort_unstable();
        search_gaps
    }

    /// Returns the head of a page that belongs to a part of the site.
    pub(crate) fn head(&self, route: &str, part: &'static str, heading: impl Into<String>) -> Head {
        Head {
            root: root_of(route),
            navigation: part,
            heading: heading.into(),
            ..Head::default()
        }
    }

    /// Returns the trail from the home page to a page of a part of the site; `further` are the steps below the part's own
    /// page. A part that the site does not have is left out.
    pub(crate) fn crumbs(&self, root: &str, part: &'static str, further: Vec<Link>) -> Vec<Link> {
        let mut crumbs = vec![Link {
            label: self.words(HOME.key),
            href: format!("{root}{}", HOME.route),
        }];
        let is_own_page = further.is_empty();
        let known = self.parts.iter().find(|one| one.key == part);
        if part != HOME.key && (is_own_page || known.is_some()) {
            crumbs.push(Link {
                label: self.words(part),
                href: match known.filter(|_| !is_own_page) {
                    Some(part) => format!("{root}{}", part.route),
                    None => String::new(),
                },
            });
        }
        crumbs.extend(further);
        crumbs
    }
}

/// Returns a script that assigns data to a property of the window: `window.name = …;`. Pages from `file://` can load no
/// other data. Any JSON is a valid script.
pub(crate) fn data_script_of(name: &str, data: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_string(data).unwrap_or_else(|_| "null".to_owned());
    format!("window.{name} = {json};\n").into_bytes()
}

/// Returns the route of the script with the account names, for the switcher.
pub(crate) fn accounts_route() -> String {
    format!("assets/{ACCOUNTS_SCRIPT}")
}

/// Returns the route of a site's logo.
fn logo_route(settings: &Settings) -> Option<&str> {
    let path = settings.appearance.logo.as_deref()?;
    Some(path.strip_prefix("content/").unwrap_or(path))
}

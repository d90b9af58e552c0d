//! The templates: the built-in ones, replaced by a theme's own where it has any, with errors located in the files.
//!
//! A theme's own template may extend the built-in one that it replaces as `default/…`: `{% extends "default/base.html"
//! %}`.

use super::Catalog;
use crate::text::{Code, Diagnostic, Source, Span, Term};
use std::sync::LazyLock;
use tera::{Error, ErrorKind, Tera};

/// The prefix of a built-in template's name when the template that replaces it extends it.
const REPLACED_PREFIX: &str = "default/";
/// Longer error messages of Tera are truncated.
const MAX_PROBLEM_CHARACTERS: usize = 300;

/// The templates of one theme, ready to render.
pub(super) struct Templates {
    /// The built-in templates, with the theme's own in place of those with the same name.
    tera: Tera,
    /// The built-in ones alone, for pages whose own template fails; `None` if the theme has no templates.
    built_in: Option<Tera>,
    /// The theme's own templates by name.
    own: Vec<(String, Source)>,
}

impl Templates {
    /// Parses the theme's own templates. One that cannot be parsed is reported and replaced by the built-in one of its
    /// name; the others are used.
    pub fn of(
        own: Vec<(String, Source)>,
        strings: &Catalog,
        found: &mut Vec<Diagnostic>,
    ) -> Templates {
        let built_in = built_in(strings);
        if own.is_empty() {
            return Templates {
                tera: built_in,
                built_in: None,
                own,
            };
        }
        let mut tera = built_in.clone();
        add_built_in(&mut tera, REPLACED_PREFIX);
        let with_replaced = tera.clone();
        let mut usable = own.clone();
        while let Err(error) = add(&mut tera, &usable) {
            let culprit = culprit(&with_replaced, &usable, &error);
            let (name, source) = usable.remove(culprit);
            found.push(diagnostic(&error, &name, &source));
        }
        Templates {
            tera,
            built_in: Some(built_in),
            own,
        }
    }

    /// Renders a template into `out`. If one of the theme's own fails, the built-in one is rendered instead, and the
    /// problem is returned.
    pub fn render(
        &self,
        template: &str,
        context: &tera::Context,
        out: &mut Vec<u8>,
    ) -> Option<Diagnostic> {
        let error = self.tera.render_to(template, context, &mut *out).err()?;
        out.clear();
        let built_in = self.built_in.as_ref()?;
        if built_in.render_to(template, context, &mut *out).is_err() {
            out.clear();
        }
        let failed = file_of(&error).unwrap_or(template);
        let (name, source) = self
            .own
            .iter()
            .find(|(name, _)| name == failed)
            .or(self.own.iter().find(|(name, _)| name == template))
            .or(self.own.first())?;
        Some(diagnostic(&error, name, source))
    }
}

/// Adds the built-in templates, their names prefixed.
#[expect(
    clippy::expect_used,
    reason = "the built-in templates are embedded; every golden page renders them"
)]
fn add_built_in(tera: &mut Tera, prefix: &str) {
    let templates = super::built_in::FILES
        .iter()
        .filter(|(name, _)| super::is_template(name))
        .map(|(name, text)| (format!("{prefix}{name}"), text));
    tera.add_raw_templates(templates)
        .expect("the built-in templates are part of the program and tested");
}

fn built_in(strings: &Catalog) -> Tera {
    /// Parsed once: a site that is proved is built twice.
    static PARSED: LazyLock<Tera> = LazyLock::new(|| {
        let mut tera = Tera::new();
        add_built_in(&mut tera, "");
        tera
    });
    let mut tera = PARSED.clone();
    tera.global_context().insert("t", strings.all());
    tera
}

fn add(tera: &mut Tera, templates: &[(String, Source)]) -> Result<(), Error> {
    tera.add_raw_templates(
        templates
            .iter()
            .map(|(name, source)| (name.as_str(), source.text.as_ref())),
    )
}

/// Returns the index of the template that an error is about: the one it names, else the first that fails by itself,
/// else the first.
fn culprit(tera: &Tera, templates: &[(String, Source)], error: &Error) -> usize {
    let named =
        file_of(error).and_then(|failed| templates.iter().position(|(name, _)| name == failed));
    let fails = |one: &(String, Source)| add(&mut tera.clone(), std::slice::from_ref(one)).is_err();
    named
        .or_else(|| templates.iter().position(fails))
        .unwrap_or_default()
}

/// Returns the template that an error names.
fn file_of(error: &Error) -> Option<&str> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            Some(report.filename())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => Some(tpl),
        ErrorKind::MissingParent { current, .. } => Some(current),
        _ => None,
    }
}

fn diagnostic(error: &Error, name: &str, source: &Source) -> Diagnostic {
    let (problem, span) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = (report.filename() == name).then(|| span_of(&report.span().range));
            (report.message().to_owned(), span)
        }
        _ => (error.to_string(), None),
    };
    let problem: String = problem.chars().take(MAX_PROBLEM_CHARACTERS).collect();
    let found = match span {
        Some(span) => Diagnostic::at(Code::ThemeError, source, span),
        None => Diagnostic::of_file(Code::ThemeError, source),
    };
    found.with_term("problem", Term::same(&problem))
}

fn span_of(range: &std::ops::Range<usize>) -> Span {
    let offset = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span {
        start: offset(range.start),
        end: offset(range.end),
    }
}

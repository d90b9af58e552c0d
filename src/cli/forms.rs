//! `kafolio forms`: writes the paper forms to one file, blank or filled.

use super::arguments::{FormsArguments, SiteArguments};
use super::exit::Exit;
use super::failure::{Failure, InLanguage};
use super::options::options;
use crate::build::{FormsDocument, FormsRequest, forms_document};
use crate::disclosure::{Method, Product, Prover, Publication};
use crate::disk::site_folder;
use crate::html::NoProgress;
use crate::publish::{Planned, Reporter, Target, one_file};
use crate::text::Language;

/// Writes the file, reports where it is, and returns the exit code.
pub(super) fn write(
    site: &SiteArguments,
    forms: &FormsArguments,
    language: Language,
) -> Result<Exit, Failure> {
    let mut options = options(site, None)?;
    options.accounts.extend(forms.accounts.iter().cloned());
    let snapshot = if forms.blank && !site.site.join("content").is_dir() {
        site_folder::without_notes()
    } else {
        site_folder::read(&site.site)?
    };
    let request = FormsRequest {
        blank: forms.blank,
        forms: forms.form.clone(),
    };
    let file = one_file::name(&forms.out);
    let publication = Publication::of(&snapshot, &options, Product::Forms(&request, &file));
    let target = Target {
        site: &site.site,
        out: &forms.out,
        record: forms.disclosure.as_deref(),
    };
    let planned = Planned::new(&publication, Some(target))?;
    let proved = planned.prove(&mut Prover::once(Method::Files), &NoProgress)?;
    let FormsDocument {
        mut html,
        mut built,
    } = forms_document(&snapshot, &options, &request, None)?;
    let checked = proved.check(&[(&file, &html)], &mut built);
    let checked = checked.map_err(|leaks| Failure::of_leaks(&leaks, &built, site.format))?;
    // Blank forms contain no data.
    if !forms.blank {
        one_file::check_scope(&forms.out, (&built.scope, built.dictionary), forms.widen)
            .in_language(built.language)?;
        html = one_file::with_scope(html, &built.scope);
    }
    one_file::write(&forms.out, &html).in_language(built.language)?;
    checked.disclose((forms.out.as_path(), &file), &html, &built, language)?;
    let reporter = Reporter::new(site.format, built.language);
    reporter.diagnostics(&built.diagnostics);
    reporter.document(&forms.out);
    Ok(Exit::after(&built, site.strict))
}

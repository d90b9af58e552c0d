//! `kafolio forms`: writes the paper forms to one file, blank or filled.

use super::arguments::{FormsArguments, SiteArguments};
use super::exit::Exit;
use super::options::options;
use crate::build::{FormsRequest, forms_document};
use crate::console::sentence_of;
use crate::disclosure::{Product, Prover, Publication};
use crate::disk::site_folder;
use crate::html::NoProgress;
use crate::publish::{Planned, Reporter, Target, one_file};

/// Writes the file, reports where it is, and returns the exit code.
pub(super) fn write(site: &SiteArguments, forms: &FormsArguments) -> Result<Exit, String> {
    let mut options = options(site, None)?;
    options.accounts.extend(forms.accounts.iter().cloned());
    let language = options.language;
    let snapshot = if forms.blank && !site.site.join("content").is_dir() {
        site_folder::without_notes()
    } else {
        site_folder::read(&site.site, language)?
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
    let proved = planned.prove(&mut Prover::once(), &NoProgress)?;
    let mut document = forms_document(&snapshot, &options, &request, None)
        .map_err(|refusal| sentence_of(&refusal, language))?;
    let language = document.built.language;
    let checked = match proved.check(&[(&file, &document.html)], &mut document.built) {
        Ok(checked) => checked,
        Err(leaks) => {
            leaks.report(&document.built, site.format);
            return Ok(Exit::Failed);
        }
    };
    let message = |error: one_file::WriteFailure| error.message(&forms.out, language);
    let mut html = document.html;
    // Blank forms contain no data.
    if !forms.blank {
        one_file::check_scope(&forms.out, &document.built.scope, forms.widen).map_err(message)?;
        html = one_file::with_scope(html, &document.built.scope);
    }
    one_file::write(&forms.out, &html).map_err(message)?;
    checked.disclose((forms.out.as_path(), &file), &html, &document.built)?;
    let reporter = Reporter::new(site.format, language);
    reporter.diagnostics(&document.built.diagnostics);
    reporter.document(&forms.out);
    Ok(Exit::after(&document.built, site.strict))
}

//! `kafolio forms`: the paper forms in one file, blank or filled.

use super::arguments::{PaperForms, Site};
use super::building::exit_code;
use super::command::NOT_CARRIED_OUT;
use super::options::{options, refused};
use super::proving::DocumentProof;
use super::report::Reporter;
use super::{one_file, world};
use crate::build::{FormsRequest, paper};
use crate::disclosure::{Product, Publication};

/// Writes the file and says where it is; the exit code.
pub(super) fn write(site: &Site, forms: &PaperForms) -> Result<u8, String> {
    let mut options = options(site, None)?;
    options.accounts.extend(forms.accounts.iter().cloned());
    let language = options.language;
    let snapshot = if forms.blank && !site.site.join("content").is_dir() {
        world::without_notes()
    } else {
        world::read(&site.site, language)?
    };
    let order = FormsRequest {
        blank: forms.blank,
        forms: forms.form.clone(),
    };
    let file = one_file::name(&forms.out);
    let publication = Publication::of(&snapshot, &options, Product::Forms(&order, &file));
    let mut proof = DocumentProof::begin(
        &publication,
        Some(&forms.out),
        (&site.site, forms.disclosure.as_deref()),
    )?;
    let mut made =
        paper(&snapshot, &options, &order, None).map_err(|refusal| refused(&refusal, language))?;
    let language = made.built.language;
    if proof.leaks(&[(&file, &made.html)], &mut made.built, site) {
        return Ok(NOT_CARRIED_OUT);
    }
    let cannot = |error: one_file::Failed| error.told(&forms.out, language);
    let mut html = made.html;
    // Blank forms hold nothing of anybody's.
    if !forms.blank {
        one_file::check_scope(&forms.out, &made.built.scope, forms.widen).map_err(cannot)?;
        html = one_file::with_scope(html, &made.built.scope);
    }
    one_file::write(&forms.out, &html).map_err(cannot)?;
    proof.disclose((forms.out.as_path(), &file), &html, &made.built)?;
    let reporter = Reporter::new(site.format, language);
    reporter.diagnostics(&made.built.diagnostics);
    reporter.document(&forms.out);
    Ok(exit_code(&made.built, site.strict))
}

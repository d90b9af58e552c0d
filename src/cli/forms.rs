//! `kafolio forms`: the paper forms in one file, blank or filled.

use super::arguments::{PaperForms, Site};
use super::building::exit_code;
use super::choice::{choice, refused};
use super::command::NOT_CARRIED_OUT;
use super::proving::Proof;
use super::report::Reporter;
use super::{one_file, world};
use crate::build::{PaperOrder, paper};
use crate::disclosure::{Making, What};

/// Writes the file and says where it is; the exit code.
pub(super) fn write(site: &Site, forms: &PaperForms) -> Result<u8, String> {
    let mut choice = choice(site, None)?;
    choice.accounts.extend(forms.accounts.iter().cloned());
    let language = choice.language;
    let snapshot = if forms.blank && !site.site.join("content").is_dir() {
        world::without_notes()
    } else {
        world::read(&site.site, language)?
    };
    let order = PaperOrder {
        blank: forms.blank,
        forms: forms.form.clone(),
    };
    let file = one_file::name(&forms.out);
    let making = Making::of(&snapshot, &choice, What::Forms(&order, &file));
    let mut proof = Proof::begin(
        &making,
        Some(&forms.out),
        (&site.site, forms.disclosure.as_deref()),
    )?;
    let mut made =
        paper(&snapshot, &choice, &order).map_err(|refusal| refused(&refusal, language))?;
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

//! `kafolio forms`: the paper forms in one file, blank or filled.

use super::arguments::{PaperForms, Site};
use super::exit::Exit;
use super::options::options;
use crate::build::{FormsRequest, forms_document};
use crate::console::sentence_of;
use crate::disclosure::{Product, Prover, Publication};
use crate::disk::site_folder;
use crate::html::NoProgress;
use crate::publish::{Planned, Reporter, Target, one_file};

/// Writes the file and says where it is; the exit code.
pub(super) fn write(site: &Site, forms: &PaperForms) -> Result<Exit, String> {
    let mut options = options(site, None)?;
    options.accounts.extend(forms.accounts.iter().cloned());
    let language = options.language;
    let snapshot = if forms.blank && !site.site.join("content").is_dir() {
        site_folder::without_notes()
    } else {
        site_folder::read(&site.site, language)?
    };
    let order = FormsRequest {
        blank: forms.blank,
        forms: forms.form.clone(),
    };
    let file = one_file::name(&forms.out);
    let publication = Publication::of(&snapshot, &options, Product::Forms(&order, &file));
    let target = Target {
        site: &site.site,
        out: &forms.out,
        record: forms.disclosure.as_deref(),
    };
    let planned = Planned::new(&publication, Some(target))?;
    let proved = planned.prove(&mut Prover::once(), &NoProgress)?;
    let mut made = forms_document(&snapshot, &options, &order, None)
        .map_err(|refusal| sentence_of(&refusal, language))?;
    let language = made.built.language;
    let checked = match proved.check(&[(&file, &made.html)], &mut made.built) {
        Ok(checked) => checked,
        Err(leaks) => {
            leaks.report(&made.built, site.format);
            return Ok(Exit::NotDone);
        }
    };
    let cannot = |error: one_file::Failed| error.told(&forms.out, language);
    let mut html = made.html;
    // Blank forms hold nothing of anybody's.
    if !forms.blank {
        one_file::check_scope(&forms.out, &made.built.scope, forms.widen).map_err(cannot)?;
        html = one_file::with_scope(html, &made.built.scope);
    }
    one_file::write(&forms.out, &html).map_err(cannot)?;
    checked.disclose((forms.out.as_path(), &file), &html, &made.built)?;
    let reporter = Reporter::new(site.format, language);
    reporter.diagnostics(&made.built.diagnostics);
    reporter.document(&forms.out);
    Ok(Exit::after(&made.built, site.strict))
}

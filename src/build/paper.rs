//! The paper forms as one document: the same notes, known on the same day to the same reader, and no site around them.

use super::choice::Matter;
use super::document::{asked, document, each, known, numbered};
use super::{Built, Cache, Choice, Desk, Lens, Read, Refusal, gather};
use crate::domain::Lookups;
use crate::site::{FormsFile, forms_file};
use crate::text::{Diagnostic, Snapshot};

/// Which forms are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperOrder {
    /// Blank ones, whatever the notes say.
    pub blank: bool,
    /// The numbers of the forms, 1 to 7; all where it is empty.
    pub forms: Vec<u8>,
}

/// The document and what was found on the way.
#[derive(Debug)]
pub struct Paper {
    /// The document, as HTML.
    pub html: Vec<u8>,
    /// What the notes came to; of blank forms no more than the theme's problems.
    pub built: Built,
}

/// Makes the document. A snapshot without notes is enough for blank forms.
///
/// # Errors
/// Refuses what `build` refuses, and filled forms for an audience outside the house.
pub fn paper(snapshot: &Snapshot, choice: &Choice, order: &PaperOrder) -> Result<Paper, Refusal> {
    made_through(snapshot, choice, order, None)
}

/// Makes the document and is told, meanwhile, of every value that is read; canaries may stand in the places that are
/// withheld.
///
/// # Errors
/// See [`paper`].
pub fn paper_through(
    snapshot: &Snapshot,
    choice: &Choice,
    order: &PaperOrder,
    lens: &Lens<'_>,
) -> Result<Paper, Refusal> {
    made_through(snapshot, choice, order, Some(lens))
}

fn made_through(
    snapshot: &Snapshot,
    choice: &Choice,
    order: &PaperOrder,
    lens: Option<&Lens<'_>>,
) -> Result<Paper, Refusal> {
    let mut cache = Cache::default();
    let gathered = gather(snapshot, &choice_for(choice, order), &mut cache)?;
    let audience = &gathered.viewpoint.audience;
    if audience.external {
        let audience = audience.name.clone();
        let matter = Matter::Forms;
        return Err(Refusal::HouseOnly { matter, audience });
    }
    let (html, mut built) = document(
        snapshot,
        gathered,
        &mut cache,
        lens,
        |desk, reads, found| {
            let (file, accounts) = match order.blank {
                true => {
                    found.clear();
                    (FormsFile::blank(desk.press, &order.forms), 0)
                }
                false => filled(desk, reads, order, found),
            };
            (forms_file(desk.press, file), accounts)
        },
    );
    if order.blank {
        built.to_come = 0;
    }
    Ok(Paper { html, built })
}

/// Blank forms hold nothing of anybody's: no site.yaml can keep them from the house.
fn choice_for(choice: &Choice, order: &PaperOrder) -> Choice {
    let mut choice = choice.clone();
    if order.blank {
        choice.audience = Some("owner".to_owned());
    }
    choice
}

/// The filled forms of the accounts that were asked for, in the order of the accounts, and how many accounts there are.
fn filled(
    desk: &Desk<'_>,
    reads: Vec<Read>,
    order: &PaperOrder,
    found: &mut Vec<Diagnostic>,
) -> (FormsFile, usize) {
    let [asked, _] = asked(desk, reads.into_iter());
    let sheets = each(numbered(desk, asked), found, |(number, (place, read))| {
        let (found, account) = known(desk, place, read);
        let lookups = Lookups::new(desk.directory, Some(place));
        let sheets =
            |account| FormsFile::of_account(desk.press, &lookups, account, &order.forms, number);
        (found, account.as_ref().map(sheets))
    });
    let accounts = sheets.len();
    let mut file = FormsFile::default();
    sheets.into_iter().for_each(|sheets| file.append(sheets));
    (file, accounts)
}

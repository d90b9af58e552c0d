//! The paper forms as one document: the same notes, known on the same day to the same reader, and no site around them.

use super::choice::Matter;
use super::{
    Built, Cache, Choice, Desk, Gathered, Read, Refusal, gather, known_account, notes_of, rooms,
    theme_of, to_come,
};
use crate::model::Lookups;
use crate::render::pages::{FormsFile, forms_file};
use crate::render::{Emit, Press};
use crate::text::{Diagnostic, Diagnostics, Snapshot};
use rayon::prelude::*;

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
    let mut cache = Cache::default();
    let gathered = gather(snapshot, &choice_for(choice, order), &mut cache)?;
    let audience = &gathered.viewpoint.audience;
    if audience.external {
        let audience = audience.name.clone();
        let matter = Matter::Forms;
        return Err(Refusal::HouseOnly { matter, audience });
    }
    let Gathered {
        settings,
        viewpoint,
        accounts: reads,
        chosen,
        others,
        directory,
        mut found,
    } = gathered;
    let theme = theme_of(snapshot, &settings, &viewpoint, &mut cache, &mut found);
    let rooms = rooms(&directory, reads.len(), &others, &viewpoint);
    let to_come = match order.blank {
        true => 0,
        false => to_come(&reads, chosen.as_deref()),
    };
    let press = Press::new(&theme, &settings, &viewpoint, &rooms);
    let desk = Desk {
        chosen: chosen.as_deref(),
        directory: &directory,
        press: &press,
        viewpoint: &viewpoint,
        emit: &Nowhere,
        lens: None,
        base: 0,
    };
    let (file, accounts) = if order.blank {
        found.clear();
        (FormsFile::blank(&press, &order.forms), 0)
    } else {
        filled(&desk, reads, order, &mut found)
    };
    let html = forms_file(&press, file);
    found.extend(press.problems());
    let built = Built {
        notes: notes_of(snapshot),
        to_come,
        accounts,
        diagnostics: Diagnostics::from_found(found),
        language: viewpoint.language,
        as_of: viewpoint.as_of,
        missed: Vec::new(),
    };
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
    let numbered: Vec<(u32, Read)> = (0_u32..).zip(reads).collect();
    let is_chosen = |place: &u32| {
        desk.chosen
            .is_none_or(|all| all.contains(&(*place as usize)))
    };
    let one = |(place, read): (u32, Read)| {
        let lookups = Lookups::new(desk.directory, Some(place));
        let (found, account) = known_account(desk, &lookups, read.draft(desk.directory, place));
        let sheets =
            |account| FormsFile::of_account(desk.press, &lookups, account, &order.forms, place);
        (found, account.as_ref().map(sheets))
    };
    let made: Vec<(Vec<Diagnostic>, Option<FormsFile>)> = numbered
        .into_par_iter()
        .filter(|(place, _)| is_chosen(place))
        .map(one)
        .collect();
    let mut file = FormsFile::default();
    let mut accounts = 0;
    for (of_account, sheets) in made {
        found.extend(of_account);
        accounts += usize::from(sheets.is_some());
        sheets.into_iter().for_each(|sheets| file.append(sheets));
    }
    (file, accounts)
}

/// No file is written here.
pub(super) struct Nowhere;

impl Emit for Nowhere {
    fn put(&self, _: &str, _: Vec<u8>) {}
    fn keep(&self, _: &str) {}
    fn copy(&self, _: &str, _: &str) {}
}

//! The page of an account.

mod checklist;
mod events;
mod health;
mod information;
mod key_account;
mod steps;
mod tables;
mod title;

use super::alerts::columns::of_account as alerts;
use super::dossier::Dossier;
use super::elements::mentions;
use super::promises::open_promises;
use super::{map, notes_section, sheet};
use crate::forms::Kind;
use crate::render::view::Section;
use checklist::checklist;
use events::events;
use health::health;
use information::information;
use key_account::criteria;
use steps::steps;
use tables::{attachments, pages, people, projects};
use title::{keys, lede, meta};

/// Fields that stand in sections of their own.
const ELSEWHERE: &[&str] = &["key_account", "sensitivity", "manager", "status"];

pub(super) fn page(dossier: &Dossier<'_>) -> Vec<u8> {
    let account = dossier.account;
    let scribe = dossier.scribe(&account.item);
    let record = &account.item.record;
    let mut view = sheet(dossier.press, &account.item, dossier.found);
    if dossier.press.reckons() {
        view.steps = steps(dossier);
        view.keys = keys(dossier, &scribe);
    }
    let mut sections = scribe.sections(Kind::Account, record, ELSEWHERE);
    let facts_end = usize::from(
        sections
            .first()
            .is_some_and(|section| section.id == "facts"),
    );
    let reckoned = |section: Option<Section>| section.filter(|_| dossier.press.reckons());
    let own = [
        map::map(dossier, &scribe),
        people(dossier, &scribe),
        projects(dossier, &scribe),
        events(dossier, &scribe),
        open_promises(dossier, &scribe),
        criteria(&scribe, account),
        reckoned(information(dossier, &scribe)),
        reckoned(Some(checklist(dossier, &scribe))),
    ];
    sections.splice(facts_end..facts_end, own.into_iter().flatten());
    sections.splice(0..0, reckoned(health(dossier, &scribe)));
    sections.splice(0..0, reckoned(alerts(dossier, &scribe)));
    sections.extend(notes_section(&scribe, &account.item));
    sections.extend(pages(&scribe, account));
    sections.extend(attachments(dossier, &scribe));
    sections.extend(scribe.others(record));
    sections.extend(mentions(dossier, &scribe, &account.item));
    view.sections = sections;
    let mut head = dossier.head(&account.item, "account", account.item.name());
    head.lede = lede(&scribe, &account.item);
    head.meta = meta(dossier, &scribe);
    dossier.press.print("account.html", &head, &view)
}

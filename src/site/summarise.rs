//! Builds the summary of an account, which the site-wide pages are rendered from.

use super::event_mark::EventMark;
use super::facts::AccountFacts;
use super::forms::paper::AccountForms;
use super::links::page_link;
use super::list::{changes, tags_of};
use super::questions::information_rows;
use super::search::section_of_account;
use super::summary::{
    AccountRow, AppointmentRow, EventRow, FormsRow, KnownBy, Mention, PageLink, PersonRow,
    ProjectRow, PromiseRow, RivalRow, Summary,
};
use super::timeline::{appointment_kind, lane_row};
use super::widgets::{exchange_state, mode_label, signed, stage_label, value_label};
use crate::domain::{
    Account, Attitude, Contact, KeyAccountCriterion, LinkTarget, Lookups, Outcome, Project,
    Referent, each_person,
};
use crate::forms::{Kind, Money, Reference, Score, Value};
use crate::html::context::RenderContext;
use crate::html::route::href;
use crate::html::writer::HtmlWriter;
use crate::insight::{
    KnownValue, Promise, PromiseState, Scorecard, Side, same_rival, scorecard, stage_spans,
};
use crate::text::Language;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn summary(facts: &AccountFacts<'_>) -> Summary {
    let writer = facts.writer(&facts.account.item);
    let account = page_link(&facts.account.item);
    let events = events(facts, &writer, &account);
    Summary {
        row: account_row(facts, &writer),
        people: facts
            .account
            .contacts
            .iter()
            .map(|contact| person(facts, &writer, contact))
            .collect(),
        projects: facts
            .account
            .projects
            .iter()
            .map(|one| project(facts, &writer, one, &account))
            .collect(),
        changes: changes::rows(facts, &writer, &events),
        events,
        promises: facts
            .promises
            .iter()
            .map(|one| promise(facts, one, &account))
            .collect(),
        alerts: facts.alerts.clone(),
        appointments: appointments(facts, &account),
        rivals: facts
            .account
            .projects
            .iter()
            .flat_map(|one| rivals(&writer, one, &account))
            .collect(),
        mentions: mentions(facts),
        forms: facts.forms.as_ref().map(|forms| forms_row(facts, forms)),
        lane: lane_row(facts),
        information: information_rows(facts),
        tags: facts
            .account
            .items()
            .flat_map(|item| tags_of(item, &account))
            .collect(),
        our_people: our_people(facts),
        search: section_of_account(facts.context, facts.lookups, facts.account),
    }
}

/// All of our people whom the notes name.
fn our_people(facts: &AccountFacts<'_>) -> Vec<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for item in facts.account.items() {
        each_person(&item.record, &mut |_, name| {
            names.insert(facts.context.settings.person(name).to_owned());
        });
    }
    names.into_iter().collect()
}

/// The paper forms of the account, and how many fields of its own form are filled.
fn forms_row(facts: &AccountFacts<'_>, forms: &AccountForms) -> FormsRow {
    let item = &facts.account.item;
    let level = facts.context.viewpoint.audience.level;
    let dictionary = facts.context.dictionary();
    let all = dictionary.forms.iter();
    let of_account = all.clone().filter(|form| form.kind == Kind::Account);
    let fields = of_account.flat_map(|form| dictionary.fields_of_form(form));
    let seen: Vec<bool> = fields
        .map(|one| (item.record.has(&one.field.key), one.field.level <= level))
        .filter(|(filled, visible)| *filled || *visible)
        .map(|(filled, _)| filled)
        .collect();
    let page = forms.pages.first().map(|page| href(&page.route));
    FormsRow {
        account: PageLink {
            name: item.name(),
            route: page.unwrap_or_default(),
        },
        filled: seen.iter().filter(|filled| **filled).count(),
        total: seen.len(),
        sheets: all.map(|form| forms.sheets_of_form(form.form)).collect(),
    }
}

fn account_row(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> AccountRow {
    let account = facts.account;
    let as_of = facts.context.viewpoint.as_of;
    let label = |value: Option<&Value>| value.map_or(String::new(), |one| value_label(writer, one));
    let tier = account.own_tier();
    let open = |side: Side| {
        facts
            .promises
            .iter()
            .filter(move |one| one.side == side && one.state.is_open())
            .count()
    };
    let overdue = |side: Side| {
        let is_overdue = |one: &&Promise<'_>| {
            one.side == side && matches!(one.state, PromiseState::OverdueDays(_))
        };
        facts.promises.iter().filter(is_overdue).count()
    };
    let last = facts.meetings.last();
    let next = facts
        .appointments
        .iter()
        .find(|one| one.date.day >= as_of && one.fulfilled_by.is_none());
    let lead = facts.lead_project.as_ref();
    let card = facts.card.as_ref();
    AccountRow {
        account: page_link(&account.item),
        tier,
        tier_label: tier.map_or(String::new(), |tier| {
            facts.context.label_of(tier).to_owned()
        }),
        source: label(account.source()),
        tactic: tactic(writer.context, account.lead_tactic().unwrap_or_default()),
        status: account.status(),
        industry: label(account.industry()),
        manager: person_name(facts, account.manager()),
        evidenced: lead.map_or(0, |(_, progress)| progress.evidenced),
        claimed: lead
            .and_then(|(_, progress)| progress.claimed_number())
            .unwrap_or_default(),
        stage: lead
            .map(|(_, progress)| stage_label(facts, progress.evidenced_stage()))
            .unwrap_or_default(),
        lead: card.and_then(Scorecard::lead),
        totals: [
            card.and_then(|card| card.our_total),
            card.and_then(|card| card.best_rival()?.total),
        ],
        coverage: facts.coverage.percent(),
        health: facts.health.percent().map(|percent| percent as usize),
        meetings: meetings_by_month(facts),
        potential: potential(account),
        sales: sales(account, as_of),
        last_visit: last
            .map(|meeting| meeting.date.iso_day())
            .unwrap_or_default(),
        next_visit: next.map(|next| next.date.iso_day()).unwrap_or_default(),
        our_open: open(Side::Ours),
        our_overdue: overdue(Side::Ours),
        their_open: open(Side::Theirs),
        their_overdue: overdue(Side::Theirs),
    }
}

/// How a lead was found: a listed tactic in the language of the page, any other as written.
fn tactic(context: &RenderContext<'_>, word: &str) -> String {
    let words = |language| context.dictionary().list("lead_tactics", language);
    let index = |language| {
        words(language)
            .iter()
            .position(|one| one.as_str() == Some(word))
    };
    let listed = Language::all().find_map(index);
    let listed = listed.and_then(|index| context.list("lead_tactics").get(index).copied());
    listed.unwrap_or(word).to_owned()
}

/// The number of meetings in each of the last twelve months, counted back from the as-of day.
fn meetings_by_month(facts: &AccountFacts<'_>) -> Vec<usize> {
    const MONTHS: i32 = 12;
    let as_of = facts.context.viewpoint.as_of;
    let month_start = |back: i32| as_of.saturating_sub(jiff::Span::new().months(back));
    let in_month = |back: i32| {
        let (from, to) = (month_start(back + 1), month_start(back));
        let days = facts.meetings.iter().map(|meeting| meeting.date.day);
        days.filter(|day| from < *day && *day <= to).count()
    };
    (0..MONTHS).rev().map(in_month).collect()
}

/// The growth potential of an account, from its key-account criteria.
fn potential(account: &Account) -> Option<u8> {
    let mut criteria = account.key_account();
    let potential = |criterion| criterion == Some(KeyAccountCriterion::Potential);
    let potential = criteria.find(|one| potential(one.criterion()))?;
    Score::current(potential.scores()).map(|score| score.points)
}

/// Our sales in the last full year with a known figure, else in the current year.
fn sales(account: &Account, as_of: jiff::civil::Date) -> Option<(i64, Money)> {
    let years = account.our_sales();
    let known_years = years.filter_map(|year| Some((year.year()?, year.sales()?)));
    let running = i64::from(as_of.year());
    let known = known_years.filter(|(year, _)| *year <= running);
    known.max_by_key(|(year, _)| (*year < running, *year))
}

fn person_name(facts: &AccountFacts<'_>, name: Option<&str>) -> String {
    name.map(|name| facts.context.settings.person(name).to_owned())
        .unwrap_or_default()
}

/// A link to the target of a reference; only its text if it has no page.
fn reference_link(lookups: &Lookups<'_>, reference: &Reference) -> PageLink {
    match lookups.referent(reference) {
        Referent::Target(target) => PageLink {
            name: target.name.to_string(),
            route: href(&target.route),
        },
        Referent::Hidden => PageLink::default(),
        Referent::Text => PageLink {
            name: reference.text.to_string(),
            route: String::new(),
        },
    }
}

fn person(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, contact: &Contact) -> PersonRow {
    let index = facts
        .account
        .contacts
        .iter()
        .position(|one| one.item.id == contact.item.id);
    let standing = index.and_then(|index| facts.standings.get(index));
    let label = |known: Option<KnownValue<'_>>| {
        known
            .map(|known| value_label(writer, known.value))
            .unwrap_or_default()
    };
    let mut known_by: BTreeMap<&str, usize> = BTreeMap::new();
    for meeting in facts.meetings_with(contact) {
        for name in facts.context.settings.people(&meeting.ours) {
            *known_by.entry(name).or_default() += 1;
        }
    }
    PersonRow {
        person: PageLink {
            name: contact.name.clone(),
            ..page_link(&contact.item)
        },
        title: contact.title().unwrap_or_default().to_owned(),
        department: contact
            .department_value()
            .map(|department| value_label(writer, department))
            .unwrap_or_default(),
        influence: label(standing.and_then(|standing| standing.influence)),
        attitude: standing
            .and_then(|standing| standing.attitude())
            .unwrap_or(Attitude::Unknown),
        attitude_label: label(standing.and_then(|standing| standing.attitude)),
        relation: label(standing.and_then(|standing| standing.relation_state)),
        known_by: known_by
            .into_iter()
            .map(|(name, meetings)| KnownBy {
                name: name.to_owned(),
                meetings,
            })
            .collect(),
        last_met: facts
            .meetings_with(contact)
            .next_back()
            .map(|meeting| meeting.date.iso_day())
            .unwrap_or_default(),
        left: contact.has_left(facts.context.viewpoint.as_of),
        placeholder: contact.is_placeholder(),
        owner: person_name(facts, contact.owner().or(facts.account.manager())),
        birthday: contact
            .birthday()
            .filter(|_| facts.context.viewpoint.audience.is_owner()),
    }
}

fn project(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    project: &Project,
    account: &PageLink,
) -> ProjectRow {
    let progress = facts.progress(project);
    let money = project.amount();
    let spans = stage_spans(project, facts.context.viewpoint.as_of);
    ProjectRow {
        project: PageLink {
            name: project.name.clone(),
            ..page_link(&project.item)
        },
        account: account.clone(),
        stage: progress.claimed,
        evidenced: progress.evidenced,
        claimed: progress.claimed_number().unwrap_or_default(),
        amount: money
            .map(|money| money.display(writer.language()))
            .unwrap_or_default(),
        money,
        days: spans.last().map(|span| span.days),
        expected: project
            .expected_purchase()
            .map(|date| date.iso())
            .unwrap_or_default(),
        lead: scorecard(project)
            .and_then(|card| card.lead())
            .map(signed)
            .unwrap_or_default(),
        manager: person_name(facts, facts.account.manager()),
    }
}

fn events(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, account: &PageLink) -> Vec<EventRow> {
    let people = |references: Vec<&Reference>| {
        let names: Vec<String> = references
            .into_iter()
            .map(|one| reference_link(facts.lookups, one).name)
            .collect();
        writer.language().list(&names)
    };
    let ours = |names: Vec<&str>| {
        let people = facts.context.settings.people(&names);
        people.into_iter().map(str::to_owned).collect()
    };
    let aim = |aim: Option<&str>| aim.map(first_words).unwrap_or_default();
    let outcome = |outcome: Outcome| facts.context.label_of(outcome).to_owned();
    let visits = facts.account.visits.iter().map(|visit| EventRow {
        date: visit.date.map(|date| date.iso_day()).unwrap_or_default(),
        event: page_link(&visit.item),
        account: account.clone(),
        mode: mode_label(writer, &visit.item),
        people: people(visit.people().iter().collect()),
        our_people: ours(facts.account.ours_at(visit)),
        outcome: visit.outcome().map_or(String::new(), outcome),
        mark: EventMark::of(&visit.item),
        aim: aim(visit.aim()),
    });
    let exchanges = facts.account.exchanges.iter().map(|exchange| EventRow {
        date: exchange.date.map(|date| date.iso_day()).unwrap_or_default(),
        event: page_link(&exchange.item),
        account: account.clone(),
        mode: mode_label(writer, &exchange.item),
        people: people(exchange.people()),
        our_people: ours(exchange.ours()),
        outcome: facts.context.words(exchange_state(facts, exchange)),
        mark: EventMark::of(&exchange.item),
        aim: aim(exchange.plan().and_then(|plan| plan.purpose())),
    });
    let mut events: Vec<EventRow> = visits.chain(exchanges).collect();
    events.sort_by(|one, other| one.date.cmp(&other.date));
    events
}

/// The beginning of a text, to be shown in a list.
fn first_words(text: &str) -> String {
    const CHARACTERS: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= CHARACTERS {
        return line.to_owned();
    }
    line.chars().take(CHARACTERS - 1).chain(['…']).collect()
}

fn promise(facts: &AccountFacts<'_>, promise: &Promise<'_>, account: &PageLink) -> PromiseRow {
    let strings = facts.context.strings();
    let with_days = |key: &str, days: i32| strings.with(key, &[("days", &days.to_string())]);
    let (overdue_days, done, state) = match promise.state {
        PromiseState::OverdueDays(days) => (Some(days), false, with_days("overdue-days", days)),
        PromiseState::DueInDays(0) => (Some(0), false, strings.get("due-today").to_owned()),
        PromiseState::DueInDays(days) => (Some(-days), false, with_days("due-in-days", days)),
        PromiseState::Undated => (None, false, strings.get("undated").to_owned()),
        PromiseState::Kept => (None, true, strings.get("kept").to_owned()),
        PromiseState::LateDays(days) => (None, true, with_days("late-days", days)),
    };
    PromiseRow {
        side: promise.side,
        task: first_words(promise.task()),
        owner: person_name(facts, promise.owner().or(facts.account.manager())),
        contact: promise
            .contact()
            .map(|contact| reference_link(facts.lookups, contact))
            .unwrap_or_default(),
        account: account.clone(),
        from: page_link(promise.item),
        due: promise.due().map(|due| due.iso()).unwrap_or_default(),
        due_on: promise.due(),
        overdue_days,
        done,
        state,
    }
}

fn appointments(facts: &AccountFacts<'_>, account: &PageLink) -> Vec<AppointmentRow> {
    let as_of = facts.context.viewpoint.as_of;
    let all = facts.appointments.iter();
    let open =
        all.filter(|one| one.fulfilled_by.is_none() && appointment_kind(facts, one).is_some());
    let row = |appointment: &crate::insight::Appointment<'_>| AppointmentRow {
        date: appointment.date.iso(),
        at: Some(appointment.date),
        account: account.clone(),
        from: page_link(appointment.item),
        is_exchange: appointment.item.kind == Kind::Exchange,
        purpose: appointment.purpose().map(first_words).unwrap_or_default(),
        place: appointment.place().unwrap_or_default().to_owned(),
        owner: person_name(
            facts,
            appointment.item.manager().or(facts.account.manager()),
        ),
        lapsed: appointment.lapsed(as_of),
        in_days: -facts.days_since(appointment.date.day),
    };
    open.map(row).collect()
}

/// The rivals of a project: those with scores, and those known to have made an offer.
fn rivals(writer: &HtmlWriter<'_>, project: &Project, account: &PageLink) -> Vec<RivalRow> {
    let card = scorecard(project);
    let mut references: Vec<&Reference> = card
        .iter()
        .flat_map(|card| card.rivals.iter().map(|rival| rival.name))
        .collect();
    for quoting in project.competitors().filter_map(|one| one.name()) {
        if !references.iter().any(|known| same_rival(known, quoting)) {
            references.push(quoting);
        }
    }
    references
        .into_iter()
        .map(|reference| rival(writer, project, card.as_ref(), reference, account))
        .collect()
}

fn rival(
    writer: &HtmlWriter<'_>,
    project: &Project,
    card: Option<&Scorecard<'_>>,
    reference: &Reference,
    account: &PageLink,
) -> RivalRow {
    let quoting = project
        .competitors()
        .find(|one| one.name().is_some_and(|name| same_rival(name, reference)));
    let index = card.and_then(|card| {
        card.rivals
            .iter()
            .position(|rival| same_rival(rival.name, reference))
    });
    let lead = card
        .zip(index)
        .and_then(|(card, index)| card.rivals.get(index)?.lead());
    let gap =
        |row: &crate::insight::ScorecardRow<'_>| Some((row.criterion.to_owned(), row.gap(index?)?));
    let cell = |text: Option<&str>| text.map(first_words).unwrap_or_default();
    let product = quoting.and_then(|one| one.product());
    let price = quoting
        .and_then(|one| one.price())
        .map(|price| price.display(writer.language()));
    let offer: Vec<String> = [cell(product), price.unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    RivalRow {
        rival: reference_link(writer.lookups, reference),
        account: account.clone(),
        project: PageLink {
            name: project.name.clone(),
            ..page_link(&project.item)
        },
        lead: lead.map(signed).unwrap_or_default(),
        lead_number: lead,
        gaps: card
            .iter()
            .flat_map(|card| card.rows.iter())
            .filter_map(gap)
            .collect(),
        offer: offer.join(" · "),
        satisfied: cell(quoting.and_then(|one| one.satisfied_with())),
        dissatisfied: cell(quoting.and_then(|one| one.dissatisfied_with())),
    }
}

/// The pages outside the accounts that the account's texts refer to.
fn mentions(facts: &AccountFacts<'_>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for item in facts.account.items() {
        let Some(prose) = &item.prose else { continue };
        for leads in &prose.targets {
            let LinkTarget::Item(id) = leads else {
                continue;
            };
            let Some(target) = facts
                .lookups
                .target(*id)
                .filter(|target| target.account.is_none())
            else {
                continue;
            };
            mentions.push(Mention {
                to: target.route.to_string(),
                from: page_link(item),
                account: facts.account.item.name(),
            });
        }
    }
    mentions.sort();
    mentions.dedup();
    mentions
}

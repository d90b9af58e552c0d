//! The page of a purchase project: stages, criteria (form 2), us against competitors (form 4), committee and needs.

mod board;
mod competition;
mod criteria;
mod sensitivity;
mod track;

use super::facts::AccountFacts;
use super::key_figures::{amount_key_figure, lead_key_figure, stage_key_figure};
use super::map;
use super::note_page::{neighbours, page_view};
use super::widgets::{add_closing_sections, aim_of, counted_section, table};
use crate::domain::{FieldKey, Item, Project};
use crate::forms::Kind;
use crate::html::escape::escaped;
use crate::html::view::{Column, Fact, PageView, Row, Section};
use crate::html::writer::HtmlWriter;
use crate::insight::scorecard;
pub(crate) use competition::competition;
pub(crate) use criteria::criteria;
use track::{stage_history, track};

const SHOWN_ELSEWHERE: &[FieldKey] = &[
    Project::CRITERIA,
    Project::COMPETITION,
    Project::STAGE,
    Item::ACCOUNT,
    Item::ACCOUNT_CODE,
    Item::SENSITIVITY,
];

pub(crate) fn page(facts: &AccountFacts<'_>, project: &Project) -> Vec<u8> {
    let writer = facts.writer(&project.item);
    let view = view(facts, &writer, project);
    let mut head = facts.head(&project.item, "project", project.name.clone());
    head.kind = format!("{} · {}", head.kind, facts.account.item.name());
    head.lede = lede(&writer, project);
    head.meta = meta(&writer, project);
    let index = facts
        .account
        .projects
        .iter()
        .position(|one| one.item.id == project.item.id)
        .unwrap_or_default();
    let at = |index: Option<usize>| {
        let project = facts.account.projects.get(index?)?;
        Some((&project.item, project.name.clone()))
    };
    neighbours(
        &writer,
        &mut head,
        at(index.checked_sub(1)),
        at(Some(index + 1)),
    );
    facts.context.print("project.html", &head, &view)
}

/// The content of a project's page.
pub(crate) fn view(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    project: &Project,
) -> PageView {
    let record = project.record();
    let progress = facts.progress(project);
    let mut view = page_view(facts.context, &project.item, facts.diagnostics);
    if facts.context.is_internal() {
        view.track = track(facts, project, &progress);
        view.keys.push(stage_key_figure(facts, writer, &progress));
        let card = scorecard(project);
        view.keys
            .extend(card.and_then(|card| lead_key_figure(facts, writer, project, &card)));
        view.keys.extend(amount_key_figure(writer, project));
    }
    let mut elsewhere = SHOWN_ELSEWHERE.to_vec();
    if Project::CRITERIA.entry(record).is_some() {
        elsewhere.push(Project::NEEDS);
    }
    let mut sections = writer.sections(Kind::Project, record, &elsewhere);
    let facts_end = usize::from(
        sections
            .first()
            .is_some_and(|section| section.id == "facts"),
    );
    let own = [criteria(writer, project), competition(writer, project)];
    sections.splice(facts_end..facts_end, own.into_iter().flatten());
    if let Some(committee) = sections
        .iter_mut()
        .find(|section| section.id == "committee")
    {
        committee.summary.extend(vacant_roles(writer, project));
        let map = map::committee(facts, writer, project);
        committee.blocks.splice(0..0, map);
    }
    sections.extend(events(facts, writer, project));
    if facts.context.is_internal() {
        sections.splice(0..0, stage_history(facts, writer, project, &progress));
    }
    view.sections = sections;
    add_closing_sections(facts, writer, &project.item, &mut view);
    view
}

fn lede(writer: &HtmlWriter<'_>, project: &Project) -> String {
    let products = project.products();
    let products: Vec<&str> = products.filter_map(|product| product.name()).collect();
    writer.language().list(&products)
}

fn meta(writer: &HtmlWriter<'_>, project: &Project) -> Vec<Fact> {
    let fact = |key: FieldKey| Some(writer.fact(key.entry(project.record())?));
    let keys = [
        Project::STAGE,
        Project::PURCHASE_METHOD,
        Project::DELIVERY,
        Project::PAYMENT_TERMS,
    ];
    keys.into_iter().filter_map(fact).collect()
}

/// The vacant roles of a committee, in a sentence.
fn vacant_roles(writer: &HtmlWriter<'_>, project: &Project) -> Option<String> {
    let roles = project.vacant_roles();
    let vacant: Vec<&str> = roles.map(|role| writer.context.label_of(role)).collect();
    let list = writer.language().list(&vacant);
    let strings = writer.context.strings();
    (!vacant.is_empty()).then(|| strings.with("vacant-roles", &[("roles", &list)]))
}

/// The visits and exchanges of the project, latest first.
fn events(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, project: &Project) -> Option<Section> {
    let account = facts.account;
    let visits = account.visits.iter().map(|visit| &visit.item);
    let exchanges = account.exchanges.iter().map(|exchange| &exchange.item);
    let of_project = |item: &&Item| {
        let about = item.project();
        about.is_some_and(|one| one.target == Some(project.item.id))
    };
    let mut items: Vec<&Item> = visits.chain(exchanges).filter(of_project).collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.date().map(|date| date.day)));
    let line = |item: &&Item| {
        let aim = aim_of(item).map_or(String::new(), |entry| writer.value(entry));
        Row::of(vec![
            writer.item(item),
            escaped(&facts.context.words(item.kind.name())),
            aim,
        ])
    };
    let rows: Vec<Row> = items.iter().map(line).collect();
    let words = |key: &str| facts.context.words(key);
    let columns = vec![
        Column::short(words("date")),
        Column::short(words("mode")),
        Column::text(words("aim-short")),
    ];
    let count = rows.len();
    counted_section(writer, "events", table(columns, rows), count)
}

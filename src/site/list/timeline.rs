//! The timeline of all accounts: one lane per account, followed by the same events as a list by month, latest first.
//!
//! Lanes are sorted by account manager, then by tier, so that the accounts of one person are together. Accounts that do
//! not fit on a page continue on the next one, with its own figure and list.

use super::event_rows::{columns, row, sorted};
use super::listing::anchor;
use crate::figure::timeline::{Band, BandTone, Bar, Lane, Mark, Timeline};
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::pagination::{Group, ListPart, part_links};
use crate::html::view::{Block, PageView, Row, Section};
use crate::site::links::link;
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::summary::{AppointmentRow, PageLink, Summary};
use crate::site::timeline::data_script;
use crate::site::timeline::{Frame, axis_words};
use crate::text::fingerprint;
use rayon::prelude::*;
use std::hash::Hash;

/// The most bytes of a page, by the estimates below; its frame and the longer cells of its list fill the rest of a
/// megabyte.
const MOST_BYTES: usize = 900_000;
/// The size of a lane with its stages, of a visit with its mark and row, and of a promise: measured on notes of usual
/// length.
const LANE_BYTES: usize = 1_600;
const EVENT_BYTES: usize = 1_050;
const BAR_BYTES: usize = 300;
/// The pages are at the top level of the site.
const TOP: &str = "";

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "timeline",
    route: "timeline.html",
    template: "timeline.html",
    folders: &[],
    included: Included::WithAccounts,
    in_navigation: true,
    shows_same: |one, other| inputs(one) == inputs(other),
    render,
};

fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    data_script(context, output);
    let count: usize = summaries.iter().map(|summary| summary.events.len()).sum();
    let lede = context
        .strings()
        .with("events-count", &[("count", &count.to_string())]);
    let parts = parts(summaries);
    parts.par_iter().enumerate().for_each(|(index, part)| {
        let summaries = part.groups.first().map_or(&[][..], |group| &group.rows);
        let links = part_links(&parts, index);
        let lanes: Vec<_> = summaries.iter().map(|summary| inputs(summary)).collect();
        if output.is_unchanged(&part.route, fingerprint(&(lanes, &links, &lede))) {
            return;
        }
        let mut sections: Vec<Section> = figure(context, summaries).into_iter().collect();
        sections.extend(months(context, summaries));
        if sections.is_empty() {
            let text = context.words("nothing-yet");
            sections.push(Section {
                id: "timeline".to_owned(),
                blocks: vec![Block::Muted { text }],
                ..Section::default()
            });
        }
        let view = PageView {
            sections,
            parts: links,
            ..PageView::default()
        };
        let mut head = context.head(&part.route, "timeline", context.words("timeline"));
        head.lede = lede.clone();
        head.crumbs = context.crumbs(&head.root, "timeline", Vec::new());
        output.put(&part.route, context.print(PAGE.template, &head, &view));
    });
}

/// Everything that the page reads from a summary.
pub(crate) fn inputs(summary: &Summary) -> impl Hash + PartialEq {
    let row = &summary.row;
    let heading = (&row.account, row.tier, &row.tier_label, &row.manager);
    (
        heading,
        &summary.events,
        &summary.appointments,
        &summary.lane,
    )
}

/// The accounts by manager, tier and name, distributed over pages of limited size.
fn parts<'s>(summaries: &[&'s Summary]) -> Vec<ListPart<&'s Summary>> {
    let mut sorted = summaries.to_vec();
    sorted.sort_by_cached_key(|summary| {
        let row = &summary.row;
        let tier = std::cmp::Reverse(row.tier);
        (row.manager.clone(), tier, row.account.clone())
    });
    let mut pages: Vec<Vec<&Summary>> = vec![Vec::new()];
    let mut bytes = 0;
    for summary in sorted {
        let own = bytes_of(summary);
        if bytes > 0 && bytes + own > MOST_BYTES {
            pages.push(Vec::new());
            bytes = 0;
        }
        bytes += own;
        if let Some(page) = pages.last_mut() {
            page.push(summary);
        }
    }
    pages.into_iter().enumerate().map(part).collect()
}

fn bytes_of(summary: &Summary) -> usize {
    let lane = &summary.lane;
    LANE_BYTES + EVENT_BYTES * lane.marks.len() + BAR_BYTES * lane.bars.len()
}

fn part((index, rows): (usize, Vec<&Summary>)) -> ListPart<&Summary> {
    let name =
        |summary: Option<&&Summary>| summary.map_or("", |one| &one.row.account.name).to_owned();
    let (first, last) = (name(rows.first()), name(rows.last()));
    let group = Group {
        label: String::new(),
        note: String::new(),
        rows,
    };
    ListPart {
        route: match index {
            0 => "timeline.html".to_owned(),
            _ => format!("timeline-{}.html", index + 1),
        },
        label: format!("{first} – {last}"),
        groups: vec![group],
    }
}

/// The timeline of one page.
fn figure(context: &RenderContext<'_>, summaries: &[&Summary]) -> Option<Section> {
    let frame = Frame {
        context,
        anchor: "timeline-",
        with_bars: summaries
            .iter()
            .any(|summary| !summary.lane.bars.is_empty()),
    };
    let today_label = frame.today_label();
    let cluster_title = |count, from, to| frame.cluster_title(count, from, to);
    let block = frame.block(&Timeline {
        title: context.strings().get("timeline"),
        description: "",
        lanes: summaries.iter().map(|summary| lane(summary)).collect(),
        marks: marks(summaries),
        bars: bars(summaries),
        rows: Vec::new(),
        today: context.viewpoint.as_of,
        today_label: &today_label,
        words: axis_words(context),
        cluster_title: &cluster_title,
        cluster_anchor: frame.anchor,
    })?;
    Some(Section {
        id: "timeline".to_owned(),
        title: context.words("accounts"),
        count: summaries.len().to_string(),
        summary: vec![context.words("portfolio-lanes")],
        blocks: vec![block],
        ..Section::default()
    })
}

fn lane<'s>(summary: &'s Summary) -> Lane<'s> {
    let row = &summary.row;
    let band = |(from, to, title, is_claimed): &(_, _, String, bool)| Band {
        from: *from,
        to: *to,
        label: String::new(),
        short: String::new(),
        title: title.clone(),
        tone: match is_claimed {
            true => BandTone::Claimed,
            false => BandTone::Plain,
        },
    };
    Lane {
        name: &row.account.name,
        note: &row.tier_label,
        href: Some(row.account.route.clone()),
        bands: summary.lane.stages.iter().map(band).collect(),
        tags: vec![("data-owner", &row.manager), ("data-tier", &row.tier_label)],
    }
}

fn marks<'s>(summaries: &[&'s Summary]) -> Vec<Mark<'s>> {
    let mut marks = Vec::new();
    for (lane, summary) in summaries.iter().enumerate() {
        for (index, mark) in summary.lane.marks.iter().enumerate() {
            marks.push(Mark {
                lane,
                day: mark.day,
                kind: mark.kind,
                first: index == 0,
                event: marks.len(),
                title: mark.title.clone(),
                href: &mark.href,
            });
        }
    }
    marks
}

fn bars<'s>(summaries: &[&'s Summary]) -> Vec<Bar<'s>> {
    let numbered = summaries.iter().enumerate();
    let bars = numbered.flat_map(|(lane, summary)| {
        let bar = move |bar: &'s crate::site::summary::LaneBar| Bar {
            lane,
            from: bar.from,
            due: bar.due,
            done: None,
            title: bar.title.clone(),
            href: &bar.href,
        };
        summary.lane.bars.iter().map(bar)
    });
    bars.collect()
}

/// The list of appointments and events by month, latest first.
fn months(context: &RenderContext<'_>, summaries: &[&Summary]) -> Vec<Section> {
    let of_events = sorted(summaries)
        .into_iter()
        .map(|event| (event.date.as_str(), row(context, event, TOP)));
    let agreed = summaries.iter().flat_map(|summary| &summary.appointments);
    let agreed = agreed.filter(|one| !one.is_exchange);
    let of_agreed = agreed.map(|one| (one.date.as_str(), appointment_row(context, one)));
    let mut rows: Vec<(&str, Row)> = of_events.chain(of_agreed).collect();
    rows.sort_by(|(one, _), (other, _)| other.get(..10).cmp(&one.get(..10)));
    let mut months: Vec<(&str, Vec<Row>)> = Vec::new();
    for (date, row) in rows {
        let month = date.get(..7).unwrap_or("—");
        match months.last_mut().filter(|(known, _)| *known == month) {
            Some((_, rows)) => rows.push(row),
            None => months.push((month, vec![row])),
        }
    }
    let section = |(index, (month, rows)): (usize, (&str, Vec<Row>))| Section {
        id: anchor(index, month),
        title: month.to_owned(),
        count: rows.len().to_string(),
        blocks: vec![Block::Table {
            label: String::new(),
            columns: columns(context),
            rows,
            private: false,
            class: "",
        }],
        ..Section::default()
    };
    months.into_iter().enumerate().map(section).collect()
}

/// An agreed visit as a row of the list.
fn appointment_row(context: &RenderContext<'_>, appointment: &AppointmentRow) -> Row {
    let words = |key: &str| escaped(context.strings().get(key));
    let state = match appointment.lapsed {
        true => format!("<span class=bad>{}</span>", words("no-report")),
        false => words("visit-agreed"),
    };
    let date = PageLink {
        name: appointment.date.clone(),
        route: format!("{}#next-visit", appointment.from.route),
    };
    Row {
        cells: vec![
            link(TOP, &date),
            link(TOP, &appointment.account),
            format!("{} {}", words("next-visit"), escaped(&appointment.place)),
            String::new(),
            escaped(&appointment.owner),
            state,
            escaped(&appointment.purpose),
        ],
        class: "agreed",
    }
}

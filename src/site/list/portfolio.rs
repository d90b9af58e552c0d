//! The timeline of all accounts: a lane an account, and under the figure the same as a list, the latest first, by month.
//!
//! Lanes stand by owner, then by tier, so that what one person is in charge of stands together. Where there are too many
//! for a page, the next page goes on with its own figure and its own list.

use super::timeline::{columns, row, sorted};
use super::{anchor, link};
use crate::figure::timeline::{Band, BandTone, Bar, Lane, Mark, Timeline};
use crate::forms::dictionary;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::pagination::{Group, ListPart, part_links};
use crate::html::view::{Block, PageView, Row, Section};
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::summary::{AppointmentRow, Named, Summary};
use crate::site::timeline::words_script;
use crate::site::timeline::{Frame, axis_words};
use crate::text::fingerprint;
use rayon::prelude::*;
use std::hash::Hash;

/// What a page may weigh, in bytes, by the estimates below: its frame and what a list's cells hold beyond them fill up
/// the rest to a megabyte.
const MOST_BYTES: usize = 900_000;
/// A lane with its stages, a visit with its mark and row, a promise: as they came out for notes of the usual length.
const LANE_BYTES: usize = 1_600;
const EVENT_BYTES: usize = 1_050;
const BAR_BYTES: usize = 300;
/// The pages lie at the top of the site.
const TOP: &str = "";

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "timeline",
    route: "timeline.html",
    template: "timeline.html",
    folders: &[],
    included: Included::WithAccounts,
    in_navigation: true,
    shows_same: |one, other| made_from(one) == made_from(other),
    render,
};

fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    words_script(context, output);
    let count: usize = summaries.iter().map(|summary| summary.events.len()).sum();
    let lede = context
        .strings()
        .with("events-count", &[("count", &count.to_string())]);
    let parts = parts(summaries);
    parts.par_iter().enumerate().for_each(|(index, part)| {
        let summaries = part.groups.first().map_or(&[][..], |group| &group.rows);
        let links = part_links(&parts, index);
        let lanes: Vec<_> = summaries.iter().map(|summary| made_from(summary)).collect();
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

/// All that a page takes from a summary.
pub(crate) fn made_from(summary: &Summary) -> impl Hash + PartialEq {
    let row = &summary.row;
    let heading = (&row.account, row.tier, &row.tier_label, &row.manager);
    (
        heading,
        &summary.events,
        &summary.appointments,
        &summary.lane,
    )
}

/// The accounts by owner, tier and name, as many on a page as it can bear.
fn parts<'s>(summaries: &[&'s Summary]) -> Vec<ListPart<&'s Summary>> {
    let tiers = dictionary().choices("tier");
    let tiers = tiers.map_or(&[][..], |tiers| &tiers.values);
    let rank = |tier: &str| tiers.iter().position(|choice| choice.key == tier);
    let mut sorted = summaries.to_vec();
    sorted.sort_by_cached_key(|summary| {
        let row = &summary.row;
        let rank = std::cmp::Reverse(rank(row.tier));
        (row.manager.clone(), rank, row.account.clone())
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

/// The lanes of a page.
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
        for (place, mark) in summary.lane.marks.iter().enumerate() {
            marks.push(Mark {
                lane,
                day: mark.day,
                kind: mark.kind,
                first: place == 0,
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

/// The list: what is agreed and what happened, by month, the latest first.
fn months(context: &RenderContext<'_>, summaries: &[&Summary]) -> Vec<Section> {
    let of_events = sorted(summaries)
        .into_iter()
        .map(|event| (event.date.as_str(), row(context, event, TOP)));
    let agreed = summaries.iter().flat_map(|summary| &summary.appointments);
    let agreed = agreed.filter(|one| !one.from.route.contains("/exchanges/"));
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
    let section = |(place, (month, rows)): (usize, (&str, Vec<Row>))| Section {
        id: anchor(place, month),
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

/// An agreed visit as a row of the list of visits.
fn appointment_row(context: &RenderContext<'_>, appointment: &AppointmentRow) -> Row {
    let words = |key: &str| escaped(context.strings().get(key));
    let state = match appointment.lapsed {
        true => format!("<span class=bad>{}</span>", words("no-report")),
        false => words("visit-agreed"),
    };
    let date = Named {
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

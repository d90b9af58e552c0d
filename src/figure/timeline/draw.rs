//! Draws a timeline: the column of names and the plot are separate SVGs, so that the names stay in view while the plot
//! scrolls.
//!
//! Whatever a script moves when it draws the figure at another scale is in a group with `data-d`, its day counted from
//! the first; all other shapes of the plot use days as horizontal coordinates.

use super::axis::{BASELINE_PX, LABEL_PX, TICK_PX, Tick, ticks};
use super::declutter::Unit;
use super::layout::{LEVEL_PX, LaneLayout, Layout, ROW_PX, day_number, end_of};
use super::parts::{
    Band, BandTone, Bar, Cluster, DrawnTimeline, Lane, Mark, MarkKind, NAMES_PX, PLOT_PX, Timeline,
};
use crate::figure::canvas::Canvas;
use crate::figure::ink::{Ink, TextStyle};
use crate::figure::label::{shorten, width_px};
use crate::figure::markup::{push_tenths, tenths};
use jiff::ToSpan;

/// Lines across all days end here, beyond every scale.
const BEYOND_PX: f64 = 200_000.0;
/// From the edge of a band to its words, and from its top to their baseline.
pub(super) const WORDS_PX: f64 = 6.0;
pub(super) const WORDS_BASELINE_PX: f64 = 15.0;
/// The line of today ends this far below the lanes.
pub(super) const TODAY_PX: f64 = 6.0;
/// Where the middle of a mark stands in its own group: shapes begin at the upper left corner, right of and below zero.
pub(super) const MIDDLE_PX: (f64, f64) = (20.0, 12.0);
/// A shortened note narrower than this says nothing.
const LEAST_NOTE_PX: f64 = 34.0;
/// The ring around a first meeting.
const RING_PX: f64 = 9.0;
/// The width and height of a mark in a legend.
const SWATCH_PX: f64 = 20.0;
/// Half the height of a cluster.
const CLUSTER_REACH_PX: f64 = 8.5;

pub(super) fn draw(figure: &Timeline<'_>, layout: &Layout) -> DrawnTimeline {
    let mut plot = Canvas::new(
        PLOT_PX,
        layout.height_px(),
        figure.title,
        figure.description,
    )
    .with_classes("tl-plot")
    .with_size();
    draw_bands(&mut plot, figure, layout);
    draw_axis(&mut plot, figure, layout);
    let clusters = draw_lanes(&mut plot, figure, layout);
    draw_today(&mut plot, figure, layout);
    let first = figure
        .today
        .saturating_add(i64::from(layout.first - day_number(figure.today)).days());
    DrawnTimeline {
        names: names(figure, layout),
        plot: plot.finish(),
        clusters,
        first,
        days: layout.days,
    }
}

/// Draws the column of names.
fn names(figure: &Timeline<'_>, layout: &Layout) -> String {
    let mut canvas = Canvas::new(NAMES_PX, layout.height_px(), figure.title, "").with_size();
    for (index, row) in figure.rows.iter().enumerate() {
        let name = shorten(&row.name, NAMES_PX - WORDS_PX, TextStyle::LEAST.size_px());
        canvas.text(0.0, 16.0 + ROW_PX * index as f64, &name, TextStyle::LEAST);
    }
    let head_px = layout.head_px + 0.5;
    canvas.line(&[(0.0, head_px), (NAMES_PX, head_px)], Ink::Axis);
    for (lane, place) in figure.lanes.iter().zip(&layout.lanes) {
        draw_name(&mut canvas, lane, place);
    }
    canvas.finish()
}

fn draw_name(canvas: &mut Canvas, lane: &Lane<'_>, place: &LaneLayout) {
    let at = translate(0.0, place.top_px);
    let mut attributes = vec![("class", "tl-lane"), ("transform", at.as_str())];
    attributes.extend(lane.tags.iter().copied());
    group(canvas, &attributes, "", None, |canvas| {
        let foot_px = place.height_px + 0.5;
        canvas.line(&[(0.0, foot_px), (NAMES_PX, foot_px)], Ink::Hair);
        let baseline_px = place.base_px + 7.0;
        let size_px = TextStyle::FIRST.size_px();
        let name = shorten(lane.name, NAMES_PX - WORDS_PX, size_px);
        let room_px = NAMES_PX - width_px(&name, size_px) - 8.0 - WORDS_PX;
        let note = shorten(lane.note, room_px, TextStyle::THIRD.size_px());
        // A text that is not shortened needs no title.
        let title = match name == lane.name && note == lane.note {
            true => String::new(),
            false => [lane.name, lane.note].join(" "),
        };
        canvas.mark(title.trim(), lane.href.as_deref(), |canvas| {
            canvas.text(0.0, baseline_px, &name, TextStyle::FIRST);
        });
        // A few characters of a note are useless.
        if width_px(&note, TextStyle::THIRD.size_px()) >= LEAST_NOTE_PX || note == lane.note {
            let x_px = width_px(&name, size_px) + 8.0;
            canvas.text(x_px, baseline_px, &note, TextStyle::THIRD);
        }
    });
}

fn draw_bands(canvas: &mut Canvas, figure: &Timeline<'_>, layout: &Layout) {
    for (index, row) in figure.rows.iter().enumerate() {
        let top_px = ROW_PX * index as f64;
        for (place, band) in row.bands.iter().enumerate() {
            let tinted = row.tints && place % 2 == 0;
            draw_band(canvas, layout, band, top_px, tinted);
        }
    }
}

fn draw_band(canvas: &mut Canvas, layout: &Layout, band: &Band, top_px: f64, tinted: bool) {
    let (from_px, to_px) = (layout.x_px(band.from), layout.x_px(band.to));
    let width = to_px - from_px;
    canvas.mark_with_classes("tl-band", &band.title, None, |canvas| {
        if tinted {
            let height_px = layout.lanes_end_px - top_px;
            canvas.rect(from_px, top_px, width, height_px, Ink::Tint);
        }
        let ink = match band.tone {
            BandTone::Plain => None,
            BandTone::Claimed => Some(Ink::TintClaimed),
            BandTone::Warned => Some(Ink::TintWarned),
        };
        if let Some(ink) = ink {
            canvas.rect(from_px, top_px + 0.5, width, ROW_PX - 3.0, ink);
        }
        canvas.line(
            &[(from_px, top_px), (from_px, top_px + ROW_PX - 2.0)],
            Ink::Axis,
        );
    });
    let style = match band.tone {
        BandTone::Plain => TextStyle::SECOND,
        _ => TextStyle::SECOND.warn().halo(),
    };
    let room_px = width - 2.0 * WORDS_PX;
    let fits = width_px(&band.label, style.size_px()) <= room_px;
    let label = match fits || band.short.is_empty() {
        true => shorten(&band.label, room_px, style.size_px()),
        false => shorten(&band.short, room_px.max(0.0) + WORDS_PX, style.size_px()),
    };
    let offset = (day_number(band.from) - layout.first).to_string();
    let days = (day_number(band.to) - day_number(band.from)).to_string();
    let at = translate(from_px, top_px);
    let attributes = [
        ("class", "tl-word"),
        ("transform", at.as_str()),
        ("data-d", offset.as_str()),
        ("data-days", days.as_str()),
        ("data-full", band.label.as_str()),
        ("data-short", band.short.as_str()),
    ];
    group(canvas, &attributes, "", None, |canvas| {
        let shown = if &*label == "…" { "" } else { &*label };
        canvas.text(WORDS_PX, WORDS_BASELINE_PX, shown, style);
    });
}

fn draw_axis(canvas: &mut Canvas, figure: &Timeline<'_>, layout: &Layout) {
    let head_px = layout.head_px;
    let first = figure
        .today
        .saturating_add(i64::from(layout.first - day_number(figure.today)).days());
    let last = first.saturating_add(i64::from(layout.days).days());
    let ticks = ticks(first, last, layout.day_px, &figure.words, |day| {
        layout.x_px(day)
    });
    canvas.mark_with_classes("tl-axis", "", None, |canvas| {
        let line = |tick: &Tick| {
            let x_px = tick.x_px.floor() + 0.5;
            [(x_px, head_px - TICK_PX), (x_px, head_px)]
        };
        let lines: Vec<[(f64, f64); 2]> = ticks.iter().map(line).collect();
        let lines: Vec<&[(f64, f64)]> = lines.iter().map(|line| &line[..]).collect();
        canvas.lines(&lines, Ink::Axis);
        for tick in ticks {
            let words = &tick.label;
            let at = (tick.x_px + LABEL_PX, head_px - BASELINE_PX);
            canvas.text(at.0, at.1, words, TextStyle::THIRD);
        }
    });
    let y_px = head_px + 0.5;
    canvas.line(&[(0.0, y_px), (BEYOND_PX, y_px)], Ink::Axis);
}

/// Draws the lanes: lines, bars, joins, marks. Returns the clusters.
fn draw_lanes(canvas: &mut Canvas, figure: &Timeline<'_>, layout: &Layout) -> Vec<Cluster> {
    draw_joins(canvas, figure, layout);
    let mut clusters = Vec::new();
    for (index, (lane, place)) in figure.lanes.iter().zip(&layout.lanes).enumerate() {
        let at = translate(0.0, place.top_px);
        let (height, base) = (number(place.height_px), number(place.base_px));
        let mut attributes = vec![
            ("class", "tl-lane"),
            ("transform", at.as_str()),
            ("data-h", height.as_str()),
            ("data-base", base.as_str()),
        ];
        attributes.extend(lane.tags.iter().copied());
        group(canvas, &attributes, "", None, |canvas| {
            let foot_px = place.height_px + 0.5;
            canvas.line(&[(0.0, foot_px), (BEYOND_PX, foot_px)], Ink::Hair);
            draw_lane_bands(canvas, layout, lane, place);
            for (bar, track) in &place.bars {
                let y_px = Layout::bar_px(place, *track);
                draw_bar(canvas, figure, layout, &figure.bars[*bar], y_px);
            }
            for unit in &place.units {
                draw_unit(canvas, figure, layout, place, unit, clusters.len());
                if unit.is_cluster() {
                    clusters.push(Cluster {
                        lane: index,
                        marks: unit.members.clone(),
                    });
                }
            }
        });
    }
    clusters
}

/// Draws the bands of a lane: every second one is tinted, each with a title.
fn draw_lane_bands(canvas: &mut Canvas, layout: &Layout, lane: &Lane<'_>, place: &LaneLayout) {
    for (index, band) in lane.bands.iter().enumerate() {
        let (from_px, to_px) = (layout.x_px(band.from), layout.x_px(band.to));
        let ink = match band.tone {
            BandTone::Plain if index % 2 == 0 => Ink::Tint,
            BandTone::Plain => Ink::TintNone,
            BandTone::Claimed | BandTone::Warned => Ink::TintClaimed,
        };
        canvas.mark_with_classes("tl-band", &band.title, None, |canvas| {
            canvas.rect(from_px, 1.0, to_px - from_px, place.height_px - 1.0, ink);
        });
    }
}

/// Draws vertical lines through the marks of each event, unless all of them are in clusters.
fn draw_joins(canvas: &mut Canvas, figure: &Timeline<'_>, layout: &Layout) {
    let mut is_single = vec![false; figure.marks.len()];
    let units = layout.lanes.iter().flat_map(|lane| &lane.units);
    for unit in units.filter(|unit| !unit.is_cluster()) {
        unit.members
            .iter()
            .for_each(|member| is_single[*member] = true);
    }
    let mut rest = figure.marks.as_slice();
    let mut from = 0;
    while let Some(first) = rest.first() {
        let count = rest
            .iter()
            .take_while(|mark| mark.event == first.event)
            .count();
        let (marks, others) = rest.split_at(count);
        let lanes = || marks.iter().filter_map(|mark| layout.lanes.get(mark.lane));
        let heights = lanes().map(|lane| lane.top_px + lane.base_px);
        let (top_px, foot_px) = heights.fold((f64::MAX, f64::MIN), |(top, foot), y| {
            (top.min(y), foot.max(y))
        });
        if top_px < foot_px
            && is_single[from..from + count]
                .iter()
                .any(|is_single| *is_single)
        {
            let x_px = layout.x_px(first.day);
            canvas.line(&[(x_px, top_px), (x_px, foot_px)], Ink::Join);
        }
        rest = others;
        from += count;
    }
}

fn draw_bar(canvas: &mut Canvas, figure: &Timeline<'_>, layout: &Layout, bar: &Bar<'_>, y_px: f64) {
    let from_px = layout.x_px(bar.from);
    let end = end_of(bar, figure.today);
    let end_px = layout.x_px(end);
    let due_px = bar
        .due
        .map(|due| layout.x_px(due.max(bar.from)).min(end_px));
    let link = Some(bar.href).filter(|href| !href.is_empty());
    canvas.mark_with_classes("tl-bar", &bar.title, link, |canvas| {
        let line = |canvas: &mut Canvas, from: f64, to: f64, ink: Ink| {
            if to > from {
                canvas.line(&[(from, y_px), (to, y_px)], ink);
            }
        };
        let due_or_end_px = due_px.unwrap_or(end_px);
        match (bar.done, due_px) {
            (Some(_), _) => {
                let tick = [(end_px, y_px - 3.0), (end_px, y_px + 3.0)];
                let kept = [(from_px, y_px), (due_or_end_px, y_px)];
                match due_or_end_px > from_px {
                    true => canvas.lines(&[&kept, &tick], Ink::PromiseDone),
                    false => canvas.line(&tick, Ink::PromiseDone),
                }
                line(canvas, due_or_end_px, end_px, Ink::PromiseLate);
            }
            (None, Some(due_px)) => {
                line(canvas, from_px, due_px, Ink::PromiseOpen);
                line(canvas, due_px, end_px, Ink::PromiseLate);
            }
            (None, None) => {
                let end_px = end_px.max(from_px + 4.0);
                line(canvas, from_px, end_px, Ink::PromiseUndated);
            }
        }
    });
}

fn draw_unit(
    canvas: &mut Canvas,
    figure: &Timeline<'_>,
    layout: &Layout,
    place: &LaneLayout,
    unit: &Unit,
    number_of_cluster: usize,
) {
    let y_px = place.base_px - LEVEL_PX * unit.level as f64;
    let hidden = unit.is_cluster();
    for member in &unit.members {
        let mark = &figure.marks[*member];
        draw_mark(canvas, layout, mark, (unit.x_px, y_px), hidden);
    }
    let (Some(first), Some(last)) = (unit.members.first(), unit.members.last()) else {
        return;
    };
    if !hidden {
        return;
    }
    let (from, to) = (figure.marks[*first].day, figure.marks[*last].day);
    let title = (figure.cluster_title)(unit.members.len(), from, to);
    let href = format!("#{}{number_of_cluster}", figure.cluster_anchor);
    let at = around(unit.x_px, y_px);
    let attributes = [("class", "tl-many"), ("transform", at.as_str())];
    group(canvas, &attributes, &title, Some(&href), |canvas| {
        draw_stack(canvas, MIDDLE_PX, unit.reach_px, unit.members.len());
    });
}

/// Draws two stacked boxes, with a number.
fn draw_stack(canvas: &mut Canvas, (x, y): (f64, f64), reach_px: f64, count: usize) {
    let (reach, half) = (reach_px - 1.5, CLUSTER_REACH_PX - 1.5);
    let behind = [
        (x - reach + 3.0, y - half - 2.0),
        (x + reach + 2.0, y - half - 2.0),
        (x + reach + 2.0, y + half - 3.0),
    ];
    canvas.line(&behind, Ink::Axis);
    canvas.rect(x - reach, y - half, 2.0 * reach, 2.0 * half, Ink::MarkMany);
    let style = TextStyle::LEAST.middle().bold();
    canvas.text(x, y + 4.0, &count.to_string(), style);
}

fn draw_mark(canvas: &mut Canvas, layout: &Layout, mark: &Mark<'_>, at: (f64, f64), hidden: bool) {
    let offset = (day_number(mark.day) - layout.first).to_string();
    let transform = around(at.0, at.1);
    let class = match (hidden, mark.first) {
        (false, false) => "tl-m",
        (false, true) => "tl-m first",
        (true, false) => "tl-m in",
        (true, true) => "tl-m first in",
    };
    let attributes = [
        ("class", class),
        ("transform", transform.as_str()),
        ("data-d", offset.as_str()),
    ];
    let link = Some(mark.href).filter(|href| !href.is_empty());
    group(canvas, &attributes, &mark.title, link, |canvas| {
        if mark.first {
            canvas.circle(MIDDLE_PX, RING_PX, Ink::MarkFirst);
        }
        draw_shape(canvas, MIDDLE_PX, mark.kind);
    });
}

/// Draws the shape of a mark around a point.
fn draw_shape(canvas: &mut Canvas, (x, y): (f64, f64), kind: MarkKind) {
    let at = |points: &[(f64, f64)]| -> Vec<(f64, f64)> {
        points.iter().map(|(dx, dy)| (x + dx, y + dy)).collect()
    };
    match kind {
        MarkKind::Commitment => canvas.rect(x - 5.5, y - 5.5, 11.0, 11.0, Ink::MarkFilled),
        MarkKind::Advance => {
            canvas.polygon(
                &at(&[(0.0, -6.0), (6.2, 5.2), (-6.2, 5.2)]),
                Ink::MarkFilled,
            );
        }
        MarkKind::Continuation => {
            canvas.polygon(&at(&[(-4.5, -5.2), (5.5, 0.0), (-4.5, 5.2)]), Ink::MarkOpen);
        }
        MarkKind::Setback => {
            let (down, up) = (
                at(&[(-4.5, -4.5), (4.5, 4.5)]),
                at(&[(4.5, -4.5), (-4.5, 4.5)]),
            );
            canvas.lines(&[&down, &up], Ink::MarkBad);
        }
        MarkKind::Plain => canvas.circle((x, y), 3.5, Ink::MarkPlain),
        MarkKind::Exchange => {
            let corners = [(0.0, -6.5), (6.5, 0.0), (0.0, 6.5), (-6.5, 0.0)];
            canvas.polygon(&at(&corners), Ink::MarkExchange);
        }
        MarkKind::Agreed => canvas.circle((x, y), 5.5, Ink::MarkAgreed),
        MarkKind::Lapsed => canvas.circle((x, y), 5.5, Ink::MarkLapsed),
    }
}

fn draw_today(canvas: &mut Canvas, figure: &Timeline<'_>, layout: &Layout) {
    let x_px = layout.x_px(figure.today);
    let foot_px = layout.lanes_end_px;
    canvas.mark_with_classes("tl-today", "", None, |canvas| {
        canvas.line(
            &[(x_px, layout.head_px), (x_px, foot_px + TODAY_PX)],
            Ink::Now,
        );
    });
    // Near an edge the label is next to the line.
    let half_px = width_px(figure.today_label, TextStyle::SECOND.size_px()) / 2.0;
    let middle_px = x_px.clamp(half_px, (PLOT_PX - half_px).max(half_px));
    let offset = (day_number(figure.today) - layout.first).to_string();
    let at = translate(middle_px, foot_px);
    let attributes = [
        ("class", "tl-word tl-now"),
        ("transform", at.as_str()),
        ("data-d", offset.as_str()),
    ];
    group(canvas, &attributes, "", None, |canvas| {
        let style = TextStyle::SECOND.bold().accent().middle();
        canvas.text(0.0, 19.0, figure.today_label, style);
    });
}

/// Returns a mark for a legend; `first` adds its ring.
pub fn swatch(kind: Option<MarkKind>, first: bool) -> String {
    let mut canvas = Canvas::swatch(SWATCH_PX, SWATCH_PX);
    let middle = (SWATCH_PX / 2.0, SWATCH_PX / 2.0);
    if first {
        canvas.circle(middle, RING_PX, Ink::MarkFirst);
    }
    if let Some(kind) = kind {
        draw_shape(&mut canvas, middle, kind);
    }
    canvas.finish()
}

/// Returns a cluster for a legend.
pub fn cluster_swatch() -> String {
    const EXAMPLE: usize = 5;
    let mut canvas = Canvas::swatch(SWATCH_PX, SWATCH_PX);
    let middle = (SWATCH_PX / 2.0 - 1.0, SWATCH_PX / 2.0 + 1.0);
    draw_stack(
        &mut canvas,
        middle,
        super::declutter::cluster_reach_px(EXAMPLE),
        EXAMPLE,
    );
    canvas.finish()
}

/// The shapes of a cluster of this reach around the middle of its group, as inline SVG; the count is 0.
pub(super) fn cluster_shapes(reach_px: f64) -> String {
    let mut canvas = Canvas::swatch(2.0 * MIDDLE_PX.0, 2.0 * MIDDLE_PX.1);
    draw_stack(&mut canvas, MIDDLE_PX, reach_px, 0);
    canvas.finish()
}

/// A promise alone, for a legend.
pub fn line_swatch(ink: Ink) -> String {
    let mut canvas = Canvas::swatch(24.0, 8.0);
    let line = [(0.0, 4.0), (24.0, 4.0)];
    match ink {
        Ink::PromiseDone => canvas.lines(&[&line, &[(23.5, 0.5), (23.5, 7.5)]], ink),
        _ => canvas.line(&line, ink),
    }
    canvas.finish()
}

fn number(pixels: f64) -> String {
    let mut text = String::new();
    push_tenths(&mut text, tenths(pixels));
    text
}

/// Returns the transform that moves the middle of a mark to a point.
fn around(x_px: f64, y_px: f64) -> String {
    translate(x_px - MIDDLE_PX.0, y_px - MIDDLE_PX.1)
}

fn translate(x_px: f64, y_px: f64) -> String {
    let mut text = String::from("translate(");
    push_tenths(&mut text, tenths(x_px));
    text.push(' ');
    push_tenths(&mut text, tenths(y_px));
    text.push(')');
    text
}

/// Draws a group with attributes, the first of which is its class.
fn group(
    canvas: &mut Canvas,
    attributes: &[(&str, &str)],
    title: &str,
    link: Option<&str>,
    draw: impl FnOnce(&mut Canvas),
) {
    let (class, rest) = attributes
        .split_first()
        .map_or(("", attributes), |(first, rest)| (first.1, rest));
    canvas.mark_with_data(class, title, link, rest, draw);
}

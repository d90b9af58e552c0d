//! Everything around a timeline: its scrolling frame, its expanded clusters, its legend, and the words for its script.

use crate::domain::{KnownChoice, Outcome};
use crate::figure::Ink;
use crate::figure::markup::push_attribute;
use crate::figure::timeline::{
    AxisWords, DrawnTimeline, MarkKind, Rules, Timeline, cluster_swatch, line_swatch, swatch,
};
use crate::html::context::{RenderContext, data_script_of};
use crate::html::escape::escape;
use crate::html::output::Output;
use crate::html::view::Block;
use crate::site::event_mark::EventMark;
use crate::text::fill;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The labels of the time axis.
pub(crate) fn axis_words<'a>(context: &'a RenderContext<'_>) -> AxisWords<'a> {
    let strings = context.strings();
    AxisWords {
        year: strings.get("tick-year"),
        quarter: strings.get("tick-quarter"),
        year_quarter: strings.get("tick-year-quarter"),
        month: strings.get("tick-month"),
        year_month: strings.get("tick-year-month"),
        day: strings.get("tick-day"),
        year_day: strings.get("tick-year-day"),
        names: strings.get("tick-names"),
    }
}

/// The words for marks, looked up once: a figure has hundreds.
pub(crate) struct MarkWords<'a> {
    template: &'a str,
    plain: &'a str,
    /// `已约定`
    pub agreed: &'a str,
    /// `约定已过，没写报告`
    pub lapsed: &'a str,
    exchange: &'a str,
    outcomes: Vec<(Outcome, &'a str)>,
}

impl<'a> MarkWords<'a> {
    pub fn of(context: &'a RenderContext<'_>) -> MarkWords<'a> {
        let strings = context.strings();
        let outcomes = Outcome::ALL.iter();
        let named = outcomes.map(|outcome| (*outcome, context.label_of(*outcome)));
        MarkWords {
            template: strings.get("mark-title"),
            plain: strings.get("visit-plain"),
            agreed: strings.get("visit-agreed"),
            lapsed: strings.get("visit-lapsed"),
            exchange: strings.get("exchange"),
            outcomes: named.collect(),
        }
    }

    /// The label of a visit's outcome, or of an exchange.
    pub fn outcome(&self, mark: EventMark) -> &'a str {
        match mark {
            EventMark::Visit(outcome) => {
                let mut outcomes = self.outcomes.iter();
                let known = outcomes.find(|(known, _)| Some(*known) == outcome);
                known.map_or(self.plain, |(_, label)| label)
            }
            EventMark::Exchange => self.exchange,
        }
    }

    /// The title of a mark: its date, the people, and its outcome or state.
    pub fn title(&self, date: &str, who: &str, what: &str) -> String {
        fill(self.template, |key| match key {
            "date" => Some(date),
            "who" => Some(who),
            "what" => Some(what),
            _ => None,
        })
    }
}

/// What the script of timelines needs on all pages, in a file of its own: the words that it adds, the rules that it draws by.
pub(crate) fn data_script(context: &RenderContext<'_>, output: &dyn Output) {
    let strings = context.strings();
    let words: BTreeMap<&str, &str> = BTreeMap::from([
        ("cluster", strings.get("cluster-title")),
        ("zoomIn", strings.get("zoom-in")),
        ("zoomOut", strings.get("zoom-out")),
        ("zoomAll", strings.get("zoom-all")),
        ("period", strings.get("period")),
        ("owner", strings.get("owner")),
        ("tier", strings.get("tier")),
        ("p365", strings.get("period-year")),
        ("p182", strings.get("period-half")),
        ("p91", strings.get("period-quarter")),
        ("p30", strings.get("period-month")),
    ]);
    let data = json!({"words": words, "rules": Rules::of(&axis_words(context))});
    output.put(
        "assets/timeline-data.js",
        data_script_of("kafolioTimeline", &data),
    );
}

/// A figure in its frame.
pub(crate) struct Frame<'a> {
    pub context: &'a RenderContext<'a>,
    /// The prefix of the clusters' anchors.
    pub anchor: &'a str,
    /// Whether the legend explains the bars of promises.
    pub with_bars: bool,
}

impl Frame<'_> {
    /// The title of a cluster.
    pub fn cluster_title(&self, count: usize, from: Date, to: Date) -> String {
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("count", &count), ("from", &from), ("to", &to)];
        self.context.strings().with_args("cluster-title", &values)
    }

    /// The label at the line of the as-of day.
    pub fn today_label(&self) -> String {
        let today = self.context.viewpoint.as_of.to_string();
        let day = today.get(5..).unwrap_or_default();
        self.context.strings().with("today-at", &[("date", day)])
    }

    /// The figure as a block; `None` if there is nothing to draw.
    pub fn block(&self, figure: &Timeline<'_>) -> Option<Block> {
        if figure.marks.is_empty() && figure.bars.is_empty() {
            return None;
        }
        let drawn = figure.draw()?;
        let mut html = String::with_capacity(drawn.plot.len() + drawn.names.len() + 4096);
        self.open(figure, &drawn, &mut html);
        html.push_str("<div class=tl><div class=tl-fixed>");
        html.push_str(&drawn.names);
        html.push_str("</div>");
        html.push_str(&drawn.plot);
        html.push_str("</div></div>");
        self.clusters(figure, &drawn, &mut html);
        html.push_str("</div>");
        self.legend(&drawn, &mut html);
        Some(Block::figure(html))
    }

    /// Opens the frame, with the dates that the script needs.
    fn open(&self, figure: &Timeline<'_>, drawn: &DrawnTimeline, html: &mut String) {
        let strings = self.context.strings();
        html.push_str("<div class=tl-frame");
        let days = drawn.days.to_string();
        let (first, today) = (drawn.first.to_string(), figure.today.to_string());
        let facts = [
            ("data-first", &*first),
            ("data-days", &*days),
            ("data-today", &*today),
            ("data-anchor", self.anchor),
        ];
        for (name, value) in facts {
            push_attribute(html, name, value);
        }
        html.push_str("><div class=\"scroll from-end\" tabindex=0 role=group aria-label=\"");
        escape(strings.get("timeline-scroll"), html);
        html.push_str("\">");
    }

    /// The clusters: each unfolds to links to its members.
    fn clusters(&self, figure: &Timeline<'_>, drawn: &DrawnTimeline, html: &mut String) {
        if drawn.clusters.is_empty() {
            return;
        }
        html.push_str("<div class=tl-groups><p>");
        escape(self.context.strings().get("timeline-more"), html);
        html.push_str("</p>");
        for (number, cluster) in drawn.clusters.iter().enumerate() {
            let lane = figure.lanes.get(cluster.lane).map_or("", |lane| lane.name);
            let days = cluster
                .marks
                .iter()
                .filter_map(|mark| figure.marks.get(*mark));
            let (Some(first), Some(last)) = (days.clone().next(), days.clone().next_back()) else {
                continue;
            };
            let title = self.cluster_title(cluster.marks.len(), first.day, last.day);
            html.push_str("<details><summary>");
            escape(lane, html);
            html.push(' ');
            escape(&title, html);
            // Writing to a string cannot fail. The list has the anchor: a browser that follows a link into it unfolds
            // it.
            let _ = write!(
                html,
                "</summary><ul class=plain id=\"{}{number}\">",
                self.anchor
            );
            for mark in days {
                html.push_str("<li><a href=\"");
                escape(mark.href, html);
                html.push_str("\">");
                escape(&mark.title, html);
                html.push_str("</a>");
            }
            html.push_str("</ul></details>");
        }
        html.push_str("</div>");
    }

    /// The legend of the marks.
    fn legend(&self, drawn: &DrawnTimeline, html: &mut String) {
        let words = MarkWords::of(self.context);
        let strings = self.context.strings();
        html.push_str("<ul class=inline-legend>");
        let mut item = |svg: String, label: &str| {
            html.extend(["<li>", &svg]);
            escape(label, html);
            html.push_str("");
        };
        let outcomes = Outcome::ALL.iter();
        let visits = outcomes.map(|outcome| EventMark::Visit(Some(*outcome)));
        for mark in visits.chain([EventMark::Exchange, EventMark::Visit(None)]) {
            item(swatch(Some(mark.kind()), false), words.outcome(mark));
        }
        item(swatch(Some(MarkKind::Agreed), false), words.agreed);
        item(swatch(Some(MarkKind::Lapsed), false), words.lapsed);
        item(swatch(None, true), strings.get("legend-first"));
        if self.with_bars {
            item(line_swatch(Ink::PromiseOpen), strings.get("legend-open"));
            item(line_swatch(Ink::PromiseLate), strings.get("legend-late"));
            item(line_swatch(Ink::PromiseDone), strings.get("legend-done"));
        }
        if !drawn.clusters.is_empty() {
            item(cluster_swatch(), strings.get("legend-many"));
        }
        html.push_str("</ul>");
    }
}

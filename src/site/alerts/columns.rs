//! Alerts in three columns by severity. Each alert shows its finding, the figures behind it, its rule, and the notes
//! that support it.

use crate::domain::Tier;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::view::{Block, Section};
use crate::html::writer::HtmlWriter;
use crate::html::{href, relative};
use crate::insight::AlertSeverity;
use crate::site::facts::AccountFacts;
use crate::site::summary::{AlertRow, PageLink, Summary};

/// The most alerts in a column of the home page.
const MOST_AT_HOME: usize = 5;
/// The most alerts shown openly in a column of an account.
const MOST_OF_ACCOUNT: usize = 5;
/// The most red alerts in a one-page brief.
const MOST_IN_BRIEF: usize = 3;

/// What happens to the alerts of an account that its columns have no space for.
pub(crate) enum Overflow {
    /// They are folded away.
    Folded,
    /// They are on another page, at this address.
    LinkedTo(String),
}

/// The alerts of an account; `None` if there are none. Muted ones are folded away.
pub(crate) fn account_alerts(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    overflow: Overflow,
) -> Option<Section> {
    let context = facts.context;
    let writer = AlertWriter::of(writer);
    let (muted, raised): (Vec<&AlertRow>, Vec<&AlertRow>) =
        facts.alerts.iter().partition(|row| !row.muted.is_empty());
    let words =
        |key: &str, rows: &[&AlertRow]| context.strings().with_args(key, &[("count", &rows.len())]);
    let column = |severity: AlertSeverity| {
        let rows = of_severity(&raised, severity);
        let (open, further) = rows.split_at(rows.len().min(MOST_OF_ACCOUNT));
        let more = words("alerts-more", further);
        let below = match (further, &overflow) {
            ([], _) => String::new(),
            (further, Overflow::Folded) => writer.folded(&more, further),
            (_, Overflow::LinkedTo(href)) => more_link(href, &more),
        };
        writer.column(severity, rows.len(), open, &below)
    };
    let mut html = writer.columns(column);
    if !muted.is_empty() {
        html.push_str(&writer.folded(&words("alerts-muted", &muted), &muted));
    }
    let section = section(context, &raised, html);
    (!facts.alerts.is_empty()).then_some(section)
}

/// The alerts of an account that its columns have no space for; `None` if all fit.
pub(crate) fn overflow_section(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
) -> Option<Section> {
    let writer = AlertWriter::of(writer);
    let raised: Vec<&AlertRow> = raised(&facts.alerts).collect();
    let mut html = String::new();
    for severity in AlertSeverity::ALL {
        let rows = of_severity(&raised, severity);
        let further = rows.get(MOST_OF_ACCOUNT..).unwrap_or_default();
        if !further.is_empty() {
            html.push_str(&writer.column(severity, further.len(), further, ""));
        }
    }
    let section = Section {
        id: "alerts".to_owned(),
        title: facts.context.words("alerts"),
        blocks: vec![Block::Alerts {
            html: format!("<div class=alerts>{html}</div>"),
        }],
        ..Section::default()
    };
    (!html.is_empty()).then_some(section)
}

/// A link to the alerts that a column has no space for.
fn more_link(href: &str, words: &str) -> String {
    format!(
        "<p class=\"ev more\"><a href=\"{}\">{}</a></p>",
        escaped(href),
        escaped(words)
    )
}

/// The alerts that are not muted.
fn raised(rows: &[AlertRow]) -> impl Iterator<Item = &AlertRow> {
    rows.iter().filter(|row| row.muted.is_empty())
}

/// The red alerts of an account; `None` if there are none.
pub(crate) fn most_severe(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Section> {
    let writer = AlertWriter::of(writer);
    let raised: Vec<&AlertRow> = raised(&facts.alerts).collect();
    let red = of_severity(&raised, AlertSeverity::Red);
    let open = &red[..red.len().min(MOST_IN_BRIEF)];
    let column = writer.column(AlertSeverity::Red, red.len(), open, "");
    let section = section(facts.context, &raised, column);
    (!red.is_empty()).then_some(section)
}

/// The most severe alerts of all accounts; `None` if there are none.
///
/// The first alert of every account comes before the second of any, and a higher tier is worth one rank: the second
/// alert of a VIP account ranks with the first of an important one.
pub(crate) fn all_alerts(context: &RenderContext<'_>, summaries: &[&Summary]) -> Option<Section> {
    let mut ranked: Vec<(usize, &AlertRow)> = Vec::new();
    for summary in summaries {
        let mut next_ranks = [0_usize; 3];
        for row in raised(&summary.alerts) {
            let of_severity = row.severity as usize;
            let tier = match row.tier {
                Some(Tier::Vip) => 0,
                Some(Tier::Important) => 1,
                Some(Tier::General) | None => 2,
            };
            ranked.push((next_ranks[of_severity] + tier, row));
            next_ranks[of_severity] += 1;
        }
    }
    // Equal ranks keep the order of the accounts, and within an account that of the rules.
    ranked.sort_by_key(|(rank, _)| *rank);
    let rows: Vec<&AlertRow> = ranked.into_iter().map(|(_, row)| row).collect();
    let writer = AlertWriter {
        context,
        route: "index.html",
        names_accounts: true,
    };
    let column = |severity: AlertSeverity| {
        let of_severity = of_severity(&rows, severity);
        let shown = &of_severity[..of_severity.len().min(MOST_AT_HOME)];
        let more = of_severity.len() - shown.len();
        let words = context
            .strings()
            .with_args("alerts-more", &[("count", &more)]);
        let more = match more {
            0 => String::new(),
            _ => more_link("alerts.html", &words),
        };
        writer.column(severity, of_severity.len(), shown, &more)
    };
    let html = writer.columns(column);
    (!rows.is_empty()).then(|| section(context, &rows, html))
}

fn section(context: &RenderContext<'_>, rows: &[&AlertRow], html: String) -> Section {
    let count = |severity| of_severity(rows, severity).len();
    let counts = AlertSeverity::ALL.map(count);
    let sentence = match counts[0] {
        0 => context.words("alerts-none"),
        _ => severity_sentence(context, counts),
    };
    Section {
        id: "alerts".to_owned(),
        title: context.words("alerts"),
        count: counts[0].to_string(),
        summary: vec![sentence],
        blocks: vec![Block::Alerts { html }],
        ..Section::default()
    }
}

/// The number of alerts of each severity, in a sentence.
pub(crate) fn severity_sentence(context: &RenderContext<'_>, counts: [usize; 3]) -> String {
    let [red, amber, info] = counts;
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("red", &red), ("amber", &amber), ("info", &info)];
    context.strings().with_args("alerts-lede", &values)
}

/// The alerts of a severity.
pub(crate) fn of_severity<'r>(rows: &[&'r AlertRow], severity: AlertSeverity) -> Vec<&'r AlertRow> {
    let rows = rows.iter().copied();
    rows.filter(|row| row.severity == severity).collect()
}

/// The label of a severity.
pub(crate) fn severity_label(context: &RenderContext<'_>, severity: AlertSeverity) -> String {
    context.words(match severity {
        AlertSeverity::Red => "alerts-red",
        AlertSeverity::Amber => "alerts-amber",
        AlertSeverity::Information => "alerts-info",
    })
}

/// Writes alerts as HTML for one page.
struct AlertWriter<'p> {
    context: &'p RenderContext<'p>,
    /// The route of the page.
    route: &'p str,
    /// Whether an alert names its account.
    names_accounts: bool,
}

impl<'p> AlertWriter<'p> {
    /// A writer for a page of one account, where alerts need not name it.
    fn of(writer: &HtmlWriter<'p>) -> AlertWriter<'p> {
        AlertWriter {
            context: writer.context,
            route: writer.route,
            names_accounts: false,
        }
    }

    /// A relative link to another page of the site.
    fn href(&self, route: &str) -> String {
        href(&relative(self.route, route))
    }

    fn columns(&self, column: impl Fn(AlertSeverity) -> String) -> String {
        let columns: String = AlertSeverity::ALL.into_iter().map(column).collect();
        format!("<div class=alerts>{columns}</div>")
    }

    /// A column: its heading, its alerts, and what follows them.
    fn column(
        &self,
        severity: AlertSeverity,
        count: usize,
        rows: &[&AlertRow],
        below: &str,
    ) -> String {
        let heading = escaped(&severity_label(self.context, severity));
        let figure = match count {
            0 => escaped(self.context.strings().get("alerts-nothing")),
            _ => count.to_string(),
        };
        let class = severity.class();
        let list = match rows {
            [] => String::new(),
            rows => self.list(rows),
        };
        format!(
            "<div class=\"sev {class}\"><h3>{heading} <span>{figure}</span></h3>{list}{below}</div>"
        )
    }

    fn list(&self, rows: &[&AlertRow]) -> String {
        let items: String = rows.iter().map(|row| self.alert(row)).collect();
        format!("<ol>{items}</ol>")
    }

    /// Alerts folded away behind a summary.
    fn folded(&self, words: &str, rows: &[&AlertRow]) -> String {
        format!(
            "<details class=\"sev rest\"><summary>{}</summary>{}</details>",
            escaped(words),
            self.list(rows)
        )
    }

    fn alert(&self, row: &AlertRow) -> String {
        let finding = match self.names_accounts {
            true => {
                let account = self.link(&row.account);
                let finding = escaped(&row.finding);
                let strings = self.context.strings();
                strings.with("alerts-of", &[("account", &account), ("finding", &finding)])
            }
            false => escaped(&row.finding),
        };
        let muted = match row.muted.as_str() {
            "" => String::new(),
            why => format!("<em>{}</em>", escaped(why)),
        };
        let sentence = escaped(&row.sentence);
        let evidence = self.evidence(row);
        format!("<li><b>{finding}</b>{sentence}{muted}{evidence}")
    }

    /// The rule, and the notes that support the alert.
    fn evidence(&self, row: &AlertRow) -> String {
        let rule = rule_link(&self.href("alerts.html"), row.rule);
        format!("<span class=ev>{rule}{}</span>", self.grounds(row))
    }

    fn grounds(&self, row: &AlertRow) -> String {
        grounds(self.context, row, &|named| self.link(named))
    }

    fn link(&self, named: &PageLink) -> String {
        let href = escaped(&self.href(&named.route));
        format!("<a href=\"{href}\">{}</a>", escaped(&named.name))
    }
}

/// A rule's name, linked to its description; `page` is the page of all alerts.
pub(crate) fn rule_link(page: &str, rule: &str) -> String {
    format!("<a class=rule href=\"{}#{rule}\">{rule}</a>", escaped(page))
}

/// The notes that support an alert, each with its line, and how many more there are.
pub(crate) fn grounds(
    context: &RenderContext<'_>,
    row: &AlertRow,
    link: &dyn Fn(&PageLink) -> String,
) -> String {
    let strings = context.strings();
    let one = |(note, line): &(PageLink, usize)| {
        let line = strings.with_args("line", &[("line", line)]);
        format!(
            "<span>{} <small>{}</small></span> ",
            link(note),
            escaped(&line)
        )
    };
    let mut html: String = row.grounds.iter().map(one).collect();
    if row.more_grounds > 0 {
        let more = strings.with_args("alerts-evidence-more", &[("count", &row.more_grounds)]);
        html.push_str(&format!("<span>{}</span>", escaped(&more)));
    }
    html
}

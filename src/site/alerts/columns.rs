//! Alerts in three columns by severity: the weight of the rule above a column is the severity, and each alert shows what was
//! found, the figures behind it, its rule, and the notes it rests on.

use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::view::{Block, Section};
use crate::html::writer::HtmlWriter;
use crate::html::{href, relative};
use crate::insight::AlertSeverity;
use crate::site::facts::AccountFacts;
use crate::site::summary::{AlertRow, Named, Summary};

/// A column of the home page shows no more than these.
const MOST_AT_HOME: usize = 5;
/// A column of an account shows no more than these in the open.
const MOST_OF_ACCOUNT: usize = 5;
/// A brief of one sheet shows no more red ones than these.
const MOST_IN_BRIEF: usize = 3;

/// What becomes of the alerts of an account for which its columns have no room.
pub(crate) enum Rest {
    /// They are folded away.
    Folded,
    /// They stand elsewhere: the address.
    At(String),
}

/// The alerts of an account; nothing where there are none. Those that are muted are folded away.
pub(crate) fn of_account(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    rest: Rest,
) -> Option<Section> {
    let context = facts.context;
    let page = Page::of(writer);
    let (muted, raised): (Vec<&AlertRow>, Vec<&AlertRow>) =
        facts.alerts.iter().partition(|row| !row.muted.is_empty());
    let words =
        |key: &str, rows: &[&AlertRow]| context.strings().with_args(key, &[("count", &rows.len())]);
    let column = |severity: AlertSeverity| {
        let rows = of_severity(&raised, severity);
        let (open, further) = rows.split_at(rows.len().min(MOST_OF_ACCOUNT));
        let more = words("alerts-more", further);
        let below = match (further, &rest) {
            ([], _) => String::new(),
            (further, Rest::Folded) => page.folded(&more, further),
            (_, Rest::At(href)) => more_link(href, &more),
        };
        page.column(severity, rows.len(), open, &below)
    };
    let mut html = page.columns(column);
    if !muted.is_empty() {
        html.push_str(&page.folded(&words("alerts-muted", &muted), &muted));
    }
    let section = section(context, &raised, html);
    (!facts.alerts.is_empty()).then_some(section)
}

/// The alerts for which the columns of an account have no room; nothing where there are none.
pub(crate) fn further(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Section> {
    let page = Page::of(writer);
    let raised: Vec<&AlertRow> = raised(&facts.alerts).collect();
    let mut html = String::new();
    for severity in AlertSeverity::ALL {
        let rows = of_severity(&raised, severity);
        let further = rows.get(MOST_OF_ACCOUNT..).unwrap_or_default();
        if !further.is_empty() {
            html.push_str(&page.column(severity, further.len(), further, ""));
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

/// A way to the alerts for which a column has no room.
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

/// The red alerts of an account alone; nothing where there are none.
pub(crate) fn most_severe(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Section> {
    let page = Page::of(writer);
    let raised: Vec<&AlertRow> = raised(&facts.alerts).collect();
    let red = of_severity(&raised, AlertSeverity::Red);
    let open = &red[..red.len().min(MOST_IN_BRIEF)];
    let column = page.column(AlertSeverity::Red, red.len(), open, "");
    let section = section(facts.context, &raised, column);
    (!red.is_empty()).then_some(section)
}

/// The most severe alerts of all accounts; nothing where there are none.
///
/// An account's first comes before its second, and a tier is worth a place: the second of a VIP account stands beside the
/// first of an important one.
pub(crate) fn of_all(context: &RenderContext<'_>, summaries: &[&Summary]) -> Option<Section> {
    let mut placed: Vec<(usize, &AlertRow)> = Vec::new();
    for summary in summaries {
        let mut places = [0_usize; 3];
        for row in raised(&summary.alerts) {
            let of_severity = AlertSeverity::ALL
                .iter()
                .position(|one| one.class() == row.severity)
                .unwrap_or_default();
            let tier = match row.tier {
                "vip" => 0,
                "important" => 1,
                _ => 2,
            };
            placed.push((places[of_severity] + tier, row));
            places[of_severity] += 1;
        }
    }
    // What stands level stays in the order of the rules within an account, and of the accounts.
    placed.sort_by_key(|(place, _)| *place);
    let rows: Vec<&AlertRow> = placed.into_iter().map(|(_, row)| row).collect();
    let page = Page {
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
        page.column(severity, of_severity.len(), shown, &more)
    };
    let html = page.columns(column);
    (!rows.is_empty()).then(|| section(context, &rows, html))
}

fn section(context: &RenderContext<'_>, rows: &[&AlertRow], html: String) -> Section {
    let count = |severity| of_severity(rows, severity).len();
    let counts = AlertSeverity::ALL.map(count);
    let sentence = match counts[0] {
        0 => context.words("alerts-none"),
        _ => counted(context, counts),
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

/// How many alerts there are of each severity, in a sentence.
pub(crate) fn counted(context: &RenderContext<'_>, counts: [usize; 3]) -> String {
    let [red, amber, info] = counts;
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("red", &red), ("amber", &amber), ("info", &info)];
    context.strings().with_args("alerts-lede", &values)
}

/// The alerts of a severity.
pub(crate) fn of_severity<'r>(rows: &[&'r AlertRow], severity: AlertSeverity) -> Vec<&'r AlertRow> {
    let rows = rows.iter().copied();
    rows.filter(|row| row.severity == severity.class())
        .collect()
}

/// What a severity is called.
pub(crate) fn severity_words(context: &RenderContext<'_>, severity: AlertSeverity) -> String {
    context.words(match severity {
        AlertSeverity::Red => "alerts-red",
        AlertSeverity::Amber => "alerts-amber",
        AlertSeverity::Information => "alerts-info",
    })
}

/// A page that alerts stand on.
struct Page<'p> {
    context: &'p RenderContext<'p>,
    /// Where it lies.
    route: &'p str,
    /// Whether an alert says whose it is.
    names_accounts: bool,
}

impl<'p> Page<'p> {
    /// A page of an account, where nobody asks whose an alert is.
    fn of(writer: &HtmlWriter<'p>) -> Page<'p> {
        Page {
            context: writer.context,
            route: writer.route,
            names_accounts: false,
        }
    }

    /// The way to another page of the site.
    fn href(&self, route: &str) -> String {
        href(&relative(self.route, route))
    }

    fn columns(&self, column: impl Fn(AlertSeverity) -> String) -> String {
        let columns: String = AlertSeverity::ALL.into_iter().map(column).collect();
        format!("<div class=alerts>{columns}</div>")
    }

    /// A column: its heading, its alerts, and what stands below them.
    fn column(
        &self,
        severity: AlertSeverity,
        count: usize,
        rows: &[&AlertRow],
        below: &str,
    ) -> String {
        let heading = escaped(&severity_words(self.context, severity));
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

    /// Alerts that are folded away behind some words.
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

    /// The rule, and the notes that the alert rests on.
    fn evidence(&self, row: &AlertRow) -> String {
        let rule = rule_link(&self.href("alerts.html"), row.rule);
        format!("<span class=ev>{rule}{}</span>", self.grounds(row))
    }

    fn grounds(&self, row: &AlertRow) -> String {
        grounds(self.context, row, &|named| self.link(named))
    }

    fn link(&self, named: &Named) -> String {
        let href = escaped(&self.href(&named.route));
        format!("<a href=\"{href}\">{}</a>", escaped(&named.name))
    }
}

/// A rule's name, with a link to what it is about; `page` is the page of all alerts.
pub(crate) fn rule_link(page: &str, rule: &str) -> String {
    format!("<a class=rule href=\"{}#{rule}\">{rule}</a>", escaped(page))
}

/// The notes that an alert rests on, each with its line, and how many more there are.
pub(crate) fn grounds(
    context: &RenderContext<'_>,
    row: &AlertRow,
    link: &dyn Fn(&Named) -> String,
) -> String {
    let strings = context.strings();
    let one = |(note, line): &(Named, usize)| {
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

//! The facts of one account that its pages are rendered from, derived once.

use super::alerts::alert_rows;
use super::forms::paper::{AccountForms, account_forms};
use super::summary::AlertRow;
use crate::domain::{Account, Contact, Item, LinkTarget, Lookups, Project};
use crate::html::context::RenderContext;
use crate::html::view::{Head, Link};
use crate::html::writer::{Attachments, HtmlWriter};
use crate::insight::{
    Appointment, Coverage, Health, HealthFacts, InformationClass, Meeting, Progress, Promise,
    PromiseCounts, Reach, RuleContext, RuleFacts, Scorecard, Side, Standing, alerts, appointments,
    count_promises, health, information, lead_project, meetings, progress, promises, scorecard,
    standing,
};
use crate::text::Diagnostic;
use std::collections::BTreeMap;

/// What is derived from an account for all of its pages.
pub(crate) struct AccountFacts<'a> {
    pub context: &'a RenderContext<'a>,
    pub lookups: &'a Lookups<'a>,
    pub account: &'a Account,
    pub diagnostics: &'a [Diagnostic],
    pub meetings: Vec<Meeting<'a>>,
    pub appointments: Vec<Appointment<'a>>,
    pub promises: Vec<Promise<'a>>,
    pub reach: Reach<'a>,
    pub coverage: Coverage,
    pub lead_project: Option<(&'a Project, Progress<'a>)>,
    /// The scorecard of the lead project.
    pub card: Option<Scorecard<'a>>,
    /// The counts of our promises and of the customer's.
    pub promise_totals: [PromiseCounts; 2],
    pub information: Vec<InformationClass<'a>>,
    pub health: Health,
    /// The standing of each contact, in the order of the contacts.
    pub standings: Vec<Standing<'a>>,
    /// The alerts; empty for readers outside the company.
    pub alerts: Vec<AlertRow>,
    /// The attachments that the pages link to.
    pub attachments: Attachments,
    /// The items that refer to an item, by its id.
    pub backlinks: BTreeMap<u32, Vec<&'a Item>>,
    /// Its paper forms; `None` for readers outside the company.
    pub forms: Option<AccountForms>,
}

impl<'a> AccountFacts<'a> {
    pub fn of(
        context: &'a RenderContext<'a>,
        lookups: &'a Lookups<'a>,
        account: &'a Account,
        diagnostics: &'a [Diagnostic],
    ) -> AccountFacts<'a> {
        let as_of = context.viewpoint.as_of;
        let meetings = meetings(account, as_of);
        let standings: Vec<Standing<'a>> = account
            .contacts
            .iter()
            .map(|contact| standing(account, contact))
            .collect();
        let promises = promises(account, as_of);
        let reach = Reach::of(account, &standings, &meetings, context.settings);
        let lead_project = lead_project(account).map(|project| {
            let progress = progress(account, project, &meetings, &standings);
            (project, progress)
        });
        let card = lead_project
            .as_ref()
            .and_then(|(project, _)| scorecard(project));
        let coverage = reach.coverage(as_of);
        let promise_totals = [Side::Ours, Side::Theirs].map(|side| count_promises(&promises, side));
        let information = information(account, &standings, &context.viewpoint.audience);
        let health = health(&HealthFacts {
            progress: lead_project.as_ref().map(|(_, progress)| progress),
            card: card.as_ref(),
            coverage: &coverage,
            ours: &promise_totals[0],
            information: &information,
        });
        let appointments = appointments(account, &meetings);
        let alerts = context.is_internal().then(|| {
            let case = RuleContext::of(RuleFacts {
                account,
                as_of,
                settings: context.settings,
                meetings: &meetings,
                appointments: &appointments,
                promises: &promises,
                standings: &standings,
                information: &information,
            });
            alert_rows(context, lookups, account, &alerts(&case))
        });
        AccountFacts {
            alerts: alerts.unwrap_or_default(),
            appointments,
            attachments: Attachments::default(),
            backlinks: backlinks(account),
            forms: context
                .is_internal()
                .then(|| account_forms(context, lookups, account)),
            context,
            lookups,
            account,
            diagnostics,
            meetings,
            promises,
            reach,
            coverage,
            lead_project,
            card,
            promise_totals,
            information,
            health,
            standings,
        }
    }

    /// A writer for the page of an item.
    pub fn writer(&'a self, item: &'a Item) -> HtmlWriter<'a> {
        HtmlWriter {
            context: self.context,
            lookups: self.lookups,
            route: &item.route,
            source: &item.source,
            attachments: &self.attachments,
        }
    }

    /// A writer for an item in a report, a document at the top of the site.
    pub fn report_writer(&'a self, item: &'a Item) -> HtmlWriter<'a> {
        HtmlWriter {
            route: "report.html",
            ..self.writer(item)
        }
    }

    /// The head of an item's page.
    pub fn head(&self, item: &Item, kind: &str, heading: String) -> Head {
        let mut head = self.context.head(&item.route, "accounts", heading);
        let mut further = vec![Link {
            label: self.account.item.name(),
            href: String::new(),
        }];
        if item.id != self.account.item.id {
            further[0].href = crate::html::href(&crate::html::relative(
                &item.route,
                &self.account.item.route,
            ));
            further.push(Link {
                label: head.heading.clone(),
                href: String::new(),
            });
        }
        head.crumbs = self.context.crumbs(&head.root, "accounts", further);
        head.kind = self.context.words(kind);
        head.source = self.context.file_of(item);
        if let Some(forms) = &self.forms {
            head.forms = forms.links(self.context, item);
        }
        head
    }

    /// The people who are in their posts on the as-of day, each with their standing.
    pub fn present_contacts(&self) -> impl Iterator<Item = (&'a Contact, &Standing<'a>)> {
        let as_of = self.context.viewpoint.as_of;
        let people = self.account.contacts.iter().zip(&self.standings);
        people.filter(move |(contact, _)| contact.is_present(as_of))
    }

    /// The stages of a project.
    pub fn progress(&self, project: &'a Project) -> Progress<'a> {
        progress(self.account, project, &self.meetings, &self.standings)
    }

    /// Whether we have met a person.
    pub fn has_met(&self, contact: &Contact) -> bool {
        self.meetings
            .iter()
            .any(|meeting| meeting.includes(contact))
    }

    /// The meetings with a person, oldest first.
    pub fn meetings_with(
        &self,
        contact: &Contact,
    ) -> impl DoubleEndedIterator<Item = &Meeting<'a>> {
        let id = contact.item.id;
        self.meetings
            .iter()
            .filter(move |meeting| meeting.people.contains(&id))
    }

    /// The number of days since a date; negative for a later one.
    pub fn days_since(&self, day: jiff::civil::Date) -> i32 {
        day.until(self.context.viewpoint.as_of)
            .map_or(0, |span| span.get_days())
    }
}

/// The links between the items of an account, from their texts, by the item referred to.
fn backlinks(account: &Account) -> BTreeMap<u32, Vec<&Item>> {
    let mut backlinks: BTreeMap<u32, Vec<&Item>> = BTreeMap::new();
    for item in account.items() {
        let Some(prose) = &item.prose else { continue };
        for leads in &prose.targets {
            let LinkTarget::Item(id) = leads else {
                continue;
            };
            let known = backlinks.entry(*id).or_default();
            if *id != item.id && !known.iter().any(|known| known.id == item.id) {
                known.push(item);
            }
        }
    }
    backlinks
}

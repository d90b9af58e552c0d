//! A build in which one field slips through the filter: what observes it takes the field for private, the filter does not.

use kafolio::build::Observer;
use kafolio::domain::{Directory, Draft, Item, Lookups, Settings, Viewpoint};
use kafolio::forms::{Field, Level, Record, Value};
use std::sync::Arc;

/// Shows another observer a field as private.
pub struct Slip<'a> {
    field: &'static Field,
    private: &'static Field,
    inner: Box<dyn Observer + 'a>,
}

impl<'a> Slip<'a> {
    /// Shows a field to an observer as private.
    pub fn of(field: &'static Field, inner: impl Observer + 'a) -> Slip<'a> {
        let private = Field {
            key: field.key.clone(),
            labels: field.labels.clone(),
            also: field.also.clone(),
            note: field.note.clone(),
            level: Level::Private,
            ..*field
        };
        Slip {
            field,
            private: Box::leak(Box::new(private)),
            inner: Box::new(inner),
        }
    }

    fn hide(&self, record: &mut Record) {
        exchange(record, self.field, self.private);
    }

    fn show(&self, record: &mut Record) {
        exchange(record, self.private, self.field);
    }
}

impl Observer for Slip<'_> {
    fn begin(
        &self,
        settings: &Settings,
        viewpoint: &Viewpoint,
        directory: Arc<Directory>,
    ) -> Arc<Directory> {
        self.inner.begin(settings, viewpoint, directory)
    }

    fn account(
        &self,
        draft: &mut Draft,
        viewpoint: &Viewpoint,
        lookups: &Lookups<'_>,
        is_in_site: bool,
    ) {
        records(draft).for_each(|record| self.hide(record));
        self.inner.account(draft, viewpoint, lookups, is_in_site);
        records(draft).for_each(|record| self.show(record));
    }

    fn note(&self, item: &mut Item, viewpoint: &Viewpoint, lookups: &Lookups<'_>) {
        self.hide(&mut item.record);
        self.inner.note(item, viewpoint, lookups);
        self.show(&mut item.record);
    }

    fn keep(&self, account: &str) {
        self.inner.keep(account);
    }

    fn of_earlier_day(&self) -> Box<dyn Observer + '_> {
        Box::new(Slip {
            inner: self.inner.of_earlier_day(),
            ..*self
        })
    }
}

fn records(draft: &mut Draft) -> impl Iterator<Item = &mut Record> {
    let items = std::iter::once(&mut draft.core).chain(&mut draft.items);
    items.map(|item| &mut item.record)
}

/// Puts a field in the place of another, in a record and the records within it.
fn exchange(record: &mut Record, from: &Field, to: &'static Field) {
    for entry in &mut record.entries {
        if std::ptr::eq(entry.field, from) {
            entry.field = to;
        }
        match &mut entry.value {
            Value::Record(inner) => exchange(inner, from, to),
            Value::Records(records) => records
                .iter_mut()
                .for_each(|inner| exchange(inner, from, to)),
            Value::Map(named) => named.iter_mut().for_each(|one| {
                if let Value::Record(inner) = &mut one.value {
                    exchange(inner, from, to);
                }
            }),
            _ => {}
        }
    }
}

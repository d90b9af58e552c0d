//! Which items exist for a reader on a day, as a whole.

use crate::domain::{Audience, Item, Viewpoint};
use crate::forms::{Kind, Level, Moment};
use crate::note::date_of_file_name;
use jiff::civil::Date;

/// Whether an item exists for a reader on a day.
pub(in crate::domain) fn is_visible(item: &Item, viewpoint: &Viewpoint) -> bool {
    is_known(item, viewpoint.as_of) && may_see(item, &viewpoint.audience)
}

/// Whether an item is left out as a whole because it is dated after the day; items that the reader may not see anyway
/// do not count.
pub(in crate::domain) fn is_upcoming(item: &Item, viewpoint: &Viewpoint) -> bool {
    !is_known(item, viewpoint.as_of) && may_see(item, &viewpoint.audience)
}

/// Whether an item is known on a day: a visit from its date on, a contact from the day they joined.
pub(crate) fn is_known(item: &Item, day: Date) -> bool {
    let date = match item.kind {
        Kind::Visit => date_of_visit(item),
        Kind::Contact => item.record.moment("joined_on"),
        _ => None,
    };
    !date.is_some_and(|date| date.is_after(day))
}

/// Returns the date of a visit; if it cannot be read, that in the name of its file.
fn date_of_visit(item: &Item) -> Option<Moment> {
    let of_file = || date_of_file_name(&item.source.path).filter(|_| !item.inline);
    item.record.moment("date").or_else(of_file)
}

/// Whether a reader may see an item.
pub(crate) fn may_see(item: &Item, audience: &Audience) -> bool {
    let level = item.level();
    // Outside the company, notes outside the accounts are visible only if they are marked for it: they may mention
    // other accounts.
    if audience.external && !item.route.starts_with("accounts/") {
        return item
            .record
            .sensitivity()
            .is_some_and(|own| own.max(level) <= audience.level);
    }
    let shows_added = || {
        let unmarked = item.record.sensitivity().is_none() && level < Level::Private;
        unmarked
            && item
                .record
                .entries
                .iter()
                .any(|entry| audience.adds(item.kind, &entry.field.key))
    };
    level <= audience.level || shows_added()
}

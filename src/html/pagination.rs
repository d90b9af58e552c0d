//! Pagination: long lists are split over several pages of limited size.

use super::view::Link;

/// The most rows on one page of a list: some 700 kB for the widest rows.
pub(crate) const ROWS_PER_PAGE: usize = 1200;

/// Rows under one heading.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Group<T> {
    /// The heading.
    pub label: String,
    /// A sentence under it.
    pub note: String,
    /// The rows.
    pub rows: Vec<T>,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub(crate) struct ListPart<T> {
    /// Its route.
    pub route: String,
    /// Its first and last heading.
    pub label: String,
    /// Its groups.
    pub groups: Vec<Group<T>>,
}

/// Spreads groups over pages of at most `most` rows. The first page keeps the plain name (`people.html`), the others
/// are `people-2.html` and so on. A group that does not fit continues under the same heading on the next page.
pub(crate) fn paginate<T>(route: &str, groups: Vec<Group<T>>, most: usize) -> Vec<ListPart<T>> {
    let mut pages: Vec<Vec<Group<T>>> = vec![Vec::new()];
    let mut space_left = most;
    for group in groups {
        let mut rows = group.rows;
        if rows.len() > space_left && space_left < most && rows.len() <= most {
            pages.push(Vec::new());
            space_left = most;
        }
        while !rows.is_empty() {
            if space_left == 0 {
                pages.push(Vec::new());
                space_left = most;
            }
            let rest = rows.split_off(rows.len().min(space_left));
            space_left -= rows.len();
            if let Some(page) = pages.last_mut() {
                page.push(Group {
                    label: group.label.clone(),
                    note: group.note.clone(),
                    rows,
                });
            }
            rows = rest;
        }
    }
    let stem = route.strip_suffix(".html").unwrap_or(route);
    let part = |(index, groups): (usize, Vec<Group<T>>)| ListPart {
        route: if index == 0 {
            route.to_owned()
        } else {
            format!("{stem}-{}.html", index + 1)
        },
        label: range(&groups),
        groups,
    };
    pages.into_iter().enumerate().map(part).collect()
}

/// The first and the last heading.
fn range<T>(groups: &[Group<T>]) -> String {
    match (groups.first(), groups.last()) {
        (Some(first), Some(last)) if first.label != last.label => {
            format!("{} – {}", first.label, last.label)
        }
        (Some(first), _) => first.label.clone(),
        _ => String::new(),
    }
}

/// The links between the pages of a list; empty if there is only one. That of the `current` page has no target.
pub(crate) fn part_links<T>(parts: &[ListPart<T>], current: usize) -> Vec<Link> {
    if parts.len() < 2 {
        return Vec::new();
    }
    let file = |route: &str| route.rsplit('/').next().unwrap_or(route).to_owned();
    let link = |(index, part): (usize, &ListPart<T>)| Link {
        label: if part.label.is_empty() {
            (index + 1).to_string()
        } else {
            part.label.clone()
        },
        href: if index == current {
            String::new()
        } else {
            file(&part.route)
        },
    };
    parts.iter().enumerate().map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_keeps_the_plain_name_and_no_row_is_lost() {
        let group = |label: &str, count| Group {
            label: label.to_owned(),
            note: String::new(),
            rows: vec![0; count],
        };
        let pages = paginate(
            "people.html",
            vec![group("a", 700), group("b", 700), group("c", 2500)],
            ROWS_PER_PAGE,
        );
        let sizes: Vec<(String, usize)> = pages
            .iter()
            .map(|part| {
                (
                    part.route.clone(),
                    part.groups.iter().map(|group| group.rows.len()).sum(),
                )
            })
            .collect();
        let expected = [
            ("people.html", 700),
            ("people-2.html", 1200),
            ("people-3.html", 1200),
            ("people-4.html", 800),
        ];
        assert_eq!(
            sizes,
            expected.map(|(route, count)| (route.to_owned(), count))
        );
        assert_eq!(part_links(&pages, 0).len(), 4);
        assert!(paginate::<u8>("people.html", vec![], ROWS_PER_PAGE).len() == 1);
    }
}

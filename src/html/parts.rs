//! Long lists are split, so that no page passes a size a browser is happy with.

use super::view::Link;

/// Rows on one page of a list: some 700 kB at the widest.
pub(crate) const ROWS: usize = 1200;

/// A group of rows that stand under one heading.
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
pub(crate) struct Part<T> {
    /// Its page.
    pub route: String,
    /// The first and the last heading on it.
    pub label: String,
    /// Its groups.
    pub groups: Vec<Group<T>>,
}

/// Spreads groups over pages. The first keeps the plain name (`people.html`), the next are `people-2.html` and so on.
/// A group longer than a page, of `most` rows, goes on under its heading on the next.
pub(crate) fn parts<T>(route: &str, groups: Vec<Group<T>>, most: usize) -> Vec<Part<T>> {
    let mut pages: Vec<Vec<Group<T>>> = vec![Vec::new()];
    let mut room = most;
    for group in groups {
        let mut rows = group.rows;
        if rows.len() > room && room < most && rows.len() <= most {
            pages.push(Vec::new());
            room = most;
        }
        while !rows.is_empty() {
            if room == 0 {
                pages.push(Vec::new());
                room = most;
            }
            let rest = rows.split_off(rows.len().min(room));
            room -= rows.len();
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
    let part = |(index, groups): (usize, Vec<Group<T>>)| Part {
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

/// From the first heading to the last.
fn range<T>(groups: &[Group<T>]) -> String {
    match (groups.first(), groups.last()) {
        (Some(first), Some(last)) if first.label != last.label => {
            format!("{} – {}", first.label, last.label)
        }
        (Some(first), _) => first.label.clone(),
        _ => String::new(),
    }
}

/// The links from part to part; none where there is one part only. The one of `current` leads nowhere.
pub(crate) fn part_links<T>(parts: &[Part<T>], current: usize) -> Vec<Link> {
    if parts.len() < 2 {
        return Vec::new();
    }
    let file = |route: &str| route.rsplit('/').next().unwrap_or(route).to_owned();
    let link = |(index, part): (usize, &Part<T>)| Link {
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
        let pages = parts(
            "people.html",
            vec![group("a", 700), group("b", 700), group("c", 2500)],
            ROWS,
        );
        let told: Vec<(String, usize)> = pages
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
            told,
            expected.map(|(route, count)| (route.to_owned(), count))
        );
        assert_eq!(part_links(&pages, 0).len(), 4);
        assert!(parts::<u8>("people.html", vec![], ROWS).len() == 1);
    }
}

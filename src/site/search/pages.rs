//! The search page and the scripts that it loads: one set for each group of accounts, one for all other pages.

use super::{
    FIRST_MARK, Sample, Shard, folder_of_kind, group_of, groups_for, labels, missed,
    section_of_others, static_scripts,
};
use crate::domain::{Item, Lookups};
use crate::html::context::RenderContext;
use crate::html::output::Output;
use crate::html::view::PageView;
use crate::html::writer::is_plain;
use crate::site::list::{owner_topics, tag_topics};
use crate::site::list::{owners, tags};
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::summary::Summary;
use crate::text::fingerprint;
use rayon::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds by their letters in the index, with the words for each.
const KINDS: [(&str, &str); 9] = [
    ("A", "account"),
    ("C", "contact"),
    ("P", "project"),
    ("V", "visit"),
    ("X", "exchange"),
    ("R", "competitor"),
    ("N", "page"),
    ("O", "search-owner"),
    ("T", "tag"),
];

/// The text keys that the scripts of the page use.
const WORDS: [&str; 15] = [
    "search",
    "search-field",
    "search-found",
    "search-found-names",
    "search-none",
    "search-more",
    "search-busy",
    "search-failed",
    "search-everywhere",
    "search-kind",
    "search-account",
    "search-owner",
    "search-from",
    "search-to",
    "search-any",
];

/// The row of the search page in the table. Every reader searches; the page has a box in the head of all pages instead of
/// an entry in the navigation.
pub(crate) const PAGE: ListPage = ListPage {
    key: "search",
    route: "search.html",
    template: "search.html",
    folders: &[],
    included: Included::Always,
    in_navigation: false,
    shows_same: |one, other| one.search == other.search,
    render,
};

/// Writes the page and the scripts of the accounts.
fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    page(context, output);
    let routes = ["assets/search/fold.js", "assets/search/pinyin.js"];
    if !routes
        .map(|route| output.is_unchanged(route, 0))
        .iter()
        .all(|stands| *stands)
    {
        for shard in static_scripts() {
            output.put(&shard.route, shard.script.clone().into_bytes());
        }
    }
    let groups = groups_for(summaries.len());
    let mut grouped: Vec<Vec<&Summary>> = vec![Vec::new(); groups];
    for summary in summaries {
        let group = group_of(&summary.search.slug, groups);
        if let Some(members) = grouped.get_mut(group) {
            members.push(summary);
        }
    }
    grouped
        .par_iter()
        .enumerate()
        .for_each(|(number, members)| {
            write_group(context, number, members, output);
        });
    let bytes = |members: &Vec<&Summary>| -> usize {
        members.iter().map(|one| one.search.names.len()).sum()
    };
    let bytes: Vec<usize> = grouped.iter().map(bytes).collect();
    let used = summaries
        .iter()
        .flat_map(|one| one.search.labels.iter().copied());
    contents(context, &bytes, &used.collect(), output);
}

/// Writes the scripts of the pages outside the accounts, including our people and tags if they have pages.
pub fn search_others(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    others: &[Item],
    summaries: &[&Summary],
    list_pages: &[&ListPage],
    output: &dyn Output,
) {
    let mut topics = Vec::new();
    let has = |key: &str| list_pages.iter().any(|page| page.key == key);
    if has(owners::PAGE.key) {
        topics.extend(owner_topics(context, summaries));
    }
    if has(tags::PAGE.key) {
        topics.extend(tag_topics(summaries, others));
    }
    let section = section_of_others(context, lookups, others, &topics);
    let group = groups_for(summaries.len());
    let texts = [("names", &section.names), ("words", &section.words)];
    for (part, text) in texts {
        let shard = Shard::of(part, group, std::iter::once(text.as_ref()));
        output.put(&shard.route, shard.script.into_bytes());
    }
}

fn page(context: &RenderContext<'_>, output: &dyn Output) {
    let route = PAGE.route;
    if output.is_unchanged(route, 0) {
        return;
    }
    let mut head = context.head(route, "search", context.words("search"));
    head.crumbs = context.crumbs(&head.root, "search", Vec::new());
    output.put(
        route,
        context.print(PAGE.template, &head, &PageView::default()),
    );
}

/// Writes the table of contents: the size of each group's names, the labels, and the words of the scripts.
fn contents(
    context: &RenderContext<'_>,
    bytes: &[usize],
    used: &BTreeSet<&'static str>,
    output: &dyn Output,
) {
    let route = "assets/search/contents.js";
    if output.is_unchanged(route, fingerprint(&(bytes, used))) {
        return;
    }
    let words: BTreeMap<&str, String> =
        WORDS.iter().map(|key| (*key, context.words(key))).collect();
    let kinds: BTreeMap<&str, String> = KINDS
        .iter()
        .map(|(letter, key)| (*letter, context.words(key)))
        .collect();
    let contents = json!({
        "names": bytes,
        "labels": labels(context, used),
        "words": words,
        "kinds": kinds,
        "folders": folders(),
        "firstMark": u32::from(FIRST_MARK),
    });
    output.put(
        route,
        format!("kafolioSearch.contents({contents});\n").into_bytes(),
    );
}

/// Writes the folders of the kinds that have one within an account's, by their letters.
fn folders() -> BTreeMap<&'static str, &'static str> {
    let all = KINDS.iter().filter_map(|(letter, _)| {
        let folder = letter.chars().next().map_or("", folder_of_kind);
        (!folder.is_empty()).then_some((*letter, folder))
    });
    all.collect()
}

/// The scripts of a group if one of them has changed, and checks that they find samples of their content.
fn write_group(
    context: &RenderContext<'_>,
    number: usize,
    members: &[&Summary],
    output: &dyn Output,
) {
    let digests =
        |part: usize| -> Vec<u64> { members.iter().map(|one| one.search.digests[part]).collect() };
    let stands = ["names", "words"].map(|part| {
        let digests = digests(usize::from(part == "words"));
        output.is_unchanged(&Shard::route(part, number), fingerprint(&digests))
    });
    if stands == [true, true] {
        return;
    }
    let names = members.iter().map(|one| one.search.names.as_ref());
    let words = members.iter().map(|one| one.search.words.as_ref());
    let names = Shard::of("names", number, names);
    let words = Shard::of("words", number, words);
    let samples: Vec<Sample> = members.first().map(|one| sample(one)).into_iter().collect();
    context.record_search_gaps(missed(&names, &words, &samples));
    for (shard, stands) in [names, words].into_iter().zip(stands) {
        if !stands {
            output.put(&shard.route, shard.script.into_bytes());
        }
    }
}

/// Samples of what lists show of an account.
fn sample(summary: &Summary) -> Sample {
    const MOST: usize = 3;
    let people = summary.people.iter().map(|person| &person.person.name);
    let projects = summary.projects.iter().map(|project| &project.project.name);
    // A list shows the beginning of a long task and `…`, which no note contains; a number may have been cut in two.
    let beginning = |task: &String| {
        match task.strip_suffix('…') {
            Some(cut) => cut.trim_end_matches(|one: char| one == ',' || one.is_ascii_digit()),
            None => task,
        }
        .to_owned()
    };
    let tasks = summary.promises.iter().map(|promise| &promise.task);
    Sample {
        slug: summary.search.slug.clone(),
        names: std::iter::once(&summary.row.account.name)
            .chain(people.take(MOST))
            .chain(projects.take(MOST))
            .cloned()
            .collect(),
        phrases: tasks
            .filter(|task| is_plain(task))
            .take(MOST)
            .map(beginning)
            .collect(),
    }
}

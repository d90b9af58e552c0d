//! The theme of a site, made again only if something of it changed.

use super::cache::Cache;
use crate::domain::{Settings, Viewpoint};
use crate::text::{Diagnostic, Snapshot, fingerprint};
use crate::theme::{Locale, Theme};
use std::sync::Arc;

/// Returns the theme: that of the last build if nothing of it changed.
pub(super) fn theme_of(
    snapshot: &Snapshot,
    settings: &Settings,
    viewpoint: &Viewpoint,
    cache: &mut Cache,
    found: &mut Vec<Diagnostic>,
) -> Arc<Theme> {
    let key = (
        theme_digest(snapshot),
        &settings.theme,
        &settings.appearance,
        viewpoint.language,
        &settings.locale,
        settings.dictionary,
    );
    let make = |found: &mut Vec<Diagnostic>| {
        let name = settings.theme.as_deref();
        Theme::of(
            name,
            &snapshot.theme,
            &settings.appearance,
            &Locale {
                language: viewpoint.language,
                further: settings.locale.as_deref(),
            },
            settings.dictionary,
            found,
        )
    };
    cache.theme(fingerprint(&key), make, found)
}

/// The digest of the site's own theme.
pub(super) fn theme_digest(snapshot: &Snapshot) -> u64 {
    let files: Vec<(&str, &str)> = snapshot
        .theme
        .iter()
        .map(|file| (file.path.as_ref(), file.text.as_ref()))
        .collect();
    fingerprint(&files)
}

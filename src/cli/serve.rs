//! `kafolio serve`: serves the site to the browser.

use super::arguments::{ServeArguments, SiteArguments};
use super::exit::Exit;
use super::failure::Failure;
use super::options::options;
use crate::preview::{self, Serving};
use crate::text::Language;
use crate::watch::WatchMode;

/// Serves the site until the program is stopped.
pub(super) fn serve(
    site: &SiteArguments,
    arguments: &ServeArguments,
    language: Language,
) -> Result<Exit, Failure> {
    let never = preview::serve(&Serving {
        site: &site.site,
        options: options(site, Some("owner"))?,
        language,
        format: site.format,
        port: arguments.port,
        open: arguments.open,
        follow: arguments.follow,
        mode: match arguments.poll {
            true => WatchMode::Poll,
            false => WatchMode::Events,
        },
        listen: arguments.listen,
    })?;
    match never {}
}

//! `kafolio serve`: serves the site to the browser.

use super::arguments::{ServeArguments, SiteArguments};
use super::exit::Exit;
use super::options::options;
use crate::preview::{self, Serving};
use crate::watch::How;

/// Serves the site until the program is stopped.
pub(super) fn serve(site: &SiteArguments, arguments: &ServeArguments) -> Result<Exit, String> {
    let never = preview::serve(&Serving {
        site: &site.site,
        options: options(site, Some("owner"))?,
        format: site.format,
        port: arguments.port,
        open: arguments.open,
        follow: arguments.follow,
        how: match arguments.poll {
            true => How::Poll,
            false => How::Events,
        },
        listen: arguments.listen,
    })?;
    match never {}
}

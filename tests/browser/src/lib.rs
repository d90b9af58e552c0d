//! Opens the example site in Chromium, as its readers do.
//!
//! The tests are in `tests/`, a subject per file. This library has what they share: the built example site, one browser
//! for all tests of a file, and a reader that opens pages and records their activity. It defines nothing about what a
//! page should be.
//!
//! A failure here is a failure of a test, so everything panics with a message about the cause.
mod browser;
mod connection;
mod example;
mod fixture;
mod keys;
mod live;
mod reader;
mod server;
mod site;
mod tools;
mod web;

pub use browser::Browser;
pub use example::{Example, address_of_folder, kafolio, program};
pub use fixture::Fixture;
pub use live::Live;
pub use reader::{PageActivity, Reader};
pub use server::serve;
pub use site::{ODD_NAME, copy, first_of_each_kind, pages_of};
pub use tools::{axe, nu_checker, violations};
pub use web::Web;

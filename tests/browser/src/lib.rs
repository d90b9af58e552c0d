//! Opens the example site in Chromium, as its readers do.
//!
//! The tests lie in `tests/`, a subject a file. This library is what they share: the built example site, one browser for
//! all tests of a file, and a reader who opens pages and notes what happens. It says nothing about what a page should be.
//!
//! A failure here is a failure of a test, so everything panics with words that say what went wrong.
mod browser;
mod desk;
mod example;
mod keys;
mod line;
mod live;
mod reader;
mod server;
mod site;
mod tools;
mod web;

pub use browser::Browser;
pub use desk::Desk;
pub use example::{Example, address_of_folder, kafolio, program};
pub use live::Live;
pub use reader::{Reader, Remarks};
pub use server::serve;
pub use site::{ODD_NAME, copy, pages_of};
pub use tools::{axe, nu_checker, violations};
pub use web::Web;

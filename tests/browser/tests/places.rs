//! The site works wherever its folder lies: on a web server under a path of it, and moved to a folder of any name, where
//! `every_page.rs` opens every page.

use kafolio_browser_tests::{Desk, ODD_NAME, Reader, Web, address_of_folder, copy};
use tempfile::TempDir;
use url::Url;

/// Every page loads without a complaint and asks for nothing but what lies in the folder.
fn assert_every_page_is_quiet(reader: &Reader, home: &Url, pages: &[String]) {
    let mut faults = Vec::new();
    for page in pages {
        reader.open(&home.join(page).expect("a page has an address"));
        let remarks = reader.take_remarks();
        let is_outside =
            |request: &String| !request.starts_with(home.as_str()) && !request.starts_with("data:");
        let outside = remarks.requests.into_iter().filter(is_outside);
        let told = remarks.complaints.into_iter().chain(outside);
        faults.extend(told.map(|fault| format!("{page}: {fault}")));
        let is_dressed: bool = reader.ask(
            "matchMedia('print').matches || getComputedStyle(document.body).marginTop === '0px'",
        );
        if !is_dressed {
            faults.push(format!("{page}: its style sheet did not arrive"));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// What a reader does with the mouse: sort, filter, go through the days, come closer, open a fold, choose a scheme, print.
fn assert_all_that_moves_works(reader: &Reader, home: &Url) {
    let choose = |scheme: &str| {
        let choice = format!(".scheme input[value={scheme}]");
        assert!(reader.ask::<bool>(&format!(
            "(document.querySelector('{choice}').click(), true)"
        )));
    };
    let open = |page: &str| reader.open(&home.join(page).expect("a page has an address"));
    open("accounts/index.html");
    reader.click("table.sortable th:nth-child(1) button");
    let order = "document.querySelector('table.sortable th').getAttribute('aria-sort')";
    assert_eq!(reader.ask::<String>(order), "ascending");
    reader.type_into("main input[type=search]", "澹宁");
    let rows = "document.querySelectorAll('table.sortable tbody tr:not([hidden])').length";
    assert_eq!(reader.ask::<usize>(rows), 1);

    open("accounts/lanche/index.html");
    assert!(reader.ask::<bool>("(document.querySelector('#map-day').focus(), true)"));
    let day = "document.querySelector('#map output').textContent";
    let latest: String = reader.ask(day);
    reader.context("Home");
    assert_ne!(reader.ask::<String>(day), latest);
    let width = "Number(document.querySelector('.tl-plot').getAttribute('width'))";
    let whole: f64 = reader.ask(width);
    reader.click(".tl-tools button:last-child");
    assert!(reader.ask::<f64>(width) > whole);
    let paper = "getComputedStyle(document.body).backgroundColor";
    choose("light");
    let light: String = reader.ask(paper);
    choose("dark");
    assert_ne!(reader.ask::<String>(paper), light);
    assert!(reader.print().starts_with(b"%PDF-"));
    choose("auto");

    open("index.html");
    reader.click("details.data > summary");
    assert!(reader.ask::<bool>("document.querySelector('details.data').open"));
    open("accounts/lanche/index.html");

    // A link is followed as a reader follows it.
    reader.click("#map a.card[href$='deng-jiming.html'] .name");
    reader.wait_until("document.querySelector('h1').textContent === '邓既明'");
    assert!(reader.take_remarks().complaints.is_empty());
}

#[test]
fn every_page_is_quiet_on_a_path_of_a_web_server() {
    let desk = Desk::shared();
    let web = Web::serve(desk.example.folder());
    let pages = desk.example.pages();
    std::thread::scope(|scope| {
        for half in pages.chunks(pages.len().div_ceil(2)) {
            scope.spawn(|| assert_every_page_is_quiet(&desk.reader(), web.address(), half));
        }
    });
    assert_all_that_moves_works(&desk.reader(), web.address());
}

// One after the other: pages of the disk are of one origin and hear of each other's choice of a scheme.
#[test]
fn all_that_moves_works_on_the_disk_and_after_the_folder_was_moved_to_one_with_an_odd_name() {
    let desk = Desk::shared();
    assert_all_that_moves_works(&desk.reader(), &desk.example.address());
    let elsewhere = TempDir::new().expect("a temporary folder can be made");
    let (first, moved) = (
        elsewhere.path().join("site"),
        elsewhere.path().join(ODD_NAME),
    );
    copy(desk.example.folder(), &first);
    std::fs::rename(&first, &moved).expect("the folder can be moved");
    assert_all_that_moves_works(&desk.reader(), &address_of_folder(&moved));
}

//! The site works wherever its folder is: on a web server below a path, and moved to a folder of any name, where
//! `every_page.rs` opens every page.

use kafolio_browser_tests::{Fixture, ODD_NAME, Reader, Web, address_of_folder, copy};
use tempfile::TempDir;
use url::Url;

/// Asserts that every page loads without complaints and requests nothing outside the folder.
fn assert_every_page_loads_cleanly(reader: &Reader, home: &Url, pages: &[String]) {
    let mut faults = Vec::new();
    for page in pages {
        reader.open(&home.join(page).expect("a page has an address"));
        let activity = reader.take_activity();
        let is_outside =
            |request: &String| !request.starts_with(home.as_str()) && !request.starts_with("data:");
        let outside = activity.requests.into_iter().filter(is_outside);
        let faults_of_page = activity.complaints.into_iter().chain(outside);
        faults.extend(faults_of_page.map(|fault| format!("{page}: {fault}")));
        let is_styled: bool = reader.eval(
            "matchMedia('print').matches || getComputedStyle(document.body).marginTop === '0px'",
        );
        if !is_styled {
            faults.push(format!("{page}: its style sheet did not arrive"));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Does what a reader does with the mouse: sort, filter, step through the days, zoom, open a fold, choose a scheme,
/// print.
fn assert_interactive_parts_work(reader: &Reader, home: &Url) {
    let choose = |scheme: &str| {
        let choice = format!(".scheme input[value={scheme}]");
        assert!(reader.eval::<bool>(&format!(
            "(document.querySelector('{choice}').click(), true)"
        )));
    };
    let open = |page: &str| reader.open(&home.join(page).expect("a page has an address"));
    open("accounts/index.html");
    reader.click("table.sortable th:nth-child(1) button");
    let order = "document.querySelector('table.sortable th').getAttribute('aria-sort')";
    assert_eq!(reader.eval::<String>(order), "ascending");
    reader.type_into("main input[type=search]", "澹宁");
    let rows = "document.querySelectorAll('table.sortable tbody tr:not([hidden])').length";
    assert_eq!(reader.eval::<usize>(rows), 1);

    open("accounts/lanche/index.html");
    assert!(reader.eval::<bool>("(document.querySelector('#map-day').focus(), true)"));
    let day = "document.querySelector('#map output').textContent";
    let latest: String = reader.eval(day);
    reader.press_key("Home");
    assert_ne!(reader.eval::<String>(day), latest);
    let width = "Number(document.querySelector('.tl-plot').getAttribute('width'))";
    let whole: f64 = reader.eval(width);
    reader.click(".tl-tools button:last-child");
    assert!(reader.eval::<f64>(width) > whole);
    let paper = "getComputedStyle(document.body).backgroundColor";
    choose("light");
    let light: String = reader.eval(paper);
    choose("dark");
    assert_ne!(reader.eval::<String>(paper), light);
    assert!(reader.print().starts_with(b"%PDF-"));
    choose("auto");

    open("index.html");
    reader.click("details.data > summary");
    assert!(reader.eval::<bool>("document.querySelector('details.data').open"));
    open("accounts/lanche/index.html");

    // A link is followed by a click.
    reader.click("#map a.card[href$='deng-jiming.html'] .name");
    reader.wait_until("document.querySelector('h1').textContent === '邓既明'");
    assert!(reader.take_activity().complaints.is_empty());
}

#[test]
fn every_page_loads_cleanly_under_a_path_of_a_web_server() {
    let fixture = Fixture::shared();
    let web = Web::serve(fixture.example.folder());
    let pages = fixture.example.pages();
    std::thread::scope(|scope| {
        for half in pages.chunks(pages.len().div_ceil(2)) {
            scope.spawn(|| assert_every_page_loads_cleanly(&fixture.reader(), web.address(), half));
        }
    });
    assert_interactive_parts_work(&fixture.reader(), web.address());
}

// One after the other: pages from disk have one origin and receive each other's choice of a scheme.
#[test]
fn interactive_parts_work_from_disk_and_in_an_oddly_named_folder() {
    let fixture = Fixture::shared();
    assert_interactive_parts_work(&fixture.reader(), &fixture.example.address());
    let elsewhere = TempDir::new().expect("a temporary folder can be made");
    let (first, moved) = (
        elsewhere.path().join("site"),
        elsewhere.path().join(ODD_NAME),
    );
    copy(fixture.example.folder(), &first);
    std::fs::rename(&first, &moved).expect("the folder can be moved");
    assert_interactive_parts_work(&fixture.reader(), &address_of_folder(&moved));
}

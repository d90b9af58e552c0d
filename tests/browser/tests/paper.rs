//! What comes out of the printer.

use kafolio_browser_tests::Desk;

#[test]
fn an_account_is_printed_on_several_sheets() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.open(&desk.example.page("accounts/lanche/index.html"));
    let pdf = reader.print();
    assert!(pdf.starts_with(b"%PDF-"));
    let sheets = count_sheets(&pdf);
    assert!((6..20).contains(&sheets), "{sheets} sheets");
}

#[test]
fn only_the_map_and_the_timeline_lie_across() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.open(&desk.example.page("accounts/lanche/index.html"));
    reader.show_as("print");
    let across: Vec<String> = reader.ask(
        "Array.from(document.querySelectorAll('main *')).filter(one => getComputedStyle(one).page === 'wide').map(one => one.id || one.className)",
    );
    assert_eq!(across, ["map", "timeline"]);
}

#[test]
fn a_form_of_the_site_is_printed_on_one_sheet_and_nothing_before_it() {
    let desk = Desk::shared();
    let reader = desk.reader();
    for form in 1..=7 {
        let page = desk
            .example
            .address()
            .join(&format!("forms/form-{form}.html"));
        reader.open(&page.expect("a page has an address"));
        assert_eq!(count_sheets(&reader.print()), 1, "form {form}");
    }
}

/// Counts `/Type /Page`, which Chromium writes in the clear, and leaves out `/Type /Pages`, the list of them.
fn count_sheets(pdf: &[u8]) -> usize {
    let mark = b"/Type /Page";
    pdf.windows(mark.len() + 1)
        .filter(|piece| piece.starts_with(mark) && !piece.ends_with(b"s"))
        .count()
}

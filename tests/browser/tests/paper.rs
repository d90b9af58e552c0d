//! Printed pages.

use kafolio_browser_tests::Fixture;

#[test]
fn an_account_is_printed_on_several_sheets() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.open(&fixture.example.page("accounts/lanche/index.html"));
    let pdf = reader.print();
    assert!(pdf.starts_with(b"%PDF-"));
    let sheets = count_sheets(&pdf);
    assert!((6..20).contains(&sheets), "{sheets} sheets");
}

#[test]
fn only_the_map_and_the_timeline_are_landscape() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.open(&fixture.example.page("accounts/lanche/index.html"));
    reader.set_medium("print");
    let across: Vec<String> = reader.eval(
        "Array.from(document.querySelectorAll('main *')).filter(one => getComputedStyle(one).page === 'wide').map(one => one.id || one.className)",
    );
    assert_eq!(across, ["map", "timeline"]);
}

#[test]
fn a_form_is_printed_alone_on_one_sheet() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    for form in 1..=7 {
        let page = fixture
            .example
            .address()
            .join(&format!("forms/form-{form}.html"));
        reader.open(&page.expect("a page has an address"));
        assert_eq!(count_sheets(&reader.print()), 1, "form {form}");
    }
}

/// Counts `/Type /Page`, which Chromium writes uncompressed, without `/Type /Pages`, the list of them.
fn count_sheets(pdf: &[u8]) -> usize {
    let mark = b"/Type /Page";
    pdf.windows(mark.len() + 1)
        .filter(|piece| piece.starts_with(mark) && !piece.ends_with(b"s"))
        .count()
}

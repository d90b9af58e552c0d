//! Everything can be read without JavaScript; scripts only add.

use kafolio_browser_tests::Fixture;

#[test]
fn an_account_shows_its_facts_with_javascript_off() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.disable_scripts();
    reader.open(&fixture.example.page("accounts/lanche/index.html"));
    let words: String = reader.eval("document.body.innerText");
    for fact in [
        "岚澈药业股份有限公司",
        "QF-KA-017",
        "澜州市青芜区制药园二路 18 号",
        "18.6 亿元",
        "二期车间在线粒子监测",
        "棠越仪器",
        "乔一苇",
    ] {
        assert!(words.contains(fact), "{fact} can be read");
    }
}

#[test]
fn the_account_list_is_complete_without_javascript_and_has_no_dead_controls() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.disable_scripts();
    reader.open(&fixture.example.page("accounts/index.html"));
    let rows: usize = reader.eval("document.querySelectorAll('table.sortable tbody tr').length");
    let controls: usize =
        reader.eval("document.querySelectorAll('main button, main input').length");
    assert_eq!((rows, controls), (14, 0));
}

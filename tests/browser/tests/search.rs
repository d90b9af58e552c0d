//! The search, from the disk: the field in the head of every page, and the page that searches all notes.

use kafolio_browser_tests::{Desk, Reader};

/// Opens a page of the example.
fn open(desk: &Desk, page: &str) -> Reader {
    let reader = desk.reader();
    let address = desk.example.address().join(page);
    reader.open(&address.expect("a page has an address"));
    reader
}

/// What a page of the search or a list of names says.
fn told(reader: &Reader) -> String {
    reader.ask("(document.querySelector('.search-list') || document.querySelector('main')).innerText.slice(0, 2000)")
}

/// Types into the field in the head of a page, and waits for the list.
fn type_in_head(reader: &Reader, words: &str) {
    reader.ask::<bool>("(document.querySelector('.search-box input').value = '', true)");
    reader.type_into(".search-box input", words);
    let last = format!(
        "document.querySelector('.search-list li:last-child a')?.textContent.includes({words:?})"
    );
    reader.wait_until(&last);
}

/// The names in the list under the field.
fn names(reader: &Reader) -> Vec<String> {
    reader.ask(
        "Array.from(document.querySelectorAll('.search-list b')).map((name) => name.textContent)",
    )
}

/// Opens the page of the search with what is asked for in its address, and waits until all notes are searched.
fn asked(desk: &Desk, query: &str) -> Reader {
    let reader = open(desk, &format!("search.html?{query}"));
    reader.wait_until("/条$|没有找到/.test(document.querySelector('.search-status').textContent)");
    reader
}

/// The names of what was found, in order.
fn hits(reader: &Reader) -> Vec<String> {
    reader.ask("Array.from(document.querySelectorAll('.hits .hit')).map((hit) => hit.textContent)")
}

/// What is marked in what was found.
fn marks(reader: &Reader) -> Vec<String> {
    reader
        .ask("Array.from(document.querySelectorAll('.hits mark')).map((mark) => mark.textContent)")
}

fn index_files(reader: &Reader) -> Vec<String> {
    let requests = reader.take_remarks().requests;
    let of_index = requests
        .iter()
        .filter_map(|request| request.split_once("assets/search/"));
    of_index.map(|(_, file)| file.to_owned()).collect()
}

#[test]
fn nothing_of_the_index_is_loaded_before_somebody_searches() {
    let desk = Desk::shared();
    let reader = open(&desk, "index.html");
    assert_eq!(index_files(&reader), [""; 0]);
    reader.press("/");
    reader.wait_until("document.activeElement.matches('.search-box input')");
    reader.wait_until("window.kafolioSearch?.groups?.length");
    let files = index_files(&reader);
    assert!(
        files.iter().all(|file| !file.starts_with("words")),
        "{files:?}"
    );
    assert!(!files.contains(&"pinyin.js".to_owned()), "{files:?}");
}

#[test]
fn names_are_found_as_they_are_typed_in_chinese_by_pinyin_and_by_initials() {
    let desk = Desk::shared();
    let reader = open(&desk, "accounts/lanche/contacts/deng-jiming.html");
    for (typed, name) in [
        ("岚澈", "岚澈药业"),
        ("嵐澈藥業", "岚澈药业"),
        ("lanche", "岚澈药业"),
        ("lcyy", "岚澈药业"),
        ("lanchyy", "岚澈药业"),
        ("LANCHE", "岚澈药业"),
        ("qiaoyw", "乔一苇"),
        ("qyw", "乔一苇"),
        ("halden", "Halden Brix"),
        ("Ｈａｌｄｅｎ", "Halden Brix"),
        ("ingr", "Ingrid Solvang"),
    ] {
        type_in_head(&reader, typed);
        let names = names(&reader);
        assert_eq!(
            names.first().map(String::as_str),
            Some(name),
            "{typed}: {names:?}"
        );
    }
    type_in_head(&reader, "anche");
    assert!(
        !names(&reader).contains(&"岚澈药业".to_owned()),
        "words are found from their beginning"
    );
    assert_eq!(reader.take_remarks().complaints, [""; 0]);
}

#[test]
fn arrows_choose_enter_opens_and_escape_closes() {
    let desk = Desk::shared();
    let reader = open(&desk, "accounts/index.html");
    type_in_head(&reader, "乔一苇");
    let input = "document.querySelector('.search-box input')";
    assert_eq!(
        reader.ask::<String>(&format!("{input}.getAttribute('aria-expanded')")),
        "true"
    );
    reader.press("ArrowDown");
    let chosen = format!("document.getElementById({input}.getAttribute('aria-activedescendant'))");
    assert!(
        reader
            .ask::<String>(&format!("{chosen}.innerText"))
            .starts_with("乔一苇")
    );
    assert_eq!(
        reader.ask::<String>(&format!("{chosen}.getAttribute('aria-selected')")),
        "true"
    );
    let nested = "document.querySelectorAll('.search-list [role=option] a').length";
    assert_eq!(
        reader.ask::<usize>(nested),
        0,
        "an option holds nothing to be operated"
    );
    reader.press("Escape");
    assert!(reader.ask::<bool>("document.querySelector('.search-list').hidden"));
    assert_eq!(
        reader.ask::<String>(&format!("{input}.value")),
        "乔一苇",
        "the words stay"
    );
    reader.press("ArrowDown");
    reader.wait_until("!document.querySelector('.search-list').hidden");
    reader.press("ArrowDown");
    reader.press("Enter");
    reader.wait_until("location.pathname.endsWith('/accounts/lanche/contacts/qiao-yiwei.html')");
}

#[test]
fn enter_without_a_choice_searches_all_notes() {
    let desk = Desk::shared();
    let reader = open(&desk, "accounts/index.html");
    type_in_head(&reader, "粒子监测");
    reader.press("Enter");
    reader.wait_until(
        "location.pathname.endsWith('/search.html') && document.querySelector('.hits li')",
    );
    assert!(marks(&reader).contains(&"粒子监测".to_owned()));
}

#[test]
fn what_is_asked_stands_in_the_address_and_all_terms_must_be_there() {
    let desk = Desk::shared();
    let reader = asked(&desk, "q=報價 現場");
    let both = hits(&reader);
    assert!(!both.is_empty(), "{}", told(&reader));
    let marked = marks(&reader);
    for term in ["报价", "现场"] {
        assert!(marked.iter().any(|mark| mark == term), "{term}: {marked:?}");
    }
    let one = hits(&asked(&desk, "q=报价"));
    assert!(one.len() > both.len());
    let address: String = asked(&desk, "q=报价&kind=V").ask("decodeURI(location.search)");
    assert_eq!(address, "?q=报价&kind=V");
}

#[test]
fn filters_leave_what_is_of_a_kind_an_account_an_owner_or_a_time() {
    let desk = Desk::shared();
    let dates = hits(&asked(&desk, "q=报价&kind=V&from=2026-01-01&to=2026-02-28"));
    assert!(!dates.is_empty());
    assert!(
        dates
            .iter()
            .all(|date| date.as_str() >= "2026-01" && date.as_str() < "2026-03"),
        "{dates:?}"
    );
    let reader = asked(&desk, "q=报价&account=lanche");
    let pages: Vec<String> = reader.ask(
        "Array.from(document.querySelectorAll('.hit')).map((hit) => hit.getAttribute('href'))",
    );
    assert!(!pages.is_empty());
    assert!(
        pages.iter().all(|page| page.contains("accounts/lanche/")),
        "{pages:?}"
    );
    let of_one = hits(&asked(&desk, "q=报价&owner=沈砚秋")).len();
    assert!(
        (1..hits(&asked(&desk, "q=报价")).len()).contains(&of_one),
        "{of_one}"
    );
    // Without words the filters alone say what is looked for.
    assert!(hits(&asked(&desk, "kind=X")).len() > 1);
}

#[test]
fn every_link_of_what_is_found_leads_to_a_page() {
    let desk = Desk::shared();
    for kind in ["A", "C", "P", "V", "X", "N", "R"] {
        let reader = asked(&desk, &format!("kind={kind}"));
        let pages: Vec<String> = reader.ask(
            "window.kafolioSearch.groups.flatMap((group) => group.entries).map((entry) => entry.page)",
        );
        assert!(pages.len() > 200, "{}", pages.len());
        for page in &pages {
            let path = desk.example.address().join(page).expect("an address");
            let path = path.to_file_path().expect("a path");
            assert!(path.exists(), "{page}");
        }
        assert!(!hits(&reader).is_empty(), "{kind}");
    }
}

#[test]
fn the_browser_folds_as_the_program_does() {
    let desk = Desk::shared();
    let reader = asked(&desk, "q=lanche");
    let mut texts: Vec<String> = ('\u{20}'..='\u{fffd}')
        .filter(|one| !('\u{e000}'..='\u{f8ff}').contains(one))
        .collect::<Vec<char>>()
        .chunks(800)
        .map(|part| part.iter().collect())
        .collect();
    texts.extend(
        [
            "龍井茶業（臺灣）",
            "Ｍüller ﬁlter ㎡",
            "𠮷野家 İstanbul ẞ",
            "한국어 ガｶﾞ",
        ]
        .map(str::to_owned),
    );
    for text in texts {
        let asked = serde_json::to_string(&text).expect("a text is JSON");
        let folded: String = reader.ask(&format!("kafolioSearch.folded({asked})"));
        assert_eq!(folded, kafolio::render::search::folded(&text), "{text}");
    }
}

#[test]
fn the_browser_reads_characters_as_the_program_does() {
    let desk = Desk::shared();
    let reader = asked(&desk, "q=lanche");
    for name in ["青风股份", "重庆单晓曾", "吕绿", "长乐行会计"] {
        for character in name.chars() {
            let asked = format!("kafolioSearch.readings('{character}'.charCodeAt(0))");
            let mut known: Vec<String> = reader.ask(&asked);
            let mut expected = kafolio::render::search::readings(character);
            known.sort();
            expected.sort();
            assert_eq!(known, expected, "{character}");
        }
    }
}

#[test]
fn without_javascript_the_page_offers_the_lists() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.switch_scripts_off();
    let address = desk.example.address().join("search.html");
    reader.open(&address.expect("an address"));
    let links: Vec<String> = reader.ask("Array.from(document.querySelectorAll('.without-script a')).filter((link) => link.checkVisibility()).map((link) => link.getAttribute('href'))");
    assert!(
        links.contains(&"accounts/index.html".to_owned()),
        "{links:?}"
    );
    let fields: usize = reader.ask("Array.from(document.querySelectorAll('input, select')).filter((field) => field.checkVisibility()).length");
    assert_eq!(fields, 0, "no field that does nothing");
}

#[test]
fn on_a_telephone_a_thumb_reaches_the_search() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.set_width_px(390);
    let address = desk.example.address().join("index.html");
    reader.open(&address.expect("an address"));
    let size: (f64, f64) = reader.ask("(({ width, height }) => [width, height])(document.querySelector('.search-box a').getBoundingClientRect())");
    assert!(size.0 >= 44.0 && size.1 >= 44.0, "{size:?}");
    reader.click(".search-box a");
    reader.wait_until(
        "location.pathname.endsWith('/search.html') && document.activeElement?.name === 'q'",
    );
}

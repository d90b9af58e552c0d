//! The search, from the disk: the field in the header of every page, and the page that searches all notes.

use kafolio_browser_tests::{Example, Fixture, Reader};

/// Opens a page of the example.
fn open(fixture: &Fixture, page: &str) -> Reader {
    let reader = fixture.reader();
    reader.open(&fixture.example.page(page));
    reader
}

/// Returns the text of a search page or a list of names.
fn status(reader: &Reader) -> String {
    reader.eval("(document.querySelector('.search-list') || document.querySelector('main')).innerText.slice(0, 2000)")
}

/// Types into the field in the header of a page, and waits for the list.
fn type_in_header(reader: &Reader, words: &str) {
    reader.eval::<bool>("(document.querySelector('.search-box input').value = '', true)");
    reader.type_into(".search-box input", words);
    let last = format!(
        "document.querySelector('.search-list li:last-child a')?.textContent.includes({words:?})"
    );
    reader.wait_until(&last);
}

/// Returns the names in the list below the field.
fn names(reader: &Reader) -> Vec<String> {
    reader.eval(
        "Array.from(document.querySelectorAll('.search-list b')).map((name) => name.textContent)",
    )
}

/// Opens the search page with a query in its address, and waits until all notes are searched.
fn search(fixture: &Fixture, query: &str) -> Reader {
    let reader = open(fixture, &format!("search.html?{query}"));
    reader.wait_until("/条$|没有找到/.test(document.querySelector('.search-status').textContent)");
    reader
}

/// Does the same on another site.
fn search_in<'r>(site: &Example, reader: &'r Reader, query: &str) -> &'r Reader {
    let address = site.address().join(&format!("search.html?{query}"));
    reader.open(&address.expect("a page has an address"));
    reader.wait_until("/条$|没有找到/.test(document.querySelector('.search-status').textContent)");
    reader
}

/// Returns the names of the results, in order.
fn hits(reader: &Reader) -> Vec<String> {
    reader.eval("Array.from(document.querySelectorAll('.hits .hit')).map((hit) => hit.textContent)")
}

/// Returns the highlighted text in the results.
fn marks(reader: &Reader) -> Vec<String> {
    reader
        .eval("Array.from(document.querySelectorAll('.hits mark')).map((mark) => mark.textContent)")
}

fn index_files(reader: &Reader) -> Vec<String> {
    let requests = reader.take_activity().requests;
    let of_index = requests
        .iter()
        .filter_map(|request| request.split_once("assets/search/"));
    of_index.map(|(_, file)| file.to_owned()).collect()
}

#[test]
fn the_index_is_loaded_only_on_the_first_search() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, "index.html");
    assert_eq!(index_files(&reader), [""; 0]);
    reader.press_key("/");
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
fn names_are_found_by_characters_pinyin_and_initials() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, "accounts/lanche/contacts/deng-jiming.html");
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
        type_in_header(&reader, typed);
        let names = names(&reader);
        assert_eq!(
            names.first().map(String::as_str),
            Some(name),
            "{typed}: {names:?}"
        );
    }
    type_in_header(&reader, "anche");
    assert!(
        !names(&reader).contains(&"岚澈药业".to_owned()),
        "words are found from their beginning"
    );
    assert_eq!(reader.take_activity().complaints, [""; 0]);
}

#[test]
fn arrows_select_enter_opens_and_escape_closes() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, "accounts/index.html");
    type_in_header(&reader, "乔一苇");
    let input = "document.querySelector('.search-box input')";
    assert_eq!(
        reader.eval::<String>(&format!("{input}.getAttribute('aria-expanded')")),
        "true"
    );
    reader.press_key("ArrowDown");
    let chosen = format!("document.getElementById({input}.getAttribute('aria-activedescendant'))");
    assert!(
        reader
            .eval::<String>(&format!("{chosen}.innerText"))
            .starts_with("乔一苇")
    );
    assert_eq!(
        reader.eval::<String>(&format!("{chosen}.getAttribute('aria-selected')")),
        "true"
    );
    let nested = "document.querySelectorAll('.search-list [role=option] a').length";
    assert_eq!(
        reader.eval::<usize>(nested),
        0,
        "an option holds nothing to be operated"
    );
    reader.press_key("Escape");
    assert!(reader.eval::<bool>("document.querySelector('.search-list').hidden"));
    assert_eq!(
        reader.eval::<String>(&format!("{input}.value")),
        "乔一苇",
        "the words stay"
    );
    reader.press_key("ArrowDown");
    reader.wait_until("!document.querySelector('.search-list').hidden");
    reader.press_key("ArrowDown");
    reader.press_key("Enter");
    reader.wait_until("location.pathname.endsWith('/accounts/lanche/contacts/qiao-yiwei.html')");
}

#[test]
fn enter_without_a_selection_searches_all_notes() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, "accounts/index.html");
    type_in_header(&reader, "粒子监测");
    reader.press_key("Enter");
    reader.wait_until(
        "location.pathname.endsWith('/search.html') && document.querySelector('.hits li')",
    );
    assert!(marks(&reader).contains(&"粒子监测".to_owned()));
}

#[test]
fn the_query_is_in_the_address_and_all_terms_must_match() {
    let fixture = Fixture::shared();
    let reader = search(&fixture, "q=報價 現場");
    let both = hits(&reader);
    assert!(!both.is_empty(), "{}", status(&reader));
    let marked = marks(&reader);
    for term in ["报价", "现场"] {
        assert!(marked.iter().any(|mark| mark == term), "{term}: {marked:?}");
    }
    let one = hits(&search(&fixture, "q=报价"));
    assert!(one.len() > both.len());
    let address: String = search(&fixture, "q=报价&kind=V").eval("decodeURI(location.search)");
    assert_eq!(address, "?q=报价&kind=V");
}

#[test]
fn filters_by_kind_account_owner_and_period() {
    let fixture = Fixture::shared();
    let dates = hits(&search(
        &fixture,
        "q=报价&kind=V&from=2026-01-01&to=2026-02-28",
    ));
    assert!(!dates.is_empty());
    assert!(
        dates
            .iter()
            .all(|date| date.as_str() >= "2026-01" && date.as_str() < "2026-03"),
        "{dates:?}"
    );
    let reader = search(&fixture, "q=报价&account=lanche");
    let pages: Vec<String> = reader.eval(
        "Array.from(document.querySelectorAll('.hit')).map((hit) => hit.getAttribute('href'))",
    );
    assert!(!pages.is_empty());
    assert!(
        pages.iter().all(|page| page.contains("accounts/lanche/")),
        "{pages:?}"
    );
    let of_one = hits(&search(&fixture, "q=报价&owner=沈砚秋")).len();
    assert!(
        (1..hits(&search(&fixture, "q=报价")).len()).contains(&of_one),
        "{of_one}"
    );
    // Without words the filters alone decide.
    assert!(hits(&search(&fixture, "kind=X")).len() > 1);
}

#[test]
fn every_result_links_to_a_page() {
    let fixture = Fixture::shared();
    for kind in ["A", "C", "P", "V", "X", "N", "R", "O", "T"] {
        let reader = search(&fixture, &format!("kind={kind}"));
        let pages: Vec<String> = reader.eval(
            "window.kafolioSearch.groups.flatMap((group) => group.entries).map((entry) => entry.page)",
        );
        assert!(pages.len() > 200, "{}", pages.len());
        for page in &pages {
            let path = fixture.example.address().join(page).expect("an address");
            let path = path.to_file_path().expect("a path");
            assert!(path.exists(), "{page}");
        }
        assert!(!hits(&reader).is_empty(), "{kind}");
    }
}

#[test]
fn the_browser_normalizes_text_as_the_program_does() {
    let fixture = Fixture::shared();
    let reader = search(&fixture, "q=lanche");
    let mut texts: Vec<String> = ('\u{20}'..='\u{fffd}')
        .filter(|one| !('\u{e000}'..='\u{f8ff}').contains(one))
        .collect::<Vec<char>>()
        .chunks(800)
        .map(|part| part.iter().collect())
        .collect();
    texts.extend(
        [
            "92 万元 35 % １２ 家 USD 1,234,567.5 12,34 1234,567 5 kg a 1 1 %",
            "MES 系统 张\u{3000}三 约翰·史密斯 约翰•史密斯 a·b 甲 · 乙 甲\u{ad} 乙 甲 \u{200b}乙",
            "O’Brien Oʼb ŉ 2024,2025 1,234 5，678 ¨ 甲´乙 甲 ´ 1,234, 5,678",
            "龍井茶業（臺灣）",
            "Ｍüller ﬁlter ㎡",
            "𠮷野家 İstanbul ẞ",
            "한국어 ガｶﾞ",
        ]
        .map(str::to_owned),
    );
    // The text between two characters, and on both sides of it, in all combinations.
    let signs = [
        "1", "234", "１", "a", "É", "ω", "中", "龍", "%", "％", " ", "\u{3000}", "·", "・", ",",
        "，", ".", "-", "𠮷",
    ];
    for one in signs {
        let after = |other: &str| signs.map(|third| [one, other, third].concat()).join("!");
        texts.push(signs.map(after).join("!"));
    }
    for text in texts {
        let quoted = serde_json::to_string(&text).expect("a text is JSON");
        let folded: String = reader.eval(&format!("kafolioSearch.folded({quoted})"));
        assert_eq!(folded, kafolio::site::search::folded(&text), "{text}");
    }
}

#[test]
fn the_browser_transliterates_as_the_program_does() {
    let fixture = Fixture::shared();
    let reader = search(&fixture, "q=lanche");
    for name in ["青风股份", "重庆单晓曾", "吕绿", "长乐行会计"] {
        for character in name.chars() {
            let expression = format!("kafolioSearch.readings('{character}'.charCodeAt(0))");
            let mut known: Vec<String> = reader.eval(&expression);
            let mut expected = kafolio::site::search::readings(character);
            known.sort();
            expected.sort();
            assert_eq!(known, expected, "{character}");
        }
    }
}

#[test]
fn without_scripts_the_page_links_to_the_lists() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.disable_scripts();
    let address = fixture.example.address().join("search.html");
    reader.open(&address.expect("an address"));
    let links: Vec<String> = reader.eval("Array.from(document.querySelectorAll('.without-script a')).filter((link) => link.checkVisibility()).map((link) => link.getAttribute('href'))");
    assert!(
        links.contains(&"accounts/index.html".to_owned()),
        "{links:?}"
    );
    let fields: usize = reader.eval("Array.from(document.querySelectorAll('input, select')).filter((field) => field.checkVisibility()).length");
    assert_eq!(fields, 0, "no field that does nothing");
}

#[test]
fn on_a_phone_the_search_is_large_enough_to_tap() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.set_width_px(390);
    let address = fixture.example.address().join("index.html");
    reader.open(&address.expect("an address"));
    let size: (f64, f64) = reader.eval("(({ width, height }) => [width, height])(document.querySelector('.search-box a').getBoundingClientRect())");
    assert!(size.0 >= 44.0 && size.1 >= 44.0, "{size:?}");
    reader.click(".search-box a");
    reader.wait_until(
        "location.pathname.endsWith('/search.html') && document.activeElement?.name === 'q'",
    );
}

/// Returns a site whose notes write amounts, dates and names in various ways.
fn written() -> Example {
    Example::of(&[
        (
            "content/accounts/yun/index.md",
            "---\nname: 云栖包装有限公司\nshort_name: 云栖包装\ncode: YX-7\nmanager: 沈砚秋\nsales: 7.4亿\n---\n\n约翰•史密斯说检\u{200b}漏仪要 35 % 的余量，12,345 支一批，2026年2月9日 前答复。\n",
        ),
        (
            "content/accounts/yun/projects/xian.md",
            "---\nname: 灯检线\nbudget: 92万\n---\n",
        ),
        (
            "content/accounts/yun/contacts/zhang.md",
            "---\nname: 张 三\nmobile: 13900000001\nwechat: zhang_san_yun\n---\n",
        ),
        (
            "content/accounts/yun/contacts/john.md",
            "---\nname: 约翰·史密斯\n---\n",
        ),
        (
            "content/accounts/yun/contacts/obrien.md",
            "---\nname: Sean O’Brien\n---\n",
        ),
        (
            "content/accounts/yun/visits/2026-03-19.md",
            "---\nmode: 上门拜访\npeople: [张 三]\n---\n\n报价 USD 128,000，先看样。\n",
        ),
        ("content/accounts/lan/index.md", "---\nname: 岚一\n---\n"),
        ("content/accounts/lan-2/index.md", "---\nname: 岚一\n---\n"),
    ])
}

#[test]
fn amounts_dates_and_names_are_found_in_any_notation() {
    let fixture = Fixture::shared();
    let site = written();
    let reader = fixture.reader();
    for (typed, name, mark) in [
        ("92万", "灯检线", "92 万"),
        ("92万元", "灯检线", "92 万元"),
        ("92 万元", "灯检线", "92 万元"),
        ("920000", "灯检线", "92 万"),
        ("7.4亿", "云栖包装", "7.4 亿"),
        ("35%", "云栖包装", "35 %"),
        ("35 %", "云栖包装", "35 %"),
        ("12345", "云栖包装", "12,345"),
        ("12,345", "云栖包装", "12,345"),
        ("128000", "2026-03-19", "128,000"),
        ("12.8万", "2026-03-19", "128,000"),
        ("2026/3/19", "2026-03-19", "2026-03-19"),
        ("2026年3月19日", "2026-03-19", "2026-03-19"),
        ("2026 年 3 月 19 日", "2026-03-19", "2026-03-19"),
        ("2026.3.19", "2026-03-19", "2026-03-19"),
        ("3月19日", "2026-03-19", "03-19"),
        ("2026年2月", "云栖包装", "2026年2月"),
        ("2026-02-09", "云栖包装", "2026年2月9日"),
        ("检漏仪", "云栖包装", "检\u{200b}漏仪"),
        ("检\u{feff}漏仪", "云栖包装", "检\u{200b}漏仪"),
        ("张三", "张 三", "张 三"),
        ("zhangsan", "张 三", "张 三"),
        ("zs", "张 三", "张 三"),
        ("约翰史密斯", "约翰·史密斯", "约翰·史密斯"),
        ("约翰・史密斯", "约翰·史密斯", "约翰·史密斯"),
        ("yuehanshimisi", "约翰·史密斯", "约翰·史密斯"),
        ("yhsms", "约翰·史密斯", "约翰·史密斯"),
        ("obrien", "Sean O’Brien", "O’Brien"),
        ("o'brien", "Sean O’Brien", "O’Brien"),
        ("brien", "Sean O’Brien", "Brien"),
    ] {
        let reader = search_in(&site, &reader, &format!("q={}", typed.replace('%', "%25")));
        let hits = hits(reader);
        assert_eq!(
            hits.first().map(String::as_str),
            Some(name),
            "{typed}: {}",
            status(reader)
        );
        let marks = marks(reader);
        assert!(marks.iter().any(|one| one == mark), "{typed}: {marks:?}");
    }
    // A part of a number, or of a day, is different.
    for typed in ["2万", "345", "000", "2026/3/1"] {
        let reader = search_in(&site, &reader, &format!("q={typed}"));
        assert_eq!(hits(reader), [""; 0], "{typed}");
    }
}

/// Returns the excerpts of the first result.
fn excerpts(reader: &Reader) -> Vec<String> {
    reader.eval("Array.from(document.querySelector('.hits li').querySelectorAll('.excerpt')).map((one) => one.textContent)")
}

#[test]
fn excerpts_show_every_term_and_split_no_character() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let far = "甲乙丙丁".repeat(60);
    let family = "👨‍👩‍👧".repeat(40);
    let note = format!(
        "---\nmode: 上门拜访\nplace: 粒子楼\npreparation: 粒子表\n---\n\n粒子计数先看。{far}招标在四月。{far}合同归采购。\n"
    );
    let site = Example::of(&[
        ("content/accounts/yun.md", "---\nname: 云栖包装\n---\n"),
        ("content/accounts/yun/visits/2026-03-19.md", &note),
        (
            "content/accounts/yun/visits/2026-03-20.md",
            &format!("---\nmode: 电话\n---\n\n{family}样机{family}\n"),
        ),
    ]);
    search_in(&site, &reader, "q=粒子 招标 合同");
    let marked = marks(&reader);
    for term in ["粒子", "招标", "合同"] {
        assert!(marked.iter().any(|mark| mark == term), "{term}: {marked:?}");
    }
    search_in(&site, &reader, "q=样机");
    let lone: bool = reader.eval("/(?:^|[^\\ud800-\\udbff])[\\udc00-\\udfff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])/.test(document.querySelector('.excerpt').textContent)");
    assert!(!lone);
    let cut = excerpts(&reader).concat();
    assert!(cut.starts_with("…👨‍👩‍👧") && cut.ends_with("👨‍👩‍👧…"), "{cut}");
}

#[test]
fn excerpts_show_the_label_of_a_field() {
    let fixture = Fixture::shared();
    let site = written();
    let reader = fixture.reader();
    for (label, value) in [("手机", "13900000001"), ("微信", "zhang_san_yun")] {
        search_in(&site, &reader, &format!("q={label}"));
        assert_eq!(excerpts(&reader), [format!("{label} {value}")]);
        assert_eq!(marks(&reader), [label]);
    }
}

#[test]
fn results_with_the_same_name_show_their_location() {
    let fixture = Fixture::shared();
    let site = written();
    let reader = fixture.reader();
    search_in(&site, &reader, "q=岚一");
    let about: Vec<String> = reader.eval("Array.from(document.querySelectorAll('.hits .about')).map((one) => one.lastChild.textContent)");
    assert_eq!(about, ["lan", "lan-2"]);
    let choices: Vec<String> = reader.eval("Array.from(document.querySelector('.search-page form').elements.account.options).map((one) => one.textContent)");
    assert_eq!(choices[1..], ["岚一 · lan", "岚一 · lan-2", "云栖包装"]);
    reader.open(&site.address().join("index.html").expect("an address"));
    type_in_header(&reader, "岚一");
    let about: Vec<String> = reader.eval(
        "Array.from(document.querySelectorAll('.search-list small')).map((one) => one.textContent)",
    );
    assert_eq!(about, ["客户 · lan", "客户 · lan-2"]);
}

#[test]
fn unknown_parameters_are_ignored_and_any_owner_name_works() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let site = Example::of(&[(
        "content/accounts/yun.md",
        "---\nname: 云栖包装\nmanager: __proto__\n---\n",
    )]);
    search_in(&site, &reader, "length=3&elements=1&q=云栖&owner=__proto__");
    assert_eq!(hits(&reader), ["云栖包装"]);
    let owners: Vec<String> = reader.eval("Array.from(document.querySelector('.search-page form').elements.owner.options).map((one) => one.value)");
    assert_eq!(owners, ["", "__proto__"]);
    assert_eq!(reader.take_activity().complaints, [""; 0]);
}

#[test]
fn going_back_restores_the_position() {
    let fixture = Fixture::shared();
    let reader = search(&fixture, "q=客户");
    let shown = "document.querySelectorAll('.hits .hit').length";
    reader.click(".more");
    assert_eq!(reader.eval::<usize>(shown), 60);
    let place: f64 = reader.eval("(document.querySelectorAll('.hits .hit')[45].scrollIntoView({ block: 'center' }), scrollY)");
    assert!(place > 1000.0);
    reader.eval::<bool>("(document.querySelectorAll('.hits .hit')[45].click(), true)");
    reader.wait_until(
        "!document.querySelector('.search-page') && document.readyState === 'complete'",
    );
    reader.eval::<bool>("(history.back(), true)");
    reader.wait_until("document.querySelector('.search-page') && /条$/.test(document.querySelector('.search-status').textContent)");
    assert_eq!(reader.eval::<usize>(shown), 60);
    let back: f64 = reader.eval("scrollY");
    assert!((back - place).abs() < 2.0, "{back} {place}");
    assert!(reader.eval::<bool>("document.activeElement.name !== 'q'"));
    // A new query begins at the top.
    reader.type_into(".search-page input[name=q]", "药");
    reader.wait_until("document.querySelectorAll('.hits .hit').length <= 30");
}

#[test]
fn arrows_move_between_field_and_results() {
    let fixture = Fixture::shared();
    let reader = search(&fixture, "q=报价");
    let at = "document.activeElement.matches('.hit') ? Array.from(document.querySelectorAll('.hit')).indexOf(document.activeElement) : -1";
    for (key, place) in [
        ("ArrowDown", 0),
        ("ArrowDown", 1),
        ("ArrowUp", 0),
        ("ArrowUp", -1),
    ] {
        reader.press_key(key);
        assert_eq!(reader.eval::<i64>(at), place, "{key}");
    }
    assert!(reader.eval::<bool>("document.activeElement.name === 'q'"));
}

#[test]
fn colleagues_are_found_by_name_and_linked() {
    let fixture = Fixture::shared();
    let site = Example::of(&[
        (
            "content/site.yaml",
            "team:\n  - {name: 沈砚秋, aliases: [Ann Jiang, 陆工], title: 大客户经理}\n",
        ),
        (
            "content/accounts/yun.md",
            "---\nname: 云栖包装\nmanager: 陆工\ntags: [年度招标]\n---\n",
        ),
    ]);
    let reader = fixture.reader();
    reader.open(&site.address().join("index.html").expect("an address"));
    for typed in ["沈砚秋", "shenyanqiu", "syq", "ann jiang", "陆工"] {
        type_in_header(&reader, typed);
        assert_eq!(names(&reader), ["沈砚秋"], "{typed}");
    }
    let about: Vec<String> = reader.eval(
        "Array.from(document.querySelectorAll('.search-list small')).map((one) => one.textContent)",
    );
    assert_eq!(about, ["我方人员 · 大客户经理"]);
    type_in_header(&reader, "ndzb");
    assert_eq!(names(&reader), ["年度招标"]);
    type_in_header(&reader, "沈砚秋");
    reader.press_key("ArrowDown");
    reader.press_key("Enter");
    reader.wait_until("decodeURI(location.pathname).endsWith('/owners/沈砚秋.html')");
    search_in(&site, &reader, "q=Ann Jiang");
    assert_eq!(hits(&reader), ["沈砚秋"]);
    assert_eq!(marks(&reader), ["Ann", "Jiang"]);
}

#[test]
fn the_switcher_uses_the_search_index() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, "index.html");
    reader.click("details.switcher summary");
    reader.wait_until("document.querySelector('.switcher .furnished input')");
    let field = "document.querySelector('.switcher input')";
    for typed in ["芷衡疫苗股份", "zhym", "芷衡"] {
        reader.eval::<bool>(&format!(
            "({field}.value = {typed:?}, {field}.dispatchEvent(new Event('input')), true)"
        ));
        reader.wait_until("Array.from(document.querySelectorAll('.switcher .all li')).some((one) => !one.hidden && one.textContent.includes('芷衡'))");
    }
}

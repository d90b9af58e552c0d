//! `kafolio serve` as clients and attackers use it: over TCP, byte for byte, against the program.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod serving;

use serving::{Server, TestSite};
use std::io::{Read, Write};
use std::time::Duration;

#[test]
fn pages_equal_a_build_except_for_script_and_policy() {
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    let built = site.build();
    assert!(built.len() > 20, "the site has pages");
    for (route, bytes) in built {
        let served = server.get(&format!("/{}", serving::encoded(&route)));
        assert_eq!(served.status, 200, "{route}");
        if !route.ends_with(".html") {
            assert_eq!(served.body, bytes, "{route}");
            continue;
        }
        let served = String::from_utf8(served.body).expect("pages are UTF-8");
        let plain = serving::without_server_additions(&served);
        assert_ne!(plain, served, "{route} has its script");
        assert_eq!(plain.as_bytes(), bytes, "{route}");
    }
}

#[test]
fn only_emitted_files_are_served() {
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    for path in [
        "/content/site.yaml",
        "/../content/site.yaml",
        "/assets/../../content/site.yaml",
        "/assets/../index.html",
        "/%2e%2e/content/site.yaml",
        "/%2e%2e%2fcontent%2fsite.yaml",
        "/..%5c..%5ccontent%5csite.yaml",
        "/..\\content\\site.yaml",
        "/%252e%252e/content/site.yaml",
        "/%c0%ae%c0%ae/content/site.yaml",
        "/index.html%00.png",
        "/%00",
        "/index.html/",
        "//index.html",
        "/./index.html",
        "//evil.example/",
        "/%2f%2fevil.example/",
        "/etc/passwd",
        "/file:///etc/passwd",
        "/C:/Windows/win.ini",
        "/.kafolio.json",
        "/.kafolio/",
        "/.kafolio/../index.html",
        "/INDEX.HTML",
        "/%",
        "/%zz",
        "/accounts/%E5%B2",
    ] {
        let answer = server.get(path);
        assert!(
            (400..500).contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        assert!(!answer.text().contains("<html"), "{path}");
        assert!(!answer.text().contains("标题"), "{path}");
    }
}

#[test]
fn a_folder_redirects_to_its_index_page() {
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    for (path, to) in [
        ("/", "/index.html"),
        ("/accounts", "/accounts/index.html"),
        ("/accounts/", "/accounts/index.html"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 307, "{path}");
        assert_eq!(answer.header("location"), Some(to), "{path}");
    }
}

#[test]
fn requests_from_other_sites_are_refused() {
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    let port = server.port;
    let own = format!("127.0.0.1:{port}");
    let ask = |host: &str, more: &str| {
        let request =
            format!("GET /index.html HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n");
        server.exchange(request.as_bytes()).status
    };
    assert_eq!(ask(&own, ""), 200);
    assert_eq!(ask(&format!("localhost:{port}"), ""), 200);
    // A foreign name that resolves to this machine (DNS rebinding).
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("0.0.0.0:{port}"),
        format!("192.168.1.1:{port}"),
        String::new(),
    ] {
        assert_eq!(ask(&host, ""), 421, "{host}");
    }
    assert_eq!(ask(&own, &format!("Host: {own}\r\n")), 421);
    for header in [
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ] {
        assert_eq!(ask(&own, &format!("{header}\r\n")), 403, "{header}");
    }
    assert_eq!(ask(&own, &format!("Origin: http://{own}\r\n")), 200);
    assert_eq!(ask(&own, "Sec-Fetch-Site: same-origin\r\n"), 200);
    let whole = format!(
        "GET http://evil.example/index.html HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"
    );
    assert!((400..500).contains(&server.exchange(whole.as_bytes()).status));
}

#[test]
fn every_response_has_security_headers() {
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    for path in ["/index.html", "/none", "/assets/site.css", "/"] {
        let answer = server.get(path);
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        assert_eq!(
            answer.header("referrer-policy"),
            Some("no-referrer"),
            "{path}"
        );
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
    let page = server.get("/index.html");
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(
        policy.contains("connect-src 'self'") && !policy.contains("unsafe"),
        "{policy}"
    );
}

#[test]
fn other_methods_are_refused() {
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    for method in [
        "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "X",
    ] {
        let request = format!(
            "{method} /index.html HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            server.port
        );
        let status = server.exchange(request.as_bytes()).status;
        assert!(matches!(status, 400 | 405), "{method}: {status}");
    }
    let head = server.request("HEAD", "/index.html");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn huge_headers_are_refused_and_slow_ones_time_out() {
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    let huge = format!(
        "GET /index.html HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nX: {}\r\n\r\n",
        server.port,
        "a".repeat(1024 * 1024)
    );
    let mut stream = server.connect();
    // The server may close the connection while we are still sending.
    let _ = stream.write_all(huge.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 431"),
        "{answer}"
    );

    let mut slow = server.connect();
    slow.write_all(b"GET /index.html HT")
        .expect("the beginning is taken");
    assert_eq!(
        server.get("/index.html").status,
        200,
        "others are served meanwhile"
    );
    let mut rest = Vec::new();
    // Fails unless it ends within the connection's timeout (a minute).
    let end = slow.read_to_end(&mut rest);
    assert!(end.is_ok() || rest.is_empty(), "{end:?}");
    assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));
}

#[test]
fn a_thousand_event_streams_do_not_block_pages() {
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    serving::raise_file_limit();
    let mut streams: Vec<_> = (0..1000).map(|_| server.stream()).collect();
    assert_eq!(server.get("/index.html").status, 200);
    site.append(
        "content/accounts/muyun/visits/2026-03-12.md",
        "\n新的一句。\n",
    );
    for stream in [0, 499, 999] {
        let event = streams[stream].until("event: build");
        assert!(
            event.contains("accounts/muyun/visits/2026-03-12.html"),
            "{event}"
        );
    }
    assert_eq!(server.get("/index.html").status, 200);
}

#[test]
fn saved_notes_are_announced_and_served() {
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    let mut stream = server.stream();
    let route = "/accounts/muyun/visits/2026-03-12.html";
    assert!(!server.get(route).text().contains("青山不改"));
    site.append(
        "content/accounts/muyun/visits/2026-03-12.md",
        "\n青山不改。\n",
    );
    stream.until("event: build");
    assert!(server.get(route).text().contains("青山不改"));

    site.write(
        "content/accounts/muyun/visits/2026-03-12.md",
        "---\n拜访时间: 昨天下午\n---\n",
    );
    stream.until("event: build");
    let state = server.get("/.kafolio/told").text();
    assert!(
        state.contains("\"severity\":\"error\"") && state.contains("昨天下午"),
        "{state}"
    );
    assert_eq!(server.get(route).status, 200);

    site.remove("content/accounts/muyun/visits/2026-03-12.md");
    stream.until("event: build");
    assert_eq!(server.get(route).status, 404);
}

#[cfg(unix)]
#[test]
fn an_attachment_replaced_by_an_outward_link_is_refused() {
    use std::os::unix::fs::symlink;
    let site = TestSite::new();
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("secret.txt"), "geheim").expect("written");
    site.write("content/playbook/price.txt", "Preise");
    site.append("content/playbook/index.md", "\n[价目](price.txt)\n");
    let server = Server::start(&site, &[]);
    let path = "/playbook/price.txt";
    assert_eq!(server.get(path).text(), "Preise");
    let head = server.request("HEAD", path);
    assert_eq!(head.header("content-length"), Some("6"));

    let file = site.path("content/playbook/price.txt");
    std::fs::remove_file(&file).expect("removed");
    symlink(outside.path().join("secret.txt"), &file).expect("linked");
    for _ in 0..3 {
        assert_eq!(server.get(path).status, 404);
        std::thread::sleep(Duration::from_millis(300));
    }
}

#[test]
fn network_clients_need_the_token() {
    let site = TestSite::new();
    let server = Server::start(&site, &["--listen", "127.0.0.1"]);
    assert_eq!(server.get("/index.html").status, 401);
    assert_eq!(server.get("/index.html?token=0").status, 401);
    let token = server
        .address
        .split("token=")
        .nth(1)
        .expect("a token")
        .to_owned();
    assert_eq!(token.len(), 32, "128 bits");
    let enters = server.get(&format!("/?token={token}"));
    assert_eq!(enters.status, 200);
    let cookie = enters.header("set-cookie").expect("a cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    let pair = cookie.split(';').next().expect("a pair");
    let request = format!(
        "GET /index.html HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {pair}\r\nConnection: close\r\n\r\n",
        server.port
    );
    assert_eq!(server.exchange(request.as_bytes()).status, 200);
}

#[test]
fn a_port_in_use_is_skipped() {
    let site = TestSite::new();
    let first = Server::start(&site, &[]);
    let second = Server::start_at(&site, first.port, &[]);
    assert_ne!(first.port, second.port);
    assert_eq!(second.get("/index.html").status, 200);
}

/// Returns a PNG picture with a comment that is not displayed.
fn picture_with_comment() -> Vec<u8> {
    let mut picture = Vec::new();
    let mut encoder = png::Encoder::new(&mut picture, 3, 2);
    let comment = encoder.add_text_chunk("gps".to_owned(), "gps 30.25 120.16".to_owned());
    comment.expect("it is short");
    let mut writer = encoder.write_header().expect("it has a size");
    writer.write_image_data(&[9; 6]).expect("it is written");
    writer.finish().expect("it is written");
    picture
}

#[test]
fn a_preview_for_others_cleans_pictures_and_warns_that_it_is_unproved() {
    let site = TestSite::new();
    let account = "content/accounts/muyun/index.md";
    site.append(account, "\n![现场](现场.png)\n");
    let picture = picture_with_comment();
    std::fs::write(site.path("content/accounts/muyun/现场.png"), &picture).expect("written");
    let route = format!("/{}", serving::encoded("accounts/muyun/现场.png"));
    let holds = |body: &[u8], words: &[u8]| body.windows(words.len()).any(|part| part == words);

    let own = Server::start(&site, &[]);
    assert_eq!(own.get(&route).body, picture);
    drop(own);
    let server = Server::start(&site, &["--audience", "internal", "--lang", "en"]);
    site.wait_for_output("This is a preview and has not been proved; for a site to hand out, run: kafolio build --audience internal\n");
    let answer = server.get(&route);
    assert_eq!(answer.header("content-type"), Some("image/png"));
    assert!(holds(&answer.body, b"IEND") && !holds(&answer.body, b"gps"));
}

#[test]
fn restricted_readers_get_only_counts() {
    let site = TestSite::new();
    let contact = "content/accounts/muyun/contacts/夏知秋.md";
    let wrong = "---\n姓名: 夏知秋\n生日: 一九八〇年春\n生曰: 1980-03-12\n---\n";
    site.write(contact, wrong);
    let server = Server::start(&site, &["--audience", "internal"]);
    let state = server.get("/.kafolio/told").text();
    assert!(
        state.contains("\"errors\":1,\"warnings\":1,\"found\":[],\"withheld\":true"),
        "{state}"
    );
    site.wait_for_output("“…”不是");
    let output = std::fs::read_to_string(site.path("said")).expect("read");
    assert!(
        !output.contains("一九八〇") && !output.contains("1980"),
        "{output}"
    );

    // A saved note is identified by its page; the path of the note is not revealed.
    let mut events = server.stream();
    site.append(contact, "\n她说夜班最怕漏检。\n");
    let event = events.until("event: build");
    assert!(
        event.contains("\"note\":\"accounts/muyun/contacts/夏知秋.html\""),
        "{event}"
    );
    assert!(!event.contains("content/"), "{event}");

    // Changes without effect on their pages are not announced: the next event is the next visible change.
    let before = server.get("/index.html").text();
    site.write(
        contact,
        &(wrong.replace("一九八〇", "一九八一") + "\n她说夜班最怕漏检。\n"),
    );
    site.wait_for_output("更新 0 个文件");
    assert_eq!(server.get("/index.html").text(), before);
    site.append(contact, "\n再约。\n");
    let event = events.until("event: build");
    assert!(event.contains("\"note\":"), "{event}");

    // Only the author may see why a build fails.
    std::fs::rename(site.path("content"), site.path("away")).expect("renamed");
    events.until("event: told");
    let state = server.get("/.kafolio/told").text();
    assert!(
        state.contains("\"trouble\":\"现在生成不了") && !state.contains("content"),
        "{state}"
    );
}

#[test]
fn a_preview_for_others_withholds_damaged_pictures_until_repaired() {
    let site = TestSite::new();
    let account = "content/accounts/muyun/index.md";
    site.append(account, "\n![现场照片](现场.png)\n");
    let whole = picture_with_comment();
    let place = site.path("content/accounts/muyun/现场.png");
    std::fs::write(&place, &whole[..whole.len() - 9]).expect("written");
    let route = format!("/{}", serving::encoded("accounts/muyun/现场.png"));
    let shows = |server: &Server, words: &str| {
        let page = server.get("/accounts/muyun/index.html").body;
        String::from_utf8_lossy(&page).contains(words)
    };
    let server = Server::start(&site, &["--audience", "internal", "--lang", "en"]);
    assert_eq!(server.get(&route).status, 404);
    assert!(
        shows(&server, "现场照片") && !shows(&server, "<img loading=\"lazy\" alt=\"现场照片\"")
    );
    site.wait_for_output("picture-withheld");
    let mut events = server.stream();
    std::fs::write(&place, &whole).expect("written");
    // The file may be read while half written; another build follows.
    while !shows(&server, "<img loading=\"lazy\" alt=\"现场照片\"") {
        events.until("event: build");
    }
    assert_eq!(server.get(&route).status, 200);
}

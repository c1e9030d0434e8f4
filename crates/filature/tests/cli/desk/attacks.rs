//! What another page, another program of this machine, or a file of the case may try.

use serde_json::json;

use super::served::Served;
use crate::networks::network;
use crate::worked::Worked;

/// Paths that read, of all kinds.
const READS: [&str; 6] =
    ["/", "/leads/7", "/api/v1/session", "/api/v1/leads", "/api/v1/openapi.json", "/api/v1/dossier/file/x"];

#[test]
fn it_listens_on_the_loopback_address_alone() {
    let case = network();
    let served = Served::of(&case.case());
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap()
        + &std::fs::read_to_string("/proc/net/tcp6").unwrap_or_default();
    let port = format!(":{:04X}", served.port);
    // The second column is the address and port, the fourth the state; 0A listens.
    let listening: Vec<&str> = table
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|columns| columns.get(1).is_some_and(|local| local.ends_with(&port)) && columns.get(3) == Some(&"0A"))
        .map(|columns| columns[1])
        .collect();
    assert_eq!(listening, [format!("0100007F{port}")]);
}

#[test]
fn a_name_that_leads_here_is_not_our_name() {
    let case = network();
    let served = Served::of(&case.case());
    let key = format!("Bearer {}", served.key);
    let port = served.port;
    for host in [
        format!("evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1:{}", port ^ 1),
        format!("localhost.evil.example:{port}"),
        format!("0.0.0.0:{port}"),
        String::new(),
    ] {
        for path in READS {
            let answer = served.call("GET", path, &[("Host", &host), ("Authorization", &key)], b"");
            assert!(matches!(answer.status, 421 | 400), "{host:?} {path}: {}", answer.status);
            assert!(!answer.text().contains("Tarnu") && !answer.text().contains("journal_head"));
        }
    }
    let localhost =
        served.call("GET", "/api/v1/session", &[("Host", &format!("LocalHost:{port}")), ("Authorization", &key)], b"");
    assert_eq!(localhost.status, 200);
    let absolute = format!(
        "GET http://evil.example/api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: {key}\r\nConnection: close\r\n\r\n"
    );
    assert!(matches!(served.raw(absolute.as_bytes()).status, 421 | 400));
    let twice = format!(
        "GET /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\nAuthorization: {key}\r\nConnection: close\r\n\r\n"
    );
    assert!(matches!(served.raw(twice.as_bytes()).status, 421 | 400));
    let none = format!("GET /api/v1/session HTTP/1.1\r\nAuthorization: {key}\r\nConnection: close\r\n\r\n");
    assert!(matches!(served.raw(none.as_bytes()).status, 421 | 400));
}

#[test]
fn nobody_comes_in_without_a_key_and_a_used_address_is_dead() {
    let case = network();
    let served = Served::of(&case.case());
    for path in READS {
        for headers in [&[][..], &[("Authorization", "Bearer 00")][..], &[("Cookie", "filature_desk=1")][..]] {
            let answer = served.call("GET", path, headers, b"");
            assert_eq!(answer.status, 401, "{path}");
            assert!(!answer.text().contains(&served.key));
        }
    }
    let closed = served.call("GET", "/", &[], b"").text();
    assert!(closed.contains("press Enter") && closed.contains("Entrée"), "says what to do: {closed}");
    let path = served.address.split_once(&served.port.to_string()).unwrap().1;
    let opened = served.call("GET", path, &[], b"");
    assert_eq!((opened.status, opened.header("location")), (303, Some("/")));
    let cookie = opened.header("set-cookie").unwrap().to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(served.call("GET", path, &[], b"").status, 401, "the address worked once");
    let sent = cookie.split(';').next().unwrap();
    assert_eq!(served.call("GET", "/api/v1/session", &[("Cookie", sent)], b"").status, 200);
    let again = served.call("GET", path, &[("Cookie", sent)], b"");
    assert_eq!((again.status, again.header("set-cookie")), (303, None), "a reload with the cookie leads on");
    assert_eq!(served.call("GET", "/?token=", &[], b"").status, 401);
    assert_eq!(served.call("POST", path, &[], b"{}").status, 401, "a token opens nothing but the page");
}

#[test]
fn another_page_changes_nothing_and_reads_nothing() {
    let case = network();
    let served = Served::of(&case.case());
    let path = served.address.split_once(&served.port.to_string()).unwrap().1;
    let cookie = served.call("GET", path, &[], b"").header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let body = json!({ "purpose": "p", "by": "Mallory" }).to_string();
    let send = |headers: &[(&str, &str)]| {
        let all = [&[("Cookie", cookie.as_str()), ("Content-Type", "application/json")], headers].concat();
        served.call("POST", "/api/v1/purpose", &all, body.as_bytes()).status
    };
    let own = format!("http://127.0.0.1:{}", served.port);
    for foreign in [
        "http://evil.example",
        "null",
        "http://127.0.0.1:1",
        "file://",
        &format!("{own}.evil.example"),
        &own.replace("http", "https"),
    ] {
        assert_eq!(send(&[("Origin", foreign)]), 403, "{foreign}");
        let read = served.call("GET", "/api/v1/leads", &[("Cookie", &cookie), ("Origin", foreign)], b"");
        assert_eq!(read.status, 403, "{foreign}");
        assert!(read.header("access-control-allow-origin").is_none());
    }
    assert_eq!(send(&[]), 403, "a browser says where a post comes from");
    assert_eq!(send(&[("Origin", &own), ("Sec-Fetch-Site", "same-site")]), 403, "another port of this machine");
    assert_eq!(
        served.call("GET", "/api/v1/leads", &[("Cookie", &cookie), ("Sec-Fetch-Site", "cross-site")], b"").status,
        403
    );
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
        let headers = [("Cookie", cookie.as_str()), ("Origin", &own), ("Content-Type", kind)];
        assert_eq!(served.call("POST", "/api/v1/purpose", &headers, body.as_bytes()).status, 415, "{kind}");
    }
    assert_eq!(
        served
            .call("OPTIONS", "/api/v1/purpose", &[("Cookie", &cookie), ("Origin", "http://evil.example")], b"")
            .status,
        403
    );
    assert!(!served.json("/api/v1/session")["names_shown"].as_bool().unwrap(), "nothing was taken down");
    assert_eq!(send(&[("Origin", &own)]), 200, "our own page");
    assert!(served.json("/api/v1/session")["names_shown"].as_bool().unwrap());
}

#[test]
fn every_answer_bears_what_keeps_a_browser_from_more() {
    let case = network();
    let served = Served::of(&case.case());
    let policies: Vec<_> =
        [served.get("/"), served.get("/api/v1/session"), served.get("/api/v1/none"), served.call("GET", "/", &[], b"")]
            .into_iter()
            .map(|answer| {
                assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
                assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
                assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
                assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"));
                assert_eq!(answer.header("cache-control"), Some("no-store"));
                answer.header("content-security-policy").unwrap().to_owned()
            })
            .collect();
    for policy in policies {
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ] {
            assert!(policy.contains(part), "{part}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("http:") && !policy.contains('*'), "{policy}");
    }
    let page = served.get("/").text();
    assert!(
        !page.contains("<style")
            && !page.contains(" style=")
            && !page.contains("http://")
            && !page.contains("https://"),
        "{page}"
    );
    let preview = served.get("/api/v1/dossier/preview?lang=en");
    assert_eq!(preview.status, 200, "{}", preview.text());
    let policy = preview.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("sandbox;") && policy.contains("default-src 'none'") && !policy.contains("script-src"),
        "{policy}"
    );
}

#[test]
fn no_path_leads_out_of_what_is_served() {
    let case = network();
    let served = Served::of(&case.case());
    served.show_names();
    for path in [
        "/../journal.jsonl",
        "/..%2fjournal.jsonl",
        "/assets/..%2f..%2fCargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/../../etc/passwd",
        "/api/v1/dossier/file/..%2Fjournal.jsonl",
        "/api/v1/dossier/file/..%2F..%2F..%2Fetc%2Fpasswd",
        "/api/v1/dossier/file/manifests",
        "/api/v1/traces/..%2Fjournal",
        "/api/v1/traces/..%2Ffindings%2Ffindings",
        "/api/v1/sources/..%2Fjournal.jsonl/original",
        "/api/v1/sources/..%2F..%2Fetc%2Fpasswd/rows?row=0",
        "/api/v1/sources/sources.parquet/original",
        "/api/v1/entries/..%2F..%2Fetc%2Fpasswd",
        "/api/v1/accounts/..%2F..%2Fetc%2Fpasswd",
        "/api/v1/jobs/..%2F1",
        "/journal.jsonl",
        "/case.toml",
    ] {
        let answer = served.get(path);
        assert!(matches!(answer.status, 404 | 400), "{path}: {}", answer.status);
        let text = answer.text();
        assert!(
            !text.contains("root:") && !text.contains("case-made") && !text.contains("[workspace]"),
            "{path}: {text}"
        );
    }
}

#[test]
fn a_path_that_is_no_text_is_said_to_be_none() {
    let case = network();
    let served = Served::of(&case.case());
    for path in
        ["leads/%ff", "accounts/%C3%28", "accounts/a%ff/entries", "sources/%ff/rows", "jobs/%ff", "jobs/%ff/events"]
    {
        let answer = served.get(&format!("/api/v1/{path}"));
        assert_eq!((answer.status, answer.header("content-type")), (400, Some("application/json")), "{path}");
        assert_eq!(answer.json()["error"]["code"], "path", "{path}");
        assert!(answer.json()["error"]["message"]["fr"].as_str().is_some_and(|text| text.contains("illisible")));
    }
    let answer = served.get("/api/v1/none/%ff");
    assert_eq!((answer.status, answer.header("content-type")), (404, Some("application/json")));
}

#[test]
fn a_name_of_a_file_is_never_a_path() {
    let case = Worked::of(&[("t1", "A", "B", "10.00")], &[("A", "50.00")]);
    let served = Served::of(&case.case());
    let rows = b"id,booked_at,debtor,creditor,amount,currency\nu1,2024-02-01,A,B,5.00,EUR\n";
    let job = served.wait(&served.drop_file("/api/v1/files?name=..%2F..%2F..%2Foutside.csv", rows));
    assert_eq!(job["state"], "done", "{job}");
    assert!(!case.path("outside.csv").exists() && !case.path("case/outside.csv").exists());
    let sources = served.json("/api/v1/case")["sources"].clone();
    assert!(sources.as_array().unwrap().iter().any(|source| source["name"] == "outside.csv"), "{sources}");
    let left = std::fs::read_dir(case.path("case/cache/incoming")).unwrap().count();
    assert_eq!(left, 0, "nothing lies about");
    assert_eq!(served.drop_file("/api/v1/files?name=", rows).status, 400);
    assert_eq!(served.drop_file("/api/v1/files?name=..", rows).status, 400);
}

#[test]
fn too_much_at_once_is_refused() {
    let case = network();
    let served = Served::of(&case.case());
    let large = json!({ "purpose": "x".repeat(4 << 20), "by": "A" });
    // The refusal comes before all was sent, and can be lost when the connection ends under what is still coming.
    assert!(matches!(served.post("/api/v1/purpose", &large).status, 413 | 0));
    assert_eq!(served.post("/api/v1/purpose", &json!({ "purpose": "x".repeat(5_000), "by": "A" })).status, 400);
    assert_eq!(served.post("/api/v1/purpose", &json!([1, 2])).status, 400);
    let lengthless = format!(
        "POST /api/v1/purpose HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n",
        served.port, served.key
    );
    assert_eq!(served.raw(lengthless.as_bytes()).status, 400);
    let endless = format!("GET /{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", "a".repeat(1 << 20), served.port);
    assert!(matches!(served.raw(endless.as_bytes()).status, 0 | 400 | 414 | 431));
    assert_eq!(served.json("/api/v1/session")["names_shown"], false, "and the desk goes on");
    for query in ["limit=99999999999999999999", "offset=-1", "limit=x"] {
        assert_eq!(served.get(&format!("/api/v1/accounts?{query}")).status, 400, "{query}");
    }
    let many = served.json("/api/v1/accounts?limit=4000000000");
    assert_eq!(many["rows"].as_array().unwrap().len(), many["total"].as_u64().unwrap() as usize);
}

#[test]
fn what_a_file_says_is_only_ever_text() {
    let hostile = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "\u{202e}evil\u{202c} \u{2066}x",
        "'; DROP TABLE entries; --",
        "\\u003cscript\\u003e",
        "=cmd|' /C calc'!A0",
    ];
    let mut csv = "id,booked_at,debtor,creditor,amount,currency,text\n".to_owned();
    for (at, text) in hostile.iter().enumerate() {
        csv.push_str(&format!("h{at},2024-03-0{},A,B,1.00,EUR,\"{}\"\n", at + 1, text.replace('"', "\"\"")));
    }
    csv.push_str(&format!("h9,2024-03-09,A,B,1.00,EUR,{}\n", "w".repeat(1 << 20)));
    let case = Worked::empty().with("hostile.csv", &csv, &[]);
    let served = Served::of(&case.case());
    served.show_names();
    let answer = served.get("/api/v1/accounts/A/entries?limit=100");
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let rows = answer.json()["rows"].as_array().unwrap().clone();
    for text in hostile {
        assert!(rows.iter().any(|row| row["text"] == text), "{text:?} stays what it is");
    }
    let row = rows.iter().find(|row| row["text"] == hostile[0]).unwrap();
    let detail = served.json(&format!("/api/v1/entries/{}", row["id"].as_str().unwrap()));
    let place = &detail["coordinates"][0];
    let rows = served.get(&format!(
        "/api/v1/sources/{}/rows?row={}&around=9",
        place["source"].as_str().unwrap(),
        place["row"]
    ));
    assert_eq!((rows.status, rows.header("content-type")), (200, Some("application/json")));
    assert!(rows.body.len() < 100_000, "a line of a megabyte is cut");
    assert!(answer.body.len() < 100_000, "and in a list its text");
    let found = served.get("/api/v1/search?q=%3Cscript%3E");
    assert_eq!((found.status, found.header("content-type")), (200, Some("application/json")));
    let preview = served.get("/api/v1/dossier/preview?lang=en&names=true").text();
    assert!(!preview.contains("<script>alert") && !preview.contains("<svg/onload"));
}

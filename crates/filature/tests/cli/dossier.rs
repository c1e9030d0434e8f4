//! The dossier as a reader gets it: in a real browser, without the network, without what may not be shown.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::run::{expect, json};

const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

#[test]
fn the_dossier_opens_in_a_browser_without_a_request_to_the_network() {
    let found = BROWSERS
        .iter()
        .find(|browser| Command::new(browser).arg("--version").output().is_ok_and(|output| output.status.success()));
    let Some(browser) = found else {
        println!("no Chromium here: the dossier was not opened; `cargo xtask check` installs it on Debian");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    expect(0, &["demo", "--dir", dir.to_str().unwrap()]);
    for (language, heading) in [("en", "Statement"), ("fr", "relevé")] {
        let page = dir.join(format!("case/dossier/dossier.{language}.html"));
        let log = folder.path().join(format!("net-{language}.json"));
        let output = Command::new(browser)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync", "--dump-dom"])
            .arg(format!("--user-data-dir={}", folder.path().join(language).display()))
            .arg(format!("--log-net-log={}", log.display()))
            .arg(format!("file://{}", page.display()))
            .output()
            .unwrap();
        let dom = String::from_utf8_lossy(&output.stdout);
        assert!(dom.contains(heading) && dom.contains("<svg"), "the page was not rendered");
        assert_eq!(requests(&log, &page), Vec::<String>::new());
    }
}

/// Addresses that the page asked for, other than itself. A browser's own housekeeping goes to its maker's hosts.
fn requests(log: &Path, page: &Path) -> Vec<String> {
    let text = fs::read_to_string(log).unwrap();
    let own = format!("file://{}", page.display());
    let makers = ["google", "gstatic", "gvt1", "chromium.org"];
    text.split("\"url\":\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|url| !url.starts_with("chrome") && !url.starts_with("data:") && *url != own)
        .filter(|url| !makers.iter().any(|maker| url.contains(maker)))
        .map(str::to_owned)
        .collect()
}

#[test]
fn what_rests_on_intelligence_is_marked_and_never_rendered() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let mut rows = "id,booked_at,debtor,creditor,amount,currency,debtor_name\n".to_owned();
    for payer in 0..6 {
        rows.push_str(&format!(
            "in{payer},2024-03-0{},SECRETPAYER{payer},SECRETHUB,900.00,EUR,Zara Quill\n",
            payer + 1
        ));
    }
    for payee in 0..4 {
        rows.push_str(&format!("out{payee},2024-03-08,SECRETHUB,SECRETPAYEE{payee},1300.00,EUR,\n"));
    }
    fs::write(path("note.csv"), rows).unwrap();
    fs::write(path("plain.csv"), "id,booked_at,debtor,creditor,amount,currency\np1,2024-03-01,OPEN1,OPEN2,5,EUR\n")
        .unwrap();
    expect(0, &["add", &path("case"), &path("note.csv"), "--use", "intelligence-only", "--exhibit", "SECRETREF"]);
    expect(0, &["investigate", &path("plain.csv"), "--case", &path("case")]);
    let found = json(0, &["detect", &path("case")]);
    let findings = found["findings"].as_array().unwrap();
    assert!(!findings.is_empty() && findings.iter().all(|finding| finding["use"] == "intelligence-only"));
    for language in ["en", "fr"] {
        let html = fs::read_to_string(path(&format!("case/dossier/dossier.{language}.html"))).unwrap();
        for secret in ["SECRET", "Zara", "1300", "1,300", "1 300", "5400", "note.csv"] {
            assert!(!html.contains(secret), "{language}: {secret}");
        }
        assert!(html.contains("plain.csv"));
    }
}

#[test]
fn names_are_hidden_unless_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    expect(0, &["demo", "--dir", dir.to_str().unwrap()]);
    let case = dir.join("case").to_string_lossy().into_owned();
    let html = || fs::read_to_string(dir.join("case/dossier/dossier.en.html")).unwrap();
    let accounts = fs::read_to_string(dir.join("received/accounts.csv")).unwrap();
    let collector_line = accounts.lines().nth(1).unwrap();
    let holder = collector_line.split(',').nth(1).unwrap().trim_matches('"');
    assert!(!html().contains(holder), "{holder}");
    expect(0, &["dossier", &case, "--names", "--lang", "en"]);
    let names: Vec<&str> = accounts.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert!(names.iter().any(|name| html().contains(name.trim_matches('"'))));
}

#[test]
fn money_followed_through_intelligence_is_intelligence() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let header = "id,booked_at,debtor,creditor,amount,currency\n";
    fs::write(path("open.csv"), format!("{header}t1,2024-01-01,A,B,61.37,EUR\nt2,2024-01-05,C,D,1,EUR\n")).unwrap();
    fs::write(path("note.csv"), format!("{header}t5,2024-01-03,B,C,60.11,EUR\n")).unwrap();
    fs::write(path("accounts.csv"), "account,opening_balance,opening_at,currency\nE,82.77,2024-01-01,EUR\n").unwrap();
    expect(0, &["add", &path("case"), &path("open.csv")]);
    expect(0, &["add", &path("case"), &path("note.csv"), "--use", "intelligence-only"]);
    let trace = json(0, &["trace", &path("case"), "--claim", "x=t1"]);
    assert_eq!(trace["use"], "intelligence-only", "the way from B to C is known from the note alone");
    expect(0, &["dossier", &path("case")]);
    let html = || fs::read_to_string(path("case/dossier/dossier.en.html")).unwrap();
    assert!(!html().contains("60.11") && !html().contains("t5"));
    expect(0, &["add", &path("case"), &path("accounts.csv"), "--use", "consent-needed"]);
    expect(0, &["dossier", &path("case")]);
    assert!(!html().contains("82.77"));
}

#[test]
fn a_trace_made_before_a_use_was_narrowed_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let header = "id,booked_at,debtor,creditor,amount,currency\n";
    fs::write(path("open.csv"), format!("{header}e1,2024-01-01,A,B,77.77,EUR\n")).unwrap();
    fs::write(path("note.csv"), format!("{header}i1,2024-01-03,B,SECRETACC,77.77,EUR\n")).unwrap();
    expect(0, &["add", &path("case"), &path("open.csv"), &path("note.csv")]);
    expect(0, &["trace", &path("case"), "--claim", "k=e1"]);
    expect(0, &["add", &path("case"), &path("note.csv"), "--use", "intelligence-only"]);
    let (_, err) = expect(0, &["dossier", &path("case")]);
    assert!(err.contains("trace again"), "{err}");
    let html = fs::read_to_string(path("case/dossier/dossier.en.html")).unwrap();
    assert!(!html.contains("SECRETACC") && !html.contains("77.77"));
}

#[test]
fn an_investigation_with_restricted_findings_ends_and_follows_the_evidence_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let header = "id,booked_at,debtor,creditor,amount,currency\n";
    fs::write(path("open.csv"), format!("{header}e1,2024-01-01,A,B,100,EUR\ne2,2024-01-02,B,C,99,EUR\n")).unwrap();
    fs::write(path("note.csv"), format!("{header}i1,2024-01-03,C,A,98,EUR\n")).unwrap();
    expect(0, &["add", &path("case"), &path("note.csv"), "--use", "intelligence-only"]);
    expect(0, &["investigate", &path("open.csv"), "--case", &path("case")]);
    let found = json(0, &["detect", &path("case")]);
    let cycle = found["findings"].as_array().unwrap().iter().find(|finding| finding["kind"] == "cycle").unwrap();
    assert_eq!(cycle["use"], "intelligence-only");
    let html = fs::read_to_string(path("case/dossier/dossier.en.html")).unwrap();
    assert!(!html.contains(cycle["id"].as_str().unwrap()));
}

#[test]
fn a_dossier_of_one_lead_shows_that_lead_alone_with_its_traces_and_counts_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let case = path("demo/case");
    expect(0, &["demo", "--dir", &path("demo")]);
    expect(
        0,
        &[
            "synth",
            "--out",
            &path("other"),
            "--seed",
            "8",
            "--networks",
            "2",
            "--look-alikes",
            "2",
            "--transactions",
            "1200",
        ],
    );
    expect(0, &["add", &case, &path("other")]);
    let detected = json(0, &["detect", &case]);
    let ids: Vec<&str> =
        detected["leads"].as_array().unwrap().iter().map(|lead| lead["id"].as_str().unwrap()).collect();
    let [first, second] = ids[..] else { panic!("two leads were expected: {ids:?}") };
    let page = |asked: &[&str]| {
        let written = json(0, &[&["dossier", &case, "--lang", "en"], asked].concat());
        let page = path(&format!("demo/case/{}", written["files"][0]["file"].as_str().unwrap()));
        expect(0, &["verify", &case, "--dossier", &page]);
        fs::read_to_string(page).unwrap()
    };
    let whole = page(&[]);
    assert!(whole.contains(first) && whole.contains(second) && !whole.contains("Leads that are not shown here"));
    // The demo's traces follow the payments of its own lead.
    let names =
        fs::read_dir(path("demo/case/traces")).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> = names.filter_map(|name| Some(name.strip_suffix(".json")?.to_owned())).collect();
    assert!(!names.is_empty());
    for (asked, other, has_traces) in [(first, second, true), (second, first, false)] {
        let begins = &asked["lead-".len()..][..6];
        let page = page(&["--lead", begins]);
        assert!(page.contains(asked) && !page.contains(other), "{asked}");
        assert!(page.contains("Leads that are not shown here"), "{asked}");
        assert_eq!(names.iter().any(|name| page.contains(name.as_str())), has_traces, "{asked}: {names:?}");
    }
    let (_, said) = expect(2, &["dossier", &case, "--lead", "lead-"]);
    assert!(said.contains("both begin so"), "{said}");
    let (_, said) = expect(2, &["dossier", &case, "--lead", "nosuchlead"]);
    assert!(said.contains("there is no such lead") && said.contains(first), "{said}");
}

#[test]
fn parts_are_chosen_one_by_one_and_the_case_gives_them_again() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    expect(0, &["demo", "--dir", dir.to_str().unwrap()]);
    let case = dir.join("case").to_string_lossy().into_owned();
    let whole = fs::read(dir.join("case/dossier/dossier.en.html")).unwrap();
    let written = |choice: &[&str]| {
        let made = json(0, &[&["dossier", &case, "--lang", "en", "--format", "html,docx,xlsx"][..], choice].concat());
        for file in made["files"].as_array().unwrap() {
            let path = dir.join("case").join(file["file"].as_str().unwrap());
            let checked = json(0, &["verify", &case, "--dossier", &path.to_string_lossy()]);
            assert_eq!(checked["agrees"], true, "{choice:?} {file}: {checked}");
        }
        fs::read_to_string(dir.join("case/dossier/dossier.extract.en.html")).unwrap()
    };
    let has = |page: &str, part: &str| page.contains(&format!("<section class=\"{part}\">"));
    let page = written(&["--without", "network,traces"]);
    assert!(has(&page, "leads") && has(&page, "findings") && has(&page, "statements"));
    assert!(!has(&page, "network") && !has(&page, "traces") && !has(&page, "assets"));
    assert!(page.contains("Ordered without these parts"));
    let page = written(&["--parts", "leads"]);
    assert!(has(&page, "leads") && has(&page, "method") && !has(&page, "findings") && !has(&page, "traces"));
    assert_eq!(fs::read(dir.join("case/dossier/dossier.en.html")).unwrap(), whole, "the whole one keeps its place");
    // All of them are the whole one.
    let all = "proceeds,means,chronology,leads,network,findings,traces,assets,taken,requests";
    expect(0, &["dossier", &case, "--lang", "en", "--parts", all]);
    assert!(!fs::read_to_string(dir.join("case/dossier/dossier.en.html")).unwrap().contains("Ordered without"));
    for (choice, told) in [
        (["--without", "appendix"], "\"appendix\" is no part of the dossier; there are short, how, proceeds"),
        (["--parts", "Leads"], "\"Leads\" is no part"),
        (["--without", "statements"], "\"statements\" is in every dossier; what can be left out is proceeds, means"),
    ] {
        let (_, said) = expect(2, &[&["dossier", &case][..], &choice].concat());
        assert!(said.contains(told), "{choice:?}: {said}");
    }
}

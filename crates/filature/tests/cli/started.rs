//! The program started without a verb: by a double click, or with files dropped on it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::run::{expect, filature};

const CSV: &str = "id,booked_at,debtor,creditor,amount,currency\nn1,2024-05-02,A,B,1250.00,EUR\n";

/// The program in a folder, where a page can be shown but for want of a browser.
fn started(arguments: &[&str], folder: &Path) -> Command {
    let mut command = filature(arguments);
    command.current_dir(folder).env("DISPLAY", ":9").env("PATH", "").env("HOME", folder.join("home"));
    command.env("TMPDIR", folder.join("tmp")).stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::piped());
    fs::create_dir_all(folder.join("tmp")).unwrap();
    command
}

/// A desk that was started so, with the cookie that its address gives.
struct Desk {
    child: Child,
    port: u16,
    cookie: String,
}

impl Desk {
    fn of(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let address = loop {
            let mut line = String::new();
            assert!(out.read_line(&mut line).unwrap() > 0, "the desk ended");
            if let Some(address) = line.trim().strip_prefix("http://127.0.0.1:") {
                break address.to_owned();
            }
        };
        let (port, path) = address.split_once('/').unwrap();
        let mut desk = Self { child, port: port.parse().unwrap(), cookie: String::new() };
        let answer = desk.call("GET", &format!("/{path}"), None);
        let set = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ").map(str::to_owned));
        desk.cookie = set.unwrap_or_else(|| panic!("{answer}")).split(';').next().unwrap().to_owned();
        desk
    }

    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> String {
        let origin = format!("127.0.0.1:{}", self.port);
        let body = body.map(Value::to_string).unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {origin}\r\nOrigin: http://{origin}\r\nConnection: close\r\nCookie: {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.cookie,
            body.len()
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn json(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let answer = self.call(method, path, body);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer}"));
        assert!(head.contains(" 20"), "{answer}");
        serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"))
    }

    fn folder(&self) -> String {
        self.json("GET", "/api/v1/session", None)["case"]["folder"].as_str().unwrap().to_owned()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn where_nobody_can_see_a_page_a_path_or_an_option_is_a_call_without_a_verb() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["--json"][..], &["."]] {
        let mut command = filature(arguments);
        command.current_dir(folder.path()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").stdin(Stdio::null());
        let output = command.output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("Usage"), "{arguments:?}");
    }
    let output = started(&["--json"], folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "an option is a call");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "only the folder of this test's own");
}

/// Without a screen it printed the help, though the desk was asked for.
#[test]
fn without_any_argument_it_is_the_desk_wherever_it_is_started() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = started(&[], folder.path());
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    assert_eq!(Desk::of(command).folder(), folder.path().join("filature-case").to_string_lossy());
}

#[test]
fn in_an_empty_folder_a_case_is_made_there_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("filature-case");
    let desk = Desk::of(started(&[], folder.path()));
    assert_eq!(desk.folder(), made.to_string_lossy());
    drop(desk);
    assert!(made.join("case.toml").is_file());
    assert_eq!(Desk::of(started(&[], folder.path())).folder(), made.to_string_lossy());
    // In the case's own folder it is that one.
    assert_eq!(Desk::of(started(&[], &made)).folder(), made.to_string_lossy());
}

#[test]
fn a_file_that_is_dropped_waits_until_a_person_says_for_what_it_may_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("march.csv");
    fs::write(&file, CSV).unwrap();
    let file = file.to_string_lossy().into_owned();
    let case = folder.path().join("filature-case").to_string_lossy().into_owned();
    let offered = |desk: &Desk| desk.json("GET", "/api/v1/session", None)["offered"].clone();
    let sources = || crate::run::json(0, &["statements", &case]);
    let desk = Desk::of(started(&[&file], folder.path()));
    assert_eq!(offered(&desk), json!(["march.csv"]));
    let left = desk.json("POST", "/api/v1/offered", Some(&json!({ "add": false })));
    assert_eq!((left["left"].clone(), offered(&desk)), (json!(1), json!([])));
    drop(desk);
    assert_eq!(fs::read_dir(format!("{case}/sources")).unwrap().count(), 0, "nothing was added: {}", sources());

    let desk = Desk::of(started(&[&file], folder.path()));
    let begun = desk.json("POST", "/api/v1/offered", Some(&json!({ "add": true, "use": "consent-needed" })));
    let job = format!("/api/v1/jobs/{}", begun["job"].as_str().unwrap());
    let done = loop {
        let job = desk.json("GET", &job, None);
        if job["state"] == "done" || job["state"] == "failed" {
            break job;
        }
        std::thread::sleep(Duration::from_millis(30));
    };
    assert_eq!((&done["state"], &done["result"]["files"][0]["file"]), (&json!("done"), &json!("march.csv")), "{done}");
    assert_eq!(desk.json("GET", "/api/v1/case", None)["sources"][0]["use"], "consent-needed");
    drop(desk);
    expect(0, &["verify", &case]);
    // The folder of a case that is dropped is that case, and nothing waits.
    let desk = Desk::of(started(&[&case], folder.path().parent().unwrap_or(folder.path())));
    assert_eq!((desk.folder(), offered(&desk)), (case, json!([])));
}

#[test]
fn of_several_cases_none_is_guessed_and_a_page_asks_which_one_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("march.csv");
    fs::write(&file, CSV).unwrap();
    for name in ["one", "two"] {
        expect(0, &["add", &folder.path().join(name).to_string_lossy(), &file.to_string_lossy()]);
    }
    let mut child = started(&[], folder.path()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let address = loop {
        let mut line = String::new();
        assert!(out.read_line(&mut line).unwrap() > 0, "the program ended");
        if let Some(address) = line.trim().strip_prefix("http://127.0.0.1:") {
            break address.to_owned();
        }
    };
    let (port, path) = address.split_once('/').unwrap();
    let get = |path: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", port.parse().unwrap())).unwrap();
        write!(stream, "GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let page = get(path);
    assert!(page.contains("Which case?") && page.contains("case=0") && page.contains("/two<"), "{page}");
    assert!(get("").starts_with("HTTP/1.1 401"), "without the secret nothing is told");
    let opened = get(&format!("{path}&case=1"));
    assert!(opened.starts_with("HTTP/1.1 303") && opened.contains("/?token="), "{opened}");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn what_went_wrong_is_shown_as_a_page() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("one")).unwrap();
    fs::write(folder.path().join("one/case.toml"), "this is no case").unwrap();
    let output = started(&[], folder.path()).stderr(Stdio::piped()).output().unwrap();
    assert_ne!(output.status.code(), Some(0));
    let pages: Vec<_> = fs::read_dir(folder.path().join("tmp")).unwrap().map(|item| item.unwrap().path()).collect();
    let page = fs::read_to_string(&pages[0]).unwrap();
    assert!(page.contains("case.toml") && page.contains("n’a pas pu"), "{page}");
}

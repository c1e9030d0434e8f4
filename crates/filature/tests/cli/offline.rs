//! No verb but the desk opens a socket, and the desk listens on this machine alone: what the system was asked for is looked at by strace.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::run::expect;
use crate::worked::Worked;

/// Whether the program that looks is there; where it cannot be installed the test says so and is passed over.
fn can_look() -> bool {
    let there = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    let there = there.is_ok_and(|status| status.success());
    if !there {
        println!("passed over: strace is not there, or may not trace (cargo xtask check installs it)");
    }
    there
}

/// Runs a call under strace and gives the lines about sockets.
fn asked(arguments: &[&str], log: &Path) -> (Option<i32>, Vec<String>) {
    let mut command = Command::new("strace");
    command
        .args(["-f", "-qq", "-e", "trace=%network", "-o"])
        .arg(log)
        .arg(env!("CARGO_BIN_EXE_filature"))
        .args(arguments);
    let output = command.stdin(Stdio::null()).output().unwrap();
    (output.status.code(), lines(log))
}

fn lines(log: &Path) -> Vec<String> {
    let text = fs::read_to_string(log).unwrap_or_default();
    text.lines().filter(|line| line.contains('(')).map(str::to_owned).collect()
}

#[test]
fn no_verb_but_the_desk_opens_a_socket() {
    if !can_look() {
        return;
    }
    let worked = Worked::of(&[("t1", "", "M", "61.37"), ("o", "M", "N", "13.19")], &[("M", "0"), ("N", "0")]);
    let (case, log) = (worked.case(), worked.path("log"));
    let text = |name: &str| worked.path(name).to_string_lossy().into_owned();
    let (file, list) = (text("rows.csv"), worked.write("list.csv", "name,birth_date\nAna Ana,1990-01-01\n"));
    let said = ["--source", "PV 3", "--reason", "heard", "--by", "Ada"];
    let (demo, other, synth, features) = (text("demo"), text("other"), text("synth"), text("f.parquet"));
    expect(0, &["add", &other, &file]);
    let calls: Vec<Vec<&str>> = vec![
        vec!["add", &case, &file],
        vec!["investigate", &file, "--case", &other],
        vec!["statements", &case],
        vec!["join", &case],
        [&["merge", &case, "M", "N"], &said[..]].concat(),
        vec!["combine", &case, "--with", &other, "--by", "Ada"],
        vec!["watch", &case, &list],
        vec!["detect", &case],
        vec!["flags", "list"],
        vec!["sql", &case, "SELECT count(*) FROM transactions"],
        [&["category", &case, "M", "--as", "victim"], &said[..]].concat(),
        vec!["statistics", &case, "--country", "FR"],
        vec!["trace", &case, "--claim", "a=t1"],
        vec!["rates", &case],
        vec!["dossier", &case, "--format", "html,docx,odt,xlsx,ftm,graphml,anx,csv,parquet"],
        [&["sealed", &case, "--protected", "M"], &["--reason", "heard", "--by", "Ada", "--to", "the judge"][..]]
            .concat(),
        vec!["transcribe", &case, "rows.csv", "--by", "Ada"],
        vec!["verify", &case],
        vec!["changes", &case, "--since", "2024-05-02"],
        vec!["features", &file, "--out", &features],
        vec!["synth", "--out", &synth, "--seed", "7", "--transactions", "200"],
        vec!["demo", "--dir", &demo],
    ];
    // Every verb that the program has is among them: a new one has to be put here.
    let (help, _) = expect(0, &["--help"]);
    let verbs = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let verbs = verbs.take_while(|line| line.starts_with("  ")).filter_map(|line| line.split_whitespace().next());
    for verb in verbs.filter(|verb| *verb != "desk") {
        // A line of help that goes on is no verb.
        let is_verb = expect_help(verb);
        assert!(!is_verb || calls.iter().any(|call| call[0] == verb), "{verb} is not looked at");
    }
    for call in &calls {
        let (code, sockets) = asked(call, &log);
        assert!(code.is_some_and(|code| code < 3), "{call:?} ended with {code:?}");
        assert_eq!(sockets, [] as [String; 0], "{call:?}");
    }
}

fn expect_help(verb: &str) -> bool {
    crate::run::run(&[verb, "--help"]).status.code() == Some(0)
}

#[test]
fn the_desk_listens_on_this_machine_alone_and_connects_to_nothing() {
    if !can_look() {
        return;
    }
    let worked = Worked::of(&[("t1", "", "M", "61.37")], &[("M", "0")]);
    let log = worked.path("log");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", "trace=%network", "-o"]).arg(&log).arg(env!("CARGO_BIN_EXE_filature"));
    let mut child = command
        .args(["desk", &worked.case(), "--port", "0", "--no-open", "--json"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let listens = || lines(&log).iter().any(|line| line.contains("listen("));
    for _ in 0..600 {
        if listens() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    std::thread::sleep(Duration::from_millis(300));
    // The desk itself is ended, and strace with it; its lines begin with the number of the process.
    let process = lines(&log).first().and_then(|line| line.split_whitespace().next().map(str::to_owned)).unwrap();
    assert!(Command::new("kill").arg(&process).status().unwrap().success());
    child.wait().unwrap();
    let all = lines(&log);
    let of = |name: &str| all.iter().filter(|line| line.contains(name)).cloned().collect::<Vec<_>>();
    assert!(!of("bind(").is_empty() && listens(), "{all:?}");
    assert!(of("bind(").iter().all(|line| line.contains("127.0.0.1")), "{:?}", of("bind("));
    assert_eq!(of("connect("), [] as [String; 0]);
}

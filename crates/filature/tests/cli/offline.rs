//! Nothing leaves the machine: the calls that the program makes of the system, seen by strace. Where strace is not installed the tests say
//! so and are passed over; `cargo xtask check` installs it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::run::expect;
use crate::worked::Worked;

/// Each verb but the desk, with what it is asked: `CASE` is the case, `DIR` the folder beside it.
const CALLS: &[&str] = &[
    "demo --dir DIR/demo",
    "investigate DIR/base.csv --case DIR/other",
    "add CASE DIR/base.csv",
    "statements CASE",
    "join CASE",
    "merge CASE A B --source S --reason r --by me",
    "combine CASE --with DIR/copy --by me",
    "mark CASE t1 --label rent --by me",
    "profile CASE A --xlsx DIR/profile.xlsx",
    "requests CASE --draft C --from 2024-01 --to 2024-02 --out DIR/letter.md",
    "watch CASE DIR/list.csv --reason r --by me",
    "detect CASE",
    "flags list",
    "sql CASE SELECT+1",
    "category CASE A --as victim --source S --reason r --by me",
    "statistics CASE",
    "trace CASE --claim x=t1",
    "rates CASE DIR/rates.csv",
    "dossier CASE --format html,pdf,docx,odt,xlsx,ftm --lang en",
    "sealed CASE --protected B --reason r --by me --to you",
    "transcribe CASE scan.pdf --by me --out DIR/typed.xlsx",
    "verify CASE",
    "changes CASE --since 2024-01-01",
    "features DIR/base.csv --out DIR/features.parquet",
    "key DIR/key.txt",
    "pack CASE --to DIR/recipients.txt --out DIR/case.age --whole --reason r --by me",
    "open DIR/case.age --into DIR/opened --identity DIR/identity.txt",
    "leads CASE",
    "erase CASE --person A --reason r --by me --second you",
    "synth --out DIR/synth --seed 7 --transactions 200",
];

/// strace, set to follow a program and to write down what it asks of the network.
fn watched(into: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o"]).arg(into);
    command.arg(env!("CARGO_BIN_EXE_filature"));
    command
}

fn is_there() -> bool {
    let is_there =
        Command::new("strace").arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success());
    if !is_there {
        println!("passed over: strace is not installed");
    }
    is_there
}

fn case() -> Worked {
    let rows = "id,booked_at,debtor,debtor_name,creditor,amount,currency\n\
                t1,2024-01-02,A,Mila Brez,B,900.00,EUR\nt2,2024-01-03,B,,C,880.00,EUR\nt3,2024-02-03,C,,A,80.00,EUR\n";
    let case = Worked::empty().with("base.csv", rows, &[]);
    case.write("list.csv", "id,name\nL1,Mila Brez\n");
    case.write("rates.csv", "currency,date,rate,source\nRSD,2024-01-02,117.2,bank\n");
    let scan = case.write("scan.pdf", crate::transcribe::SCAN);
    expect(0, &["add", &case.case(), &scan]);
    let protect = ["--protected-from", "2024-02-01", "--source", "S", "--reason", "r", "--by", "me"];
    expect(0, &[&["category", &case.case(), "B"][..], &protect].concat());
    case
}

#[test]
fn no_verb_but_the_desk_opens_a_socket() {
    if !is_there() {
        return;
    }
    let (help, _) = expect(0, &["--help"]);
    let verbs: BTreeSet<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let called: BTreeSet<&str> =
        CALLS.iter().filter_map(|call| call.split(' ').next()).chain(["desk", "help"]).collect();
    assert!(verbs.is_subset(&called), "verbs that are not called here: {:?}", verbs.difference(&called));
    let case = case();
    let (said, _) = expect(0, &["key", case.path("identity.txt").to_str().unwrap()]);
    case.write("recipients.txt", said.split_whitespace().find(|word| word.starts_with("age1")).unwrap());
    let copied = Command::new("cp").args(["-r", &case.case()]).arg(case.path("copy")).status();
    assert!(copied.is_ok_and(|status| status.success()));
    let beside = case.path("").to_string_lossy().trim_end_matches('/').to_owned();
    for call in CALLS {
        let seen = case.path("calls");
        let arguments = call.split(' ').map(|argument| match argument {
            "CASE" => case.case(),
            _ => argument.replace("DIR", &beside).replace('+', " "),
        });
        let output = watched(&seen).args(arguments).stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{call}: {said}");
        let seen = fs::read_to_string(&seen).unwrap();
        assert!(seen.trim().is_empty(), "{call} asked of the network:\n{seen}");
    }
}

/// Ends with the test, and takes the program with it.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = Command::new("pkill").args(["-9", "-P", &self.0.id().to_string()]).status();
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_desk_binds_the_loopback_address_and_calls_nobody() {
    if !is_there() {
        return;
    }
    let case = case();
    let seen = case.path("calls");
    let mut desk = watched(&seen);
    desk.args(["desk", &case.case(), "--port", "0", "--no-open", "--json"]);
    let mut desk = Watching(desk.stdout(Stdio::piped()).stderr(Stdio::null()).stdin(Stdio::null()).spawn().unwrap());
    let mut said = String::new();
    let mut out = BufReader::new(desk.0.stdout.take().unwrap());
    while !said.trim_end().ends_with('}') {
        assert!(out.read_line(&mut said).unwrap() > 0, "the desk ended: {said}");
    }
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let (port, key) = (said["port"].as_u64().unwrap(), said["key"].as_str().unwrap().to_owned());
    for path in ["/api/v1/leads", "/api/v1/case", "/"] {
        use std::io::{Read, Write};
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", u16::try_from(port).unwrap())).unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
    }
    drop(desk);
    let seen = fs::read_to_string(&seen).unwrap();
    let binds: Vec<&str> = seen.lines().filter(|line| line.contains(" bind(")).collect();
    assert_eq!(binds.len(), 1, "{seen}");
    assert!(binds[0].contains("inet_addr(\"127.0.0.1\")"), "{binds:?}");
    let calls = seen.lines().find(|line| line.contains(" connect("));
    assert!(calls.is_none(), "the desk called: {calls:?}");
}

//! Killed at any instant, whatever it was doing: the case opens, holds, and has lost nothing that was confirmed.
//!
//! ```text
//! base case ─► a verb that writes, killed after a random part of its time ─► opens? verifies? journal a continuation? ─► the verb again, to its end
//! ```
//!
//! `FILATURE_KILLS=500 cargo test --release --test cli killed:: -- --nocapture` kills as often as that; the seed is printed, and
//! `FILATURE_SEED` takes one.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::run::{expect, filature, run};
use crate::worked::Worked;

/// How often something is killed where nobody says how often: enough for each verb to be hit.
const KILLS: u64 = 40;

/// Numbers that look random, from a seed that can be printed (splitmix64, Steele and others 2014).
struct Lots(u64);

impl Lots {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut lot = self.0;
        lot = (lot ^ (lot >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        lot = (lot ^ (lot >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (lot ^ (lot >> 31)) % below.max(1)
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// What is done: arguments in which `CASE` is the case and `DIR` the folder beside it.
struct Doing {
    arguments: Vec<String>,
    /// Whether it adds a line to the journal each time that it is done.
    decides: bool,
}

fn doings() -> Vec<Doing> {
    let why = "--source,PV 12,--reason,heard,--by,Officer A";
    let said = "--reason,letter,--by,Officer A";
    let doing =
        |line: String, decides: bool| Doing { arguments: line.split(',').map(str::to_owned).collect(), decides };
    vec![
        doing("add,CASE,DIR/more.csv,--exhibit,PV 3".to_owned(), false),
        doing("add,CASE,DIR/base.csv,--use,intelligence-only".to_owned(), false),
        doing("investigate,DIR/more.csv,--case,CASE".to_owned(), false),
        doing("statements,CASE,--asked,P1,--from,2024-01,--to,2024-03,--request,R 1".to_owned(), true),
        doing("detect,CASE".to_owned(), false),
        doing(format!("category,CASE,P3,--as,victim,{why}"), true),
        doing(format!("category,CASE,P4,--protected-from,2024-02-01,{why}"), true),
        doing("trace,CASE,--claim,x=t3".to_owned(), false),
        doing("dossier,CASE,--lang,fr".to_owned(), true),
        doing(format!("merge,CASE,P5,P6,{why}"), true),
        doing("rates,CASE,DIR/rates.csv".to_owned(), false),
        doing(format!("watch,CASE,DIR/list.csv,{said}"), true),
        doing("mark,CASE,--account,P2,--label,rent,--by,Officer A".to_owned(), true),
        doing("mark,CASE,--define,rent,--colour,blue,--by,Officer A".to_owned(), true),
        doing(
            "requests,CASE,--asked,P1,--from,2024-01,--to,2024-03,--request,R 2,--of,Bank One,--by,Officer A"
                .to_owned(),
            true,
        ),
        doing("combine,CASE,--with,DIR/copy,--by,Officer A".to_owned(), true),
        doing(format!("pack,CASE,--to,DIR/recipients.txt,--out,DIR/case.age,--force,{said}"), true),
        doing(format!("erase,CASE,--person,P7,--second,Officer B,{said}"), true),
        doing(format!("erase,CASE,--source,second.csv,{said}"), true),
    ]
}

fn base() -> Worked {
    let mut csv = "id,booked_at,debtor,debtor_name,creditor,creditor_name,amount,currency\n".to_owned();
    for row in 0..600_u32 {
        let (payer, payee) = (row % 17, (row * 7 + 3) % 19);
        csv.push_str(&format!(
            "t{row},2024-{:02}-{:02},P{payer},Ana Brez{payer},Q{payee},Ivo Marev{payee},{}.50,EUR\n",
            row / 28 % 12 + 1,
            row % 28 + 1,
            row % 90 + 10
        ));
    }
    let case = Worked::empty().with("base.csv", &csv, &[]);
    case.write("more.csv", &csv.replace("\nt", "\nu").replace("2024-", "2025-"));
    case.write("rates.csv", "currency,date,rate,source\nRSD,2024-01-02,117.2,bank\n");
    case.write("list.csv", "id,name\nL1,Ana Brez3\n");
    let second = case.write("second.csv", &csv.replace("\nt", "\nv").replace("2024-", "2023-"));
    expect(0, &["add", &case.case(), &second]);
    copy(&case.path("case"), &case.path("copy"));
    let why = ["--source", "PV 1", "--reason", "heard", "--by", "Officer B"];
    expect(0, &[&["category", case.path("copy").to_str().unwrap(), "P9", "--as", "witness"], &why[..]].concat());
    let (key, _) = expect(0, &["key", case.path("identity.txt").to_str().unwrap()]);
    case.write("recipients.txt", key.trim());
    expect(0, &["detect", &case.case()]);
    expect(0, &["trace", &case.case(), "--claim", "x=t3"]);
    expect(0, &["dossier", &case.case(), "--lang", "en"]);
    case
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let (path, into) = (item.path(), to.join(item.file_name()));
        if path.is_dir() {
            copy(&path, &into);
        } else {
            fs::copy(&path, &into).unwrap();
        }
    }
}

fn call(doing: &Doing, case: &str, beside: &str) -> Vec<String> {
    let place = |argument: &String| match argument.strip_prefix("DIR/") {
        Some(name) => format!("{beside}/{name}"),
        None if argument == "CASE" => case.to_owned(),
        None => argument.clone(),
    };
    doing.arguments.iter().map(place).collect()
}

fn whole_lines(case: &str) -> String {
    let text = fs::read_to_string(Path::new(case).join("journal.jsonl")).unwrap();
    text[..text.rfind('\n').map_or(0, |end| end + 1)].to_owned()
}

#[test]
fn a_kill_at_a_random_instant_of_any_verb_that_writes_loses_nothing_that_was_confirmed() {
    let seed = number("FILATURE_SEED").unwrap_or_else(|| {
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().subsec_nanos().into()
    });
    let kills = number("FILATURE_KILLS").unwrap_or(KILLS);
    println!("FILATURE_SEED={seed}");
    let (base, doings) = (base(), doings());
    let beside = base.path("").to_string_lossy().trim_end_matches('/').to_owned();
    let copied = |name: &str| {
        let place = base.path(name);
        copy(&base.path("case"), &place);
        place.to_string_lossy().into_owned()
    };
    let took: Vec<Duration> = (0..)
        .zip(&doings)
        .map(|(number, doing)| {
            let case = copied(&format!("whole-{number}"));
            let call = call(doing, &case, &beside);
            let began = Instant::now();
            expect(0, &call.iter().map(String::as_str).collect::<Vec<_>>());
            began.elapsed()
        })
        .collect();
    let mut lots = Lots(seed);
    let (mut cut_short, mut finished) = (0, 0);
    for kill in 0..kills {
        let which = usize::try_from(kill % doings.len() as u64).unwrap();
        let (doing, most) = (&doings[which], took[which].as_micros() as u64);
        let case = copied("killed");
        let before = whole_lines(&case);
        let call = call(doing, &case, &beside);
        let call: Vec<&str> = call.iter().map(String::as_str).collect();
        let wait = Duration::from_micros(lots.next(most + most / 5));
        let mut child = filature(&call).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(wait);
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        let place = format!("kill {kill}, {call:?} after {wait:?}");
        let after = whole_lines(&case);
        assert!(after.starts_with(&before), "{place}: lines of the journal are gone");
        if ended.success() {
            finished += 1;
            assert!(!doing.decides || after.len() > before.len(), "{place}: what was confirmed is not in the journal");
        } else {
            cut_short += 1;
        }
        println!("{place}: {ended}");
        expect(0, &["statements", &case]);
        expect(0, &["verify", &case]);
        // What was cut short can be done again, to its end, and the case holds; what was taken down already is said to be there.
        let again = run(&call);
        let is_there = doing.decides && after.len() > before.len();
        let said = String::from_utf8_lossy(&again.stderr).into_owned();
        assert!(again.status.success() || is_there && again.status.code() == Some(2), "{place}, again: {said}");
        expect(0, &["verify", &case]);
        assert!(whole_lines(&case).starts_with(&after), "{place}: lines of the journal are gone");
        fs::remove_dir_all(&case).unwrap();
    }
    println!("killed: {cut_short}, ended before: {finished}");
    assert!(cut_short > 0, "nothing was cut short: the test shows nothing");
}

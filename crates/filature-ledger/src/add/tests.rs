use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::verify;

const PAYMENTS: &[u8] =
    b"id,booked_at,debtor,creditor,amount,currency\n1,2024-05-02,A,B,20.00,EUR\n2,2024-05-03,B,C,5.00,EUR\n";
const MORE: &[u8] = b"id,booked_at,debtor,creditor,amount,currency\n9,2024-06-02,A,B,7.00,EUR\n";

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

struct Desk {
    folder: tempfile::TempDir,
    case: Case,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
        Self { folder, case }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn add(&mut self, files: &[(&str, &[u8])], options: &AddOptions) -> Vec<FileReport> {
        let files: Vec<PathBuf> = files.iter().map(|(name, bytes)| self.file(name, bytes)).collect();
        self.case.add(&files, options, Watch::NOBODY).unwrap()
    }

    fn add_plainly(&mut self, files: &[(&str, &[u8])]) -> Vec<FileReport> {
        self.add(files, &AddOptions::default())
    }

    fn source_of(&self, name: &str) -> &Source {
        self.case.sources().iter().find(|source| source.name == name).unwrap_or_else(|| panic!("no source {name}"))
    }
}

fn shown(reports: &[FileReport]) -> Vec<(String, Option<&str>, u64, Option<&str>)> {
    let line = |report: &FileReport| {
        report
            .file
            .iter()
            .skip_while(|part| !part.to_string_lossy().contains(".zip"))
            .collect::<PathBuf>()
            .display()
            .to_string()
    };
    reports
        .iter()
        .map(|report| (line(report), report.format.as_deref(), report.entries, report.refused.as_deref()))
        .collect()
}

#[test]
fn each_file_of_an_archive_is_a_source_of_its_own() {
    let mut desk = Desk::new();
    let inner = zip_of(&[("june.csv", MORE)]);
    let outer = zip_of(&[("2024/may.csv", PAYMENTS), ("inner.zip", &inner), (".hidden", b"x")]);
    let reports = desk.add_plainly(&[("from-bank.zip", &outer)]);
    assert_eq!(
        shown(&reports),
        [
            ("from-bank.zip".to_owned(), Some("zip"), 0, None),
            ("from-bank.zip/2024/may.csv".to_owned(), Some("filature"), 2, None),
            ("from-bank.zip/inner.zip".to_owned(), Some("zip"), 0, None),
            ("from-bank.zip/inner.zip/june.csv".to_owned(), Some("filature"), 1, None),
        ]
    );
    let archive = desk.source_of("from-bank.zip");
    let (may, june) =
        (desk.source_of("from-bank.zip/2024/may.csv"), desk.source_of("from-bank.zip/inner.zip/june.csv"));
    assert_eq!((archive.container.as_deref(), may.container.as_deref()), (None, Some(archive.id.to_string().as_str())));
    assert_eq!(june.container, Some(desk.source_of("from-bank.zip/inner.zip").id.to_string()));
    assert_eq!(fs::read(registry::original(desk.case.folder(), &may.sha256)).unwrap(), PAYMENTS);
    assert!(verify(&desk.case).unwrap().holds());
    // The list of sources comes back as it was written, and the ledger from it.
    let sources = desk.case.sources().to_vec();
    assert_eq!(registry::read(desk.case.folder()).unwrap(), sources);
}

#[test]
fn a_file_that_also_comes_loose_is_one_source_in_any_order() {
    let archive = zip_of(&[("may.csv", PAYMENTS)]);
    let (mut one, mut other) = (Desk::new(), Desk::new());
    one.add_plainly(&[("a.zip", &archive)]);
    let reports = one.add_plainly(&[("may.csv", PAYMENTS)]);
    assert!(reports[0].known);
    other.add_plainly(&[("may.csv", PAYMENTS)]);
    other.add_plainly(&[("a.zip", &archive)]);
    assert_eq!(one.case.sources(), other.case.sources());
    assert_eq!(one.case.sources().len(), 2);
    assert_eq!(one.source_of("a.zip/may.csv | may.csv").container, Some(one.source_of("a.zip").id.to_string()));
    let again = one.add_plainly(&[("a.zip", &archive), ("may.csv", PAYMENTS)]);
    assert!(again.iter().all(|report| report.known), "{again:?}");
    assert_eq!(one.case.sources(), other.case.sources());
}

#[test]
fn what_is_refused_in_an_archive_is_named_and_the_rest_is_taken() {
    let mut desk = Desk::new();
    let third = zip_of(&[("deep.csv", MORE)]);
    let second = zip_of(&[("third.zip", &third), ("ok.csv", MORE)]);
    let outer = zip_of(&[("second.zip", &second), ("scan.pdf", b"%PDF-1.4 x")]);
    let reports = desk.add_plainly(&[("x.zip", &outer)]);
    let refused: Vec<_> = shown(&reports).into_iter().filter(|(_, _, _, refused)| refused.is_some()).collect();
    assert_eq!(refused.len(), 2, "{reports:?}");
    assert!(refused[0].0 == "x.zip/second.zip/third.zip" && refused[0].3.unwrap().contains("archive in an archive"));
    assert_eq!(refused[1].0, "x.zip/scan.pdf");
    assert_eq!(desk.case.sources().len(), 3);
    assert!(verify(&desk.case).unwrap().holds());
}

#[test]
fn an_archive_of_which_nothing_is_taken_leaves_no_trace() {
    let mut desk = Desk::new();
    let reports = desk.add_plainly(&[("x.zip", &zip_of(&[("scan.pdf", b"%PDF-1.4 x")]))]);
    assert!(reports[0].refused.as_ref().unwrap().contains("No file in the archive"));
    assert!(desk.case.sources().is_empty());
    let kept = fs::read_dir(desk.case.folder().join("sources")).unwrap().count();
    assert_eq!(kept, 0);
}

/// A table of which nobody can tell the account, the currency, or the order of day and month.
fn export(rows: &str) -> Vec<u8> {
    format!("Izvod\n\nDatum;Opis;Iznos;Saldo\n{rows}").into_bytes()
}

const MAPPING: &str = "delimiter = ';'\nheader_line = 3\ndecimal_mark = ','\ndate_order = 'DMY'\ncurrency = 'EUR'\naccount = 'X:1'\n[columns]\nbooked = 'Datum'\namount = 'Iznos'\nbalance = 'Saldo'\ntext = ['Opis']\n";

fn confirmed() -> (Desk, SourceId) {
    let mut desk = Desk::new();
    let options = AddOptions { mapping: Some(Mapping::from_toml(MAPPING).unwrap()), ..AddOptions::default() };
    let reports = desk.add(&[("may.csv", &export("02/05/2024;plata;100,00;100,00\n"))], &options);
    assert_eq!(reports[0].refused, None);
    let id = reports[0].source.unwrap();
    (desk, id)
}

#[test]
fn a_confirmed_mapping_is_used_for_the_next_file_of_that_bank() {
    let (mut desk, first) = confirmed();
    let june = export("03/06/2024;kirija;-40,00;60,00\n");
    // Which account it is of is asked again.
    let asked = desk.add_plainly(&[("june.csv", &june)]);
    assert!(asked[0].refused.as_ref().unwrap().contains("which account"), "{asked:?}");
    assert!(!asked[0].draft_mapping.as_ref().unwrap().contains("X:1\""));
    let options = AddOptions { account: Some(AccountId::written("X:2")), ..AddOptions::default() };
    let reports = desk.add(&[("june.csv", &june)], &options);
    assert_eq!((reports[0].refused.as_ref(), reports[0].entries, reports[0].mapping_of), (None, 1, Some(first)));
    let lines = desk.case.journal().unwrap();
    let reused = lines.iter().find_map(|line| match &line.act {
        Act::MappingUsed { how, of, .. } if how == "reused" => of.clone(),
        _ => None,
    });
    assert_eq!(reused, Some(first.to_string()));
    assert!(verify(&desk.case).unwrap().holds());
}

#[test]
fn a_mapping_is_not_used_where_it_would_lose_rows_or_the_header_differs() {
    let (mut desk, first) = confirmed();
    let options = AddOptions { account: Some(AccountId::written("X:2")), ..AddOptions::default() };
    let american = export("03/06/2024;kirija;-40,00;60,00\n06/25/2024;kirija;-40,00;20,00\n");
    let reports = desk.add(&[("june.csv", &american)], &options);
    assert!(reports[0].refused.as_ref().unwrap().contains(&format!("source {first}")), "{reports:?}");
    let other = b"Datum;Opis;Iznos;Stanje\n03/06/2024;kirija;-40,00;60,00\n";
    let reports = desk.add(&[("other.csv", other)], &options);
    assert!(reports[0].refused.as_ref().unwrap().contains("12th"), "{reports:?}");
}

/// A list that is large enough to be packed, and what stands at its end.
fn large(last: &str) -> Vec<u8> {
    let row = |number: u32| {
        format!(
            "L{number},2024-05-02T{:02}:00:00Z,A{},B,{number}.50,EUR,{}\n",
            number % 24,
            number % 700,
            "word ".repeat(10)
        )
    };
    let mut text = String::from("id,booked_at,debtor,creditor,amount,currency,text\n");
    (0..200_000).for_each(|number| text.push_str(&row(number)));
    text.push_str(last);
    assert!(text.len() as u64 > crate::packed::LARGE_BYTES);
    text.into_bytes()
}

/// How many files of a case lie outside its tables: what packing leaves behind would be among them.
fn loose_files(desk: &Desk) -> Vec<String> {
    let mut names: Vec<String> = [desk.case.folder().to_owned(), desk.case.folder().join("sources")]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|item| item.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_large_list_is_added_and_verified_and_known_again() {
    let mut desk = Desk::new();
    let list = large("");
    let first = desk.add_plainly(&[("large.csv", &list)]);
    assert_eq!((first[0].refused.as_ref(), first[0].entries, first[0].problems), (None, 200_000, 0));
    let names = loose_files(&desk);
    assert!(verify(&desk.case).unwrap().holds());
    let again = desk.add_plainly(&[("again.csv", &list)]);
    assert!(again[0].known);
    assert_eq!(again[0].entries, 200_000);
    assert_eq!(loose_files(&desk), names);
    // Another source that has nothing to do with it, then one that repeats an id of it.
    let others = desk.add_plainly(&[("payments.csv", PAYMENTS)]);
    assert_eq!((others[0].entries, others[0].problems), (2, 0));
    let repeats = b"id,booked_at,debtor,creditor,amount,currency\nL7,2024-06-02,A,B,7.00,EUR\n";
    let repeats = desk.add_plainly(&[("repeats.csv", repeats)]);
    assert_eq!((repeats[0].entries, repeats[0].problems), (1, 1), "one id with two contents");
    assert!(verify(&desk.case).unwrap().holds());
}

#[test]
fn the_order_of_a_large_list_and_a_small_one_leaves_no_mark() {
    let (list, entries) = (large(""), "ledger/entries.parquet");
    let (mut one, mut other) = (Desk::new(), Desk::new());
    one.add_plainly(&[("large.csv", &list)]);
    one.add_plainly(&[("payments.csv", PAYMENTS)]);
    other.add_plainly(&[("payments.csv", PAYMENTS), ("large.csv", &list)]);
    let bytes = |desk: &Desk| fs::read(desk.case.folder().join(entries)).unwrap();
    assert!(bytes(&one) == bytes(&other));
}

#[test]
fn a_large_list_in_an_archive_gives_the_ledger_that_it_gives_loose_and_rebuilt() {
    let (list, table) = (large(""), "ledger/entries.parquet");
    let (mut packed, mut loose) = (Desk::new(), Desk::new());
    packed.add_plainly(&[("from-bank.zip", &zip_of(&[("large.csv", &list), ("payments.csv", PAYMENTS)]))]);
    loose.add_plainly(&[("large.csv", &list), ("payments.csv", PAYMENTS)]);
    let bytes = |desk: &Desk| fs::read(desk.case.folder().join(table)).unwrap();
    assert!(bytes(&packed) == bytes(&loose));
    assert!(verify(&packed.case).unwrap().holds());
}

#[test]
fn a_large_list_below_blank_lines_is_added_and_verified() {
    let mut desk = Desk::new();
    let list = [b"\n\n".to_vec(), large("")].concat();
    assert_eq!(desk.add_plainly(&[("large.csv", &list)])[0].entries, 200_000);
    assert!(verify(&desk.case).unwrap().holds());
}

#[test]
fn a_large_list_with_an_open_question_goes_the_way_of_all_files() {
    let mut desk = Desk::new();
    let inch = desk.add_plainly(&[("inch.csv", &large("X1,2024-05-02,A,B,1.00,EUR,pipe 5\" wide\n"))]);
    assert_eq!((inch[0].refused.as_ref(), inch[0].entries, inch[0].problems), (None, 200_001, 0));
    let open =
        desk.add_plainly(&[("open.csv", &large("X1,2024-05-02,A,B,1.00,EUR,\"never\nX2,2024-05-02,A,B,1.00,EUR,x\n"))]);
    assert!(open[0].refused.is_some());
    // Of what was refused nothing is kept: the original of the first, and the list of sources.
    assert_eq!(fs::read_dir(desk.case.folder().join("sources")).unwrap().count(), 2);
    assert!(verify(&desk.case).unwrap().holds());
}

#[test]
fn a_large_original_that_was_changed_is_named() {
    let mut desk = Desk::new();
    desk.add_plainly(&[("large.csv", &large(""))]);
    let path = registry::original(desk.case.folder(), &desk.case.sources()[0].sha256);
    fs::write(&path, large("L0,2024-05-02,A,B,9.00,EUR,\n")).unwrap();
    fs::remove_dir_all(desk.case.folder().join("ledger")).unwrap();
    assert!(matches!(desk.case.ensure_ledger(), Err(LedgerError::Damaged { .. })));
}

#[test]
fn a_file_too_large_to_be_held_is_refused_before_it_is_read() {
    let mut desk = Desk::new();
    let path = desk.folder.path().join("disk.img");
    // Nothing is written: the file has its length alone.
    fs::File::create(&path).unwrap().set_len((1 << 31) + 1).unwrap();
    let reports = desk.case.add(&[path], &AddOptions::default(), Watch::NOBODY).unwrap();
    assert!(reports[0].refused.as_ref().is_some_and(|why| why.contains("2048 MiB")), "{reports:?}");
    assert_eq!(fs::read_dir(desk.case.folder().join("sources")).unwrap().count(), 0);
}

#[test]
fn who_says_no_narrows_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.sta");
    fs::write(&file, ":20:X\n:25:A\n:28C:1\n:60F:C240101EUR0,\n:61:2401020102C50,NTRFRENT 1\n:62F:C240102EUR50,\n")
        .unwrap();
    let (mut case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
    case.add(std::slice::from_ref(&file), &AddOptions::default(), Watch::NOBODY).unwrap();
    let asked = std::sync::Mutex::new(Vec::new());
    let narrow = AddOptions { use_: Some(SourceUse::IntelligenceOnly), ..AddOptions::default() };
    for (answer, use_) in [(false, SourceUse::Evidence), (true, SourceUse::IntelligenceOnly)] {
        let may = |files: usize| {
            asked.lock().unwrap().push(files);
            answer
        };
        case.add(std::slice::from_ref(&file), &narrow, Watch { narrow: Some(&may), ..Watch::NOBODY }).unwrap();
        let narrowed =
            case.journal().unwrap().iter().filter(|line| matches!(line.act, Act::UseNarrowed { .. })).count();
        assert_eq!((case.sources()[0].use_, narrowed), (use_, usize::from(answer)));
    }
    assert_eq!(*asked.lock().unwrap(), [1, 1]);
}

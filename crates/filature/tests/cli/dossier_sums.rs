//! The sums of the dossier, from the files of a case to the page: exact, each once, and what a person states beside them.

use std::fs;

use crate::run::expect;

/// One person with two accounts, a payment taken back, one called off, and cash.
const ROWS: &str = "id,booked_at,debtor,creditor,amount,currency,channel,status,debtor_name,creditor_name
a,2023-02-01,SHOP,HELD1,1000.00,EUR,transfer,paid,Shop,Nova Rein
b,2023-02-03,,HELD1,250.50,EUR,cash-in,paid,,Nova Rein
c,2023-02-05,HELD1,HELD2,400.00,EUR,transfer,paid,Nova Rein,NOVA  REIN
d,2023-03-01,SHOP,HELD1,77.00,EUR,transfer,cancelled,Shop,Nova Rein
e,2023-04-01,HELD2,,90.00,EUR,cash-out,paid,NOVA  REIN,
f,2023-04-02,HELD2,,30.25,EUR,card,paid,NOVA  REIN,Market
g,2024-01-02,SHOP,HELD2,500.00,EUR,transfer,paid,Shop,NOVA  REIN
";

const ACCOUNTS: &str = "account,holder
HELD1,Nova Rein
HELD2,NOVA  REIN
";

fn case() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(path("rows.csv"), ROWS).unwrap();
    fs::write(path("accounts.csv"), ACCOUNTS).unwrap();
    expect(0, &["add", &path("case"), &path("rows.csv"), &path("accounts.csv")]);
    expect(0, &["trace", &path("case"), "--claim", "sale=a", "--rule", "all"]);
    let case = path("case");
    (folder, case)
}

/// Somebody says that both accounts are one person's.
fn merge(case: &str) {
    let why = ["--source", "D 44", "--reason", "one passport", "--by", "Officer A"];
    expect(0, &[&["merge", case, "HELD1", "HELD2"], &why[..]].concat());
}

/// The text of one part, without markup.
fn part(case: &str, language: &str, name: &str) -> String {
    expect(0, &["dossier", case, "--lang", language]);
    let page = fs::read_to_string(format!("{case}/dossier/dossier.{language}.html")).unwrap();
    let (_, rest) = page.split_once(&format!("<section class=\"{name}\">")).unwrap();
    let part = rest.split_once("</section>").unwrap().0;
    let mut text = String::new();
    let mut inside = false;
    for letter in part.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(letter),
            _ => {}
        }
        if letter == '>' {
            text.push('|');
        }
    }
    text.replace('\u{a0}', " ")
}

#[test]
fn means_are_exact_and_set_beside_what_was_declared() {
    let (_folder, case) = case();
    let settings = format!("{case}/case.toml");
    // Both are written with one name, which joins nothing: what went from one to the other stands at both, as paid and as received.
    assert!(part(&case, "en", "means").matches("|400.00 EUR|").count() > 1);
    merge(&case);
    let alone = part(&case, "en", "means");
    assert!(alone.contains("The case states no declared income"), "{alone}");
    let stated =
        "\n[[income]]\naccount = \"HELD2\"\nyear = 2023\namount = \"800\"\ncurrency = \"EUR\"\nsource = \"D118\"\n";
    fs::write(&settings, fs::read_to_string(&settings).unwrap() + stated).unwrap();
    let text = part(&case, "en", "means");
    // 2023: 1,000.00 received, 250.50 cash in, 90.00 drawn, 30.25 by card, 400.00 between own accounts, 77.00 called off;
    // 1,250.50 came in, 800.00 declared.
    for amount in
        ["1,000.00 EUR", "250.50 EUR", "90.00 EUR", "30.25 EUR", "400.00 EUR", "77.00 EUR", "800.00 EUR", "450.50 EUR"]
    {
        assert_eq!(text.matches(&format!("|{amount}|")).count(), 1, "{amount}: {text}");
    }
    assert!(text.contains("cote D118") && text.contains("|500.00 EUR|"));
    assert!(part(&case, "fr", "means").contains("450,50 €"));
}

#[test]
fn an_income_that_cannot_be_read_stops_the_dossier_and_says_where() {
    let (_folder, case) = case();
    let settings = format!("{case}/case.toml");
    let before = fs::read_to_string(&settings).unwrap();
    for (stated, said) in [
        ("account = \"HELD2\"\nyear = 2023\namount = \"8 00,5\"\ncurrency = \"EUR\"\nsource = \"D1\"", "decimal point"),
        ("account = \"HELD2\"\nyear = 2023\namount = \"800\"\ncurrency = \"EUR\"\nsource = \" \"", "`source`"),
        ("account = \"HELD2\"\nyear = 23\namount = \"800\"\ncurrency = \"EUR\"\nsource = \"D1\"", "four digits"),
        ("account = \"HELD2\"\nyear = 2023\namount = \"800\"\ncurrency = \"EURO\"\nsource = \"D1\"", "case.toml"),
    ] {
        fs::write(&settings, format!("{before}\n[[income]]\n{stated}\n")).unwrap();
        let (_, message) = expect(2, &["dossier", &case]);
        assert!(message.contains(said), "{message}");
    }
}

#[test]
fn what_went_from_an_account_of_a_person_harmed_is_summed_and_named_by_initials() {
    let (_folder, case) = case();
    let page = |language: &str| {
        expect(0, &["dossier", &case, "--lang", language, "--names"]);
        fs::read_to_string(format!("{case}/dossier/dossier.{language}.html")).unwrap()
    };
    assert!(!page("en").contains("<section class=\"taken\">"), "nobody decided anything");
    merge(&case);
    let why = ["--source", "PV 12/3", "--reason", "heard on 2 May", "--by", "Officer A"];
    expect(0, &[&["category", &case, "HELD1", "--as", "victim"], &why[..]].concat());
    let text = part(&case, "en", "taken");
    assert!(text.contains("1,250.50 EUR"), "{text}");
    assert!(!text.contains("400.00"), "own accounts: {text}");
    let page = page("fr");
    let (_, taken) = page.split_once("<section class=\"taken\">").unwrap();
    let heading = taken.split("<tr class=\"head\">").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(heading.contains("N.\u{a0}R.") && !heading.contains("Nova"), "{heading}");
}

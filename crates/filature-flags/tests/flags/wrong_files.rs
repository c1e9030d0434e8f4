//! Flag files with one thing wrong each: what is said names the file, the line, and what to do.

use filature_flags::{Fault, FlagSet, built_in_text, check, lines, read_flag};

use super::support::Numbers;

/// A file that is in order.
const SOUND: &str = r#"+++
id = "sound"
version = 1
status = "on"

[title]
en = "Much at once"
fr = "Beaucoup d'un coup"

[meaning]
forms = ["forced-labour"]
stage = ["exploitation"]
element = "means"
family = "wages"
side = ["victim-pattern", "controller"]

[roles]
workers = "victim-pattern"
collector = "controller"

[reason]
en = "At least {least} payments came to {amount_minor}."
fr = "Au moins {least} paiements ont fait {amount_minor}."

[params.least]
default = 4
unit = "payments"
basis = "source"
meaning = { en = "payments", fr = "paiements" }

[[sources]]
name = "Somebody"
says = "many payments"
trust = "read"
+++

## What it finds
Payments.

## Why it matters
They do.

## Innocent explanations
- A family.
- A flat.

## What to check next
- Who is it?

## Ce qu'il trouve
Des paiements.

## Pourquoi c'est important
C'est ainsi.

## Explications innocentes
- Une famille.
- Un logement.

## Que vérifier ensuite
- Qui est-ce ?

## Rule
```sql
SELECT p.transactions, p.amount_minor, p.currency,
  p.payer AS workers,
  p.payee AS collector
FROM pairs('') AS p
WHERE p.payments >= :least
```
"#;

/// The first fault of a text, of reading it or else of checking it.
fn fault(file: &str, text: &str) -> Option<Fault> {
    match read_flag(file, text) {
        Err(fault) => Some(fault),
        Ok(flag) => check(&flag, &lines::of_table().unwrap()).into_iter().next(),
    }
}

/// Puts `to` in the place of `from`, and expects a fault at the line that holds `at` (in the changed text; the first line where `at` is
/// empty) that says `what` and to do `to_do`.
fn wrong(from: &str, to: &str, at: &str, what: &str, to_do: &str) {
    assert_eq!(SOUND.matches(from).count(), 1, "{from:?} stands once");
    let text = SOUND.replacen(from, to, 1);
    let found = fault("flags/sound.md", &text).unwrap_or_else(|| panic!("nothing is wrong with {to:?} for {from:?}"));
    assert_eq!(found.file, "flags/sound.md");
    assert!(found.what.contains(what), "{found}\n  expected: {what}");
    assert!(found.to_do.contains(to_do), "{found}\n  expected to do: {to_do}");
    let line = if at.is_empty() { 0 } else { text.lines().position(|line| line.contains(at)).unwrap() };
    assert_eq!(found.line as usize, line + 1, "{found}");
}

#[test]
fn the_sound_file_is_sound() {
    assert_eq!(fault("flags/sound.md", SOUND), None);
    assert_eq!(fault("C:\\case\\flags\\sound.md", &SOUND.replace('\n', "\r\n")), None, "as Windows writes it");
    assert_eq!(fault("sound.md", &format!("\u{feff}{SOUND}")), None);
}

#[test]
fn front_matter() {
    wrong("+++\nid = \"sound\"", "id = \"sound\"", "", "no front matter", "line of +++");
    wrong("version = 1", "version = ", "version = ", "", "flag-files.md");
    wrong("version = 1", "version = 1\ncolour = \"red\"", "colour", "colour", "flag-files.md");
    wrong("[title]\nen = \"Much at once\"", "[title]\nde = \"Viel\"", "de = \"Viel\"", "de", "flag-files.md");
    wrong("status = \"on\"", "status = \"off\"", "status", "does not say why", "why_off");
    wrong("status = \"on\"", "status = \"maybe\"", "status", "maybe", "\"on\" or \"off\"");
    wrong("id = \"sound\"", "id = \"other\"", "id =", "\"other\" is not the name of the file", "both the same");
}

#[test]
fn an_id_of_other_signs() {
    let found = fault("flags/Só_und.md", &SOUND.replace("id = \"sound\"", "id = \"Só_und\"")).unwrap();
    assert_eq!((found.line, found.what.contains("other signs")), (2, true), "{found}");
}

#[test]
fn meaning_sides_and_sources() {
    let sources = "[[sources]]\nname = \"Somebody\"\nsays = \"many payments\"\ntrust = \"read\"\n";
    wrong(sources, "", "", "no source", "[[sources]]");
    wrong("trust = \"read\"", "trust = \"rumour\"", "rumour", "rumour", "flag-files.md");
    wrong("trust = \"read\"", "trust = \"unverified\"", "", "no source was read", "basis = \"design\"");
    wrong(
        "side = [\"victim-pattern\", \"controller\"]",
        "side = []",
        "side =",
        "no side",
        "every side that a role has",
    );
    let side = "side = [\"victim-pattern\", \"controller\"]";
    wrong(side, "side = [\"victim-pattern\"]", "side =", "side of the role collector is not listed", "list the sides");
    wrong(
        side,
        "side = [\"victim-pattern\", \"controller\", \"buyer\"]",
        "side =",
        "no role has the side",
        "list the sides",
    );
    wrong(
        "collector = \"controller\"",
        "collector = \"boss\"",
        "[roles]",
        "the role collector has the side \"boss\"",
        "evidence",
    );
    wrong("family = \"wages\"", "family = \"money\"", "family =", "no family \"money\"", "wages");
    wrong("forms = [\"forced-labour\"]", "forms = [\"work\"]", "forms =", "no form \"work\"", "forced-labour");
    wrong("stage = [\"exploitation\"]", "stage = [\"end\"]", "stage =", "no stage \"end\"", "laundering");
    wrong("element = \"means\"", "element = \"aim\"", "element =", "aim", "flag-files.md");
    wrong("version = 1", "version = 1\nexplains = [\"m1-funnel\"]", "explains", "only a look-alike", "innocent");
}

#[test]
fn parameters() {
    wrong("default = 4", "default = 4.5", "[params", "4.5", "permille instead of a decimal");
    wrong("default = 4", "default = \"48\"", "[params", "\"48\"", "48h");
    wrong("default = 4", "default = -4", "", "least is below 0", "count");
    wrong("unit = \"payments\"", "unit = \" \"", "[params", "no unit", "what it counts");
    wrong("basis = \"source\"", "basis = \"guess\"", "basis", "guess", "flag-files.md");
    wrong(":least", "4", "[params", "does not use :least", "take the parameter out");
    wrong(":least", ":least + :most", "SELECT p.transactions", "parameter :most, which nothing sets", "[params.name]");
}

#[test]
fn the_body() {
    wrong("## Why it matters\nThey do.\n", "", "", "nothing stands under \"## Why it matters\"", "both languages");
    wrong(
        "## Pourquoi c'est important\nC'est ainsi.",
        "## Pourquoi c'est important",
        "",
        "Pourquoi c'est important",
        "write it",
    );
    wrong(
        "- Un logement.\n",
        "",
        "## Explications innocentes",
        "has 2 items and Explications innocentes 1",
        "item by item",
    );
    wrong("## Why it matters", "## Why", "## Why", "\"Why\" has no place here", "headings");
}

/// Two queries, and none.
#[test]
fn one_query() {
    let two = format!("{SOUND}```sql\nSELECT 1\n```\n");
    let found = fault("flags/sound.md", &two).unwrap();
    assert!(found.what.contains("two queries") && found.to_do.contains("keep one"), "{found}");
    assert_eq!(found.line as usize, SOUND.lines().count() + 1, "{found}");
    let none = &SOUND[..SOUND.find("```sql").unwrap()];
    let found = fault("flags/sound.md", none).unwrap();
    assert!(found.what.contains("no query") && found.to_do.contains("```sql"), "{found}");
}

#[test]
fn the_query() {
    let what = "gives no column transactions";
    wrong("SELECT p.transactions, p", "SELECT p", "SELECT p", what, "AS transactions");
    wrong(
        "p.payee AS collector",
        "p.payee AS gatherer",
        "SELECT p.transactions",
        "gives no column collector",
        "AS collector",
    );
    wrong("p.payer AS workers", "p.payor AS workers", "p.payor", "no such column: p.payor", "sql.md");
    wrong("FROM pairs('')", "FROM pears('')", "SELECT p.transactions", "no such table", "sql.md");
    wrong("WHERE p.payments", "WHERE WHERE p.payments", "WHERE WHERE", "syntax error", "sql.md");
    wrong(
        "p.payments >= :least",
        "p.payments >= :least AND 'now' > ''",
        "SELECT p.transactions",
        "day of today",
        "days of the ledger",
    );
    wrong(
        "p.payments >= :least",
        "p.payments >= :least AND p.first_day > unixepoch()",
        "unixepoch",
        "unixepoch",
        "may read the tables",
    );
    wrong("FROM pairs('') AS p", "FROM pairs('colour:red') AS p", "SELECT p.transactions", "colour", "sql.md");
    wrong("p.payments >= :least", "p.payments >= :least; DELETE FROM transactions", "SELECT p.transactions", "", "");
}

#[test]
fn reasons() {
    wrong(
        "en = \"At least {least} payments",
        "en = \"At least {fewest} payments",
        "",
        "{fewest}, which is neither",
        "add the column",
    );
    wrong("fr = \"Au moins {least} paiements", "fr = \"Des paiements", "", "other figures in French", "both languages");
}

/// What no rule may look at (ethnicity, religion, sex, nationality by name, health): the word and its line.
#[test]
fn forbidden_words() {
    for (word, sql) in [
        ("ethnicity", "p.ethnicity = 1"),
        ("religion", "p.religion = 1"),
        ("gender", "GENDER = 2"),
        ("surname", "p.surname LIKE '%a'"),
        ("health", "p.class = 'health'"),
        ("pharmacy", "p.text LIKE '%pharmacy%'"),
        ("roma", "p.text LIKE 'roma%'"),
        ("church", "p.text = 'my church'"),
        ("nationality", "p.payer_nationality = 'RO'"),
        ("sex", "p.sex_of_payer = 1"),
        ("debtor_name", "p.debtor_name = ''"),
        ("holder", "p.holder = ''"),
    ] {
        let what = format!("may not look at {word:?}");
        wrong(
            "p.payments >= :least",
            &format!("p.payments >= :least\n  AND {sql}"),
            &format!("  AND {sql}"),
            &what,
            "leave it out",
        );
    }
    let renamed = SOUND.replace("least", "gender");
    assert!(fault("flags/sound.md", &renamed).unwrap().what.contains("\"gender\""), "a parameter of that name");
    let renamed = SOUND.replace("collector", "religion");
    assert!(fault("flags/sound.md", &renamed).unwrap().what.contains("\"religion\""), "a role of that name");
    // Words that hold one of these are none of these.
    assert_eq!(fault("flags/sound.md", &SOUND.replace(":least", ":least AND 'essex romance' <> 'femmes'")), None);
}

#[test]
fn words_that_judge() {
    let to_do = "no text of a flag judges a person";
    wrong("They do.", "Criminals do it.", "", "\"criminals\"", to_do);
    wrong("C'est ainsi.", "Une personne coupable.", "", "\"coupable\"", to_do);
    wrong("- A family.", "- A suspect.", "", "\"suspect\"", to_do);
    wrong("- Qui est-ce ?", "- Une prostituée ?", "", "\"prostituée\"", to_do);
    wrong("fr = \"Beaucoup d'un coup\"", "fr = \"Des clandestins\"", "", "\"clandestins\"", to_do);
    wrong("payments came to", "payments of an offender came to", "", "\"offender\"", to_do);
}

/// One file that is wrong stops none of the others.
#[test]
fn a_wrong_file_stops_no_other() {
    let mut set = FlagSet::built_in();
    let flags = set.flags.len();
    set.add("flags/wrong.md", "+++\n");
    set.add("flags/sound.md", SOUND);
    assert_eq!((set.flags.len(), set.faults.len()), (flags + 1, 1));
    set.add("flags/sound.md", &SOUND.replace("version = 1", "version = 2"));
    assert_eq!((set.flags.len(), set.get("sound").unwrap().version), (flags + 1, 2), "a case's own takes its place");
}

/// Whatever is cut from a file or put into it, it is read or something is said of it, at a line that it has.
#[test]
fn any_text_is_read_or_refused() {
    let texts = [SOUND, built_in_text("wage-sweep-to-one").unwrap(), built_in_text("m3-structuring").unwrap()];
    let bits = ["+++\n", "```\n", "## Rule\n", "\"", "{", "}", ":", "é", "\u{feff}", "[params.x]\n", "- ", "\r", "\0"];
    for seed in 0..3_000 {
        let mut numbers = Numbers::new(seed);
        let mut lines: Vec<&str> = numbers.one(&texts).split_inclusive('\n').collect();
        for _ in 0..1 + numbers.below(4) {
            let at = numbers.below(lines.len());
            match numbers.below(4) {
                0 => drop(lines.remove(at)),
                1 => lines.insert(at, bits[numbers.below(bits.len())]),
                2 => lines.truncate(at + 1),
                _ => {
                    let other = numbers.below(lines.len());
                    lines.swap(at, other);
                }
            }
            if lines.is_empty() {
                break;
            }
        }
        let text = lines.concat();
        if let Err(fault) = read_flag("flags/sound.md", &text) {
            let most = text.lines().count() + 1;
            assert!((1..=most).contains(&(fault.line as usize)), "seed {seed}: {fault} of {most} lines");
            assert!(!fault.what.is_empty() && !fault.to_do.is_empty(), "seed {seed}: {fault}");
        }
    }
}

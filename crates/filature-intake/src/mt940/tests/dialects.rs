//! The dialects of `:86:`, one test or more for each.

use super::*;

/// What an entry says beside its amount.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    account: String,
    name: String,
    text: String,
    reference: String,
    channel: String,
}

/// Reads one entry of an account, with the rest of its `:61:` and its `:86:`.
fn entry(account: &str, line: &str, information: &str) -> Found {
    let file = format!(
        ":20:R\n:25:{account}\n:28C:1/1\n:60F:C240101EUR1,\n:61:240102{line}\n:86:{information}\n:62F:C240102EUR1,\n-\n"
    );
    let reading = read_text(&file);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!(reading.entry_count(), 1);
    let of = |column: &str| text(&reading, column, 0).unwrap_or_default();
    let other = if of("legs") == "debit" { "creditor" } else { "debtor" };
    Found {
        account: of(other),
        name: of(&format!("{other}_name")),
        text: of("text"),
        reference: of("reference"),
        channel: of("channel"),
    }
}

/// What is expected: account, name, text, reference, channel.
fn found(parts: [&str; 5]) -> Found {
    let [account, name, text, reference, channel] = parts.map(str::to_owned);
    Found { account, name, text, reference, channel }
}

const GERMAN: &str = "99950000/1234567";
const DUTCH: &str = "NL68VERZ0123456789";
const POLISH: &str = "PL49999000000000000123456789";
const POLISH_OTHER: &str = "PL22999000000000000123450000";
const BULGARIAN: &str = "BG93IZMI00001000123456";
const FRENCH: &str = "FR8199999000010123456789A00";
const DANISH: &str = "IZMIDKKK/99990012345678";
const SERBIAN: &str = "IZMIRSBG/998-1-1";

#[test]
fn german_marks_of_sepa_are_read() {
    let information = "105?00LASTSCHRIFT?20EREF+E-77?21MREF+M1?22CRED+DE98ZZZ09999999999?23SVWZ+Strom?24 Mai?25ABWE+Erika Erfunden?26IBAN+GB33BUKB20201555555555";
    let text =
        "EREF+E-77 MREF+M1 CRED+DE98ZZZ09999999999 SVWZ+Strom Mai ABWE+Erika Erfunden IBAN+GB33BUKB20201555555555";
    let expected = ["GB33BUKB20201555555555", "Erika Erfunden", text, "E-77", "transfer"];
    assert_eq!(entry(GERMAN, "D5,NDDTNONREF", information), found(expected));
    let kref = entry(GERMAN, "D5,NTRFKREF+//B1", "191?00UEBERWEISUNG?20KREF+Sammler 9?21MTLG:fuenf Zahlungen");
    assert_eq!((kref.reference.as_str(), kref.text.as_str()), ("Sammler 9", "KREF+Sammler 9 MTLG:fuenf Zahlungen"));
}

#[test]
fn a_part_that_is_not_known_stays_in_the_text() {
    let read = entry(GERMAN, "C5,NTRFNONREF", "166?00GUTSCHRIFT?20Miete?32Frieda Erfunden?70fuer Anton");
    assert_eq!((read.text.as_str(), read.name.as_str()), ("Miete fuer Anton", "Frieda Erfunden"));
}

#[test]
fn polish_parts_have_other_marks() {
    for mark in ["<", "~", "^", "@", "|"] {
        let information =
            "020?00PRZELEW?20Czynsz za?21maj?3099900000?320JAN WYMYSLONY?33UL. NIJAKA?3849999000000000000123456789"
                .replace("?320", "?32")
                .replace('?', mark);
        let read = entry(POLISH, "D5,NTRFNONREF", &information);
        let expected = [POLISH, "JAN WYMYSLONY UL. NIJAKA", "Czynsz za maj", "", "transfer"];
        assert_eq!(read, found(expected), "{mark}");
    }
    let last = entry(POLISH, "C5,NTRFNONREF", "020~00PRZELEW~20Czynsz~2949999000000000000123456789~32JAN");
    assert_eq!(last.account, POLISH);
}

#[test]
fn polish_labels_are_read() {
    let information = "911 PRZELEW; Z RACH.: \n22999000000000000123450000; OD: JAN WYMYSLONY  \nUL. NIJAKA 1; TYT.: CZYNSZ   ; \nTNR: 179.01";
    let read = entry(POLISH, "C5,NTRFNONREF//B9", information);
    assert_eq!(
        (read.account.as_str(), read.name.as_str(), read.reference.as_str()),
        (POLISH_OTHER, "JAN WYMYSLONY", "B9")
    );
    assert!(read.text.contains("TYT.: CZYNSZ") && read.text.contains("TNR: 179.01"));
    // The payer of a debit is the holder: no other side is named.
    assert_eq!(entry(POLISH, "D5,NTRFNONREF//B9", information).name, "");
    let none = information.replace("22999000000000000123450000", "00000000000000000000000000");
    assert_eq!(entry(POLISH, "C5,NTRFNONREF", &none).account, "");
}

#[test]
fn bulgarian_parts_begin_with_a_plus() {
    let information = "+00ПРЕВОД+20Наем за +25 май+21юни+30IZMIBGSF+31BG93IZMI00001000123456+32ИВАН ИЗМИСЛЕН";
    let expected = ["BG93IZMI00001000123456", "ИВАН ИЗМИСЛЕН", "Наем за", "", "transfer"];
    let read = entry(BULGARIAN, "D5,NTRFNONREF", information);
    assert_eq!((read.account.as_str(), read.name.as_str()), (expected[0], expected[1]));
    // A number that was passed cannot begin a part: `+25` did, and `+21` stays in the text.
    assert_eq!(read.text, "Наем за май+21юни");
    let telephone = entry(BULGARIAN, "D5,NTRFNONREF", "call +359 2 000 000");
    assert_eq!(telephone.text, "call +359 2 000 000");
    let labels = entry(BULGARIAN, "C5,NTRFNONREF", "Наредител: ИВАН ИЗМИСЛЕН; Основание: наем");
    assert_eq!(labels.name, "ИВАН ИЗМИСЛЕН");
}

#[test]
fn dutch_names_go_by_direction() {
    let both = "/ORDP//NAME/Piet Verzonnen/BENM//NAME/Zaak Verzonnen/REMI/huur/MARF/M1/CSID/NL98ZZZ";
    assert_eq!(entry(DUTCH, "C5,NTRFNONREF", both).name, "Piet Verzonnen");
    assert_eq!(entry(DUTCH, "D5,NTRFNONREF", both).name, "Zaak Verzonnen");
    let ing = "/EREF/E1//CNTP/GB33BUKB20201555555555/BUKBGB22/Zaak Verzonnen/Ergens//REMI/USTD//huur mei/";
    let expected = ["GB33BUKB20201555555555", "Zaak Verzonnen", "huur mei", "E1", "transfer"];
    assert_eq!(entry(DUTCH, "D5,NTRFNONREF", ing), found(expected));
}

#[test]
fn older_dutch_texts_are_read() {
    let card = entry(DUTCH, "D5,N426NONREF", "BEA   NR:AB123    21.05.23/12.54 WINKEL VERZONNEN DORP,PAS999");
    assert_eq!((card.name.as_str(), card.channel.as_str()), ("WINKEL VERZONNEN DORP", "card"));
    assert_eq!(entry(DUTCH, "D5,N426NONREF", "GEA   NR:AB123    21.05.23/12.54 PLEIN,PAS999").channel, "cash-out");
    let giro = entry(DUTCH, "D5,N192NONREF", "GIRO   428428 ZAAK VERZONNEN    BETALINGSKENM.  0001");
    assert_eq!((giro.account.as_str(), giro.name.as_str()), ("428428", "ZAAK VERZONNEN"));
    let dotted = entry(DUTCH, "D5,N426NONREF", "52.89.39.882                    ZAAK VERZONNEN");
    assert_eq!((dotted.account.as_str(), dotted.name.as_str()), ("528939882", "ZAAK VERZONNEN"));
    let sepa = entry(
        DUTCH,
        "D5,N658NONREF",
        "SEPA OVERBOEKING                 IBAN: GB33BUKB20201555555555\nBIC: BUKBGB22                    NAAM: ZAAK VERZONNEN\nOMSCHRIJVING: HUUR\nKENMERK: K-1",
    );
    assert_eq!((sepa.account.as_str(), sepa.reference.as_str()), ("GB33BUKB20201555555555", "K-1"));
    assert_eq!((sepa.name.as_str(), sepa.channel.as_str()), ("ZAAK VERZONNEN", "transfer"));
    let repeated = entry("0123456789", "D5,NIOBX\nverzonnen p", "0987654321 verzonnen p\n   \nhuur");
    assert_eq!((repeated.account.as_str(), repeated.name.as_str()), ("0987654321", "verzonnen p"));
    let ing = entry("INGBNL2A/1234567", "D5,NTRFNONREF", "0111111111 P VERZONNEN DORP huur");
    assert_eq!((ing.account.as_str(), ing.name.as_str()), ("0111111111", ""));
}

#[test]
fn french_labels_stand_behind_the_word_for_a_transfer() {
    let slashes = "VIR SEPA RECU /DE ANA INVENTEE /MOTIF LOYER 1/2 /REF R12";
    let expected = ["", "ANA INVENTEE", slashes, "R12", "transfer"];
    assert_eq!(entry(FRENCH, "C5,NMSCNONREF", slashes), found(expected));
    assert_eq!(
        entry(FRENCH, "D5,NMSCNONREF", "VIREMENT SEPA EMIS /MOTIF LOYER /BEN ANA INVENTEE").name,
        "ANA INVENTEE"
    );
    let colons = "VIR RECU 123 DE: ANA INVENTEE MOTIF: LOYER REF: R12";
    let read = entry(FRENCH, "C5,NMSCNONREF", colons);
    assert_eq!((read.name.as_str(), read.reference.as_str(), read.text.as_str()), ("ANA INVENTEE", "R12", colons));
    assert_eq!(entry(FRENCH, "C5,NMSCNONREF", "REMISE DE: CHEQUES").name, "");
    assert_eq!(entry(FRENCH, "D5,NMSCNONREF", "RETRAIT DAB 02/01 LIEU").channel, "cash-out");
}

#[test]
fn belgian_communications_are_references() {
    let belgian = |text: &str| entry("IZMIBEBB/1", "C5,NTRFNONREF", text).reference;
    assert_eq!(belgian("loyer +++123/4567/89002+++ merci"), "123/4567/89002");
    assert_eq!(belgian("loyer ***123/4567/89002*** merci"), "123/4567/89002");
    assert_eq!(belgian("loyer +++123/4567/89003+++"), "");
}

#[test]
fn danish_names_stand_below_the_references() {
    let information = "DB faktura 1234567\nANNE OPFUNDET\nGADE 2";
    let expected = ["", "ANNE OPFUNDET", "DB faktura 1234567 ANNE OPFUNDET GADE 2", "DB faktura", ""];
    assert_eq!(entry(DANISH, "C5,NMSCDB faktura//1234567", information), found(expected));
    assert_eq!(entry(DANISH, "D5,NCHGDB faktura//1234567", information).name, "");
    assert_eq!(entry(DANISH, "C5,NMSCDB faktura", "husleje\nANNE").name, "");
}

#[test]
fn swiss_words_tell_the_channel() {
    let swiss = |text: &str| entry("IZMICHZZ/1", "C5,FMSC01//NONREF", text).channel;
    assert_eq!(swiss("GIRO AUS ONLINE-SIC 1 AUFTRAGGEBER: ANNA ERFUNDEN GASSE 1"), "transfer");
    assert_eq!(swiss("BARGELDBEZUG VOM 02.01.2024"), "cash-out");
    assert_eq!(swiss("KAUF/DIENSTLEISTUNG VOM 02.01.2024"), "card");
    assert_eq!(swiss("EINZAHLUNGSSCHEIN"), "");
}

#[test]
fn hungarian_lines_are_number_account_name_text() {
    let account = "999876511234567800000015";
    let read = entry("IZMIHUHB/1/HUF", "D5,N027", &format!("ABC18D17\n{account}\nKITALALT KFT.\nberlet"));
    let whole = format!("ABC18D17 {account} KITALALT KFT. berlet");
    let expected = [account, "KITALALT KFT.", whole.as_str(), "", ""];
    assert_eq!(read, found(expected));
    let wrong = account.replace("15", "16");
    assert_eq!(entry("IZMIHUHB/1/HUF", "D5,N027", &format!("ABC18D17\n{wrong}\nKITALALT KFT.")).account, "");
}

#[test]
fn domestic_numbers_of_the_balkans_are_checked() {
    // The number may be brought to its IBAN; that is the same account.
    let is_account = |account: &str| account.ends_with("998000000012345677") || account == "998-123456-77";
    for information in [
        "998-123456-77 PETAR IZMISLJENI\nkirija",
        "998000000012345677\nPETAR IZMISLJENI\nkirija",
        "221 kirija\n998-0000000123456-77\nPETAR IZMISLJENI",
    ] {
        let read = entry(SERBIAN, "C5,NTRFNONREF", information);
        assert!(is_account(&read.account) || read.account == "998-0000000123456-77", "{information}: {}", read.account);
        assert_eq!(read.name, "PETAR IZMISLJENI", "{information}");
        assert_eq!(read.text, information.replace('\n', " "));
    }
    assert_eq!(entry(SERBIAN, "C5,NTRFNONREF", "998-123456-78 PETAR").account, "");
    let labels = entry(SERBIAN, "C5,NTRFNONREF", "Platilac: PETAR IZMIŠLJENI; Račun: 998-123456-77; Svrha: kirija");
    assert_eq!(labels.name, "PETAR IZMIŠLJENI");
    assert!(is_account(&labels.account), "{}", labels.account);
}

#[test]
fn romanian_labels_are_read() {
    let information = "Ordonator: ION INVENTAT;  IBAN: GB33BUKB20201555555555; Detalii: chirie; Ref: R 9";
    let expected = ["GB33BUKB20201555555555", "ION INVENTAT", information, "R 9", ""];
    assert_eq!(entry("IZMIRO22/1", "C5,NMSCNONREF", information), found(expected));
}

#[test]
fn where_nothing_is_known_the_text_is_whole() {
    for account in [GERMAN, DUTCH, POLISH, BULGARIAN, FRENCH, DANISH, SERBIAN, "IZMIROBU/1", "IZMIHUHB/1", "1"] {
        let read = entry(account, "D5,NMSCNONREF", "one: two\n/three 4; five");
        assert_eq!(read, found(["", "", "one: two /three 4; five", "", ""]), "{account}");
    }
}

#[test]
fn types_of_entries_tell_the_channel() {
    let channel = |code: &str| entry(GERMAN, &format!("D5,{code}X"), "text").channel;
    assert_eq!(["NTRF", "FDDT", "S103", "S940"].map(channel), ["transfer", "transfer", "transfer", ""]);
    assert_eq!(["FCHG", "NCOM", "NINT", "FCHK", "NMSC"].map(channel), ["fee", "fee", "interest", "cheque", ""]);
}

proptest! {
    #[test]
    fn no_text_makes_a_dialect_panic_or_lose_it(
        which in 0_usize..10,
        information in "([A-Za-zÀ-ž0-9 ]|[+?~:;/*-]|\\+[0-9]{2}|\\?[0-9]{2}|(RACH|TYT|Račun|IBAN|DE|NAAM): |/(NAME|REMI|DE )/?|[0-9]{16}|\n){0,40}",
    ) {
        let accounts = [GERMAN, DUTCH, POLISH, BULGARIAN, FRENCH, DANISH, SERBIAN, "IZMIROBU/1", "IZMIHUHB/1", "IZMIBEBB/1"];
        let file = format!(
            ":20:R\n:25:{}\n:28C:1/1\n:60F:C240101EUR1,\n:61:240102D1,NMSCX//Y\nZ\n:86:{information}\n:62F:C240102EUR0,\n-\n",
            accounts[which],
        );
        // A text may hold what begins another message, which then has no account.
        if let Ok(reading) = read(source(), file.as_bytes()) {
            prop_assert_eq!(reading.entry_count(), 1);
        }
    }
}

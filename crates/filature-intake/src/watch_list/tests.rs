use proptest::prelude::*;

use super::*;

fn listed(text: &str) -> Vec<Listed> {
    read(text.as_bytes()).unwrap().listed
}

fn refused(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().to_string()
}

fn faults(text: &str) -> Vec<(u32, Fault)> {
    read(text.as_bytes()).unwrap().unread.into_iter().map(|one| (one.line, one.fault)).collect()
}

#[test]
fn columns_are_known_by_their_names_in_both_languages() {
    let english = "id,type,name,alias,date of birth,nationality,passport,phone,e-mail,IBAN,address\n\
                   7,person,Milica Stublić,\"Mila Stublic; Милица Стублић\",1991-03-12,rs,PA0012345,+381601112223,mila@example.org,\
                   RS35260005601001611379,\"Topolska 3, Niš\"\n";
    let french = "Réf.;Nature;Nom;Prénom(s);Nom de naissance;Alias 1;Alias 2;Né(e) le;Nationalité;N° de passeport;Téléphone;Courriel;Compte;Adresse\n\
                  7;personne physique;Stublić;Milica;Brezović;Mila;Milka;12/03/1991;RS;PA0012345;+381601112223;mila@example.org;\
                  RS35260005601001611379;Topolska 3, Niš\n";
    let (english, french) = (listed(english), listed(french));
    for one in [&english[0], &french[0]] {
        assert_eq!((one.line, one.id.as_deref(), one.kind), (2, Some("7"), ListedKind::Person));
        assert_eq!((one.country.as_deref(), one.documents[0].as_str()), (Some("RS"), "PA0012345"));
        assert_eq!((one.phones[0].as_str(), one.emails[0].as_str()), ("+381601112223", "mila@example.org"));
        assert_eq!(
            (one.accounts[0].as_str(), one.addresses[0].as_str()),
            ("RS35260005601001611379", "Topolska 3, Niš")
        );
    }
    assert_eq!(english[0].names, ["Milica Stublić", "Mila Stublic", "Милица Стублић"]);
    assert_eq!(french[0].names, ["Milica Stublić", "Milica Brezović", "Mila", "Milka"]);
    assert_eq!((english[0].births[0].as_str(), french[0].births[0].as_str()), ("1991-03-12", "12/03/1991"));
}

#[test]
fn a_header_may_stand_below_titles_and_lines_are_those_of_the_file() {
    let list = "Liste du bureau Exemple\n;;\n\nNom;Né le;Observations\nBrezović Ana;1980;\nKlisura Petar;1975;\n";
    let found = listed(list);
    assert_eq!(found.iter().map(|one| one.line).collect::<Vec<_>>(), [5, 6]);
    assert_eq!(found[1].names, ["Klisura Petar"]);
}

#[test]
fn what_opensanctions_calls_its_simple_table_is_read() {
    let list = "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset\n\
                Q1,Person,Petar Klisura,Pero Klisura;Петар Клисура,1975-02-03,rs;me,,PB7700881,,,,Invented\n\
                Q2,Organization,Klisura Promet d.o.o.,,,rs,,99000605,,,,Invented\n";
    let found = listed(list);
    assert_eq!(found[0].names, ["Petar Klisura", "Pero Klisura", "Петар Клисура"]);
    assert_eq!((found[0].country.as_deref(), found[0].documents[0].as_str()), (Some("RS"), "PB7700881"));
    assert_eq!(found[1].kind, ListedKind::Organisation);
}

#[test]
fn a_date_is_day_first_unless_the_column_shows_the_other_order() {
    let births = |rows: &str| -> Vec<String> {
        listed(&format!("name,dob\n{rows}")).into_iter().flat_map(|one| one.births).collect()
    };
    assert_eq!(births("Ana Brez,05/04/1968\nIva Brez,14/05/1968\n"), ["05/04/1968", "14/05/1968"]);
    assert_eq!(births("Ana Brez,05/04/1968\nIva Brez,05/14/1968\n"), ["04/05/1968", "14/05/1968"]);
    assert_eq!(births("Ana Brez,1968-05-04\nIva Brez,1968\n"), ["1968-05-04", "1968"]);
}

#[test]
fn a_row_that_is_off_is_said_and_the_rest_goes_on() {
    let list = "name,dob\nAna Brezić,1990\nIva,Brezić,1991\n,1992\nPetar Klisura,1993\n";
    assert_eq!(listed(list).iter().map(|one| one.line).collect::<Vec<_>>(), [2, 5]);
    assert_eq!(faults(list), [(3, Fault::Width { found: 3, expected: 2 }), (4, Fault::Nobody)]);
    let words = read(list.as_bytes()).unwrap().unread[0].words(filature_model::Language::French);
    assert_eq!(words, "ligne 3\u{a0}: La ligne a 3 champs et l’en-tête 2\u{a0}: elle n’a pas été lue.");
}

#[test]
fn code_pages_are_told_as_in_statements() {
    let (western, ..) = encoding_rs::WINDOWS_1252.encode("Nom;Prénom;Libellé\nBrezovic;Hélène;relevé\n");
    assert_eq!(read(&western).unwrap().listed[0].names, ["Hélène Brezovic"]);
}

#[test]
fn what_is_no_list_is_refused_and_says_what_was_expected() {
    for empty in ["", " \n\t\n"] {
        assert!(refused(empty.as_bytes()).contains("The list is empty."));
    }
    let said = refused(b"matricule,shoe size,dob\n7,42,1990\n");
    assert!(said.contains("\"matricule\", \"shoe size\", \"dob\"") && said.contains("\"name\""), "{said}");
    assert!(refused(b"name,dob\n").contains("no rows"));
    assert!(refused(b"name,dob\n,1990\n").contains("No record of the list names anybody"));
    let statement = refused(b"Date;Nom;Libell\xe9;Montant\n02/05/2024;Ana Brez;loyer;12,50\n");
    assert!(statement.contains("\"montant\"") && statement.contains("statement"), "{statement}");
    let swift = b"{1:F01BANKFRPPXXXX0000000000}{2:I940BANKFRPPXXXXN}{4:\r\n:20:1\r\n:25:1\r\n:28C:1/1\r\n:60F:C240501EUR1,\r\n:62F:C240501EUR1,\r\n-}";
    assert!(refused(swift).contains("statement"));
    let camt = b"<?xml version='1.0'?><Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'><BkToCstmrStmt/></Document>";
    assert!(refused(camt).contains("statement"));
    assert!(refused(b"%PDF-1.4\n").contains("PDF"));
    assert!(refused(b"PK\x03\x04rest").len() > 10);
    let open = refused(b"List of May\n\nname;dob\n\"Ana;1990\n");
    assert!(open.starts_with("line 4: A quotation mark"), "{open}");
}

const PERSON: &str = r#"{"id": "p1", "schema": "Person", "properties": {"name": ["Milica Stublić"], "alias": ["Mila Stublic"],
 "weakAlias": ["Mila"], "birthDate": ["1991-03-12T00:00:00"], "nationality": ["rs"], "passportNumber": ["PA0012345"],
 "idNumber": ["000123456"], "phone": "+381601112223", "email": ["mila@example.org"]}}"#;

fn one_line(text: &str) -> String {
    text.replace('\n', "")
}

#[test]
fn entities_are_brought_together_with_their_papers_and_accounts() {
    let list = [
        r#"{"id": "i1", "schema": "Passport", "properties": {"holder": ["p1"], "number": ["PZ1"], "country": ["rs"]}}"#,
        &one_line(PERSON),
        r#"{"id": "p1", "schema": "LegalEntity", "properties": {"previousName": ["Milica Brezović"]}}"#,
        r#"{"id": "b1", "schema": "BankAccount", "properties": {"owner": ["p1"], "iban": ["RS35260005601001611379"]}}"#,
        r#"{"id": "c1", "schema": "Company", "properties": {"name": ["Klisura Promet"], "registrationNumber": ["99000605"]}}"#,
        r#"{"id": "q1", "schema": "Person", "properties": {"firstName": ["Petar"], "fatherName": ["Marko"], "lastName": ["Klisura"]}}"#,
        r#"{"id": "s1", "schema": "Sanction", "properties": {"entity": ["p1"]}}"#,
        r#"{"id": "s2", "schema": "Sanction", "properties": {"entity": ["c1"]}}"#,
        r#"{"id": "x", "schema": "Person", "properties": {"name": ["Ana"#,
        "[1, 2]",
    ]
    .join("\n");
    let list = read(list.as_bytes()).unwrap();
    let [person, company, parts] = &list.listed[..] else { panic!("{:?}", list.listed) };
    assert_eq!((person.line, person.id.as_deref(), person.kind), (2, Some("p1"), ListedKind::Person));
    assert_eq!(person.names, ["Milica Stublić", "Mila Stublic", "Milica Brezović"]);
    assert_eq!(
        (&person.weak_names[..], &person.births[..]),
        (&["Mila".to_owned()][..], &["1991-03-12".to_owned()][..])
    );
    assert_eq!(person.documents, ["PA0012345", "000123456", "PZ1"]);
    assert_eq!((person.accounts[0].as_str(), person.country.as_deref()), ("RS35260005601001611379", Some("RS")));
    assert_eq!((company.kind, company.registrations[0].as_str()), (ListedKind::Organisation, "99000605"));
    assert_eq!(parts.names, ["Petar (Marko) Klisura"]);
    let unread: Vec<(u32, Fault)> = list.unread.into_iter().map(|one| (one.line, one.fault)).collect();
    assert_eq!(unread, [(7, Fault::OtherKind("Sanction".to_owned(), 2)), (9, Fault::NoEntity), (10, Fault::NoEntity)]);
}

#[test]
fn entities_that_name_nobody_are_refused() {
    assert!(refused(br#"{"id": "x", "sche"#).contains("No record of the list names anybody"));
    let payment = br#"{"id": "x", "schema": "Payment", "properties": {"amount": ["1"]}}"#;
    assert!(refused(payment).contains("Payment (1)"));
}

const NATIONS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="2024-05-02T00:00:00">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>1000001</DATAID>
      <FIRST_NAME>PETAR</FIRST_NAME>
      <SECOND_NAME>MARKO</SECOND_NAME>
      <THIRD_NAME>KLISURA</THIRD_NAME>
      <REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER>
      <NAME_ORIGINAL_SCRIPT>Петар Клисура</NAME_ORIGINAL_SCRIPT>
      <COMMENTS1>Invented for a test.</COMMENTS1>
      <NATIONALITY><VALUE>Nowhere</VALUE></NATIONALITY>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Pero Klisura; Petrus Clisura</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Pero</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><STREET>Topolska 3</STREET><CITY>Niš</CITY><COUNTRY>Nowhere</COUNTRY></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_ADDRESS><CITY>Varna</CITY></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1975-02-03</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1970</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1980</FROM_YEAR><TO_YEAR>1982</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>PB7700881, issued on 3 May 2004</NUMBER></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT><NUMBER>0101006500006</NUMBER></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT/>
    </INDIVIDUAL>
    <INDIVIDUAL><DATAID>1000002</DATAID><FIRST_NAME/></INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>1000003</DATAID>
      <FIRST_NAME>KLISURA PROMET</FIRST_NAME>
      <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Klisura Trading</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><STREET>Topolska 4</STREET></ENTITY_ADDRESS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"#;

#[test]
fn the_list_of_the_united_nations_is_read() {
    let list = read(NATIONS.as_bytes()).unwrap();
    let [person, entity] = &list.listed[..] else { panic!("{:?}", list.listed) };
    assert_eq!((person.line, person.id.as_deref(), person.kind), (4, Some("XXi.001"), ListedKind::Person));
    assert_eq!(person.names, ["PETAR MARKO KLISURA", "Петар Клисура", "Pero Klisura", "Petrus Clisura"]);
    assert_eq!(person.weak_names, ["Pero"]);
    assert_eq!(
        person.births,
        ["1975-02-03", "1968", "1969", "1970", "1971", "1972", "1980", "1981", "1982"],
        "about is two years either way"
    );
    assert_eq!(
        (&person.documents[..], &person.national_numbers[..]),
        (&["PB7700881".to_owned()][..], &["0101006500006".to_owned()][..])
    );
    assert_eq!(person.addresses, ["Topolska 3, Niš, Nowhere"]);
    assert_eq!((entity.id.as_deref(), entity.kind), (Some("1000003"), ListedKind::Organisation));
    assert_eq!(entity.names, ["KLISURA PROMET", "Klisura Trading"]);
    let unread: Vec<(u32, Fault)> = list.unread.into_iter().map(|one| (one.line, one.fault)).collect();
    assert_eq!(unread, [(25, Fault::Nobody)]);
}

#[test]
fn hostile_or_other_xml_is_refused() {
    let bomb = NATIONS.replace("<CONSOLIDATED_LIST", "<!DOCTYPE x [<!ENTITY a 'b'>]>\n<CONSOLIDATED_LIST");
    assert!(refused(bomb.as_bytes()).contains("document type"));
    let cut = &NATIONS[..NATIONS.len() / 2];
    assert!(refused(cut.as_bytes()).contains("line "), "{}", refused(cut.as_bytes()));
    assert!(refused(b"<html><body>list</body></html>").contains("CONSOLIDATED_LIST"));
    let deep = format!("<CONSOLIDATED_LIST>{}", "<INDIVIDUAL>".repeat(500));
    assert!(refused(deep.as_bytes()).contains("nested"));
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(NATIONS.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(read(&wide).unwrap().listed.len(), 2);
}

#[test]
fn very_long_values_are_read_or_said() {
    let name = "Brez".repeat(1 << 18);
    let list = format!("name,dob\n{name},1990\nAna Brezić,1991\n");
    let found = listed(&list);
    assert_eq!((found.len(), found[0].names[0].len()), (2, 1 << 20), "kept as written; what compares decides");
    let many: Vec<String> = (0..300).map(|at| format!("Ana Brez{at}")).collect();
    let list = format!("name;alias\nAna;{}\n", many.join("|"));
    assert_eq!(listed(&list)[0].names.len(), MOST_NAMES);
    assert_eq!(faults(&list), [(2, Fault::TooManyNames { kept: MOST_NAMES, more: 101 })]);
    let line = format!(
        "{{\"id\": \"x\", \"schema\": \"Person\", \"properties\": {{\"name\": [\"{}\"]}}}}",
        "a".repeat(5 << 20)
    );
    let list = format!("{}\n{line}\n", one_line(PERSON));
    assert_eq!(faults(&list), [(2, Fault::TooLong)]);
}

proptest! {
    /// Bytes changed anywhere, and the rest cut off: a list or a refusal, and every line named is one of the file.
    #[test]
    fn no_change_of_bytes_makes_it_panic(
        which in 0..3_usize,
        changes in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..8),
        cut in any::<u16>(),
    ) {
        let table = "id;nom;prénom;alias;né le\n7;Stublić;Milica;\"Mila|Milka\";12/03/1991\n";
        let mut bytes = [table.to_owned(), one_line(PERSON), NATIONS.to_owned()][which].clone().into_bytes();
        for (at, byte) in changes {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len().saturating_sub(usize::from(cut) % 64));
        let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
        if let Ok(list) = read(&bytes) {
            let named = list.listed.iter().map(|one| one.line).chain(list.unread.iter().map(|one| one.line));
            prop_assert!(named.into_iter().all(|line| line >= 1 && line as usize <= lines));
        }
    }
}

//! Spreadsheets written for the tests.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Puts a day into a cell.
pub fn day(sheet: &mut Worksheet, row: u32, column: u16, (year, month, day): (u16, u8, u8)) {
    let format = Format::new().set_num_format("dd/mm/yyyy");
    let date = ExcelDateTime::from_ymd(year, month, day).unwrap();
    sheet.write_datetime_with_format(row, column, &date, &format).unwrap();
}

/// A statement with a title, in columns B to F from row 5 on; `change` is made to its sheet before it is saved.
///
/// 5: header · 6: 2 May, rent, debit 650 · 7: 3 May, wage, credit 1234.56 · 8: 31 May, shop, debit 12.3 · 9: total
pub fn statement(change: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(sheet, super::ONE);
    change(sheet);
    book.save_to_buffer().unwrap()
}

/// Fills a sheet with that statement, of an account.
pub fn fill(sheet: &mut Worksheet, account: &str) {
    sheet.write(0, 1, "Banque Imaginaire").unwrap();
    sheet.write(1, 1, "Compte").unwrap().write(1, 2, account).unwrap();
    sheet.write(2, 1, "Devise").unwrap().write(2, 2, "EUR").unwrap();
    for (column, name) in (1..).zip(["Date opération", "Libellé", "Débit", "Crédit", "Solde"]) {
        sheet.write(4, column, name).unwrap();
    }
    let rows = [
        ((2024, 5, 2), "LOYER", Some(650.0), None, 1_350.0),
        ((2024, 5, 3), "SALAIRE", None, Some(1_234.56), 2_584.56),
        ((2024, 5, 31), "EPICERIE", Some(12.3), None, 2_572.26),
    ];
    for (row, (date, text, debit, credit, balance)) in (5..).zip(rows) {
        day(sheet, row, 1, date);
        sheet.write(row, 2, text).unwrap();
        for (column, amount) in [(3, debit), (4, credit)] {
            if let Some(amount) = amount {
                sheet.write(row, column, amount).unwrap();
            }
        }
        sheet.write(row, 5, balance).unwrap();
    }
    sheet.write(8, 2, "Total").unwrap().write(8, 3, 662.3).unwrap().write(8, 4, 1_234.56).unwrap();
}

/// An archive of parts.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet whose XML is given.
pub fn xlsx(sheet: &str) -> Vec<u8> {
    xlsx_with("", sheet)
}

/// The same, with properties of the workbook.
pub fn xlsx_with(properties: &str, sheet: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            &format!(
                "<Relationships><Relationship Id='a' Type='{office}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships><Relationship Id='s' Type='{office}/worksheet' Target='worksheets/sheet1.xml'/>\
             <Relationship Id='f' Type='{office}/styles' Target='/xl/styles.xml'/>\
             <Relationship Id='t' Type='{office}/sharedStrings' Target='sharedStrings.xml'/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook>{properties}<sheets><sheet name='A &amp; B' sheetId='1' r:id='s'/></sheets></workbook>"
            ),
        ),
        ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"),
        (
            "xl/sharedStrings.xml",
            "<sst uniqueCount='99999999999'><si><r><t>Soci</t></r><r><t>été</t></r><rPh><t>x</t></rPh></si></sst>",
        ),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>")),
    ])
}

/// A row of texts as the XML of a sheet.
pub fn row(line: u32, cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| match cell.strip_prefix('<') {
            Some(_) => (*cell).to_owned(),
            None => format!("<c t='inlineStr'><is><t>{cell}</t></is></c>"),
        })
        .collect();
    format!("<row r='{line}'>{cells}</row>")
}

/// An OpenDocument spreadsheet whose tables are given.
pub fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s' xmlns:calcext='c'>\
         <office:automatic-styles><style:style style:name='ta1'><style:table-properties table:display='true'/></style:style>\
         <style:style style:name='ta2'><style:table-properties table:display='false'/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest='m'/>"),
        ("content.xml", &content),
    ])
}

/// A compound file of one stream.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4_096).next_multiple_of(512), 0);
    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let mut header = vec![0_u8; 512];
    header[..8].copy_from_slice(super::compound::MAGIC);
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(30, &9_u16.to_le_bytes());
    put(32, &6_u16.to_le_bytes());
    put(44, &1_u32.to_le_bytes());
    put(48, &1_u32.to_le_bytes());
    put(56, &4_096_u32.to_le_bytes());
    put(60, &u32::MAX.to_le_bytes());
    put(68, &u32::MAX.to_le_bytes());
    put(76, &[0xFF; 436]);
    put(76, &0_u32.to_le_bytes());
    // Sector 0 is the table, 1 the directory, 2 and on the stream.
    let mut table = vec![u32::MAX - 2, u32::MAX - 1];
    table.extend((0..sectors).map(|at| if at + 1 == sectors { u32::MAX - 1 } else { at + 3 }));
    table.resize(128, u32::MAX);
    let entry = |name: &str, kind: u8, start: u32, size: u32| {
        let mut entry = vec![0_u8; 128];
        let letters: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry[..letters.len()].copy_from_slice(&letters);
        entry[64..66].copy_from_slice(&u16::try_from(letters.len()).unwrap().to_le_bytes());
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&size.to_le_bytes());
        entry
    };
    let size = u32::try_from(stream.len()).unwrap();
    let mut directory = [entry("Root Entry", 5, u32::MAX - 1, 0), entry(name, 2, 2, size)].concat();
    directory.resize(512, 0);
    let table: Vec<u8> = table.iter().flat_map(|number| number.to_le_bytes()).collect();
    [header, table, directory, stream].concat()
}

/// A record of an old workbook.
pub fn record(kind: u16, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes()[..], &data].concat()
}

/// An old workbook of one sheet: `shared` texts, and the records of its cells.
pub fn xls(shared: &[&str], cells: &[Vec<u8>]) -> Vec<u8> {
    let two = |number: u16| number.to_le_bytes();
    let mut texts = Vec::new();
    for text in shared {
        texts.extend(two(u16::try_from(text.encode_utf16().count()).unwrap()));
        texts.push(1);
        texts.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    }
    let count = u32::try_from(shared.len()).unwrap().to_le_bytes();
    // The texts go on in a second record, cut in the middle of a letter's text, as real ones are.
    let cut = texts.len().min(7);
    let bof = record(0x0809, &[&two(0x0600), &two(5), &[0; 4]]);
    let globals = |at: u32| {
        [
            bof.clone(),
            record(0x00E0, &[&two(0), &two(0), &[0; 16]]),
            record(0x00E0, &[&two(0), &two(14), &[0; 16]]),
            record(0x0085, &[&at.to_le_bytes(), &[0, 0, 6, 0], b"Relev\xE9"]),
            record(0x00FC, &[&count, &count, &texts[..cut]]),
            record(0x003C, &[&[1], &texts[cut..]]),
            record(0x000A, &[]),
        ]
        .concat()
    };
    let at = u32::try_from(globals(0).len()).unwrap();
    compound("Workbook", &[globals(at), bof.clone(), cells.concat(), record(0x000A, &[])].concat())
}

//! The spreadsheet to type into.

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{ACCOUNT_ROW, CURRENCY_ROW, HEADINGS_ROW, HOLDER_ROW, SHEET_NAME, SOURCE_ROW, TYPIST_ROW};

/// What is typed up, and by whom.
#[derive(Clone, Debug)]
pub struct Original<'a> {
    /// SHA-256 of the original.
    pub sha256: &'a str,
    /// Its name as received.
    pub name: &'a str,
    /// How many pages it has.
    pub pages: u32,
    /// Who types.
    pub typist: &'a str,
}

/// Lines for each page; who needs more inserts rows.
const LINES_A_PAGE: u32 = 60;

const HEADINGS: [&str; 9] = [
    "row · ligne",
    "page",
    "line · rang",
    "date",
    "value date · valeur",
    "text · libellé",
    "debit · débit",
    "credit · crédit",
    "balance · solde",
];

const HOW_TO: [&str; 18] = [
    "Transcription of a scan, for filature",
    "Fill in the account, the currency and the holder in column B of the next sheet.",
    "For each page, type the balance it begins with (brought forward) and the one it ends with (carried forward) into the column balance.",
    "A balance that is overdrawn has a minus. On the first page the balance brought forward is the opening one, on the last the closing one.",
    "One entry of the page is one row: its line on the page, date (2024-05-02 or 02/05/2024), text as printed, and a debit or a credit, without a sign.",
    "Rows that are not needed stay empty. Where a page has more lines, insert rows and write the page and the line.",
    "Type what is printed, also where it seems wrong. What cannot be read is left out: the page will then not foot, and says so.",
    "Save as XLSX and run: filature add CASE FILE.xlsx. Each page must foot, or it is refused with its number.",
    "",
    "Transcription d’un scan, pour filature",
    "Remplir le compte, la devise et le titulaire dans la colonne B de la feuille suivante.",
    "Pour chaque page, saisir le solde du début (brought forward · report) et celui de la fin (carried forward · à reporter) dans la colonne solde.",
    "Un solde débiteur porte un moins. Sur la première page, le report est l’ancien solde ; sur la dernière, le nouveau.",
    "Une écriture de la page est une ligne : son rang sur la page, la date (02/05/2024), le libellé imprimé, et un débit ou un crédit, sans signe.",
    "Les lignes inutiles restent vides. Si une page a plus de lignes, en insérer et y porter la page et le rang.",
    "Saisir ce qui est imprimé, même si cela paraît faux. Ce qui est illisible est omis : la page ne s’équilibrera pas et le dira.",
    "Enregistrer en XLSX, puis : filature add DOSSIER FICHIER.xlsx. Chaque page doit s’équilibrer, sinon elle est refusée avec son numéro.",
    "",
];

/// Makes the spreadsheet. The same original and typist give the same bytes.
///
/// # Errors
/// The library's, when the sheet would be too large.
///
/// ```
/// use filature_intake::transcription::{Original, looks_like, sheet};
/// let original = Original { sha256: &"ab".repeat(32), name: "scan.pdf", pages: 2, typist: "A. Martin" };
/// assert!(looks_like(&sheet(&original)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sheet(original: &Original<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day: the file is a function of what it is of.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let bold = Format::new().set_bold();
    let how_to = workbook.add_worksheet();
    how_to.set_name("read me · lisez-moi")?.set_column_width(0, 130)?;
    for (row, text) in (0..).zip(HOW_TO) {
        if text.starts_with("Transcription") {
            how_to.write_string_with_format(row, 0, text, &bold)?;
        } else {
            how_to.write_string(row, 0, text)?;
        }
    }
    let typed = workbook.add_worksheet();
    typed.set_name(SHEET_NAME)?;
    head(typed, original, &bold)?;
    let mut row = HEADINGS_ROW + 1;
    for page in 1..=original.pages {
        row = lines(typed, row, page)?;
    }
    workbook.save_to_buffer()
}

fn head(sheet: &mut Worksheet, original: &Original<'_>, bold: &Format) -> Result<(), XlsxError> {
    let to_fill = Format::new().set_background_color(Color::RGB(0xFFF2CC)).set_num_format("@");
    sheet.write_string_with_format(0, 0, SHEET_NAME, bold)?;
    for (row, label, value) in [
        (SOURCE_ROW, "original (SHA-256)", original.sha256),
        (2, "file · fichier", original.name),
        (3, "pages", &original.pages.to_string()),
        (TYPIST_ROW, "typed by · saisi par", original.typist),
    ] {
        sheet.write_string(row, 0, label)?.write_string(row, 1, value)?;
    }
    for (row, label) in
        [(ACCOUNT_ROW, "account · compte"), (CURRENCY_ROW, "currency · devise"), (HOLDER_ROW, "holder · titulaire")]
    {
        sheet.write_string(row, 0, label)?.write_blank(row, 1, &to_fill)?;
    }
    for (column, (heading, width)) in (0..).zip(HEADINGS.into_iter().zip([20, 12, 12, 12, 18, 60, 14, 14, 14])) {
        sheet.write_string_with_format(HEADINGS_ROW, column, heading, bold)?.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(HEADINGS_ROW + 1, 0)?;
    Ok(())
}

fn lines(sheet: &mut Worksheet, first: u32, page: u32) -> Result<u32, XlsxError> {
    let shaded = Format::new().set_background_color(Color::RGB(0xE7E6E6));
    let mut row = first;
    let mut put = |kind: &str, line: Option<u32>, format: Option<&Format>| {
        match format {
            Some(format) => {
                sheet.write_string_with_format(row, 0, kind, format)?.write_number(row, 1, page)?;
                sheet.write_blank(row, 8, format)?;
            }
            None => {
                sheet.write_string(row, 0, kind)?.write_number(row, 1, page)?;
            }
        }
        if let Some(line) = line {
            sheet.write_number(row, 2, line)?;
        }
        row += 1;
        Ok::<(), XlsxError>(())
    };
    put("brought forward · report", None, Some(&shaded))?;
    for line in 1..=LINES_A_PAGE {
        put("entry · écriture", Some(line), None)?;
    }
    put("carried forward · à reporter", None, Some(&shaded))?;
    Ok(row)
}

//! The rows of a small table that a person wrote: `,`, `;` or tabs between fields, quotes around those that need them.

/// The fields of each row, trimmed. The first row is the header, in lower case.
pub struct Records {
    /// What stands between fields.
    pub delimiter: char,
    /// All rows, the header first; an empty line is a row without fields.
    pub rows: Vec<Vec<String>>,
}

impl Records {
    /// Reads them, or the number of the row (from 1) in which a quote is opened that never closes.
    pub fn read(text: &str) -> Result<Self, usize> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let header = text.lines().next().unwrap_or_default();
        let count = |delimiter: &char| header.matches(*delimiter).count();
        let delimiter = [',', ';', '\t'].into_iter().rev().max_by_key(count).unwrap_or(',');
        let mut rows = rows(text, delimiter)?;
        if let Some(header) = rows.first_mut() {
            header.iter_mut().for_each(|name| *name = name.to_lowercase());
        }
        Ok(Self { delimiter, rows })
    }
}

fn rows(text: &str, delimiter: char) -> Result<Vec<Vec<String>>, usize> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                field.push('"');
                characters.next();
            }
            '"' if quoted => quoted = false,
            '"' if field.trim().is_empty() => quoted = true,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field).trim().to_owned());
                rows.push(std::mem::take(&mut row));
            }
            other if other == delimiter && !quoted => row.push(std::mem::take(&mut field).trim().to_owned()),
            other => field.push(other),
        }
    }
    if quoted {
        return Err(rows.len() + 1);
    }
    if !field.trim().is_empty() || !row.is_empty() {
        row.push(field.trim().to_owned());
        rows.push(row);
    }
    for row in &mut rows {
        if row.iter().all(String::is_empty) {
            row.clear();
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_split_and_quotes_taken_off() {
        let records = Records::read("\u{FEFF}Claim;Transaction\r\n\"A;\"\"B\"\"\"; t1 \r\n\r\n;\nC;\"x\ny\"").unwrap();
        assert_eq!(records.delimiter, ';');
        let rows: Vec<Vec<&str>> = records.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        assert_eq!(rows, [vec!["claim", "transaction"], vec!["A;\"B\"", "t1"], vec![], vec![], vec!["C", "x\ny"]]);
        assert_eq!(Records::read("a,b\n\"c,d\n").err(), Some(2));
        assert!(Records::read("").unwrap().rows.is_empty());
    }
}

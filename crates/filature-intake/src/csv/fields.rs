//! The fields of one record, as parts of one text: neither reader of records has to copy a field to show it.

use csv::StringRecord;

/// The fields of a record, in order.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    text: &'a str,
    /// Where each field ends.
    ends: &'a [usize],
    /// How many bytes stand between the end of a field and the beginning of the next.
    between: usize,
}

impl<'a> Fields<'a> {
    /// The fields of a line without quotes or line end, of which `ends` is where its delimiters stand, and its length.
    pub fn of_line(line: &'a str, ends: &'a [usize]) -> Self {
        Self { text: line, ends, between: 1 }
    }

    /// The fields of a record of the library; `ends` is made anew and lent.
    pub fn of_record(record: &'a StringRecord, ends: &'a mut Vec<usize>) -> Self {
        ends.clear();
        ends.extend((0..record.len()).filter_map(|at| record.range(at)).map(|range| range.end));
        Self { text: record.as_slice(), ends, between: 0 }
    }

    /// A field as it stands; none behind the last.
    pub fn get(&self, at: usize) -> Option<&'a str> {
        let start = match at.checked_sub(1) {
            Some(before) => self.ends.get(before)? + self.between,
            None => 0,
        };
        self.text.get(start..*self.ends.get(at)?)
    }

    /// A field without the white space around it; nothing behind the last.
    pub fn trimmed(&self, at: usize) -> &'a str {
        let field = self.get(at).unwrap_or_default();
        // Nearly all fields begin and end in a sign of ASCII: what trimming asks of each is then asked of two bytes.
        let is_sign = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_graphic());
        let bytes = field.as_bytes();
        if is_sign(bytes.first()) && is_sign(bytes.last()) { field } else { field.trim() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// All of them, as they stand.
    pub fn iter(&self) -> impl Iterator<Item = &'a str> {
        let fields = *self;
        (0..fields.len()).map(move |at| fields.get(at).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_show_the_same_fields() {
        let record = StringRecord::from(vec!["a", " é ", "", "b"]);
        let (mut ends, line) = (Vec::new(), "a; é ;;b");
        let of_line = [1, 6, 7, 9];
        let fields = [Fields::of_record(&record, &mut ends), Fields::of_line(line, &of_line)];
        for fields in fields {
            assert_eq!(fields.iter().collect::<Vec<_>>(), ["a", " é ", "", "b"]);
            assert_eq!((fields.trimmed(1), fields.trimmed(2), fields.trimmed(9)), ("é", "", ""));
            assert_eq!(fields.get(4), None);
        }
    }
}

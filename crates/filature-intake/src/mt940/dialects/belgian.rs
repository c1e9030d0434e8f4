//! Belgium's structured communication, `+++123/4567/89012+++` or with asterisks: the reference of a bill, of which the
//! last two digits check the rest (modulo 97, 97 for nought).

use super::super::information::{Information, one_line, owned};

/// Reads the communication out of a text, if it has one.
pub(super) fn read(body: &str) -> Option<Information<'_>> {
    let text = one_line(body);
    let reference = ["+++", "***"].into_iter().find_map(|mark| {
        let after = text.split_once(mark)?.1;
        let inside = after.split_once(mark)?.0.trim();
        is_communication(inside).then(|| owned(inside))
    })?;
    Some(Information { reference: Some(reference), text, ..Information::default() })
}

fn is_communication(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let has_form = text.len() == 14 && text.as_bytes().get(3) == Some(&b'/') && text.as_bytes().get(8) == Some(&b'/');
    let (Some(Ok(number)), Some(Ok(check))) =
        (digits.get(..10).map(str::parse::<u64>), digits.get(10..12).map(str::parse::<u64>))
    else {
        return false;
    };
    let wanted = if number % 97 == 0 { 97 } else { number % 97 };
    has_form && digits.len() == 12 && check == wanted
}

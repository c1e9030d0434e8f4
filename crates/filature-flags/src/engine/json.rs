//! Lists of whole numbers between SQL and us: written as JSON, and read back however a query nested them.

/// Writes a list of positions.
///
/// The numbers are whole and the text needs no escaping, so the form is JSON by construction.
pub(crate) fn write(list: &[u32]) -> String {
    let mut text = String::with_capacity(list.len() * 7 + 2);
    text.push('[');
    for (at, number) in list.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push_str(&number.to_string());
    }
    text.push(']');
    text
}

/// Reads the whole numbers of a list, nested lists and lists in quotation marks among them, without nulls; none when something else stands in it.
pub(crate) fn read(text: &str) -> Option<Vec<u32>> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let mut numbers = Vec::new();
    collect(&value, &mut numbers)?;
    Some(numbers)
}

fn collect(value: &serde_json::Value, numbers: &mut Vec<u32>) -> Option<()> {
    match value {
        serde_json::Value::Null => {}
        serde_json::Value::Number(number) => numbers.push(u32::try_from(number.as_u64()?).ok()?),
        serde_json::Value::Array(items) => items.iter().try_for_each(|item| collect(item, numbers))?,
        serde_json::Value::String(text) => numbers.extend(read(text)?),
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_written_and_as_queries_nest_them() {
        for list in [&[][..], &[0], &[7, 7, 4_294_967_295]] {
            assert_eq!(read(&write(list)).as_deref(), Some(list));
        }
        assert_eq!(read("[[1,2],null,\"[3,[4]]\"]"), Some(vec![1, 2, 3, 4]));
        for wrong in ["", "{}", "[1.5]", "[-1]", "[\"x\"]", "[4294967296]", "[true]"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}

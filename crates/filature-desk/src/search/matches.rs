use filature_model::folded_words;

/// Where the words of a query stand in a text, as `[start, end)` in UTF-16 units, in order and without overlap.
///
/// ```text
/// matches("PRLV ÉLECTRICITÉ", "electr") = [(5, 11)]
/// ```
pub fn matches(text: &str, query: &str) -> Vec<(usize, usize)> {
    let folded = folded_words(query);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut units) = (0, 0);
    while at < letters.len() {
        let rest = &text[letters[at].0..];
        let own = folded_words(&letters[at].1.to_string());
        let word = words.iter().find(|word| {
            !own.is_empty()
                && (word.starts_with(&own) || own.starts_with(**word))
                && folded_words(head(rest, word)).starts_with(**word)
        });
        match word {
            None => {
                units += letters[at].1.len_utf16();
                at += 1;
            }
            Some(word) => {
                let count = (1..=rest.chars().count())
                    .find(|&count| folded_words(&first(rest, count)).starts_with(*word))
                    .unwrap_or(1);
                let wide: usize = rest.chars().take(count).map(char::len_utf16).sum();
                found.push((units, units + wide));
                units += wide;
                at += count;
            }
        }
    }
    found
}

fn first(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

/// As much of a text as can hold a word, and a little more.
fn head<'a>(text: &'a str, word: &str) -> &'a str {
    let most = word.chars().count() * 2 + 8;
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_text_as_written() {
        assert_eq!(matches("PRLV ÉLECTRICITÉ", "electr"), [(5, 11)]);
        assert_eq!(matches("Зарада мај", "zarada"), [(0, 6)]);
        assert_eq!(matches("😀 anna Anna", "ANNA"), [(3, 7), (8, 12)]);
        assert_eq!(matches("<script>alert(1)</script>", "script"), [(1, 7), (18, 24)]);
        assert_eq!(matches("nothing", "xyz"), []);
        assert_eq!(matches("", "a"), []);
    }
}

use filature_model::{NO_WORD, Words};
use rayon::prelude::*;

use super::interner::Interner;

/// The words of one or several columns: coded as they come, and numbered by their text at the end.
pub struct Pool {
    /// Brings a text to the form in which two are the same; none keeps it as written.
    fold: Option<fn(&str) -> String>,
    /// Texts as written, where they are folded: each is folded once.
    written: Interner,
    /// For each of them its word.
    word_of: Vec<u32>,
    words: Interner,
}

impl Pool {
    /// Texts as written but for spaces around them.
    pub fn as_written() -> Self {
        Self { fold: None, written: Interner::new(), word_of: Vec::new(), words: Interner::new() }
    }

    /// Texts in a form in which two are the same; one that comes to nothing is no word.
    pub fn folded(fold: fn(&str) -> String) -> Self {
        Self { fold: Some(fold), ..Self::as_written() }
    }

    /// The number of a text for now, or [`NO_WORD`].
    pub fn code(&mut self, text: &str) -> u32 {
        let text = text.trim();
        if text.is_empty() {
            return NO_WORD;
        }
        let Some(fold) = self.fold else { return self.words.number(text).0 };
        let (number, is_new) = self.written.number(text);
        if is_new {
            let folded = fold(text);
            self.word_of.push(if folded.is_empty() { NO_WORD } else { self.words.number(&folded).0 });
        }
        self.word_of[number as usize]
    }

    /// The words that these columns use, in the order of their text; the columns get their numbers in it. A column without
    /// any word is emptied.
    pub fn finish(self, columns: &mut [&mut Vec<u32>]) -> Words {
        let Self { words: pool, written, word_of, .. } = self;
        drop((written, word_of));
        let words = pool.words();
        let mut is_used = vec![false; words.len()];
        for code in columns.iter().flat_map(|codes| codes.iter()).filter(|&&code| code != NO_WORD) {
            is_used[*code as usize] = true;
        }
        let mut order: Vec<u32> = (0_u32..).zip(&is_used).filter(|(_, used)| **used).map(|(word, _)| word).collect();
        order.par_sort_unstable_by(|one, other| words.get(*one).cmp(&words.get(*other)));
        let (mut sorted, mut number) = (Words::default(), vec![NO_WORD; words.len()]);
        for word in order {
            number[word as usize] = sorted.push(words.get(word).unwrap_or_default());
        }
        for codes in columns {
            if codes.iter().all(|&code| code == NO_WORD) {
                **codes = Vec::new();
            }
            codes.iter_mut().filter(|code| **code != NO_WORD).for_each(|code| *code = number[*code as usize]);
        }
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_texts_that_are_used_and_not_the_order_in_which_they_came() {
        let of = |texts: &[&str]| {
            let mut pool = Pool::folded(|text| text.trim_matches('-').to_uppercase());
            let mut codes: Vec<u32> = texts.iter().map(|text| pool.code(text)).collect();
            // The last one is overwritten by another line.
            codes.pop();
            let words = pool.finish(&mut [&mut codes]);
            (words.iter().map(str::to_owned).collect::<Vec<_>>(), codes)
        };
        let (words, codes) = of(&["b", " B ", "", "a", "--", "c"]);
        assert_eq!(words, ["A", "B"]);
        assert_eq!(codes, [1, 1, NO_WORD, 0, NO_WORD]);
        assert_eq!(of(&["a", "c", "b", "c"]).0, ["A", "B", "C"]);
        assert_eq!(of(&["", "a"]), (vec![], vec![]));
    }
}

//! Which encoding a text is in, where nothing says so.
//!
//! ```text
//! no zero bytes ─► valid UTF-8? ─► UTF-8
//! zero in every second byte ─────► UTF-16, by which of the two it is
//! else: decode as each code page of the region ─► count the words that banks use, and the words that cannot be
//! ```
//!
//! General detectors are trained on pages of the web; a bank's file is short, and mostly figures. What tells its code page
//! are a few words that every such file has (*Libellé*, *račun*, *Сума*), and letters that stand where none can. Where
//! neither tells, the detector's guess is taken and the doubt is said: figures and dates are the same in all of them.

use std::collections::BTreeSet;

use encoding_rs::Encoding;

/// How much of a file is looked at.
const SAMPLE_BYTES: usize = 1 << 18;

/// The code pages of the region, the most frequent first.
const CODE_PAGES: [&Encoding; 5] = [
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1251,
    encoding_rs::WINDOWS_1253,
    encoding_rs::ISO_8859_2,
];

/// Words of banks that hold a letter beyond ASCII; Greek ones without accents, which capitals do not have.
const WORDS: &str = "\
    débit crédit libellé opération référence bénéficiaire intitulé numéro échéance prélèvement chèque société relevé \
    reçu émis sécurité père mère frère hôtel règlement règlements à là où déjà première dernière même prêt intérêts \
    collège bibliothèque décembre février août dépôt espèces achèvement rémunération \
    währung begünstigter empfänger überweisung gebühr zahlungsempfänger rückbuchung straße für münchen prämie gehälter \
    descripción operación número débito crédito comisión descrição operação não são \
    año señor señora compañía città società attività già più från på överföring beløb løn kjøp \
    račun računa računu plaćanje plaćanja potražuje potražni knjiženja knjiženje šifra troškovi početno završno \
    dužnik uplaćeno isplaćeno žiro mjesečna članarina trgovačko društvo građevinsko održavanje \
    księgowania płatność wpłata wypłata opłata tytuł tytułem obciążenie własny gotówki pożyczka należność złoty \
    tranzacţiei tranzacţie tranzacţii plată încasare sumă referinţă număr numărul operaţiune operaţiuni către \
    plăţi bancă dată \
    částka číslo účtu zůstatek název měna zpráva zaúčtování zaúčtovaná příjemce provedení původní \
    összeg összege dátuma közlemény számla számlaszám értéknap tranzakció megbízás bevétel \
    дата сума валута основание дебит кредит сметка получател наредител превод такса плащане салдо баланс описание \
    банка теглене наредено датум износ долгува побарува состојба опис примач провизија уплата исплата дознака рачун \
    дугује потражује стање сврха налог прималац шифра плаћање сумма счет назначение платеж призначення рахунок \
    ημερομηνια ποσο υπολοιπο χρεωση πιστωση περιγραφη νομισμα λογαριασμος λογαριασμου αιτιολογια δικαιουχος \
    καταθεση αναληψη μεταφορα αξια πληρωμη τραπεζα κινησης συναλλαγης συναλλαγη";

/// An encoding, and whether something of the text bears it out.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    pub encoding: &'static Encoding,
    pub is_certain: bool,
}

/// Tells the encoding of bytes that have no mark at their beginning.
pub fn tell(bytes: &[u8]) -> Told {
    if let Some(encoding) = wide(bytes) {
        return Told { encoding, is_certain: true };
    }
    if std::str::from_utf8(bytes).is_ok() || is_damaged_utf8(bytes) {
        return Told { encoding: encoding_rs::UTF_8, is_certain: true };
    }
    tell_code_page(bytes)
}

/// UTF-16 without a mark: of digits, delimiters and line ends one byte is zero, always on the same side.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES) & !1];
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let encoding = match (even, odd) {
        (0, 1..) => encoding_rs::UTF_16LE,
        (1.., 0) => encoding_rs::UTF_16BE,
        _ => return None,
    };
    let (text, is_broken) = encoding.decode_without_bom_handling(sample);
    // Binary data with a zero here and there gives no text.
    let is_text = text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\r' | '\n'));
    (even.max(odd) * 8 > sample.len() && !is_broken && is_text).then_some(encoding)
}

/// Mostly valid UTF-8 with a few broken bytes is UTF-8 that was damaged, not another encoding.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (text, _) = encoding_rs::UTF_8.decode_without_bom_handling(bytes);
    let broken = text.matches('\u{FFFD}').count();
    let foreign = text.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}').count();
    broken * 4 < foreign
}

fn tell_code_page(bytes: &[u8]) -> Told {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let detected = detector.guess(None, chardetng::Utf8Detection::Deny);
    let sample = foreign_lines(bytes);
    let vocabulary: BTreeSet<&str> = WORDS.split_whitespace().collect();
    let signs = CODE_PAGES.map(|encoding| (Signs::of(encoding, &sample, &vocabulary), encoding));
    let best = signs.iter().map(|(signs, _)| signs.rank()).max().unwrap_or_default();
    let fitting: Vec<_> = signs.iter().filter(|(signs, _)| signs.rank() == best).collect();
    let Some((first, encoding)) = fitting.first() else { return Told { encoding: detected, is_certain: false } };
    if first.known == 0 && first.impossible * 4 > first.foreign && !CODE_PAGES.contains(&detected) {
        return Told { encoding: detected, is_certain: false };
    }
    // Where all that fit give the same text, there is nothing to be in doubt about.
    let same = fitting.iter().all(|(signs, _)| signs.text == first.text);
    let chosen =
        fitting.iter().map(|(_, encoding)| *encoding).find(|encoding| *encoding == detected).unwrap_or(encoding);
    Told { encoding: chosen, is_certain: same && first.impossible * 4 <= first.foreign }
}

/// The lines that hold a byte beyond ASCII, as far as the sample goes: the others say nothing.
fn foreign_lines(bytes: &[u8]) -> Vec<u8> {
    let mut lines = Vec::new();
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if lines.len() > SAMPLE_BYTES {
            break;
        }
        if !line.is_ascii() {
            lines.extend_from_slice(&line[..line.len().min(SAMPLE_BYTES)]);
        }
    }
    lines
}

/// What speaks for and against an encoding.
struct Signs {
    text: String,
    /// Different words that banks use.
    known: usize,
    /// Words and signs beyond ASCII, and those among them that cannot be.
    foreign: usize,
    impossible: usize,
}

impl Signs {
    fn of(encoding: &'static Encoding, sample: &[u8], vocabulary: &BTreeSet<&str>) -> Self {
        let text = encoding.decode_without_bom_handling(sample).0.into_owned();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        let (mut foreign, mut impossible) = (0, 0);
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii()) {
            foreign += 1;
            impossible += usize::from(!is_possible(word));
            known.extend(vocabulary.get(without_accents_of_greek(word).as_str()).copied());
        }
        let strange = text.chars().filter(|&c| !c.is_ascii() && !c.is_alphabetic() && !is_usual_sign(c)).count();
        let known = known.len();
        Self { text, known, foreign: foreign + strange, impossible: impossible + strange }
    }

    /// The more known words, and among equal ones the fewer impossible ones, the better.
    fn rank(&self) -> (usize, std::cmp::Reverse<usize>) {
        (self.known, std::cmp::Reverse(self.impossible))
    }
}

fn without_accents_of_greek(word: &str) -> String {
    let plain = |c: char| match c {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        other => other,
    };
    word.to_lowercase().chars().map(plain).collect()
}

/// Signs that texts of payments hold beside letters.
fn is_usual_sign(c: char) -> bool {
    matches!(c, '€' | '£' | '§' | '°' | '№' | '«' | '»' | '·' | '\u{A0}' | '\u{AD}')
        || ('\u{2010}'..='\u{2030}').contains(&c)
}

/// The letters beyond ASCII of the languages of each script; none here is a letter that no such language writes.
const LATIN: &str = "àâäáãåæçćčďđèéêëěęîïíìłľĺñńňôöóòõőøœřŕśšşșťţțùûüúůűýÿźžżăąß";

/// Whether a word can be one: of one script, with small letters behind capitals, and letters where they can stand.
fn is_possible(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let is_cyrillic = |c: &char| ('\u{400}'..='\u{4FF}').contains(c);
    let is_greek = |c: &char| ('\u{370}'..='\u{3FF}').contains(c);
    let rises = letters.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase());
    if rises {
        return false;
    }
    if letters.iter().all(is_cyrillic) {
        return letters.len() < 4 || has_any(&letters, "аеиоуъыэюяіїє");
    }
    if letters.iter().all(is_greek) {
        let inside = &letters[..letters.len().saturating_sub(1)];
        let accents = letters.iter().filter(|c| "άέήίόύώΐΰ".contains(**c)).count();
        return !inside.contains(&'ς') && accents < 2 && (letters.len() < 4 || has_any(&letters, "αεηιουωάέήίόύώϊϋ"));
    }
    let is_latin = |c: &char| c.is_ascii() || c.to_lowercase().all(|small| LATIN.contains(small));
    let beyond = letters.windows(3).any(|three| three.iter().all(|c| !c.is_ascii()));
    letters.iter().all(is_latin) && !beyond && has_latin_places(&word.to_lowercase())
}

/// Whether the letters of a Latin word stand where they can: what is `à` and `ù` in the West is `ŕ` and `ů` in the East,
/// which never stand behind a vowel, nor `ŕ` at the end; and what is `ć` and `č` there is `æ` and `è` here.
fn has_latin_places(word: &str) -> bool {
    let mut letters = word.chars();
    if let (Some(one), None) = (letters.next(), letters.next()) {
        return "àâáéèêëíîóôöőúûüűý".contains(one);
    }
    let behind_a_vowel = |pair: (char, char)| "aeiouyáéíóúě".contains(pair.0) && matches!(pair.1, 'ŕ' | 'ů');
    let is_eastern = word.chars().zip(word.chars().skip(1)).any(behind_a_vowel) || word.ends_with('ŕ');
    !is_eastern && !word.ends_with("iæ") && !word.contains("aè")
}

fn has_any(letters: &[char], of: &str) -> bool {
    letters.iter().flat_map(|c| c.to_lowercase()).any(|small| of.contains(small))
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253};

    use super::*;

    fn told(text: &str, encoding: &'static Encoding) -> Told {
        let (bytes, _, is_lossy) = encoding.encode(text);
        assert!(!is_lossy, "{text}");
        tell(&bytes)
    }

    /// A few lines, as an export of a month has them.
    const EXPORTS: [(&str, &Encoding); 14] = [
        ("Date opération;Libellé;Débit;Crédit\n02/05/2024;LOYER À PAYER;650,00;\n", WINDOWS_1252),
        ("Buchungstag;Empfänger;Betrag;Währung\n02.05.2024;Bäckerei Müller;-3,20;EUR\n", WINDOWS_1252),
        ("Fecha;Descripción;Importe\n02/05/2024;Comisión;-3,20\n", WINDOWS_1252),
        ("Datum;Račun;Iznos;Svrha\n02.05.2024;105-123;-3,20;Plaćanje računa, Đorđe Čolić\n", WINDOWS_1250),
        ("Data księgowania;Tytuł;Kwota\n02.05.2024;Wpłata własna, Łódź;3,20\n", WINDOWS_1250),
        ("Data tranzacţiei;Descriere;Sumă\n02.05.2024;Plată chirie către Ionuţ;-3,20\n", WINDOWS_1250),
        ("Datum;Částka;Měna\n02.05.2024;-3,20;CZK\n", WINDOWS_1250),
        ("Дата;Основание;Сума;Валута\n02.05.2024;Превод заплата;3,20;BGN\n", WINDOWS_1251),
        ("Датум;Опис;Износ\n02.05.2024;Провизија за ѓубре;3,20\n", WINDOWS_1251),
        ("Датум;Сврха;Износ\n02.05.2024;Плаћање рачуна, Ђорђе;3,20\n", WINDOWS_1251),
        ("DATUM;OPIS;IZNOS\n02.05.2024;УПЛАТА ЗАРАДЕ;3,20\n", WINDOWS_1251),
        ("Ημερομηνία;Περιγραφή;Ποσό\n02/05/2024;Ανάληψη μετρητών;-3,20\n", WINDOWS_1253),
        ("ΗΜΕΡΟΜΗΝΙΑ;ΠΕΡΙΓΡΑΦΗ;ΠΟΣΟ\n02/05/2024;ΠΛΗΡΩΜΗ ΕΝΟΙΚΙΟΥ;-3,20\n", WINDOWS_1253),
        ("Date;Text;Amount\n02/05/2024;Γιώργος Παπαδόπουλος ενοίκιο;-3,20\n", WINDOWS_1253),
    ];

    #[test]
    fn the_code_pages_of_the_region_are_told_from_a_few_lines() {
        for (text, encoding) in EXPORTS {
            let told = told(text, encoding);
            assert_eq!(
                encoding.decode(&encoding.encode(text).0).0,
                told.encoding.decode(&encoding.encode(text).0).0,
                "{text}"
            );
            assert!(told.is_certain, "{text}");
        }
    }

    #[test]
    fn utf_16_without_a_mark_is_told_by_its_zeros() {
        for (text, _) in EXPORTS {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!((tell(&little).encoding, tell(&big).encoding), (UTF_16LE, UTF_16BE), "{text}");
        }
        assert_ne!(tell(b"\x00\x01\x02\x03\x00\x09a,b").encoding, UTF_16BE);
    }

    #[test]
    fn what_nothing_tells_is_a_doubt() {
        // One name, which is `Mèè` in one code page and `Mčč` in another.
        assert!(!tell(b"Date;Name;Amount\n02/05/2024;M\xE8\xE8;3,20\n").is_certain);
        // The same letter in both that fit.
        assert!(tell(b"Date;Name;Amount\n02/05/2024;Andr\xE9;3,20\n").is_certain);
    }
}

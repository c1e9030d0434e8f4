//! What statements on paper call their columns, balances and totals, in the languages of the banks that send them here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::csv::names::{self, Role};

/// What a column of a table on paper holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Booking date.
    Booked,
    /// Value date.
    Value,
    /// Money going out.
    Debit,
    /// Money coming in.
    Credit,
    /// Either, by its sign.
    Amount,
    /// Balance after the row.
    Balance,
    /// Text.
    Text,
    /// Reference.
    Reference,
    /// The other side's name.
    Name,
    /// The other side's account.
    Account,
    /// A column that is known and not read: a number of the row, a branch, a currency.
    Other,
}

impl Column {
    /// Whether it holds money.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Debit | Self::Credit | Self::Amount | Self::Balance)
    }

    /// Whether it holds words.
    pub fn is_words(self) -> bool {
        matches!(self, Self::Text | Self::Reference | Self::Name | Self::Account | Self::Other)
    }
}

/// Beside the names that tables in files have: scripts and words that only paper knows.
const COLUMNS: [(Column, &str); 11] = [
    (
        Column::Booked,
        "date op.|date op|date opé.|date opér.|jour|date compta|date d'opération|buchung|buch.-tag|bu-tag|data operazione|data contabile|\
         datum knjiž.|датум|датум книжења|датум на книжење|дата|дата на осчетоводяване|ημερομηνία|ημ/νια|ημ. κίνησης|\
         tarih|işlem tarihi|dátum|könyvelés dátuma|könyvelés napja|datë|data|data op.|data înreg.|data tranzacției|\
         date posted|trans date|datum",
    ),
    (
        Column::Value,
        "valeur|date val.|date valeur|val.|wert|wertst.|valuta|valuta dat.|датум валуте|датум на валута|вальор|валута|\
         ημ. αξίας|ημ. ισχύος|valeur date|valör|valör tarihi|értéknap|data valutës|data valorii|value",
    ),
    (
        Column::Debit,
        "débits|debits|débit euros|débit en euros|dépenses|retraits|belastung|ausgaben|lastschrift|dare|addebito|uscite|\
         zaduženje|terećenje|rashod|isplate|дугује|задужење|исплата|должи|задолжување|дебит|теглене|χρέωση|χρεώσεις|borç|\
         terhelés|debite|debi|debitim|money out|payments|payments out|withdrawal|charges",
    ),
    (
        Column::Credit,
        "crédits|credits|crédit euros|crédit en euros|recettes|versements|gutschrift|gutschriften|einnahmen|avere|accredito|\
         entrate|odobrenje|prihod|uplate|потражује|одобрење|уплата|побарува|одобрување|кредит|внасяне|πίστωση|πιστώσεις|\
         alacak|jóváírás|credite|kredi|kreditim|receipts|payments in|deposit",
    ),
    (
        Column::Amount,
        "montant en euros|montants|betrag in eur|ammontare|износ|сума|ποσό|tutar|összeg|shuma|sumă|suma|amount|montant",
    ),
    (
        Column::Balance,
        "solde courant|solde progressif|saldo contabile|saldo progressivo|neuer saldo|стање|салдо|состојба|наличност|\
         υπόλοιπο|bakiye|egyenleg|balanca|gjendja|sold|sold final|balance",
    ),
    (
        Column::Text,
        "nature de l'opération|nature des opérations|nature|opération|opérations|libellé des opérations|détail|\
         détail des opérations|détail de l'opération|désignation|erläuterung|vorgang|buchungstext/verwendungszweck|causale|descrizione|\
         opis transakcije|opis plaćanja|svrha|svrha plaćanja|svrha doznake|опис|сврха|сврха плаћања|цел на дознака|\
         основание|описание|περιγραφή|αιτιολογία|açıklama|megnevezés|leírás|közlemény|përshkrimi|përshkrim|descriere|detalii|\
         detalii tranzacție|explicații|particulars|transaction|transactions|transaction details|payment type and details",
    ),
    (Column::Reference, "réf.|réf|ref.|ref|позив на број|poziv na broj|referința|referenca|αναφορά|referans|n° pièce"),
    (Column::Name, "primalac|nalogodavac|primalac/nalogodavac|прималац|налогодавац|εντολέας|karşı taraf"),
    (Column::Account, "račun partnera|рачун партнера|контрагент"),
    (
        Column::Other,
        "n°|no|no.|nr|nr.|#|r.br.|rb|rb.|р.бр.|р. бр.|рб|α/α|sıra|banque|agence|branch|код|code|šifra|шифра|type|\
         devise|exo|exonéré|franco|cat|sort code|valuta konta",
    ),
];

/// All names of columns; where two columns have one name, those of paper hold.
static NAMES: LazyLock<BTreeMap<&'static str, Column>> = LazyLock::new(|| {
    let of_role = |role| {
        Some(match role {
            Role::Booked => Column::Booked,
            Role::Value => Column::Value,
            Role::Debit => Column::Debit,
            Role::Credit => Column::Credit,
            Role::Amount => Column::Amount,
            Role::Balance => Column::Balance,
            Role::CounterpartyAccount => Column::Account,
            Role::CounterpartyName => Column::Name,
            Role::Reference => Column::Reference,
            Role::Text => Column::Text,
            Role::Currency => Column::Other,
            Role::Side | Role::Account => return None,
        })
    };
    let of_paper = COLUMNS.iter().flat_map(|(column, names)| names.split('|').map(|name| (name.trim(), *column)));
    let of_files = names::all().filter_map(|(role, name)| Some((name, of_role(role)?)));
    let mut all = BTreeMap::new();
    for (name, column) in of_paper.chain(of_files) {
        all.entry(name).or_insert(column);
    }
    all
});

/// What a heading calls.
pub fn column(heading: &str) -> Option<Column> {
    NAMES.get(bare(heading).as_str()).copied()
}

/// A heading in lower case, without its currency: `Débit (EUR)`, `Montant €`, `Balance EUR`.
fn bare(heading: &str) -> String {
    let heading = heading.split(['(', '[']).next().unwrap_or_default().to_lowercase();
    let mut words: Vec<&str> = heading.split_whitespace().collect();
    let is_currency = |word: &str| word == "€" || (word.len() == 3 && word.parse::<filature_model::Currency>().is_ok());
    if words.len() > 1 && words.last().is_some_and(|word| is_currency(word)) {
        words.pop();
    }
    if words.last() == Some(&"en") {
        words.pop();
    }
    words.join(" ").trim_end_matches([':', '*']).replace('’', "'")
}

/// When a stated balance holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before the first entry.
    Opening,
    /// After the last one.
    Closing,
    /// Where it stands: brought or carried forward, or the balance of a day.
    Here,
}

const OPENING: &str = "ancien solde|solde précédent|solde precedent|solde initial|solde d'ouverture|solde de départ|solde en début|\
    solde début|previous balance|opening balance|start balance|starting balance|balance at start|alter kontostand|\
    anfangssaldo|alter saldo|startsaldo|saldo iniziale|saldo precedente|početno stanje|prethodno stanje|\
    stanje na početku|početni saldo|prethodni saldo|почетно стање|претходно стање|почетно салдо|претходно салдо|почетна состојба|\
    претходна состојба|начално салдо|начална наличност|sold inițial|sold initial|sold precedent|sold anterior|υπόλοιπο έναρξης|\
    προηγούμενο υπόλοιπο|αρχικό υπόλοιπο|açılış bakiyesi|önceki bakiye|devreden bakiye|nyitó egyenleg|nyitóegyenleg|\
    előző egyenleg|gjendja fillestare|balanca fillestare|gjendja e mëparshme|balance brought forward from previous statement";

const CLOSING: &str = "nouveau solde|solde final|solde de clôture|solde de cloture|solde en fin|solde fin|closing balance|new balance|\
    ending balance|end balance|balance at end|neuer kontostand|endsaldo|neuer saldo|schlusssaldo|saldo finale|\
    nuovo saldo|novo stanje|krajnje stanje|završno stanje|konačno stanje|novi saldo|završni saldo|ново стање|крајње стање|\
    завршно стање|коначно стање|ново салдо|крајно салдо|крайно салдо|крајна состојба|нова состојба|крайна наличност|\
    sold final|sold nou|τελικό υπόλοιπο|νέο υπόλοιπο|υπόλοιπο λήξης|kapanış bakiyesi|son bakiye|yeni bakiye|záró egyenleg|\
    záróegyenleg|új egyenleg|gjendja përfundimtare|balanca përfundimtare|gjendja e re";

/// Phrases that leave no doubt, whatever stands before them on the line.
const HERE: &str = "solde au|solde créditeur|solde crediteur|solde débiteur|solde debiteur|solde à reporter|solde reporté|report|\
    à reporter|a reporter|report à nouveau|balance brought forward|brought forward|balance b/f|balance carried forward|\
    carried forward|balance c/f|balance forward|balance on|balance at|balance as of|übertrag|uebertrag|kontostand am|\
    saldo am|saldo per|saldo vortrag|saldovortrag|saldo al|riporto|a riportare|saldo a riportare|stanje na dan|stanje na|prenos|donos|\
    za prijenos|prijenos|стање на дан|салдо на дан|пренос|донос|состојба на|салдо към|салдо на|наличност към|report sold|de reportat|\
    sold la|sold reportat|υπόλοιπο από μεταφορά|από μεταφορά|σε μεταφορά|εις μεταφοράν|εκ μεταφοράς|υπόλοιπο την|devir|nakli yekun|\
    nakli yekün|bakiye devri|áthozat|átvitel|egyenleg|gjendja më|balanca më|bartje";

/// Bare words, which an entry may begin with too: a balance only on lines that have no date of booking.
const BARE: &str =
    "solde|saldo|balance|kontostand|stanje|стање|салдо|състояние|sold|υπόλοιπο|bakiye|gjendja|balanca|состојба";

const TOTALS: &str = "total|totaux|sous-total|sous total|subtotal|summe|umsatzsumme|gesamtumsätze|zwischensumme|totale|ukupno|svega|promet|\
    укупно|свега|вкупно|промет|общо|оборот|обороти|σύνολο|σύνολα|toplam|összesen|forgalom|totali|gjithsej|rulaj|rulaje|totals|\
    turnover|money in|money out|total paid in|total paid out|payments in|payments out";

/// What the words that a line begins with say of the figure behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// A balance; whether the words can be nothing else.
    Balance(Moment, bool),
    /// A sum of entries.
    Total,
}

/// The phrase that a text in lower case begins with; the longest decides.
pub fn phrase(text: &str) -> Option<Phrase> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let longest = |list: &str| list.split('|').map(str::trim).filter(|words| begins(text, words)).map(str::len).max();
    [
        (longest(OPENING), Phrase::Balance(Moment::Opening, true)),
        (longest(CLOSING), Phrase::Balance(Moment::Closing, true)),
        (longest(HERE), Phrase::Balance(Moment::Here, true)),
        (longest(BARE), Phrase::Balance(Moment::Here, false)),
        (longest(TOTALS), Phrase::Total),
    ]
    .into_iter()
    .filter_map(|(length, phrase)| Some((length?, phrase)))
    // The first of equals: `max_by_key` keeps the last.
    .rev()
    .max_by_key(|(length, _)| *length)
    .map(|(_, phrase)| phrase)
}

fn begins(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Words that say on which side a balance stands: `true` for one that is owed.
pub fn owed(text: &str) -> Option<bool> {
    let has =
        |list: &str| list.split('|').any(|word| text.split(|c: char| !c.is_alphanumeric()).any(|part| part == word));
    if has("débiteur|debiteur|soll|debitore|dugovni|дуговни|debitor|dr|overdrawn") {
        return Some(true);
    }
    has("créditeur|crediteur|haben|creditore|potražni|потражни|creditor|cr").then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_the_languages_of_the_banks() {
        use Column::{Amount, Balance, Booked, Credit, Debit, Text, Value};
        for (heading, column_) in [
            ("Date", Booked),
            ("Date valeur", Value),
            ("Débit (€)", Debit),
            ("Crédit EUR", Credit),
            ("Buchungstag", Booked),
            ("Soll", Debit),
            ("Haben", Credit),
            ("Датум", Booked),
            ("Дугује", Debit),
            ("Потражује", Credit),
            ("Стање", Balance),
            ("Isplata", Debit),
            ("Uplata", Credit),
            ("Χρέωση", Debit),
            ("Πίστωση", Credit),
            ("Borç", Debit),
            ("Tutar", Amount),
            ("Nature de l’opération", Text),
            ("Paid out", Debit),
            ("Paid in", Credit),
            ("Összeg", Amount),
            ("Sold", Balance),
        ] {
            assert_eq!(column(heading), Some(column_), "{heading}");
        }
        assert_eq!(column("Madame"), None);
    }

    #[test]
    fn the_longest_phrase_decides() {
        for (text, expected) in [
            ("ancien solde au 31/12", Some(Phrase::Balance(Moment::Opening, true))),
            ("solde créditeur au", Some(Phrase::Balance(Moment::Here, true))),
            ("solde", Some(Phrase::Balance(Moment::Here, false))),
            ("total des mouvements", Some(Phrase::Total)),
            ("à reporter", Some(Phrase::Balance(Moment::Here, true))),
            ("ново стање", Some(Phrase::Balance(Moment::Closing, true))),
            ("soldes d'été", None),
            ("virement solde", None),
            ("reporter", None),
        ] {
            assert_eq!(phrase(text), expected, "{text}");
        }
    }
}

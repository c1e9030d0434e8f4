//! What headers call the columns of a bank's table, in the languages of the banks that send files here.

/// What a column may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Booking date.
    Booked,
    /// Value date.
    Value,
    /// Money going out.
    Debit,
    /// Money coming in.
    Credit,
    /// Amount, signed or with a side.
    Amount,
    /// Balance after the row.
    Balance,
    /// Currency of the row.
    Currency,
    /// Debit or credit, in words.
    Side,
    /// The other side's account.
    CounterpartyAccount,
    /// The statement's own account.
    Account,
    /// The other side's name.
    CounterpartyName,
    /// Reference.
    Reference,
    /// Text.
    Text,
}

/// What headers call each role, in lower case, the most telling first; words are parted by bars.
const NAMES: [(Role, &str); 13] = [
    (
        Role::Booked,
        "booking date|posting date|date opération|date operation|date de l'opération|date d'opération|\
          date comptable|date de comptabilisation|buchungstag|buchungsdatum|transaction date|boekdatum|\
          datum verrichting|datum zaúčtování|datum provedení|datum knjiženja|datum transakcije|\
          data e transaksionit|data tranzacției|data tranzactiei|data księgowania|data operacji|\
          tranzakció dátuma|completed date|date processed|fecha operación|fecha|data contabile|booked|created|\
          дата на операция|дата на транзакция|датум на книжење|датум књижења|ημερομηνία κίνησης|ημερομηνία|\
          ημερομηνια|datum|date|data|датум|дата",
    ),
    (
        Role::Value,
        "value date|date valeur|date de valeur|valutadatum|wertstellung|rentedatum|fecha valor|data valuta|\
          értéknap|datum valute|execution date|valuta|вальор|дата на вальор|датум валуте|\
          датум на валута|ημερομηνία αξίας|αξία|валута",
    ),
    (
        Role::Debit,
        "debit|débit|withdrawals|paid out|money out|soll|debet|addebiti|isplata|duguje|cargo|\
          дебит|долгува|задолжување|дугује|исплата|χρέωση|χρεωση",
    ),
    (
        Role::Credit,
        "credit|crédit|deposits|paid in|money in|haben|accrediti|uplata|potražuje|abono|\
          кредит|побарува|потражује|уплата|πίστωση|πιστωση",
    ),
    (
        Role::Amount,
        "amount|montant|betrag|bedrag|importe|importo|zaúčtovaná částka|částka|suma|kwota|tranzakció összege|\
          összeg|buchungsbetrag|iznos|shuma|umsatz|сума|износ|ποσό|ποσο",
    ),
    (
        Role::Balance,
        "balance|running balance|solde|saldo|kontostand|egyenleg|stanje|zůstatek|sold|gjendja|\
          салдо|стање|состојба|υπόλοιπο|υπολοιπο",
    ),
    (
        Role::Currency,
        "currency|devise|monnaie|währung|waehrung|buchungswährung|munt|měna|tranzakció devizaneme|devizanem|\
          moneda|divisa|valuta|monedha|валута|νόμισμα|νομισμα",
    ),
    (Role::Side, "debit/credit|credit/debit|d/k|d/c|c/d|dc|cd|sens|bevétel/kiadás|af bij|soll/haben"),
    (
        Role::CounterpartyAccount,
        "counterparty account|counterparty iban|counterparty|tegenrekening|rekeningnummer tegenpartij|\
          partner számlaszáma|číslo protiúčtu|compte bénéficiaire|compte contrepartie|iban contrepartie|\
          iban bénéficiaire|gegenkonto|payee account|kontonummer",
    ),
    (
        Role::Account,
        "auftragskonto|iban auftraggeberkonto|iban/bban|own account|account number|account no|account iban|\
          account|rekeningnummer|rekening|számlaszám|numéro de compte|compte|číslo účtu|račun|iban|llogaria|\
          сметка|рачун|λογαριασμός|λογαριασμος",
    ),
    (
        Role::CounterpartyName,
        "counterparty name|naam tegenpartij|beguenstigter/zahlungspflichtiger|\
          begünstigter/zahlungspflichtiger|empfänger|partner neve|název protiúčtu|bénéficiaire|contrepartie|\
          tiers|payee|counteraccount name|beneficiary|naam|name|\
          получател|наредител|примач|прималац|δικαιούχος",
    ),
    (
        Role::Reference,
        "end-to-end|reference|référence|transactiereferentie|referenční číslo|buchungsreferenz|\
          megbízás azonosító",
    ),
    (
        Role::Text,
        "description|details|libellé|libelle|verwendungszweck|buchungstext|omschrijving|közlemény|memo|opis|\
          narrative|communication|vrije mededeling|message|zpráva|popis|text|notes|intitulé|descriere|opis|основание|описание|опис|сврха|\
          цел на дознака|αιτιολογία|περιγραφή|αιτιολογια|περιγραφη",
    ),
];

/// Words for money going out, in a side column.
pub const DEBIT_WORDS: [&str; 8] = ["d", "debit", "débit", "dbit", "s", "af", "out", "outflow"];

/// Words for money coming in.
pub const CREDIT_WORDS: [&str; 9] = ["c", "k", "credit", "crédit", "crdt", "h", "bij", "in", "inflow"];

/// All names with their roles, the most telling of each role first.
pub fn all() -> impl Iterator<Item = (Role, &'static str)> {
    NAMES.iter().flat_map(|(role, names)| names.split('|').map(move |name| (*role, name.trim())))
}

/// How well a header fits a role, the least being the best: the whole word before its beginning, then the place in the
/// list. None when it does not fit.
pub fn fit(header: &str, role: Role) -> Option<(usize, usize)> {
    let name = bare_name(header);
    let (_, names) = NAMES.iter().find(|(known, _)| *known == role)?;
    let exact = names.split('|').position(|known| name == known).map(|at| (0, at));
    exact.or_else(|| {
        let begins = |known: &str| known.len() >= 4 && name.starts_with(known);
        names.split('|').position(begins).map(|at| (1, at))
    })
}

/// A header's name without what stands in brackets, in lower case.
fn bare_name(name: &str) -> String {
    let bare = name.split(['(', '[']).next().unwrap_or(name).trim().to_lowercase();
    if bare.is_empty() { name.trim().to_lowercase() } else { bare }
}

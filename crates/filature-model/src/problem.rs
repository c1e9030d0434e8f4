use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Language, Place, SourceId};

/// How much a problem costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something of the file is not in the ledger.
    Lost,
    /// It is in the ledger, and may be other than it seems.
    Doubt,
    /// Worth knowing, nothing is wrong with the figures.
    Note,
}

impl Severity {
    /// The word in `problems.parquet`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Doubt => "doubt",
            Self::Note => "note",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Lost, Self::Doubt, Self::Note].into_iter().find(|severity| severity.word() == word)
    }
}

macro_rules! problem_codes {
    ($($(#[doc = $doc:literal])+ $variant:ident $word:literal $severity:ident {
        $english:literal, $french:literal; $do_english:literal, $do_french:literal
    })+) => {
        /// What kind of problem it is. The wording for people is here, once, in both languages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl ProblemCode {
            /// All codes, in the order of this list.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word in `problems.parquet` and in JSON.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// What such a problem costs.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// What is wrong, in a sentence without its particulars.
            pub fn what(self, language: Language) -> &'static str {
                match self { $(Self::$variant => language.pick($english, $french),)+ }
            }

            /// What the person can do about it.
            pub fn to_do(self, language: Language) -> &'static str {
                match self { $(Self::$variant => language.pick($do_english, $do_french),)+ }
            }
        }
    };
}

problem_codes! {
    /// A number that cannot be read as one, or in two ways.
    BadAmount "bad-amount" Lost {
        "The amount cannot be read.", "Le montant n’est pas lisible.";
        "Look at the line in the original; if the whole column is like it, give a mapping with its decimal mark.",
        "Regarder la ligne dans l’original ; si toute la colonne est ainsi, donner un modèle de lecture avec sa marque décimale."
    }
    /// A date that does not exist, or in another form.
    BadDate "bad-date" Lost {
        "The date does not exist or is written otherwise than the rest.", "La date n’existe pas ou est écrite autrement que le reste.";
        "Look at the line in the original and ask the sender which day is meant.",
        "Regarder la ligne dans l’original et demander à l’expéditeur quel jour est visé."
    }
    /// A secondary date that does not exist: the entry is kept without it.
    BadValueDate "bad-value-date" Doubt {
        "The value date does not exist; the entry is kept by its booking date.", "La date de valeur n’existe pas ; l’écriture est gardée à sa date comptable.";
        "Look at the line in the original.", "Regarder la ligne dans l’original."
    }
    /// A booking date that does not exist: the entry is kept by its value date.
    BadBookingDate "bad-booking-date" Doubt {
        "The booking date does not exist; the entry is kept by its value date.", "La date comptable n’existe pas ; l’écriture est gardée à sa date de valeur.";
        "Look at the line in the original.", "Regarder la ligne dans l’original."
    }
    /// Not a code of ISO 4217.
    BadCurrency "bad-currency" Lost {
        "The currency is not one of ISO 4217.", "La devise n’est pas de la norme ISO 4217.";
        "Correct the mapping, or ask the sender what the code stands for.",
        "Corriger le modèle de lecture, ou demander à l’expéditeur ce que désigne le code."
    }
    /// A word outside the list of its column.
    BadWord "bad-word" Lost {
        "The word is not one that this column may hold.", "Le mot n’est pas de ceux que cette colonne admet.";
        "Use one of the words listed under what was expected.", "Employer l’un des mots attendus."
    }
    /// A word outside the list of a column that the entry can do without.
    UnknownWord "unknown-word" Doubt {
        "The word is not one that this column may hold; the entry is kept without it.", "Le mot n’est pas de ceux que cette colonne admet ; l’écriture est gardée sans lui.";
        "Use one of the words listed under what was expected.", "Employer l’un des mots attendus."
    }
    /// A row with another number of fields than its header.
    BadRow "bad-row" Lost {
        "The row does not have the fields of the header.", "La ligne n’a pas les champs de l’en-tête.";
        "Look at the line in the original: a quote or a separator is probably missing.",
        "Regarder la ligne dans l’original : il manque sans doute un guillemet ou un séparateur."
    }
    /// A field or element that must be there is not.
    MissingField "missing-field" Lost {
        "A field that every entry needs is empty.", "Un champ indispensable est vide.";
        "Look at the line in the original.", "Regarder la ligne dans l’original."
    }
    /// A line that belongs to no known field of the format.
    UnknownLine "unknown-line" Lost {
        "The line belongs to no field of the format.", "La ligne n’appartient à aucun champ du format.";
        "Look at the line in the original.", "Regarder la ligne dans l’original."
    }
    /// Bytes that are not text in the file's encoding: shown as U+FFFD.
    BadEncoding "bad-encoding" Doubt {
        "Some bytes are no text in the encoding of the file; they are shown as �.", "Des octets ne sont pas du texte dans l’encodage du fichier ; ils sont montrés par �.";
        "Names may be wrong on these lines: compare with the original.", "Les noms peuvent être faux à ces lignes : comparer avec l’original."
    }
    /// The file ends in the middle of something.
    Truncated "truncated" Lost {
        "The file ends in the middle of a message.", "Le fichier s’arrête au milieu d’un message.";
        "Ask the sender for the whole file.", "Demander à l’expéditeur le fichier entier."
    }
    /// Check digits of an account number are wrong; it is kept as written.
    OddAccount "odd-account" Note {
        "The account number fails its check digits; it is kept as written.", "La clé du numéro de compte est fausse ; il est gardé tel quel.";
        "A typing error, or an invented number: ask the bank.", "Faute de frappe ou numéro inventé : demander à la banque."
    }
    /// Not booked by the bank: it moves no money.
    NotBooked "not-booked" Note {
        "The bank shows this line without having booked it; it moves no money.", "La banque montre cette ligne sans l’avoir comptabilisée ; elle ne meut pas d’argent.";
        "See whether a later statement books it.", "Voir si un relevé postérieur la comptabilise."
    }
    /// One booking that stands for several payments.
    Batch "batch" Note {
        "One booking stands for several payments; it is kept as one entry.", "Une écriture vaut pour plusieurs paiements ; elle est gardée comme une seule.";
        "Ask the bank for the list of payments if one of them matters.", "Demander à la banque le détail si l’un d’eux importe."
    }
    /// Charges stated beside a booking.
    Charges "charges" Note {
        "Charges are stated beside the booking; the amount kept is the one booked.", "Des frais sont indiqués à côté de l’écriture ; le montant gardé est celui qui est comptabilisé.";
        "Nothing, if it does not matter whether the charges are in the amount.", "Rien, s’il n’importe pas que les frais soient dans le montant."
    }
    /// A payment that was ordered: whether it was made, the order does not say.
    OrderOnly "order-only" Note {
        "These are orders given to a bank, not bookings; they move no money.", "Ce sont des ordres donnés à une banque, non des écritures ; ils ne meuvent pas d’argent.";
        "See whether a statement of the payer books them.", "Voir si un relevé du donneur d’ordre les comptabilise."
    }
    /// An entry without a day of its own.
    DayOfMessage "day-of-message" Doubt {
        "The entry states no day; it is kept at the day on which the bank made the message.", "L’écriture n’indique pas de jour ; elle est gardée au jour où la banque a fait le message.";
        "Ask the bank for the statement, which says when it was booked.", "Demander à la banque le relevé, qui dit quand elle a été comptabilisée."
    }
    /// The number or the sum that a file states of its entries is not that of the entries in it.
    SumDiffers "sum-differs" Doubt {
        "The number or the sum of entries that the file states is not that of the entries in it.", "Le nombre ou la somme d’écritures que le fichier indique n’est pas celui des écritures qu’il contient.";
        "A part may be missing or added: ask the sender for the whole file.", "Une partie peut manquer ou avoir été ajoutée : demander à l’expéditeur le fichier entier."
    }
    /// A booking of securities, which is no entry of an account of money.
    SecuritiesBooking "securities-booking" Lost {
        "A purchase, a sale or an income of securities is not read; what it moved on the cash account is not counted.", "Un achat, une vente ou un revenu de titres n’est pas lu ; ce qu’il a mû sur le compte espèces n’est pas compté.";
        "Ask the broker for the statement of the cash account.", "Demander à l’intermédiaire le relevé du compte espèces."
    }
    /// An answer of the bank's that is an error.
    BankError "bank-error" Lost {
        "The bank answered with an error in the place of one of the statements.", "La banque a répondu par une erreur à la place d’un des relevés.";
        "Ask the bank for the missing statement.", "Demander à la banque le relevé manquant."
    }
    /// A reference of the bank's on two lines of one account that say the same.
    ReferenceRepeated "reference-repeated" Doubt {
        "The line repeats another of the file, with the same reference of the bank; both are counted.", "La ligne en répète une autre du fichier, avec la même référence de la banque ; les deux sont comptées.";
        "Compare with another statement of the account whether there were two payments.", "Comparer avec un autre relevé du compte s’il y a eu deux paiements."
    }
    /// Parts of an entry that do not add up to it.
    PartsDiffer "parts-differ" Doubt {
        "The parts of the entry do not add up to it; it is kept with its own amount.", "Les parts de l’écriture ne font pas sa somme ; elle est gardée avec son propre montant.";
        "Look at the line in the original.", "Regarder la ligne dans l’original."
    }
    /// A row that the file says is no entry (total, balance, heading).
    NotAnEntry "not-an-entry" Note {
        "The row is a heading, a balance or a total, not an entry.", "La ligne est un titre, un solde ou un total, pas une écriture.";
        "Nothing, if you agree.", "Rien, si vous êtes d’accord."
    }
    /// opening + entries ≠ closing.
    DoesNotFoot "does-not-foot" Doubt {
        "The statement does not foot.", "Le relevé ne s’équilibre pas.";
        "Compare it with the original from the first row named; ask the bank for a corrected statement.",
        "Le comparer à l’original depuis la première ligne nommée ; demander un relevé corrigé."
    }
    /// The entries of a page do not lead from one stated balance to the next: none of them is taken.
    PageDoesNotFoot "page-does-not-foot" Lost {
        "The page does not foot; none of its entries is taken.", "La page ne s’équilibre pas ; aucune de ses écritures n’est retenue.";
        "Compare the page with what its balances say; ask the bank for camt.053 or CSV, or type it up with `filature transcribe`.",
        "Comparer la page avec ses soldes ; demander à la banque un fichier camt.053 ou CSV, ou la saisir avec `filature transcribe`."
    }
    /// A page that is a picture.
    Scan "scan" Lost {
        "The page is a picture (a scan): it has no text of its own.", "La page est une image (un scan) : elle n’a pas de texte propre.";
        "Ask the bank for the data, or type the page up with `filature transcribe`.",
        "Demander les données à la banque, ou saisir la page avec `filature transcribe`."
    }
    /// The same entry was already given by another statement of the account.
    OverlapSame "overlap-same" Note {
        "Entries that another statement of the account already shows are counted once.", "Des écritures déjà montrées par un autre relevé du compte sont comptées une fois.";
        "Nothing, if both files are exports of the same account.", "Rien, si les deux fichiers sont des extraits du même compte."
    }
    /// Two statements of an account over the same days that differ.
    OverlapDiffers "overlap-differs" Doubt {
        "Two statements of the account cover the same days and do not show the same entries.", "Deux relevés du compte couvrent les mêmes jours sans montrer les mêmes écritures.";
        "Compare the two originals; ask the bank which one holds.", "Comparer les deux originaux ; demander à la banque lequel fait foi."
    }
    /// A row of a list that a line of a statement may show too.
    PossibleDouble "possible-double" Doubt {
        "Transfers of this list may stand on a statement of the case too; both are counted.", "Des opérations de cette liste figurent peut-être aussi sur un relevé du dossier ; les deux sont comptées.";
        "Compare the two; leave out the list, or ask for one that names the other accounts.", "Comparer les deux ; retirer la liste, ou en demander une qui nomme les autres comptes."
    }
    /// Two lines joined on one account, or on a reference, and the amount.
    WeakJoin "weak-join" Doubt {
        "Lines of two statements were taken for one transfer because one names the other’s account, each the other’s holder, or by their reference alone.", "Des lignes de deux relevés ont été tenues pour un seul virement parce que l’une nomme le compte de l’autre, chacune le titulaire de l’autre, ou par leur seule référence.";
        "See which lines they are with filature join; ask the bank for the other side if one of them matters.", "Voir quelles lignes ce sont par filature join ; demander l’autre côté à la banque si l’une d’elles importe."
    }
    /// One id, two contents.
    IdConflict "id-conflict" Doubt {
        "Two rows have the same id and differ; both are kept, under the id of their file.", "Deux lignes ont le même identifiant et diffèrent ; les deux sont gardées, sous l’identifiant de leur fichier.";
        "Ask the sender which one holds.", "Demander à l’expéditeur laquelle fait foi."
    }
    /// One id, one content, twice in one file.
    IdRepeated "id-repeated" Note {
        "Rows repeat an id with the same content; each is counted once.", "Des lignes répètent un identifiant et son contenu ; chacune est comptée une fois.";
        "Nothing, if the file was exported twice over.", "Rien, si le fichier a été exporté en double."
    }
    /// Two accounts files say different things of one account.
    AccountConflict "account-conflict" Doubt {
        "Two accounts files say different things of one account; the first by source id is used.", "Deux listes de comptes se contredisent ; la première par identifiant de source est retenue.";
        "Ask which one holds, and remove the other from the case.", "Demander laquelle fait foi et retirer l’autre du dossier."
    }
    /// A rate of nought, below it, or that cannot be read as one.
    BadRate "bad-rate" Lost {
        "The rate cannot be read, or is not above zero.", "Le cours n’est pas lisible, ou n’est pas supérieur à zéro.";
        "Look at the line in the original: a rate is the units of the currency for one euro, with a decimal point.",
        "Regarder la ligne dans l’original : un cours est le nombre d’unités de la devise pour un euro, avec un point décimal."
    }
    /// Different rates of one currency for one day: none is used.
    RateConflict "rate-conflict" Doubt {
        "Different rates of one currency are stated for one day; none of them is used.", "Des cours différents d’une devise sont donnés pour un même jour ; aucun n’est retenu.";
        "Find out which one holds, and make the case again without the other file.", "Établir lequel est juste, et refaire le dossier sans l’autre fichier."
    }
    /// A rate other than the one fixed by law, for a day after the changeover.
    RateBesideLaw "rate-beside-law" Doubt {
        "The currency had given way to the euro on that day; its fixed rate is used, not the one stated.", "La devise avait fait place à l’euro ce jour-là ; son taux fixe est retenu, non celui qui est donné.";
        "Nothing, if the day is right.", "Rien, si le jour est juste."
    }
    /// What a report says in words beside its transactions.
    ReportSays "report-says" Note {
        "The report says this beside its transactions; it stays in the original.", "Le rapport le dit à côté de ses opérations ; cela reste dans l’original.";
        "Read it in the original: it is intelligence, not evidence.", "Le lire dans l’original : c’est un renseignement, non une preuve."
    }
    /// What an entity file or a report names and the ledger has no room for, counted.
    NotInLedger "not-in-ledger" Note {
        "The ledger has no room for this; it stays in the original.", "Le registre n’a pas de place pour cela ; cela reste dans l’original.";
        "Look at it in the original if it matters.", "Le regarder dans l’original si cela importe."
    }
    /// A cell of a spreadsheet filled in from the merged cell that covers it.
    MergedCell "merged-cell" Doubt {
        "The cell was merged with others; the day in it was taken for each of the rows.", "La cellule était fusionnée avec d’autres ; sa date a été retenue pour chacune des lignes.";
        "Look at the rows in the original: the day may be that of the first one alone.",
        "Regarder les lignes dans l’original : la date peut n’être que celle de la première."
    }
    /// A sheet that a spreadsheet program does not show.
    HiddenSheet "hidden-sheet" Note {
        "The sheet is hidden in the spreadsheet; it was read all the same.", "La feuille est masquée dans le classeur ; elle a été lue quand même.";
        "See why it was hidden.", "Voir pourquoi elle a été masquée."
    }
    /// A sheet with dates and amounts that could not be read as a table.
    UnreadSheet "unread-sheet" Lost {
        "A sheet of the file has dates and amounts, and was not read.", "Une feuille du fichier contient des dates et des montants, et n’a pas été lue.";
        "Save the sheet as a file of its own, and add it with a mapping.",
        "Enregistrer la feuille dans un fichier à part, et l’ajouter avec un modèle de lecture."
    }
    /// A column of the file that nothing reads.
    UnreadColumn "unread-column" Note {
        "Columns of the file are not read into the ledger; they stay in the original.", "Des colonnes du fichier ne sont pas lues ; elles restent dans l’original.";
        "Give a mapping if one of them matters.", "Donner un modèle de lecture si l’une d’elles importe."
    }
    /// A file in an archive that cannot be taken out of it.
    UnreadMember "unread-member" Lost {
        "A file in the archive cannot be taken out of it.", "Un fichier de l’archive ne peut pas en être extrait.";
        "Unpack it by hand and add it by itself.", "L’extraire à la main et l’ajouter seul."
    }
    /// Files in an archive that systems hide, and that hold nothing of the sender's.
    HiddenMember "hidden-member" Note {
        "Hidden files of the archive are left out, as those of a folder are.", "Les fichiers cachés de l’archive sont laissés de côté, comme ceux d’un dossier.";
        "Unpack the archive and add one of them by name, if it matters.", "Extraire l’archive et en ajouter un par son nom, s’il importe."
    }
    /// A name in an archive that would lead out of its folder, or holds characters that are not shown.
    OddName "odd-name" Note {
        "The name of a file in the archive would lead out of its folder, or hides characters; it is shown without them.", "Le nom d’un fichier de l’archive sortirait de son dossier ou cache des caractères ; il est montré sans eux.";
        "Nothing: no file is written under that name.", "Rien : aucun fichier n’est écrit sous ce nom."
    }
    /// The encoding could not be told for certain.
    GuessedEncoding "guessed-encoding" Doubt {
        "In which encoding the text is could not be told for certain; amounts and dates are safe, names may show wrong letters.", "L’encodage du texte n’a pu être établi avec certitude ; montants et dates sont sûrs, des noms peuvent montrer de fausses lettres.";
        "Compare a name with another document; give a mapping with its encoding.", "Comparer un nom avec une autre pièce ; donner un modèle de lecture avec son encodage."
    }
}

impl ProblemCode {
    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.word() == word)
    }
}

/// Something in a file that could not be taken as it stands, with its coordinates.
///
/// `found` and `expected` are data or terms of the format; the sentence around them is
/// [`ProblemCode::what`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub source: SourceId,
    /// Where in it.
    pub place: Place,
    /// The column, tag or element.
    pub column: Option<String>,
    /// What kind.
    pub code: ProblemCode,
    /// What stands there, cut to [`Problem::FOUND_CHARS`] characters.
    pub found: String,
    /// What was expected instead.
    pub expected: String,
}

impl Problem {
    /// How much of what was found is kept.
    pub const FOUND_CHARS: usize = 120;

    /// A problem at a place, without a column.
    ///
    /// ```
    /// use filature_model::{Place, Problem, ProblemCode};
    /// let place = Place { line: Some(3), ..Place::default() };
    /// let problem = Problem::new("a1b2c3d4e5f6".parse()?, place, ProblemCode::BadDate, "31.02.2024", "DD.MM.YYYY")
    ///     .in_column("date");
    /// assert!(problem.to_string().starts_with("line 3, column date: "));
    /// # Ok::<(), filature_model::SourceIdError>(())
    /// ```
    pub fn new(
        source: SourceId,
        place: Place,
        code: ProblemCode,
        found: impl AsRef<str>,
        expected: impl Into<String>,
    ) -> Self {
        let found = found.as_ref().chars().take(Self::FOUND_CHARS).collect();
        Self { source, place, column: None, code, found, expected: expected.into() }
    }

    /// The same problem, in this column, tag or element.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// The whole sentence, in a language: where, what, what was found, what was expected.
    pub fn sentence(&self, language: Language) -> String {
        let mut parts = Vec::new();
        if let Some(message) = self.place.message {
            parts.push(format!("{} {message}", language.pick("message", "message")));
        }
        match (self.place.line, self.place.row) {
            (Some(line), _) => parts.push(format!("{} {line}", language.pick("line", "ligne"))),
            (None, Some(row)) => parts.push(format!("{} {row}", language.pick("row", "rang"))),
            (None, None) => {}
        }
        if let Some(column) = &self.column {
            parts.push(format!("{} {column}", language.pick("column", "colonne")));
        }
        let mut sentence = parts.join(", ");
        if !sentence.is_empty() {
            sentence.push_str(language.pick(": ", " : "));
        }
        sentence.push_str(self.code.what(language));
        if !self.found.is_empty() {
            sentence.push_str(&format!("{}{:?}.", language.pick(" Found: ", " Trouvé : "), self.found));
        }
        if !self.expected.is_empty() {
            sentence.push_str(&format!("{}{}.", language.pick(" Expected: ", " Attendu : "), self.expected));
        }
        sentence
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::English))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back_from_its_word() {
        for &code in ProblemCode::ALL {
            assert_eq!(ProblemCode::from_word(code.word()), Some(code));
        }
    }
}

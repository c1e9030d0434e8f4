//! Invented people, shops, firms and villages. None of them exists; the large towns do.

/// Where a person's names come from. It chooses names only: nothing in the program may use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    France,
    Serbia,
    Albania,
    /// Only as a home to which money is sent: no bank of it gives statements.
    Romania,
    /// Likewise.
    Bulgaria,
    /// Likewise.
    Bosnia,
}

impl Origin {
    /// All but France.
    pub(crate) const ABROAD: [Self; 5] = [Self::Serbia, Self::Albania, Self::Romania, Self::Bulgaria, Self::Bosnia];

    /// ISO 3166 code.
    pub(crate) fn country(self) -> &'static str {
        match self {
            Self::France => "FR",
            Self::Serbia => "RS",
            Self::Albania => "AL",
            Self::Romania => "RO",
            Self::Bulgaria => "BG",
            Self::Bosnia => "BA",
        }
    }

    /// Towns that exist.
    pub(crate) fn towns(self) -> &'static [&'static str] {
        match self {
            Self::France => {
                &["Lyon", "Dijon", "Mâcon", "Valence", "Grenoble", "Saint-Étienne", "Chambéry", "Bourg-en-Bresse"]
            }
            Self::Romania => &["Craiova", "Brăila", "Buzău"],
            Self::Bulgaria => &["Pleven", "Ruse", "Sliven"],
            Self::Bosnia => &["Zenica", "Bihać", "Tuzla"],
            Self::Serbia => &["Kragujevac", "Niš", "Čačak", "Užice"],
            Self::Albania => &["Shkodër", "Elbasan", "Korçë", "Fier"],
        }
    }

    /// Villages that do not exist.
    pub(crate) fn villages(self) -> &'static [&'static str] {
        match self {
            Self::France => &["Villars-les-Ormeaux", "Saint-Aubrin"],
            Self::Serbia => &["Gornja Brezovina", "Donji Lipovik", "Staro Jasenje"],
            Self::Albania => &["Lisna e Vogël", "Gurëzi i Poshtëm", "Fusha e Arrit"],
            Self::Romania => &["Valea Teiului Mic", "Brădeasa de Jos", "Poiana Zimbrului"],
            Self::Bulgaria => &["Gorno Kalinovo", "Dolna Hvoina", "Staro Izvorche"],
            Self::Bosnia => &["Gornji Javorik", "Donja Rujevica", "Mala Trnava Polje"],
        }
    }

    /// A shop or service, and its code of ISO 18245.
    pub(crate) fn shops(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::France => &[
                ("Épicerie des Tilleuls Bleus", "5411"),
                ("Supermarché Gribouillon", "5411"),
                ("Primeurs du Val Mirel", "5411"),
                ("Boulangerie Mirabelline", "5462"),
                ("Pharmacie du Pont Oriel", "5912"),
                ("Station Carbulle", "5541"),
                ("Bazar Coquelune", "5311"),
                ("Brasserie du Canal Vermeil", "5812"),
            ],
            Self::Serbia | Self::Romania | Self::Bulgaria | Self::Bosnia => &[
                ("Prodavnica Javorak", "5411"),
                ("Samoposluga Zrnovo", "5411"),
                ("Pekara Zlatno Zrnce", "5462"),
                ("Apoteka Lipov List", "5912"),
                ("Pumpa Brzak", "5541"),
            ],
            Self::Albania => &[
                ("Dyqani Ulliri i Artë", "5411"),
                ("Furra Gruri Yne", "5462"),
                ("Farmacia Lule Bliri", "5912"),
                ("Karburant Shpejt", "5541"),
            ],
        }
    }
}

/// Firms that pay wages.
pub(crate) const EMPLOYERS: &[&str] = &[
    "Logistique Valmirel SAS",
    "Ateliers Griffondor SARL",
    "Clinique des Glycines Mauves",
    "Transports Orielle SARL",
    "Bâti Karmaline SAS",
    "Maison Tournessel SARL",
    "Hôtellerie Brumevent SAS",
    "Nettoyage Perleclair SARL",
];

/// Who is paid every month: name, text, lowest and highest amount in cents.
pub(crate) const BILLS: &[(&str, &str, i64, i64)] = &[
    ("Lumière des Vallées", "PRLV ELECTRICITE", 4_200, 11_500),
    ("Allo Rivière Télécom", "PRLV FORFAIT MOBILE", 999, 2_499),
    ("Tramways du Confluent", "PRLV ABONNEMENT TRANSPORT", 3_200, 7_400),
    ("Ciné Lanterne en Ligne", "PRLV ABONNEMENT VIDEO", 799, 1_399),
    ("Mutuelle Abeillane", "PRLV COTISATION SANTE", 2_800, 6_900),
    ("Assurances Chênebleu", "PRLV ASSURANCE HABITATION", 1_200, 3_400),
    ("Gaz des Trois Sources", "PRLV GAZ", 3_500, 9_800),
    ("Fibre Colibrine", "PRLV INTERNET", 2_499, 4_499),
    ("Auto Mutuelle Perlière", "PRLV ASSURANCE AUTO", 3_100, 7_900),
    ("Eaux du Val Mirel", "PRLV EAU", 1_500, 4_200),
    ("Club Sportif Balancelle", "PRLV ABONNEMENT SPORT", 1_990, 3_990),
];

/// The name as a bank of another country prints it: capitals, without marks.
pub(crate) fn printed(text: &str) -> String {
    fold(text).to_uppercase()
}

/// Letters with marks become the plain letters that people write instead.
pub(crate) fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'č' | 'ć' | 'ç' => plain.push('c'),
            'Č' | 'Ć' | 'Ç' => plain.push('C'),
            'š' => plain.push('s'),
            'Š' => plain.push('S'),
            'ž' => plain.push('z'),
            'Ž' => plain.push('Z'),
            'đ' => plain.push_str("dj"),
            'Đ' => plain.push_str("Dj"),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'É' | 'È' | 'Ê' | 'Ë' => plain.push('E'),
            'à' | 'â' | 'á' => plain.push('a'),
            'ô' => plain.push('o'),
            'û' | 'ù' => plain.push('u'),
            'î' | 'ï' => plain.push('i'),
            'Î' => plain.push('I'),
            'Ô' => plain.push('O'),
            'ă' => plain.push('a'),
            'ș' => plain.push('s'),
            'ț' => plain.push('t'),
            other if other.is_ascii() => plain.push(other),
            _ => plain.push(' '),
        }
    }
    plain
}

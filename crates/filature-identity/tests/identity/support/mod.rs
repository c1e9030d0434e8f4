//! Invented parties with realistic errors, and who is who among them.
//!
//! A population of entities is drawn; each has one to several records at different banks. A record may be in another script, without
//! marks, with the words in another order, with a slip of the pen, without the patronymic, with fields left out, with a telephone that a
//! household shares. Among the entities are what makes it hard: brothers at one address, father and son of one name, homonyms.

#![allow(dead_code, reason = "an example uses a part of it")]

use filature_identity::{Birth, Party, PartyKind};

/// Chance that is the same everywhere (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.word() % bound.max(1)
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Land {
    Serbia,
    Bulgaria,
    Albania,
    Romania,
    Greece,
    Turkey,
    France,
}

const LANDS: [Land; 7] =
    [Land::Serbia, Land::Bulgaria, Land::Albania, Land::Romania, Land::Greece, Land::Turkey, Land::France];

impl Land {
    fn code(self) -> (&'static str, &'static str) {
        match self {
            Self::Serbia => ("RS", "+38164"),
            Self::Bulgaria => ("BG", "+35988"),
            Self::Albania => ("AL", "+35569"),
            Self::Romania => ("RO", "+4072"),
            Self::Greece => ("GR", "+3069"),
            Self::Turkey => ("TR", "+9053"),
            Self::France => ("FR", "+3363"),
        }
    }

    fn given(self) -> &'static [&'static str] {
        match self {
            Self::Serbia => &[
                "Milica",
                "Dragan",
                "Jovana",
                "Nemanja",
                "Snežana",
                "Željko",
                "Ivana",
                "Goran",
                "Tijana",
                "Đorđe",
                "Vesna",
                "Miloš",
                "Ljiljana",
                "Stefan",
                "Katarina",
                "Zoran",
                "Bojana",
                "Vuk",
                "Sanja",
                "Predrag",
                "Marko",
                "Nataša",
                "Ognjen",
                "Radmila",
                "Slavko",
                "Teodora",
                "Uroš",
                "Branko",
                "Nikola",
                "Jelena",
                "Petar",
                "Aleksandar",
            ],
            Self::Bulgaria => &[
                "Георги",
                "Иван",
                "Димитър",
                "Мария",
                "Елена",
                "Христо",
                "Николай",
                "Живко",
                "Цветана",
                "Юлия",
                "Стоян",
                "Пламен",
                "Десислава",
                "Красимир",
                "Ивайло",
                "Валентина",
                "Росица",
                "Тодор",
                "Веселин",
                "Борислав",
                "Атанас",
                "Емилия",
            ],
            Self::Albania => &[
                "Arben",
                "Elira",
                "Besnik",
                "Mirela",
                "Ilir",
                "Drita",
                "Fatos",
                "Anila",
                "Gëzim",
                "Valbona",
                "Agron",
                "Teuta",
                "Luan",
                "Shpresa",
                "Artan",
                "Vjollca",
                "Bardhyl",
                "Edona",
                "Genti",
                "Liridona",
                "Sokol",
                "Xhevdet",
                "Qendrim",
                "Shkëlqim",
            ],
            Self::Romania => &[
                "Andreea",
                "Bogdan",
                "Crina",
                "Dorin",
                "Elena",
                "Florin",
                "Gabriela",
                "Horia",
                "Ioana",
                "Iulian",
                "Lavinia",
                "Mihai",
                "Nicoleta",
                "Octavian",
                "Răzvan",
                "Ștefan",
                "Cătălin",
                "Luminița",
                "Sorin",
                "Viorica",
                "Ionuț",
                "Raluca",
            ],
            Self::Greece => &[
                "Γεώργιος",
                "Χρήστος",
                "Ελένη",
                "Μαρία",
                "Παναγιώτης",
                "Ευαγγελία",
                "Νικόλαος",
                "Σταύρος",
                "Δέσποινα",
                "Θανάσης",
                "Φωτεινή",
                "Αναστασία",
                "Κυριάκος",
                "Βασιλική",
                "Σωτήρης",
                "Ειρήνη",
            ],
            Self::Turkey => &[
                "Ayşe", "Mehmet", "Gökhan", "Çiğdem", "Yılmaz", "Şükrü", "Emine", "Ömer", "Tülay", "Hüseyin", "Özlem",
                "Uğur", "Fatma", "İsmail", "Serkan", "Pınar",
            ],
            Self::France => &[
                "Hélène",
                "Luc",
                "Amélie",
                "Bastien",
                "Noémie",
                "Gilles",
                "Sandrine",
                "Théo",
                "Océane",
                "Rémi",
                "Inès",
                "Clémence",
                "Solène",
                "Aurore",
                "Benoît",
                "Élodie",
                "Jérôme",
                "Léna",
                "Pauline",
                "Étienne",
            ],
        }
    }

    fn stems(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Serbia => (
                &[
                    "Stanojl", "Brez", "Lip", "Milen", "Dren", "Jasen", "Kuč", "Raden", "Šumar", "Vrban", "Žitk",
                    "Đurk", "Trav", "Zlatar", "Bukv", "Cer", "Gradin", "Hrast", "Ivk", "Javor", "Kamen", "Lug", "Mlad",
                    "Njeg", "Orah", "Peš", "Ruj", "Smilj", "Topl", "Vid", "Zeman", "Borov", "Dolj", "Gaj", "Klen",
                    "Mrk", "Pad", "Ravn", "Sel", "Trn",
                ],
                &[
                    "ović", "ić", "ević", "arić", "anović", "enčić", "ančić", "ilović", "ojević", "utović", "avac",
                    "elja",
                ],
            ),
            Self::Bulgaria => (
                &[
                    "Пет",
                    "Гълъб",
                    "Жел",
                    "Чавд",
                    "Щер",
                    "Юр",
                    "Ябълк",
                    "Цон",
                    "Кирч",
                    "Хадж",
                    "Върб",
                    "Бук",
                    "Драг",
                    "Момч",
                    "Рад",
                    "Слав",
                    "Тод",
                    "Вълч",
                    "Минч",
                    "Златк",
                    "Кръст",
                    "Лаз",
                    "Мирч",
                    "Нед",
                    "Орл",
                    "Пенч",
                    "Русн",
                    "Стан",
                    "Трифк",
                    "Филч",
                ],
                &["ров", "ев", "инов", "анов", "ков", "чев", "овски", "енов", "аров", "ишев"],
            ),
            Self::Albania => (
                &[
                    "Lisn", "Gur", "Arr", "Breg", "Dushk", "Fush", "Kodr", "Mal", "Pishk", "Shkoz", "Than", "Zall",
                    "Ahishk", "Bredh", "Çel", "Dard", "Ferr", "Gjeth", "Hardh", "Kepar", "Lul", "Mull", "Ndrek",
                    "Qersh", "Rrap", "Shelg", "Trend", "Xhem", "Krasn",
                ],
                &["aj", "eza", "ali", "asi", "ësa", "aku", "eli", "ari", "ija", "oku", "iqi", "una", "oxha"],
            ),
            Self::Romania => (
                &[
                    "Pop", "Ion", "Dumitr", "Lup", "Țur", "Șerb", "Ciob", "Bărb", "Rus", "Moldov", "Căl", "Vlăsc",
                    "Stăn", "Mun", "Grig", "Făg", "Cojoc", "Brând", "Negr", "Olar", "Păun", "Zăn",
                ],
                &["escu", "canu", "eanu", "aru", "oiu", "ulescu", "ache", "ileanu", "ăreanu", "ici", "uță"],
            ),
            Self::Greece => (
                &[
                    "Παπα",
                    "Δημητρ",
                    "Χατζη",
                    "Καρα",
                    "Μπακ",
                    "Ντιν",
                    "Γκικ",
                    "Τσολ",
                    "Βασιλ",
                    "Οικονομ",
                    "Μαυρ",
                    "Σαββ",
                    "Φωτ",
                    "Λαζ",
                    "Ξυδ",
                    "Ψαρ",
                    "Θεοδ",
                    "Ζωγρ",
                ],
                &["όπουλος", "ίδης", "άκης", "ιάδης", "έλλης", "ούδης", "άτος", "αράς"],
            ),
            Self::Turkey => (
                &[
                    "Yıld", "Çel", "Şim", "Öz", "Kara", "Ak", "Gür", "Doğ", "Işık", "Tek", "Demir", "Kılıç", "Boz",
                    "Güneş", "Sarı", "Ulu", "Ince", "Büyük",
                ],
                &["oğlu", "kaya", "türk", "demir", "lı", "can", "soy", "er", "taş", "göz", "bağ", "çı"],
            ),
            Self::France => (
                &[
                    "Marc", "Rouv", "Dauv", "Castagn", "Perr", "Vauz", "Bréch", "Lorm", "Tiss", "Quen", "Favr",
                    "Dambr", "Hautec", "Joliv", "Brign", "Clam", "Delc", "Espér", "Fourm", "Gand", "Hourt", "Lachan",
                    "Malg", "Nouv", "Orl", "Pess", "Ravin", "Sabl",
                ],
                &[
                    "elin", "ière", "ergne", "agnol", "ichon", "elle", "ard", "eau", "andier", "ouille", "ine", "our",
                    "ivel", "igny", "eron",
                ],
            ),
        }
    }
}

const CITIES: [&str; 16] = [
    "Niš",
    "Beograd",
    "Skopje",
    "Tirana",
    "Vlorë",
    "Sofia",
    "Varna",
    "Cluj",
    "Iași",
    "Lyon",
    "Marseille",
    "Lille",
    "Athènes",
    "Izmir",
    "Pristina",
    "Durrës",
];

#[derive(Clone)]
struct Entity {
    land: Land,
    given: String,
    middle: Option<String>,
    family: String,
    birth: (u16, u8, u8),
    document: String,
    phone: String,
    address: String,
    account: String,
}

/// Records, and the entity of each.
pub struct Population {
    pub parties: Vec<Party>,
    pub truth: Vec<u32>,
}

impl Population {
    /// So many records and some.
    pub fn drawn(seed: u64, records: usize) -> Self {
        let mut dice = Dice::new(seed);
        let mut population = Self { parties: Vec::with_capacity(records + 8), truth: Vec::with_capacity(records + 8) };
        let mut number = 0_u32;
        while population.parties.len() < records {
            let entity = entity(&mut dice, u64::from(number));
            population.records(&mut dice, &entity, number);
            number += 1;
            if dice.chance(12) {
                let relative = relative(&mut dice, &entity, u64::from(number));
                population.records(&mut dice, &relative, number);
                number += 1;
            }
        }
        population.shuffle(&mut dice);
        population
    }

    fn records(&mut self, dice: &mut Dice, entity: &Entity, number: u32) {
        let count = match dice.below(10) {
            0..=4 => 1,
            5..=7 => 2,
            8 => 3,
            _ => 4 + dice.below(3),
        };
        for _ in 0..count {
            self.parties.push(record(dice, entity));
            self.truth.push(number);
        }
    }

    fn shuffle(&mut self, dice: &mut Dice) {
        for at in (1..self.parties.len()).rev() {
            let other = dice.below(at as u64 + 1) as usize;
            self.parties.swap(at, other);
            self.truth.swap(at, other);
        }
    }
}

fn entity(dice: &mut Dice, number: u64) -> Entity {
    let land = *dice.pick(&LANDS);
    let (stems, endings) = land.stems();
    let family = format!("{}{}", dice.pick(stems), dice.pick(endings));
    let middle = (land == Land::Bulgaria || dice.chance(12)).then(|| match land {
        Land::Bulgaria => format!("{}ов", dice.pick(&["Иван", "Петр", "Стоян", "Тодор", "Христ", "Димитр", "Васил"])),
        _ => (*dice.pick(land.given())).to_owned(),
    });
    Entity {
        given: (*dice.pick(land.given())).to_owned(),
        middle,
        family,
        birth: (1945 + dice.below(60) as u16, 1 + dice.below(12) as u8, 1 + dice.below(28) as u8),
        document: format!("{}{:07}", dice.pick(&["P", "AX", "0B", "K"]), number * 13 % 9_999_991),
        phone: format!("{}{:07}", land.code().1, number * 7 % 9_999_973),
        address: format!("{}, Rue {} {}", dice.pick(&CITIES), 1 + dice.below(500), 1 + dice.below(90)),
        account: format!("XX-{number:010}"),
        land,
    }
}

/// A brother or sister, a father or son of one name, a homonym.
fn relative(dice: &mut Dice, entity: &Entity, number: u64) -> Entity {
    let mut other = self::entity(dice, number);
    other.land = entity.land;
    other.family.clone_from(&entity.family);
    other.middle.clone_from(&entity.middle);
    let born = (1945 + dice.below(60) as u16, 1 + dice.below(12) as u8, 1 + dice.below(28) as u8);
    match dice.below(4) {
        // Brothers: one address, one telephone.
        0 | 1 => {
            let mut given = entity.given.clone();
            while given == entity.given {
                given = (*dice.pick(entity.land.given())).to_owned();
            }
            other.given = given;
            other.address.clone_from(&entity.address);
            other.phone.clone_from(&entity.phone);
            other.birth = if dice.chance(15) { entity.birth } else { born };
        }
        // Father and son of one name at one address.
        2 => {
            other.given.clone_from(&entity.given);
            other.address.clone_from(&entity.address);
            other.birth =
                (entity.birth.0 - 22 - dice.below(14) as u16, 1 + dice.below(12) as u8, 1 + dice.below(28) as u8);
        }
        // A homonym.
        _ => {
            other.given.clone_from(&entity.given);
            other.birth = born;
        }
    }
    other
}

fn record(dice: &mut Dice, entity: &Entity) -> Party {
    let (country, _) = entity.land.code();
    let birth = match dice.below(100) {
        0..=81 => Birth::day(entity.birth.0, entity.birth.1, entity.birth.2),
        82..=85 => Birth::in_part(entity.birth.0, 0),
        _ => None,
    };
    let keep =
        |dice: &mut Dice, percent, value: &str| if dice.chance(percent) { vec![value.to_owned()] } else { Vec::new() };
    let phone = if dice.chance(30) { spaced(&entity.phone) } else { entity.phone.clone() };
    Party {
        kind: if dice.chance(50) { PartyKind::Person } else { PartyKind::Unknown },
        names: vec![written(dice, entity)],
        birth,
        country: Some(country.to_owned()),
        accounts: keep(dice, 15, &entity.account),
        phones: keep(dice, 65, &phone),
        documents: keep(dice, 65, &entity.document),
        addresses: keep(dice, 40, &entity.address),
        ..Party::default()
    }
}

fn spaced(phone: &str) -> String {
    let mut text = phone.to_owned();
    for at in [4, 8, 11] {
        text.insert(at.min(text.len()), ' ');
    }
    text
}

fn written(dice: &mut Dice, entity: &Entity) -> String {
    let latin = entity.land != Land::Serbia || !dice.chance(35);
    let foreign = dice.chance(55);
    let spell = |dice: &mut Dice, word: &str| {
        let mut word = match (entity.land, latin) {
            (Land::Serbia, false) => to_cyrillic(word),
            (Land::Bulgaria | Land::Greece, _) if foreign => romanised(word, dice),
            _ => word.to_owned(),
        };
        if dice.chance(40) {
            word = without_marks(&word, dice.chance(50));
        }
        if dice.chance(3) {
            word = slipped(&word, dice);
        }
        word
    };
    let given = spell(dice, &entity.given);
    let family = spell(dice, &entity.family);
    let middle = entity.middle.as_ref().filter(|_| dice.chance(50)).map(|middle| spell(dice, middle));
    let mut words = vec![given];
    words.extend(middle);
    words.push(family);
    if dice.chance(35) {
        let last = words.len() - 1;
        words.swap(0, last);
        if words.len() == 3 {
            words.swap(1, 2);
        }
    }
    let text = words.join(" ");
    if dice.chance(30) { text.to_uppercase() } else { text }
}

fn to_cyrillic(word: &str) -> String {
    const PAIRS: [(&str, &str); 30] = [
        ("lj", "љ"),
        ("nj", "њ"),
        ("dž", "џ"),
        ("a", "а"),
        ("b", "б"),
        ("v", "в"),
        ("g", "г"),
        ("d", "д"),
        ("đ", "ђ"),
        ("e", "е"),
        ("ž", "ж"),
        ("z", "з"),
        ("i", "и"),
        ("j", "ј"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("r", "р"),
        ("s", "с"),
        ("t", "т"),
        ("ć", "ћ"),
        ("u", "у"),
        ("f", "ф"),
        ("h", "х"),
        ("c", "ц"),
        ("č", "ч"),
        ("š", "ш"),
    ];
    replaced(&word.to_lowercase(), &PAIRS)
}

fn romanised(word: &str, dice: &mut Dice) -> String {
    const ACT: [(&str, &str); 31] = [
        ("дж", "dzh"),
        ("ия", "ia"),
        ("а", "a"),
        ("б", "b"),
        ("в", "v"),
        ("г", "g"),
        ("д", "d"),
        ("е", "e"),
        ("ж", "zh"),
        ("з", "z"),
        ("и", "i"),
        ("й", "y"),
        ("к", "k"),
        ("л", "l"),
        ("м", "m"),
        ("н", "n"),
        ("о", "o"),
        ("п", "p"),
        ("р", "r"),
        ("с", "s"),
        ("т", "t"),
        ("у", "u"),
        ("ф", "f"),
        ("х", "h"),
        ("ц", "ts"),
        ("ч", "ch"),
        ("ш", "sh"),
        ("щ", "sht"),
        ("ъ", "a"),
        ("ю", "yu"),
        ("я", "ya"),
    ];
    const FRENCH: [(&str, &str); 8] =
        [("дж", "dj"), ("ж", "j"), ("ч", "tch"), ("ш", "ch"), ("у", "ou"), ("ц", "tz"), ("ъ", "a"), ("ю", "iou")];
    const GREEK: [(&str, &str); 38] = [
        ("ου", "ou"),
        ("μπ", "b"),
        ("ντ", "d"),
        ("γκ", "gk"),
        ("ευ", "ev"),
        ("αυ", "av"),
        ("ει", "ei"),
        ("οι", "oi"),
        ("αι", "ai"),
        ("α", "a"),
        ("β", "v"),
        ("γ", "g"),
        ("δ", "d"),
        ("ε", "e"),
        ("ζ", "z"),
        ("η", "i"),
        ("θ", "th"),
        ("ι", "i"),
        ("κ", "k"),
        ("λ", "l"),
        ("μ", "m"),
        ("ν", "n"),
        ("ξ", "x"),
        ("ο", "o"),
        ("π", "p"),
        ("ρ", "r"),
        ("σ", "s"),
        ("ς", "s"),
        ("τ", "t"),
        ("υ", "y"),
        ("φ", "f"),
        ("χ", "ch"),
        ("ψ", "ps"),
        ("ω", "o"),
        ("ά", "a"),
        ("έ", "e"),
        ("ή", "i"),
        ("ί", "i"),
    ];
    const ACCENTS: [(&str, &str); 3] = [("ό", "ο"), ("ύ", "υ"), ("ώ", "ω")];
    let lower = word.to_lowercase();
    let lower = replaced(&lower, &ACCENTS);
    let lower = if dice.chance(30) { replaced(&lower, &FRENCH) } else { lower };
    replaced(&replaced(&lower, &ACT), &GREEK)
}

fn replaced(word: &str, pairs: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        match pairs.iter().find(|(from, _)| rest.starts_with(from)) {
            Some((from, to)) => {
                text.push_str(to);
                rest = &rest[from.len()..];
            }
            None => {
                text.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    text
}

fn without_marks(word: &str, dj: bool) -> String {
    const PLAIN: [(&str, &str); 34] = [
        ("č", "c"),
        ("ć", "c"),
        ("š", "s"),
        ("ž", "z"),
        ("Č", "C"),
        ("Ć", "C"),
        ("Š", "S"),
        ("Ž", "Z"),
        ("ë", "e"),
        ("ç", "c"),
        ("Ç", "C"),
        ("ș", "s"),
        ("ț", "t"),
        ("Ș", "S"),
        ("Ț", "T"),
        ("ă", "a"),
        ("â", "a"),
        ("ı", "i"),
        ("ş", "s"),
        ("Ş", "S"),
        ("ğ", "g"),
        ("ö", "o"),
        ("Ö", "O"),
        ("ü", "u"),
        ("Ü", "U"),
        ("İ", "I"),
        ("é", "e"),
        ("è", "e"),
        ("É", "E"),
        ("î", "i"),
        ("ô", "o"),
        ("ï", "i"),
        ("ê", "e"),
        ("â", "a"),
    ];
    let text = replaced(word, &PLAIN);
    let pairs: [(&str, &str); 2] = if dj { [("đ", "dj"), ("Đ", "Dj")] } else { [("đ", "d"), ("Đ", "D")] };
    replaced(&text, &pairs)
}

fn slipped(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return word.to_owned();
    }
    let at = 1 + dice.below(letters.len() as u64 - 2) as usize;
    match dice.below(3) {
        0 => {
            letters.remove(at);
        }
        1 => letters.swap(at, at + 1),
        _ => {
            letters[at] = if letters[at].is_ascii() { *dice.pick(&['a', 'e', 'n', 'r', 's']) } else { letters[at - 1] }
        }
    }
    letters.into_iter().collect()
}

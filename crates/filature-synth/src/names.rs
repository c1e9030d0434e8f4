//! Invented names of people. A given name and a family name are drawn from lists; family names are put together from
//! stems and endings, so that a case of tens of thousands of people rarely draws one twice.

use crate::dice::Dice;
use crate::people::Origin;

/// Given names, stems of family names, and their endings.
struct Lists {
    given: &'static [&'static str],
    stems: &'static [&'static str],
    endings: &'static [&'static str],
}

const FRENCH: Lists = Lists {
    given: &[
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
        "Karim",
        "Fatou",
        "Joël",
        "Maëlle",
        "Denis",
        "Clémence",
        "Hugo",
        "Solène",
        "Yanis",
        "Aurore",
        "Benoît",
        "Camille",
        "Damien",
        "Élodie",
        "Fabien",
        "Gaëlle",
        "Henri",
        "Isabelle",
        "Jérôme",
        "Léna",
        "Marius",
        "Nadia",
        "Olivier",
        "Pauline",
        "Quentin",
        "Rachida",
        "Samuel",
        "Tiphaine",
        "Ulysse",
        "Valérie",
        "William",
        "Aïcha",
        "Bruno",
        "Corinne",
        "Étienne",
        "Flora",
        "Moussa",
    ],
    stems: &[
        "Marc", "Rouv", "Dauv", "Castagn", "Perr", "Vauz", "Bréch", "Lorm", "Tiss", "Quen", "Favr", "Dambr", "Hautec",
        "Joliv", "Brign", "Clam", "Delc", "Espér", "Fourm", "Gand", "Hourt", "Lachan", "Malg", "Nouv", "Orl", "Pess",
        "Ravin", "Sabl", "Tourn", "Valm", "Charl", "Bouss", "Corm", "Dupr", "Garr", "Landr", "Mers", "Pign", "Rosl",
        "Trémil",
    ],
    endings: &[
        "elin", "ière", "ergne", "agnol", "ichon", "elle", "ard", "eau", "andier", "ouille", "ine", "our", "ivel",
        "et", "oux", "igny", "eron", "ault", "asse", "ebois",
    ],
};

const SERBIAN: Lists = Lists {
    given: &[
        "Milica", "Dragan", "Jovana", "Nemanja", "Snežana", "Željko", "Ivana", "Goran", "Tijana", "Đorđe", "Vesna",
        "Miloš", "Ljiljana", "Stefan", "Katarina", "Zoran", "Bojana", "Vuk", "Sanja", "Predrag", "Dunja", "Marko",
        "Nataša", "Ognjen", "Radmila", "Slavko", "Teodora", "Uroš", "Višnja", "Branko",
    ],
    stems: &[
        "Stanojl", "Brez", "Lip", "Milen", "Dren", "Jasen", "Kuč", "Raden", "Šumar", "Vrban", "Žitk", "Đurk", "Trav",
        "Zlatar", "Bukv", "Cer", "Gradin", "Hrast", "Ivk", "Javor", "Kamen", "Lug", "Mlad", "Njeg", "Orah", "Peš",
        "Ruj", "Smilj", "Topl", "Vid", "Zeman", "Borov", "Dolj", "Gaj", "Klen", "Mrk", "Pad", "Ravn", "Sel", "Trn",
    ],
    endings: &["ović", "ić", "ević", "arić", "anović", "enčić", "ančić", "ilović", "ojević", "utović", "avac", "elja"],
};

const ALBANIAN: Lists = Lists {
    given: &[
        "Arben", "Elira", "Besnik", "Mirela", "Ilir", "Drita", "Fatos", "Anila", "Gëzim", "Valbona", "Agron", "Teuta",
        "Luan", "Shpresa", "Artan", "Vjollca", "Bardhyl", "Edona", "Genti", "Hana", "Ismail", "Jeta", "Kujtim",
        "Liridona", "Mentor", "Nora", "Petrit", "Rozafa", "Sokol", "Zana",
    ],
    stems: &[
        "Lisn", "Gur", "Arr", "Breg", "Dushk", "Fush", "Kodr", "Mal", "Pishk", "Shkoz", "Than", "Uj", "Vidh", "Zall",
        "Ahishk", "Bredh", "Çel", "Dard", "Ferr", "Gjeth", "Hardh", "Kepar", "Lul", "Mull", "Ndrek", "Onuf", "Plep",
        "Qersh", "Rrap", "Shelg", "Trend", "Ull", "Verr", "Xix", "Yllk", "Zog", "Bliz", "Krahin", "Mjalt", "Prill",
    ],
    endings: &["aj", "eza", "ëza", "ali", "asi", "ësa", "aku", "eli", "ari", "ija", "oku", "una"],
};

const ROMANIAN: Lists = Lists {
    given: &[
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
        "Raluca",
        "Sorin",
        "Tudor",
        "Viorica",
        "Adrian",
        "Mădălina",
        "Petru",
        "Simona",
        "Traian",
        "Zina",
    ],
    stems: &[
        "Brăd", "Codr", "Dumbr", "Fag", "Grâu", "Izvor", "Lunc", "Mesteac", "Nuc", "Ogor", "Pârâ", "Răchit", "Stejar",
        "Teiș", "Ulm", "Văl", "Zimbr", "Cioc", "Moldov", "Podgor", "Salc", "Trifoi", "Viș", "Scor",
    ],
    endings: &["escu", "eanu", "aru", "iță", "oiu", "ică", "ăreanu", "uț", "arescu", "inca"],
};

const BULGARIAN: Lists = Lists {
    given: &[
        "Asen",
        "Boryana",
        "Valentin",
        "Gergana",
        "Desislava",
        "Emil",
        "Zhivko",
        "Iva",
        "Kaloyan",
        "Lyubka",
        "Metodi",
        "Nevena",
        "Ognyan",
        "Petya",
        "Rumen",
        "Silvia",
        "Tihomir",
        "Hristina",
        "Tsvetan",
        "Yana",
        "Plamen",
        "Radka",
        "Stoyan",
        "Vyara",
    ],
    stems: &[
        "Gorsk", "Bukar", "Dabr", "Elh", "Zhit", "Izvor", "Kalin", "Lozar", "Mech", "Nivar", "Orlov", "Polyan", "Rech",
        "Slan", "Trend", "Hvoin", "Cheresh", "Shipk", "Yavor", "Breg", "Glog", "Kestenar", "Planin", "Sokol",
    ],
    endings: &["ov", "ev", "anov", "arov", "inski", "enov", "ashki", "evski", "alov", "ichev"],
};

const BOSNIAN: Lists = Lists {
    given: &[
        "Adnan", "Belma", "Damir", "Elma", "Faruk", "Gordana", "Haris", "Irma", "Jasmin", "Kenan", "Lejla", "Mirza",
        "Nermin", "Sabina", "Tarik", "Vedrana", "Zlatan", "Azra", "Dino", "Mersiha", "Senad", "Tanja", "Vahid", "Ena",
    ],
    stems: SERBIAN.stems,
    endings: &["agić", "ović", "bašić", "ević", "alić", "anović", "arić", "hodžić", "ušić", "elić"],
};

fn lists(origin: Origin) -> &'static Lists {
    match origin {
        Origin::France => &FRENCH,
        Origin::Serbia => &SERBIAN,
        Origin::Albania => &ALBANIAN,
        Origin::Romania => &ROMANIAN,
        Origin::Bulgaria => &BULGARIAN,
        Origin::Bosnia => &BOSNIAN,
    }
}

/// A given name.
pub(crate) fn given(dice: &mut Dice, origin: Origin) -> &'static str {
    let names = lists(origin).given;
    names[dice.index(names.len())]
}

/// A given and a family name. The caller keeps them apart from those already given.
pub(crate) fn name(dice: &mut Dice, origin: Origin) -> String {
    let lists = lists(origin);
    format!("{} {}{}", dice.pick(lists.given), dice.pick(lists.stems), dice.pick(lists.endings))
}

/// Another given name before the same family name.
pub(crate) fn relative(dice: &mut Dice, origin: Origin, name: &str) -> String {
    let family = name.split_once(' ').map_or(name, |(_, family)| family);
    format!("{} {family}", given(dice, origin))
}

/// Names of firms and shops: a word of the trade is put before it.
pub(crate) fn fancy(dice: &mut Dice) -> String {
    const FIRST: [&str; 40] = [
        "Val", "Griff", "Glyc", "Ori", "Karm", "Tourn", "Brum", "Perl", "Cyan", "Dorm", "Ebr", "Falb", "Gast", "Hurl",
        "Isor", "Jolib", "Kern", "Lumb", "Mirab", "Noct", "Opal", "Pamp", "Quart", "Ronc", "Saph", "Turq", "Urs",
        "Verm", "Xyl", "Yvel", "Zéph", "Ambr", "Bor", "Coqu", "Dralb", "Escarb", "Fris", "Grib", "Houl", "Indig",
    ];
    const LAST: [&str; 30] = [
        "mirel", "ondor", "ines", "elle", "aline", "essel", "event", "eclair", "elune", "ouillon", "ivert", "ambeau",
        "ienne", "osier", "ulard", "ymbre", "antine", "erol", "igaud", "oneuse", "abulle", "edoux", "imère", "orange",
        "urelle", "azur", "espoir", "iral", "olite", "usette",
    ];
    format!("{}{}", dice.pick(&FIRST), dice.pick(&LAST))
}

//! What is said beside the figures, in both languages.

use filature_model::Language;
use serde::Serialize;

/// Something that States ask and that cases do not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotHeld {
    /// Its word in data.
    pub field: &'static str,
    /// In English.
    pub en: &'static str,
    /// In French.
    pub fr: &'static str,
}

const fn not(field: &'static str, en: &'static str, fr: &'static str) -> NotHeld {
    NotHeld { field, en, fr }
}

/// What is asked in the questionnaire of the Global Report on Trafficking in Persons or in Eurostat's crim_thb, and stands in no case.
const NEVER: [NotHeld; 7] = [
    not(
        "offences-recorded",
        "offences recorded: a case may be about none or about several; the number of cases stands above",
        "infractions enregistrées : une affaire peut n’en concerner aucune, ou plusieurs ; le nombre d’affaires figure ci-dessus",
    ),
    not(
        "persons-prosecuted",
        "persons prosecuted: no decision of a case says so",
        "personnes poursuivies : aucune décision d’une affaire ne le dit",
    ),
    not(
        "criminal-code-articles",
        "articles of the criminal code: no case holds them",
        "articles du code pénal : aucune affaire ne les contient",
    ),
    not(
        "citizenship-by-country",
        "citizenship country by country: not published, since few people stand in most; three groups are, with --country",
        "citoyenneté pays par pays : non publiée, la plupart des pays comptant peu de personnes ; trois groupes le sont, avec --country",
    ),
    not(
        "trafficking-flows",
        "countries of origin, transit and destination: the country of an account is not where a person was brought from or to",
        "pays d’origine, de transit et de destination : le pays d’un compte n’est pas celui d’où une personne vient, ni où elle a été conduite",
    ),
    not(
        "rate-per-100000",
        "victims per 100,000 inhabitants: no case holds a population",
        "victimes pour 100 000 habitants : aucune affaire ne contient de population",
    ),
    not(
        "assets-by-year",
        "assets by year: located and confiscated sums are of all years together",
        "avoirs par année : les sommes localisées et confisquées portent sur toutes les années ensemble",
    ),
];

/// What a case holds where a person stated it in `case.toml`, and not otherwise.
const STATED: [NotHeld; 3] = [
    not(
        "sex-exploitation-citizenship",
        "sex, form of exploitation, citizenship: only where a person stated them in case.toml; else “not stated”",
        "sexe, forme d’exploitation, citoyenneté : seulement là où une personne les a indiqués dans case.toml ; sinon « non indiqué »",
    ),
    not(
        "age",
        "age: from the date of birth in lists of accounts, on the day of the decision, or as stated; else “not stated”",
        "âge : d’après la date de naissance des listes de comptes, au jour de la décision, ou tel qu’indiqué ; sinon « non indiqué »",
    ),
    not(
        "assets-confiscated",
        "assets confiscated: only where a person stated them in case.toml",
        "avoirs confisqués : seulement là où une personne les a indiqués dans case.toml",
    ),
];

const NO_COUNTRY: NotHeld = not(
    "citizenship",
    "citizenship in three groups: name the reporting State with --country",
    "citoyenneté en trois groupes : indiquez l’État déclarant avec --country",
);

/// What is not in an output.
pub fn not_held(has_country: bool) -> Vec<NotHeld> {
    let country = (!has_country).then_some(NO_COUNTRY);
    STATED.into_iter().chain(country).chain(NEVER).collect()
}

/// A word of the data, for people.
pub fn word(word: &str, language: Language) -> String {
    let (en, fr) = match word {
        "victims" => ("Victims or possible victims", "Victimes ou victimes possibles"),
        "suspects" => ("Suspects, without those convicted", "Personnes suspectées, hors personnes condamnées"),
        "convicted" => ("Convicted persons", "Personnes condamnées"),
        "age-and-sex" => ("by age and sex", "selon l’âge et le sexe"),
        "sex" => ("by sex", "selon le sexe"),
        "exploitation" => ("by form of exploitation", "selon la forme d’exploitation"),
        "citizenship" => ("by citizenship", "selon la citoyenneté"),
        "all" => ("all", "ensemble"),
        "female" => ("female", "femmes"),
        "male" => ("male", "hommes"),
        "not-stated" => ("not stated", "non indiqué"),
        "0-17" => ("0-17", "0-17 ans"),
        "18+" => ("18+", "18 ans et plus"),
        "sexual" => ("sexual", "sexuelle"),
        "labour" => ("forced labour", "travail forcé"),
        "other" => ("other", "autre"),
        "reporting-country" => ("reporting State", "État déclarant"),
        "other-eu" => ("other EU", "autre UE"),
        "non-eu" => ("outside EU", "hors UE"),
        "assets-located" => ("Assets located by traces", "Avoirs localisés par les suivis"),
        "assets-confiscated" => ("Assets confiscated, as stated", "Avoirs confisqués, selon ce qui est indiqué"),
        other => (other, other),
    };
    language.pick(en, fr).to_owned()
}

/// A period, whose years French parts by an en dash as English does.
pub fn period(name: &str, language: Language) -> String {
    if name == "all" { word(name, language) } else { name.replace('-', "–") }
}

/// How a hidden figure is written: for people.
pub const HIDDEN: &str = "·";

/// What has to be said with the figures.
pub fn notes(k: u64, rounded_to: u64, language: Language) -> Vec<String> {
    let (en, fr) = (
        [
            format!(
                "Each count is about {k} people or more, rounded by lot to a multiple of {rounded_to}: counts do not add up, and one may \
                 be {} off either way.",
                rounded_to - 1
            ),
            format!(
                "“{HIDDEN}” is not shown: fewer than {k}, possibly none, or more where that would give another count away. Years with few \
                 people go together."
            ),
            "Years are those in which a decision was taken down in a case. Who is a victim in any case is counted among victims alone. \
             Accounts of one person are one where their key, their document or a person’s statement says so."
                .to_owned(),
            "Sums are about as many people, with no large part among them, rounded by lot; of an account that several traces know of, \
             the largest figure counts."
                .to_owned(),
            format!("The threshold of {k} and the rounding are design defaults; no lawyer and no statistical office has reviewed them."),
            "Publish one output a period, of all cases, for one reporting State: from two of them with and without few cases more \
             may be worked out than from one."
                .to_owned(),
        ],
        [
            format!(
                "Chaque effectif porte sur {k} personnes ou plus, arrondi par tirage à un multiple de {rounded_to} : les effectifs ne \
                 s’additionnent pas, et chacun peut s’écarter de {} dans un sens ou dans l’autre.",
                rounded_to - 1
            ),
            format!(
                "« {HIDDEN} » n’est pas montré : moins de {k}, peut-être aucune personne, ou davantage là où cela trahirait un autre \
                 effectif. Les années qui comptent peu de personnes sont réunies."
            ),
            "Les années sont celles où une décision a été consignée dans une affaire. Qui est victime dans une affaire est compté parmi \
             les seules victimes. Les comptes d’une personne n’en font qu’une là où leur clé, leur document ou l’indication d’une \
             personne le dit."
                .to_owned(),
            "Les sommes portent sur autant de personnes, sans part importante parmi elles, arrondies par tirage ; d’un compte que \
             plusieurs suivis connaissent, le plus grand chiffre compte."
                .to_owned(),
            format!(
                "Le seuil de {k} et l’arrondi sont des choix de conception ; ni juriste ni institut de statistique ne les a examinés."
            ),
            "Publiez une seule sortie par période, de toutes les affaires, pour un seul État déclarant : de deux sorties, avec et sans \
             quelques affaires, on peut déduire plus que d’une seule."
                .to_owned(),
        ],
    );
    match language {
        Language::English => en.to_vec(),
        Language::French => fr.map(|text| french(&text)).to_vec(),
    }
}

/// The spaces that French keeps lines together with: thin before `; ! ?`, whole before a colon and within guillemets.
pub fn french(text: &str) -> String {
    let thin = text.replace(" ;", "\u{202F};").replace(" !", "\u{202F}!").replace(" ?", "\u{202F}?");
    thin.replace(" :", "\u{A0}:").replace("« ", "«\u{A0}").replace(" »", "\u{A0}»")
}

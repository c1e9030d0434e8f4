//! The entry of one flag: what it finds, whom it is about, its thresholds, and where it comes from.

use std::fmt::Write;

use super::words::{beside, cell, form, links, stage, unit};
use crate::built_in_cases;
use crate::flag::{Flag, FlagSource, Parameter, ParameterValue, RoleSide, Status, Trust};
use crate::set::FlagSet;

pub(super) fn write(text: &mut String, flag: &Flag, set: &FlagSet) {
    let _ = write!(text, "\n### {}\n\n", flag.id);
    for (title, finds) in [(&flag.title.en, &flag.finds.en), (&flag.title.fr, &flag.finds.fr)] {
        let _ = write!(text, "**{}.** {}\n\n", cell(title), cell(finds));
    }
    if let Status::Off(why) = &flag.status {
        let _ = write!(text, "**Off:** {}\n\n**Inactif :** {}\n\n", cell(&why.en), cell(&why.fr));
    }
    facts(text, flag, set);
    parameters(text, &flag.parameters);
}

/// One line a fact, in both languages.
fn facts(text: &mut String, flag: &Flag, set: &FlagSet) {
    let mut fact = |english: &str, french: &str, what: &str| {
        if !what.is_empty() {
            let _ = writeln!(text, "- {} : {what}", beside(english, french));
        }
    };
    fact("forms", "formes", &both(flag.forms.iter().map(|word| form(word))));
    fact("stages", "étapes", &both(flag.stages.iter().map(|word| stage(word))));
    fact("roles", "rôles", &roles(flag));
    if flag.minor {
        fact("points to a person under 18", "indique une personne de moins de 18 ans", "yes / oui");
    }
    fact("speaks against", "à décharge de", &links(flag.explains.iter().map(String::as_str)));
    let look_alikes = set.flags.iter().filter(|other| other.explains.contains(&flag.id));
    fact("look-alikes that speak against it", "ressemblances à décharge", &links(look_alikes.map(|by| by.id.as_str())));
    fact("sources", "sources", &sources(&flag.sources));
    let cases = built_in_cases(&flag.id).map(|_| format!(", [cases / cas](../../flags/cases/{}.md)", flag.id));
    let file = format!(
        "[why, innocent explanations, what to check next, query / pourquoi, explications innocentes, que vérifier, requête](../../flags/{}.md){}",
        flag.id,
        cases.unwrap_or_default()
    );
    fact(&format!("file, version {}", flag.version), &format!("fichier, version {}", flag.version), &file);
}

/// The English words, then the French ones.
fn both<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let (english, french): (Vec<&str>, Vec<&str>) = words.unzip();
    beside(&english.join(", "), &french.join(", "))
}

fn roles(flag: &Flag) -> String {
    let role = |(name, side): &(String, RoleSide)| match side {
        RoleSide::Of(side) => format!("`{name}` {}", side.word()),
        RoleSide::Evidence => format!("`{name}` evidence"),
    };
    flag.roles.iter().map(role).collect::<Vec<_>>().join(", ")
}

/// The sources that were read, and how far; the others are counted and not cited.
fn sources(sources: &[FlagSource]) -> String {
    let (unread, read): (Vec<&FlagSource>, Vec<&FlagSource>) =
        sources.iter().partition(|source| source.trust == Trust::Unverified);
    let one = |source: &&FlagSource| {
        let how = match source.trust {
            Trust::Read | Trust::Unverified => "",
            Trust::ReadSecondary => " (read as others quote it / lu par citation)",
            Trust::PartlyRead => " (read in part / lu en partie)",
            Trust::Design => " (our own design / notre propre conception)",
        };
        let says = if source.says.is_empty() { String::new() } else { format!(": {}", cell(&source.says)) };
        format!("{}{how}{says}", cell(&source.name))
    };
    let mut listed: Vec<String> = read.iter().map(one).collect();
    match unread.len() {
        0 => {}
        1 => listed.push("one that was not read again and is not cited / une non relue, donc non citée".to_owned()),
        many => listed
            .push(format!("{many} that were not read again and are not cited / {many} non relues, donc non citées")),
    }
    listed.join("; ")
}

fn parameters(text: &mut String, parameters: &[Parameter]) {
    if parameters.is_empty() {
        return;
    }
    text.push_str(
        "\n| parameter / paramètre | default / par défaut | unit / unité | what it is | ce que c'est | stated by / donné par |\n\
         |---|---:|---|---|---|---|\n",
    );
    for parameter in parameters {
        let value = match &parameter.default {
            ParameterValue::Number(number) => number.to_string(),
            ParameterValue::Span(span, _) => span.clone(),
        };
        let basis = if parameter.sourced { "source" } else { "design" };
        let (english, french) = (cell(&parameter.meaning.en), cell(&parameter.meaning.fr));
        let unit = cell(&unit(&parameter.unit));
        let _ = writeln!(text, "| `{}` | {value} | {unit} | {english} | {french} | {basis} |", parameter.name);
    }
}

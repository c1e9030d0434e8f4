//! Flags on the screen.

use filature_flags::{Both, Flag, FlagSet, ParameterValue, Status, Trust};
use filature_model::Language;

use crate::cli::Lang;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// A row a flag.
pub fn list(set: &FlagSet, json: bool) -> Result<u8, Failure> {
    if json {
        let rows: Vec<serde_json::Value> = set.flags.iter().map(row).collect();
        screen::show_json(
            &serde_json::json!({ "flags": rows, "faults": set.faults.iter().map(ToString::to_string).collect::<Vec<_>>() }),
        )?;
        return Ok(DONE);
    }
    let word = |flag: &Flag| format!("{:?}", flag.element).to_lowercase();
    let sides = |flag: &Flag| flag.sides.iter().map(|side| side.word()).collect::<Vec<_>>().join(", ");
    let rows: Vec<Vec<String>> = set
        .flags
        .iter()
        .map(|flag| {
            let runs = if flag.is_on() { "on" } else { "off" };
            vec![flag.id.clone(), runs.to_owned(), word(flag), flag.family.clone(), sides(flag), flag.title.en.clone()]
        })
        .collect();
    screen::show(&screen::table(&["flag", "", "element", "family", "sides", "finds"], &rows, &[]));
    screen::show(&format!(
        "\n{}, {} on. `filature flags explain ID` says all of one. Thresholds are design defaults that nobody has calibrated on real data.",
        screen::counted(set.flags.len(), "flag", "flags"),
        set.on().len()
    ));
    set.faults.iter().for_each(|fault| screen::show(&format!("Not a flag: {fault}")));
    Ok(DONE)
}

fn row(flag: &Flag) -> serde_json::Value {
    serde_json::json!({
        "id": flag.id, "version": flag.version, "on": flag.is_on(), "element": flag.element, "family": flag.family,
        "sides": flag.sides, "forms": flag.forms, "title": flag.title, "file": flag.file,
        "parameters": flag.parameters.iter().map(|parameter| {
            let default = match &parameter.default {
                ParameterValue::Number(number) => serde_json::json!(number),
                ParameterValue::Span(span, _) => serde_json::json!(span),
            };
            serde_json::json!({ "name": parameter.name, "default": default, "unit": parameter.unit, "basis": if parameter.sourced { "source" } else { "design" } })
        }).collect::<Vec<_>>(),
    })
}

/// All that a flag's file says, in one language.
pub fn explain(set: &FlagSet, id: &str, lang: Option<Lang>, json: bool) -> Result<u8, Failure> {
    let flag = set
        .get(id)
        .ok_or_else(|| Failure::call(format!("no flag is called {id:?}; `filature flags list` shows them")))?;
    if json {
        screen::show_json(&row(flag))?;
        return Ok(DONE);
    }
    let french = lang.is_some_and(|lang| Language::from(lang) == Language::French);
    let of = |text: &Both| if french { text.fr.clone() } else { text.en.clone() };
    let word = |english: &'static str, french_word: &'static str| if french { french_word } else { english };
    let mut text = format!("{}  ({} {})\n{}\n", flag.id, word("version", "version"), flag.version, of(&flag.title));
    if let Status::Off(why) = &flag.status {
        text.push_str(&format!("\n{}: {}\n", word("Off", "Inactif"), of(why)));
    }
    // Each item of a list begins a line of its own.
    let wrapped = |body: &str| body.lines().map(|line| screen::wrap(line, "  ")).collect::<Vec<_>>().join("\n");
    let mut part = |title: &str, body: &str| text.push_str(&format!("\n{title}\n{}\n", wrapped(body)));
    let list = |items: &[Both]| items.iter().map(|item| format!("- {}", of(item))).collect::<Vec<_>>().join("\n");
    part(word("What it finds", "Ce qu'il trouve"), &of(&flag.finds));
    part(word("Why it matters", "Pourquoi c'est important"), &of(&flag.matters));
    part(word("Innocent explanations", "Explications innocentes"), &list(&flag.innocent));
    part(word("What to check next", "Que vérifier ensuite"), &list(&flag.next));
    part(word("Parameters", "Paramètres"), &parameters(flag, french));
    part(word("Sources", "Sources"), &sources(flag, french));
    text.push_str(&format!("\n{}\n{}", word("Rule", "Règle"), flag.sql));
    screen::show(&text);
    Ok(DONE)
}

fn parameters(flag: &Flag, french: bool) -> String {
    let line = |parameter: &filature_flags::Parameter| {
        let value = match &parameter.default {
            ParameterValue::Number(number) => number.to_string(),
            ParameterValue::Span(span, _) => span.clone(),
        };
        let meaning = if french { &parameter.meaning.fr } else { &parameter.meaning.en };
        let basis = match (parameter.sourced, french) {
            (true, false) => "stated by a source",
            (true, true) => "donné par une source",
            (false, false) => "design default, uncalibrated",
            (false, true) => "valeur de conception, non étalonnée",
        };
        format!("- {} = {value} ({}): {meaning}; {basis}", parameter.name, parameter.unit)
    };
    flag.parameters.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Sources that were read; the others are counted and not cited.
fn sources(flag: &Flag, french: bool) -> String {
    let cited = flag.sources.iter().filter(|source| source.trust != Trust::Unverified);
    let mut lines: Vec<String> = cited
        .map(|source| format!("- {}{}{}", source.name, if source.says.is_empty() { "" } else { ": " }, source.says))
        .collect();
    let unread = flag.sources.iter().filter(|source| source.trust == Trust::Unverified).count();
    if unread > 0 {
        let words = if french {
            "source(s) non relue(s), donc non citée(s)"
        } else {
            "source(s) not read again, so not cited"
        };
        lines.push(format!("- {unread} {words}"));
    }
    lines.join("\n")
}

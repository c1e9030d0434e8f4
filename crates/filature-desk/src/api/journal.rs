//! The journal as people read it: a sentence a line, newest first unless asked otherwise.

use filature_ledger::holders::Relation;
use filature_ledger::marks::Colour;
use filature_ledger::{Act, Line};
use serde_json::{Value, json};

use super::error::{Both, both};
use super::undo::is_undoable;
use super::{Answer, Call, Outcome};

/// A window of its lines.
pub fn journal(call: &Call) -> Outcome {
    let heard = &call.state.heard;
    let (offset, limit) = call.window()?;
    let oldest_first = call.asked("order") == Some("oldest");
    let number = heard.lines.len();
    let at = |place: usize| if oldest_first { place } else { number - 1 - place };
    let rows: Vec<Value> = (offset..number)
        .take(limit)
        .filter_map(|place| heard.lines.get(at(place)))
        .map(|line| row(call, line))
        .collect();
    Ok(Answer::Json(json!({ "total": number, "head": heard.head, "rows": rows })))
}

fn row(call: &Call, line: &Line) -> Value {
    let value = serde_json::to_value(&line.act).unwrap_or_default();
    let by = value.get("by").and_then(Value::as_str).map(str::to_owned);
    json!({ "line": line.line, "at": line.at, "act": value["act"], "summary": said(call, &line.act), "by": by,
            "undoable": is_undoable(&call.state.heard, line) })
}

/// What an act says, in a sentence, as it is sent.
pub fn said(call: &Call, act: &Act) -> Value {
    let Both { en, fr } = summary(call, act);
    both(call.people().words(&en), call.people().words(&fr)).json()
}

/// What a line says, in a sentence.
fn summary(call: &Call, act: &Act) -> Both {
    // The journal holds ids alone; whoever reads it here knows a file by its name, unless that would tell of who is protected.
    let base = &call.state.base;
    let file = |sha256: &str| {
        let source = base.source(sha256).filter(|source| !base.withheld.source(source.id));
        let name = source.map(|source| source.name.as_str());
        name.map_or_else(|| short(sha256), |name| format!("{name} ({})", short(sha256)))
    };
    match act {
        Act::CaseMade => both("The case was made.", "Le dossier a été créé."),
        Act::SourceAdded { sha256, use_, exhibit, .. } => {
            let (file, (en, fr)) = (file(sha256), use_words(use_));
            let exhibit = exhibit.as_deref().filter(|exhibit| !exhibit.is_empty());
            let of = |word: &str| exhibit.map(|exhibit| format!("{word}{exhibit}")).unwrap_or_default();
            both(
                format!("File added: {file}, as {en}{}.", of("; exhibit: ")),
                format!("Fichier ajouté : {file}, comme {fr}{}.", of(" ; pièce : ")),
            )
        }
        Act::UseNarrowed { sha256, use_ } => {
            let (file, (en, fr)) = (file(sha256), use_words(use_));
            both(format!("Use of {file} narrowed to {en}."), format!("Usage de {file} restreint : {fr}."))
        }
        Act::MappingUsed { sha256, how, .. } => {
            let (file, (en, fr)) = (file(sha256), layout_words(how));
            both(format!("Columns of {file}: {en}."), format!("Colonnes de {file} : {fr}."))
        }
        Act::DossierWritten { file, .. } => both(format!("{file} was written."), format!("{file} a été écrit.")),
        Act::TraceWritten { file, .. } => both(format!("{file} was written."), format!("{file} a été écrit.")),
        Act::Elected { debit, .. } => both(
            format!("Said of debit {debit} that it was made with a claim's money."),
            format!("Affirmé du débit {debit} qu’il a été fait avec l’argent d’une somme suivie."),
        ),
        Act::Linked { debit, credit, reason, .. } => both(
            format!("Said that credit {credit} is the money of debit {debit}: {reason}"),
            format!("Affirmé que le crédit {credit} est l’argent du débit {debit} : {reason}"),
        ),
        Act::LinkWithdrawn { debit, credit, reason, .. } => both(
            format!("Taken back that credit {credit} is the money of debit {debit}: {reason}"),
            format!("Retiré que le crédit {credit} soit l’argent du débit {debit} : {reason}"),
        ),
        Act::CategorySet { account, category, reason, .. } => {
            let word = category.word();
            both(
                format!("Holder of {account}: {word}. {reason}"),
                format!("Titulaire de {account} : {}. {reason}", category_fr(word)),
            )
        }
        Act::JoinUndone { debit, credit, reason } => both(
            format!("Lines {debit} and {credit} are not one transfer: {reason}"),
            format!("Les lignes {debit} et {credit} ne sont pas un seul virement : {reason}"),
        ),
        Act::JoinRedone { debit, credit, reason } => both(
            format!("Lines {debit} and {credit} are one transfer again: {reason}"),
            format!("Les lignes {debit} et {credit} sont à nouveau un seul virement : {reason}"),
        ),
        Act::HoldersMerged { accounts, relation, reason, .. } => {
            let accounts = accounts.join(", ");
            let (en, fr) = relation_words(*relation);
            both(format!("{accounts}: {en}. {reason}"), format!("{accounts} : {fr}. {reason}"))
        }
        Act::MergeUndone { merge, reason, .. } => both(
            format!("What was said of accounts ({merge}) is taken back: {reason}"),
            format!("Ce qui avait été dit de comptes ({merge}) est retiré : {reason}"),
        ),
        Act::StatementsAsked { account, from, to, request, of, .. } => {
            let [en, fr] = [" of ", " à "].map(|word| of.as_ref().map_or_else(String::new, |of| format!("{word}{of}")));
            both(
                format!("{account}, {from} to {to}: asked for{en} ({request})."),
                format!("{account}, {from} à {to} : demandé{fr} ({request})."),
            )
        }
        Act::AskedWithdrawn { account, from, to, request } => both(
            format!("{account}, {from} to {to}: no longer asked for ({request})."),
            format!("{account}, {from} à {to} : n’est plus demandé ({request})."),
        ),
        other => summary_of_desk(other),
    }
}

/// What accounts have to do with each other.
fn relation_words(relation: Relation) -> (&'static str, &'static str) {
    match relation {
        Relation::Holder => ("one holder’s", "un même titulaire"),
        Relation::Joint => (
            "the first one’s holder is a joint holder of the others",
            "le titulaire du premier est cotitulaire des autres",
        ),
        Relation::Proxy => {
            ("the first one’s holder may act for the others", "le titulaire du premier a procuration sur les autres")
        }
        Relation::Owner => (
            "the first one’s holder owns the organisation that holds the others",
            "le titulaire du premier possède l’organisation qui détient les autres",
        ),
    }
}

/// The same of what was said on the desk.
fn summary_of_desk(act: &Act) -> Both {
    match act {
        Act::LeadDecided { lead, state, reason, .. } => {
            let fr = match state.as_str() {
                "kept" => "retenue",
                "set-aside" => "mise de côté",
                _ => "rouverte",
            };
            both(format!("Lead {lead}: {state}. {reason}"), format!("Piste {lead} : {fr}. {reason}"))
        }
        Act::Marked { entries, label, note, .. } => {
            let number = entries.len();
            both(
                format!("Marked “{label}”, entries: {number}. {note}"),
                format!("Marque « {label} », écritures : {number}. {note}"),
            )
        }
        Act::Unmarked { mark, reason, .. } => {
            both(format!("Mark {mark} taken away. {reason}"), format!("Marque {mark} retirée. {reason}"))
        }
        Act::MarkMoved { mark, entry, to, reason, .. } => both(
            format!("Mark {mark}: entry {entry} is now {to}. {reason}"),
            format!("Marque {mark} : l’écriture {entry} est désormais {to}. {reason}"),
        ),
        Act::LabelDefined { label, colour, meaning, .. } => both(
            format!("Label “{label}”: {}. {meaning}", colour.word()),
            format!("Étiquette « {label} » : {}. {meaning}", colour_fr(*colour)),
        ),
        Act::HubSaid { account, how, reason, .. } => {
            let (en, fr) = match how.as_str() {
                "through" => ("money is followed through it", "la somme est suivie à travers lui"),
                "stop" => ("the following stops there", "le suivi s’y arrête"),
                _ => ("what is measured holds again", "ce qui est mesuré vaut à nouveau"),
            };
            both(format!("{account}: {en}. {reason}"), format!("{account} : {fr}. {reason}"))
        }
        Act::PurposeGiven { purpose, .. } => {
            both(format!("Names shown. Purpose: {purpose}"), format!("Noms affichés. Finalité : {purpose}"))
        }
        Act::PurposeEnded { .. } => both("Names hidden.", "Noms masqués."),
        Act::ListHeld { sha256, records, reason, .. } => {
            let list = short(sha256);
            both(
                format!("A list ({list}, records: {records}) was held against the case. {reason}"),
                format!("Une liste ({list}, fiches : {records}) a été comparée à l’affaire. {reason}"),
            )
        }
        other => summary_of_protection(other),
    }
}

/// The same of what protects a person. Whom, is said nowhere here.
fn summary_of_protection(act: &Act) -> Both {
    match act {
        Act::PersonProtected { from, reason, .. } => both(
            format!("A person is protected from {from}. {reason}"),
            format!("Une personne est protégée à partir du {from}. {reason}"),
        ),
        Act::ProtectionLifted { reason, .. } => both(
            format!("The protection of a person is lifted by two people. {reason}"),
            format!("La protection d’une personne est levée par deux personnes. {reason}"),
        ),
        Act::SealedWritten { file, to, reason, .. } => both(
            format!("{file} was written under seal, for {to}. {reason}"),
            format!("{file} a été écrit sous scellé, pour {to}. {reason}"),
        ),
        other => summary_of_ending(other),
    }
}

/// The same of what was sent, and of what was taken out.
fn summary_of_ending(act: &Act) -> Both {
    match act {
        Act::CasePacked { at_rest: true, reason, .. } => both(
            format!("The case was encrypted to rest. {reason}"),
            format!("Le dossier a été chiffré pour être conservé. {reason}"),
        ),
        Act::CasePacked { recipients, to, reason, .. } => {
            let number = recipients.len();
            let to = to.as_deref().map(|to| format!(" ({to})")).unwrap_or_default();
            both(
                format!("The case was packed, encrypted, to be sent{to}; keys that open it: {number}. {reason}"),
                format!("Le dossier a été chiffré pour être transmis{to} ; clés qui l’ouvrent : {number}. {reason}"),
            )
        }
        Act::SourcesListed { .. } => {
            both("The list of files was written anew.", "La liste des fichiers a été réécrite.")
        }
        Act::SourceErased { sha256, reason, .. } => both(
            format!("A file was erased ({}). {reason}", short(sha256)),
            format!("Un fichier a été effacé ({}). {reason}", short(sha256)),
        ),
        Act::PersonErased { reason, .. } => both(
            format!("A person was erased by two people. {reason}"),
            format!("Une personne a été effacée par deux personnes. {reason}"),
        ),
        Act::Redacted { .. } => {
            both("Whom this line was about is erased.", "La personne dont il s’agissait à cette ligne est effacée.")
        }
        other => summary_of_hands(other),
    }
}

/// The same of what several people work on.
fn summary_of_hands(act: &Act) -> Both {
    match act {
        Act::JournalsCombined { places, reason, .. } => {
            let (number, reason) = (places.len(), reason.as_deref().unwrap_or_default());
            both(
                format!(
                    "Another copy of the case was combined with this one; lines of its journal: {number}. {reason}"
                ),
                format!(
                    "Une autre copie du dossier a été réunie à celle-ci ; lignes de son journal : {number}. {reason}"
                ),
            )
        }
        Act::ConflictsSettled { settled, reason, .. } => {
            let number = settled.len();
            both(
                format!("Settled where the two copies said different things: {number}. {reason}"),
                format!("Tranché là où les deux copies se contredisaient : {number}. {reason}"),
            )
        }
        Act::Seconded { first, reason, .. } => both(
            format!("Stands with {first} behind what is said in the next line: {reason}"),
            format!("Se tient avec {first} derrière ce que dit la ligne suivante : {reason}"),
        ),
        _ => {
            both("Something that this version has no words for.", "Un acte pour lequel cette version n’a pas de mots.")
        }
    }
}

/// What a file may be used for, as a person says it.
fn use_words(word: &str) -> (&str, &str) {
    match word {
        "evidence" => ("evidence", "preuve"),
        "intelligence-only" => ("intelligence only", "renseignement seulement"),
        "consent-needed" => ("usable with its sender’s consent", "utilisable avec l’accord de l’expéditeur"),
        other => (other, other),
    }
}

/// How it was settled what the columns of a file are.
fn layout_words(how: &str) -> (&str, &str) {
    match how {
        "given" => ("read as a file given with them says", "lues comme le dit un fichier fourni"),
        "confirmed" => ("read as a person confirmed", "lues comme une personne l’a confirmé"),
        "reused" => {
            ("read as those of another file with the same heading", "lues comme celles d’un fichier au même en-tête")
        }
        "certain" => ("recognised, with nothing in doubt", "reconnues, sans doute possible"),
        other => (other, other),
    }
}

/// A colour in French.
fn colour_fr(colour: Colour) -> &'static str {
    match colour {
        Colour::Blue => "bleu",
        Colour::Sky => "bleu ciel",
        Colour::Green => "vert",
        Colour::Yellow => "jaune",
        Colour::Orange => "orange",
        Colour::Red => "rouge",
        Colour::Purple => "violet",
        Colour::Grey => "gris",
    }
}

/// A category in French.
pub fn category_fr(word: &str) -> &'static str {
    match word {
        "suspect" => "personne soupçonnée",
        "convicted" => "personne condamnée",
        "victim" => "victime ou victime possible",
        "witness" => "témoin ou autre",
        _ => "indéterminé",
    }
}

fn short(sha256: &str) -> String {
    sha256.chars().take(12).collect()
}

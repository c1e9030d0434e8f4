use super::error::Problem;
use super::rows::{original, protects, source, unreadable};
use super::{Answer, Call, Outcome};

/// The bytes of an original, to be saved. Names stand in it: a purpose is needed. One that tells where a possible victim is, or how to
/// reach them, is not given out by the page; it lies in the case folder, for whoever may open that.
pub fn bytes(call: &Call) -> Outcome {
    if !call.people().names_shown() {
        return Err(Problem::purpose_needed());
    }
    let source = source(call)?;
    if call.state.base.withheld.touches(source.id) {
        return Err(protects());
    }
    let path = original(call, source);
    let hidden = call.people().whereabouts_of_victims();
    if !hidden.is_empty() {
        let bytes = std::fs::read(&path).map_err(|error| unreadable(source, &error))?;
        let tells = |text: &String| memchr::memmem::find(&bytes, text.as_bytes()).is_some();
        let is_plain =
            !bytes.get(..bytes.len().min(4_096)).unwrap_or_default().contains(&0) && !bytes.starts_with(b"%PDF");
        let told_otherwise =
            || is_plain && filature_intake::text_of(&bytes).lines().any(|line| call.people().hides(line));
        if hidden.iter().any(tells) || told_otherwise() || (!is_plain && names_victim(call, source)) {
            let en = format!(
                "This file tells where a possible victim is or how to reach them. It stays in the case folder, as sources/{}.",
                source.sha256
            );
            let fr = format!(
                "Ce fichier dit où se trouve une victime possible ou comment la joindre. Il reste dans le dossier, sous sources/{}.",
                source.sha256
            );
            return Err(Problem::withheld(en, fr));
        }
    }
    let name: String = call
        .people()
        .words(&source.name)
        .chars()
        .map(|c| if c.is_alphanumeric() || "-_. ".contains(c) { c } else { '_' })
        .collect();
    Ok(Answer::File(path, name))
}

/// Whether a source names an account of a possible victim: what is packed cannot be looked through.
fn names_victim(call: &Call, source: &filature_model::Source) -> bool {
    use crate::state::columns::Text;
    let columns = &call.state.base.columns;
    let is_victims = |row: usize, column| columns.text(row, column).is_some_and(|key| call.state.heard.is_victim(key));
    let lists = columns.rows_of(source.id).next().is_none();
    lists || columns.rows_of(source.id).any(|row| is_victims(row, Text::Debtor) || is_victims(row, Text::Creditor))
}

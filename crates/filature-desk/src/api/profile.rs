use super::{Answer, Call, Outcome};

/// What an account, or all accounts of its holder, did: of the evidence alone, without what is withheld to protect a person.
pub fn profile(call: &Call) -> Outcome {
    let key = call.state.base.key(call.account()?).to_owned();
    let names = call.people().names_shown();
    let document = call.desk.operate(|operations, folder| operations.profile(folder, &key, names))?;
    Ok(Answer::Json(document))
}

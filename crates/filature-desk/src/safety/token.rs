//! What opens the desk: a token that dies when it is used, the cookie that it is changed for, and a key for programs.

use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, header};

use crate::DeskError;

/// How many random bytes a secret has.
const SECRET_BYTES: usize = 24;

/// How many addresses may wait to be opened: a person who asks for another has lost the ones before.
const TOKENS_WAITING: usize = 4;

/// The secrets of one run of the desk. They are held in memory alone.
pub struct Keys {
    port: u16,
    key: String,
    cookie: String,
    tokens: Mutex<Vec<String>>,
}

/// By what a request is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The cookie that our page holds.
    Cookie,
    /// The key that a program sends.
    Key,
}

impl Keys {
    /// New ones.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new(port: u16) -> Result<Self, DeskError> {
        Ok(Self { port, key: secret()?, cookie: secret()?, tokens: Mutex::new(Vec::new()) })
    }

    /// The key for programs.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// A token that opens the desk once.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn token(&self) -> Result<String, DeskError> {
        let token = secret()?;
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.push(token.clone());
        let beyond = tokens.len().saturating_sub(TOKENS_WAITING);
        tokens.drain(..beyond);
        Ok(token)
    }

    /// Changes a token for the cookie to be set. The token is dead from then on.
    pub fn redeem(&self, token: &str) -> Option<String> {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let at = tokens.iter().position(|known| is_same(known, token))?;
        tokens.remove(at);
        Some(format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie_name(), self.cookie))
    }

    /// By what a request is known, if by anything.
    pub fn known(&self, headers: &HeaderMap) -> Option<Known> {
        let text = |value: &axum::http::HeaderValue| value.to_str().ok().map(str::to_owned);
        let keys = headers.get_all(header::AUTHORIZATION).iter().filter_map(text);
        if keys.into_iter().any(|value| value.strip_prefix("Bearer ").is_some_and(|key| is_same(&self.key, key.trim())))
        {
            return Some(Known::Key);
        }
        let name = format!("{}=", self.cookie_name());
        let cookies: Vec<String> = headers.get_all(header::COOKIE).iter().filter_map(text).collect();
        let mut cookies = cookies.iter().flat_map(|cookies| cookies.split(';'));
        let is_ours =
            |cookie: &str| cookie.trim().strip_prefix(&name).is_some_and(|value| is_same(&self.cookie, value));
        cookies.any(is_ours).then_some(Known::Cookie)
    }

    /// A browser sends the cookies of all ports of this machine to each: two desks must not take each other's place.
    fn cookie_name(&self) -> String {
        format!("filature_desk_{}", self.port)
    }
}

/// Random bytes in hexadecimal digits.
///
/// # Errors
/// When the system gives none.
pub fn secret() -> Result<String, DeskError> {
    let mut bytes = [0_u8; SECRET_BYTES];
    getrandom::fill(&mut bytes).map_err(|error| DeskError::Random(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Compares without telling by the time it takes how much was right.
pub fn is_same(known: &str, given: &str) -> bool {
    let differs = known.bytes().zip(given.bytes()).fold(0, |differs, (one, other)| differs | (one ^ other));
    known.len() == given.len() && differs == 0
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn with(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn a_token_opens_once_and_its_cookie_stays() {
        let keys = Keys::new(7070).unwrap();
        let token = keys.token().unwrap();
        assert!(keys.redeem("").is_none() && keys.redeem(&token[1..]).is_none());
        let cookie = keys.redeem(&token).unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"));
        assert!(keys.redeem(&token).is_none(), "a used token is dead");
        let sent = cookie.split(';').next().unwrap();
        assert_eq!(keys.known(&with(header::COOKIE, &format!("other=1; {sent}"))), Some(Known::Cookie));
        assert_eq!(keys.known(&with(header::COOKIE, &format!("{sent}0"))), None);
        assert_eq!(Keys::new(7071).unwrap().known(&with(header::COOKIE, sent)), None);
    }

    #[test]
    fn a_key_is_told_from_what_looks_like_one() {
        let keys = Keys::new(7070).unwrap();
        assert_eq!(keys.known(&with(header::AUTHORIZATION, &format!("Bearer {}", keys.key()))), Some(Known::Key));
        for wrong in ["Bearer ", "Bearer x", keys.key(), "Basic x"] {
            assert_eq!(keys.known(&with(header::AUTHORIZATION, wrong)), None);
        }
        assert_eq!(keys.known(&HeaderMap::new()), None);
    }

    #[test]
    fn of_addresses_that_nobody_opened_the_last_ones_hold() {
        let keys = Keys::new(1).unwrap();
        let tokens: Vec<String> = (0..6).map(|_| keys.token().unwrap()).collect();
        assert!(keys.redeem(&tokens[0]).is_none() && keys.redeem(&tokens[5]).is_some());
    }
}

//! `desk`: the server as a browser, a program and an attacker meet it.

mod acts;
mod attacks;
mod casework;
mod four_eyes;
mod looks;
mod marks;
mod rights;
mod served;
mod whole;
mod words;

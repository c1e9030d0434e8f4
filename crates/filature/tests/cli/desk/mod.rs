//! `desk`: the server as a browser, a program and an attacker meet it.

mod acts;
mod attacks;
mod looks;
mod marks;
mod rights;
mod served;
mod words;

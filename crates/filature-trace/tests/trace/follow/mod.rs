//! What is asked of a trace beside its figures: by which way money came, from where, through which changes of currency,
//! where it is not followed, and what a doubt does.

mod exchange;
mod hubs;
mod origins;
mod paths;
mod reached;
mod requisitions;
mod value_dates;

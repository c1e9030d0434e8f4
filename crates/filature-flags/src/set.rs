//! The flags that come with the program, and those that a case brings.

use crate::{Fault, Flag, read_flag};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// Flags read from their files, by id. What could not be read is said and stops none of the others.
#[derive(Clone, Debug, Default)]
pub struct FlagSet {
    /// The flags.
    pub flags: Vec<Flag>,
    /// Files that hold no flag.
    pub faults: Vec<Fault>,
}

impl FlagSet {
    /// Those that come with the program.
    ///
    /// ```
    /// let set = filature_flags::FlagSet::built_in();
    /// assert!(set.faults.is_empty());
    /// assert!(set.flags.iter().any(|flag| flag.id == "wage-sweep-to-one"));
    /// ```
    pub fn built_in() -> Self {
        let mut set = Self::default();
        for (name, text) in embedded::FLAGS {
            set.add(&format!("flags/{name}"), text);
        }
        set
    }

    /// Adds a file; one with the id of another takes its place.
    pub fn add(&mut self, file: &str, text: &str) {
        match read_flag(file, text) {
            Ok(flag) => {
                let at = self.flags.partition_point(|known| known.id < flag.id);
                match self.flags.get_mut(at).filter(|known| known.id == flag.id) {
                    Some(known) => *known = flag,
                    None => self.flags.insert(at, flag),
                }
            }
            Err(fault) => self.faults.push(fault),
        }
    }

    /// The flag of an id.
    pub fn get(&self, id: &str) -> Option<&Flag> {
        self.flags.binary_search_by(|flag| flag.id.as_str().cmp(id)).ok().map(|at| &self.flags[at])
    }

    /// Those that run.
    pub fn on(&self) -> Vec<&Flag> {
        self.flags.iter().filter(|flag| flag.is_on()).collect()
    }
}

/// The cases that come with the program: file name and text, by flag.
pub fn built_in_cases(id: &str) -> Option<&'static str> {
    let name = format!("{id}.md");
    embedded::CASES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The text of a flag's file that comes with the program.
pub fn built_in_text(id: &str) -> Option<&'static str> {
    let name = format!("{id}.md");
    embedded::FLAGS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

//! What follows from a comparison: a verdict, what the program may propose, and what is a finding of its own.

use super::Comparison;
use super::fields::Agreement;
use super::name::NameAgreement;
use super::ways::Ways;
use crate::birth::BirthAgreement;
use crate::book::Field;

/// Whether two parties are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Their names agree and something that identifies does.
    Same,
    /// They may be one: something is missing, or speaks against something else.
    Possible,
    /// Something that does not change is different.
    Different,
    /// One has no name.
    NotComparable,
}

/// What the program may propose to a person. It does nothing by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proposal {
    /// That a person confirm they are one: the same paper or national number and the same date of birth, and names that can be one.
    Confirm,
    /// That a person look at both: their names agree, and one more thing does.
    Examine,
    /// That the records of the account be kept together, and never the people: several people are paid into one account.
    AccountRecords,
    /// A link, and no merge: a telephone, an address, a device in common.
    Link,
    /// Nothing.
    Nothing,
}

/// What is worth knowing of two parties whether they are one or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remark {
    /// Two names on one paper or national number.
    TwoNamesOnePaper,
    /// Two names on one account.
    TwoNamesOneAccount,
    /// Two dates of birth on one paper or national number.
    TwoBirthsOnePaper,
    /// Letters of another script in a name, which look the same.
    LookAlikeLetters,
}

impl Comparison {
    fn same(&self, fields: &[Field]) -> bool {
        fields.iter().any(|field| self.field(*field) == Agreement::Same)
    }

    fn paper(&self) -> bool {
        self.same(&[Field::National, Field::Document, Field::Registration])
    }

    fn own_paper(&self) -> bool {
        self.same(&[Field::National, Field::Document])
    }

    /// Two names that one paper may carry: a wife's name made of her husband's, which holds none of hers, or a given name of another country
    /// (Ilir, Ilias) beside one family name and one day of birth. People use the papers of others as well: a person looks at both, and the
    /// two names on one paper stay a remark.
    fn paper_speaks_for_two_names(&self) -> bool {
        let wife =
            self.ways.has(Ways::WIFE) && !matches!(self.birth, Some(BirthAgreement::Differs | BirthAgreement::Near));
        let family = self.ways.has(Ways::ONE_FAMILY) && self.born_the_same_day();
        self.name == NameAgreement::Differs && self.own_paper() && (wife || family)
    }

    fn contact(&self) -> bool {
        self.same(&[Field::Account, Field::Phone, Field::Email, Field::Device, Field::Address])
    }

    fn other_papers(&self) -> bool {
        self.field(Field::Document) == Agreement::Differs && !self.paper()
    }

    fn born_the_same_day(&self) -> bool {
        self.birth == Some(BirthAgreement::Same)
    }

    /// Whether something that does not change is different: a national number, a registration number, a date of birth.
    pub fn contradicts(&self) -> bool {
        let number =
            [Field::National, Field::Registration].iter().any(|field| self.field(*field) == Agreement::Differs);
        number || (matches!(self.birth, Some(BirthAgreement::Differs | BirthAgreement::Near)) && !self.paper())
    }

    /// Whether they are one, as far as can be said.
    pub fn verdict(&self) -> Verdict {
        if self.lack.is_some() || self.name == NameAgreement::Missing {
            return Verdict::NotComparable;
        }
        if self.contradicts() {
            let near = self.birth == Some(BirthAgreement::Near) && self.name <= NameAgreement::Explained;
            let number = self.field(Field::National) == Agreement::Differs;
            return if near && !number && self.contact() { Verdict::Possible } else { Verdict::Different };
        }
        let supported = self.paper() || self.born_the_same_day() || self.contact();
        let strongly = self.paper() || (self.born_the_same_day() && !self.other_papers());
        let born_otherwise = self.birth == Some(BirthAgreement::Differs);
        // A renewed passport: a name in another spelling or order is still the name, a short form or an initial may be another's.
        let renewed = self.born_the_same_day() && !self.ways.any(Ways::SHORT_FORM.with(Ways::INITIAL));
        match self.name {
            NameAgreement::Same | NameAgreement::Explained | NameAgreement::Doubtful if born_otherwise => {
                Verdict::Possible
            }
            NameAgreement::Same if self.other_papers() && !self.born_the_same_day() => Verdict::Possible,
            NameAgreement::Same if supported => Verdict::Same,
            NameAgreement::Explained
                if supported && !self.ways.has(Ways::JOINT) && (strongly || renewed || !self.other_papers()) =>
            {
                Verdict::Same
            }
            NameAgreement::Doubtful if strongly => Verdict::Same,
            NameAgreement::Same | NameAgreement::Explained | NameAgreement::Doubtful => Verdict::Possible,
            // A family name that changed: the paper is the same, and the day of birth or nothing against it.
            NameAgreement::OtherFamily
                if self.paper() && self.birth.is_none_or(|birth| birth != BirthAgreement::Near) && !born_otherwise =>
            {
                Verdict::Same
            }
            NameAgreement::OtherFamily
                if self.ways.has(Ways::ONE_STEM)
                    && self.born_the_same_day()
                    && self.same(&[Field::Phone, Field::Email]) =>
            {
                Verdict::Same
            }
            NameAgreement::Differs if self.paper_speaks_for_two_names() => Verdict::Possible,
            // The number of a company carries a name that is spelled or translated otherwise.
            NameAgreement::Differs
                if self.organisations && self.ways.has(Ways::WORDS_IN_COMMON) && self.same(&[Field::Registration]) =>
            {
                Verdict::Same
            }
            NameAgreement::OtherFamily | NameAgreement::Differs | NameAgreement::Missing => Verdict::Different,
        }
    }

    /// Whether the two names could be those of one person or organisation, given what else is known. Two names without anything else
    /// can: it is no ground to merge, see [`Comparison::proposal`].
    pub fn names_agree(&self) -> bool {
        match self.verdict() {
            Verdict::Same => true,
            Verdict::Possible if self.paper_speaks_for_two_names() => true,
            Verdict::Possible => {
                let silent = self.fields.iter().all(|field| *field != Agreement::Same);
                let against = self.other_papers() || self.birth.is_some_and(|birth| birth != BirthAgreement::InPart);
                // An initial for the only given name, or two people under one name, say too little.
                let explained = self.name == NameAgreement::Explained
                    && !self.ways.any(Ways::ONE_WORD.with(Ways::JOINT).with(Ways::SHORT_FORM).with(Ways::HALF_GIVEN));
                (self.name == NameAgreement::Same || explained) && silent && !against
            }
            Verdict::Different | Verdict::NotComparable => false,
        }
    }

    /// What the program may propose.
    pub fn proposal(&self) -> Proposal {
        let verdict = self.verdict();
        let one_paper = self.same(&[Field::National, Field::Document]);
        if self.lack.is_none() && one_paper && self.born_the_same_day() && verdict == Verdict::Same {
            return Proposal::Confirm;
        }
        if verdict == Verdict::Same || (verdict == Verdict::Possible && self.paper_speaks_for_two_names()) {
            return Proposal::Examine;
        }
        if self.same(&[Field::Account]) {
            return Proposal::AccountRecords;
        }
        if one_paper || self.contact() || self.same(&[Field::Registration]) {
            Proposal::Link
        } else {
            Proposal::Nothing
        }
    }

    /// What is worth knowing beside.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut all = Vec::new();
        let two_names = matches!(self.name, NameAgreement::OtherFamily | NameAgreement::Differs);
        if two_names && self.paper() {
            all.push(Remark::TwoNamesOnePaper);
        }
        if two_names && self.same(&[Field::Account]) {
            all.push(Remark::TwoNamesOneAccount);
        }
        if self.paper() && matches!(self.birth, Some(BirthAgreement::Differs | BirthAgreement::Near)) {
            all.push(Remark::TwoBirthsOnePaper);
        }
        if self.ways.has(Ways::LOOK_ALIKE) {
            all.push(Remark::LookAlikeLetters);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use crate::{Birth, Party, Proposal, Remark, Verdict, compare};

    #[test]
    fn two_given_names_on_one_paper_are_looked_at_and_said_and_never_taken_for_one() {
        let party = |name: &str| Party {
            birth: Birth::day(1980, 4, 5),
            documents: vec!["P0000123".to_owned()],
            ..Party::named(name)
        };
        let found = compare(&party("Ilir Shehaj"), &party("Dritan Shehaj"));
        assert_eq!((found.verdict(), found.proposal()), (Verdict::Possible, Proposal::Examine));
        assert!(found.remarks().contains(&Remark::TwoNamesOnePaper));
        let other_family = compare(&party("Ilir Shehaj"), &party("Dritan Bitraku"));
        assert_eq!(other_family.verdict(), Verdict::Different);
    }

    #[test]
    fn junior_and_senior_are_two_and_one_of_them_alone_needs_a_date() {
        let found = compare(&Party::named("Ifj. Bende Pál"), &Party::named("Id. Bende Pál"));
        assert_eq!(found.verdict(), Verdict::Different);
        let found = compare(&Party::named("Ifj. Bende Pál"), &Party::named("Bende Pál"));
        assert!(found.verdict() == Verdict::Possible && !found.names_agree());
    }

    #[test]
    fn a_father_and_a_child_whose_names_change_places_are_not_one_by_name() {
        let found = compare(&Party::named("Agim Besnik Dullaj"), &Party::named("Besnik Agim Dullaj"));
        assert!(!found.names_agree());
        let turned = compare(&Party::named("Agim Besnik Dullaj"), &Party::named("Dullaj Agim Besnik"));
        assert!(turned.names_agree());
    }
}

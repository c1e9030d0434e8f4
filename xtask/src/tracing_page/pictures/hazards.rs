//! A small picture for each hazard.

use filature_model::{Departure, Language};

use super::super::figures::{Range, grouped};
use super::super::small::Small;
use super::super::svg::{Anchor, Look, Svg};
use super::strip::{self, Column};

pub fn all(small: &Small, language: Language) -> Vec<(&'static str, String)> {
    vec![
        ("lowest", lowest(small, language)),
        ("part", part(small, language)),
        ("ends", ends(small, language)),
        ("overdraft", overdraft(small, language)),
        ("reversal", reversal(small, language)),
        ("exchange", exchange(small, language)),
        ("opening", opening(small, language)),
        ("tie", tie(small, language)),
    ]
}

/// Whole euro: all amounts of these pictures are.
fn euro(minor: i128) -> i64 {
    i64::try_from(minor / 100).unwrap_or(0)
}

fn number(minor: i128, language: Language) -> String {
    grouped(&(minor / 100).to_string(), language)
}

/// A part of the claim, and what else is there.
fn account(claim: Range, balance: i128, language: Language) -> Vec<(Look, i64, String)> {
    let (sure, may) = (claim.low, claim.high - claim.low);
    let rest = balance - claim.high;
    let text = |minor| number(minor, language);
    vec![
        (Look::Dark, euro(sure), text(sure)),
        (Look::Doubt, euro(may), claim.whole(language)),
        (Look::White, euro(rest), text(rest)),
    ]
}

fn lowest(small: &Small, language: Language) -> String {
    let heads = [
        language.pick("455 of the claim", "455 de la somme"),
        language.pick("430 have left", "430 sont sortis"),
        language.pick("333 of other money", "333 d’autre argent"),
    ];
    let thens = [language.pick("430 out", "430 sortent"), language.pick("333 in", "333 entrent"), ""];
    let columns: Vec<Column> = heads
        .into_iter()
        .zip(thens)
        .zip(small.lowest)
        .map(|((head, then), (claim, balance))| {
            let column = Column::new(head, account(claim, balance, language));
            if then.is_empty() { column } else { column.then(then) }
        })
        .collect();
    let title =
        language.pick("What comes later never refills a claim", "Ce qui vient ensuite ne regarnit pas la somme");
    let what = language.pick(
        "An account after each of three bookings; dark is the claim's money by libr.",
        "Un compte après chacune de trois écritures ; en foncé, l’argent de la somme selon libr.",
    );
    strip::draw(&columns, 480, (title, what))
}

fn opening(small: &Small, language: Language) -> String {
    let [nothing, hundred, unknown] = small.openings;
    let columns = [
        Column::new(language.pick("opening 0", "solde initial 0"), account(nothing, 10_000, language)),
        Column::new(language.pick("opening 100", "solde initial 100"), account(hundred, 20_000, language)),
        Column::new(language.pick("opening not known", "solde initial inconnu"), account(unknown, 10_000, language)),
    ];
    let title = language.pick("An opening balance that nobody knows", "Un solde initial que personne ne connaît");
    let what = language.pick(
        "What is left after 100 of the claim, 100 of others and a payment of 100, by fifo, for three openings.",
        "Ce qui reste après 100 de la somme, 100 d’autrui et un paiement de 100, selon fifo, pour trois soldes initiaux.",
    );
    strip::draw(&columns, 220, (title, what))
}

fn tie(small: &Small, language: Language) -> String {
    let [in_first, out_first, unknown] = small.ties;
    let columns = [
        Column::new(language.pick("in, then out", "entrée, puis sortie"), account(in_first, 10_000, language)),
        Column::new(language.pick("out, then in", "sortie, puis entrée"), account(out_first, 10_000, language)),
        Column::new(language.pick("order not known", "ordre inconnu"), account(unknown, 10_000, language)),
    ];
    let title = language.pick("Two entries of one day without order", "Deux écritures d’un même jour sans ordre");
    let what = language.pick(
        "100 were there; 100 of the claim come in and 100 go out on one day. What is left, by lifo, for both orders.",
        "100 s’y trouvaient ; 100 de la somme entrent et 100 sortent le même jour. Ce qui reste, selon lifo, pour les deux ordres.",
    );
    strip::draw(&columns, 120, (title, what))
}

fn overdraft(small: &Small, language: Language) -> String {
    let (held, repaid) = small.overdraft;
    let mut before = Column::new(language.pick("60 overdrawn", "découvert de 60"), Vec::new())
        .then(language.pick("100 of the claim in", "100 de la somme"));
    before.below = Some((euro(repaid.low), format!("\u{2212}{}", number(repaid.low, language))));
    let columns = [before, Column::new(language.pick("afterwards", "ensuite"), account(held, held.low, language))];
    let title = language.pick("An overdraft is repaid first", "Le découvert est remboursé d’abord");
    let what = language.pick(
        "An account 60 below nothing receives 100 of the claim and holds 40 of it.",
        "Un compte à découvert de 60 reçoit 100 de la somme et en contient 40.",
    );
    strip::draw(&columns, 120, (title, what))
}

fn part(small: &Small, language: Language) -> String {
    let (carried, held) = small.part;
    let payment = 5_000;
    let columns = [
        Column::new(
            language.pick("100 in, 60 claimed", "100 entrent, 60 suivis"),
            account(Range::exact(6_000), 10_000, language),
        )
        .then(language.pick("50 out", "50 sortent")),
        Column::new(language.pick("the payment", "le paiement"), account(carried, payment, language)),
        Column::new(language.pick("what stays", "ce qui reste"), account(held, payment, language)),
    ];
    let title = language.pick("A part of a credit", "Une partie d’un crédit");
    let what = language.pick(
        "60 of 100 are claimed; of the payment of 50 and of what stays, 30 each, by pro-rata.",
        "60 sur 100 sont suivis ; le paiement de 50 et le reste en portent 30 chacun, selon pro-rata.",
    );
    strip::draw(&columns, 120, (title, what))
}

fn reversal(small: &Small, language: Language) -> String {
    let [before, after] = small.reversal;
    let columns = [
        Column::new(language.pick("100 and 100", "100 et 100"), account(Range::exact(10_000), 20_000, language))
            .then(language.pick("100 out", "100 sortent")),
        Column::new(language.pick("paid", "payé"), account(before, 10_000, language))
            .then(language.pick("taken back", "annulé")),
        Column::new(language.pick("given back", "rendu"), account(after, 20_000, language)),
    ];
    let title = language.pick("A payment that is taken back", "Un paiement annulé");
    let what = language.pick(
        "A payment of 100 takes 50 of the claim by pro-rata; when the bank takes it back, the 50 come back.",
        "Un paiement de 100 prend 50 de la somme selon pro-rata ; quand la banque l’annule, les 50 reviennent.",
    );
    strip::draw(&columns, 220, (title, what))
}

fn exchange(small: &Small, language: Language) -> String {
    let (held, native, rate) = &small.exchange;
    let mut svg = Svg::new(strip::WIDTH);
    let boxes = [
        (
            30,
            language.pick("100 euro of the claim", "100 euros de la somme"),
            format!("{} EUR", Range::exact(10_000).text(language)),
        ),
        (470, language.pick("received in lev", "reçu en leva"), format!("{} BGN", native.text(language))),
    ];
    for (x, head, amount) in boxes {
        svg.bold((x + 110, 24), Anchor::Middle, head);
        svg.rect((x, 40), (220, 56), Look::Dark);
        svg.on(Look::Dark, (x + 110, 73), Anchor::Middle, &amount);
    }
    svg.arrow((262, 68), (458, 68));
    let still = language.pick("followed in the claim’s value:", "suivi dans la valeur de la somme :");
    svg.text((580, 116), Anchor::Middle, &format!("{still} {} EUR", held.text(language)));
    // The rate, and in a line of its own where it stands.
    let (rate, from) = language.pick(&rate[0], &rate[1]).split_once(", ").unwrap_or_default();
    svg.text((360, 56), Anchor::Middle, rate);
    svg.small((strip::WIDTH / 2, 140), Anchor::Middle, from);
    let title = language.pick("Money that changes currency", "L’argent qui change de monnaie");
    let what = language.pick(
        "100 euro become lev at the rate of the day, and stay 100 euro of the claim.",
        "100 euros deviennent des leva au cours du jour, et restent 100 euros de la somme.",
    );
    svg.finish(156, title, what)
}

fn ends(small: &Small, language: Language) -> String {
    const LEFT: i64 = 40;
    const ROW: i64 = 40;
    let (held, ways) = &small.ends;
    let mut svg = Svg::new(strip::WIDTH);
    let height = i64::try_from(ways.len() + 1).unwrap_or(0) * ROW;
    svg.bold((LEFT + 75, 24), Anchor::Middle, language.pick("100 of the claim", "100 de la somme"));
    svg.rect((LEFT, 36), (150, height - 10), Look::Dark);
    let word = |how: Departure| match how {
        Departure::Cash => {
            language.pick("drawn in cash: ask for the cash record", "espèces : demander la trace du retrait")
        }
        Departure::Fee => language.pick("a fee: a cost, shown as such", "frais : un coût, montré comme tel"),
        Departure::Hub => {
            language.pick("pooled account: ask its operator", "compte collectif : demander à l’exploitant")
        }
        Departure::Stop => language.pick("where a person said to stop", "là où une personne a dit d’arrêter"),
        _ => language.pick("account outside the case: ask who", "compte hors dossier : demander qui"),
    };
    let mut y = 36;
    let rows = ways.iter().map(|(how, amount)| (word(*how), *amount, Look::Hatched));
    let stays = language.pick("stays in the account: held", "reste sur le compte : détenu");
    for (text, amount, look) in rows.chain(std::iter::once((stays, *held, Look::Dark))) {
        let thick = euro(amount.low).max(3);
        let middle = y + (ROW - 10) / 2;
        svg.ribbon((LEFT + 150, middle - thick / 2), (330, middle - thick / 2), thick, look);
        svg.bold((372, middle + 5), Anchor::End, &number(amount.low, language));
        svg.text((386, middle + 5), Anchor::Start, text);
        y += ROW;
    }
    let title = language.pick("Where a thread ends", "Où le fil s’arrête");
    let what = language.pick(
        "100 of a claim leave an account by cash, a fee, an account outside the case, a pooled account and a stop; the rest stays.",
        "100 d’une somme quittent un compte en espèces, en frais, vers un compte hors dossier, un compte collectif et un arrêt ; le reste y demeure.",
    );
    svg.finish(36 + height + 4, title, what)
}

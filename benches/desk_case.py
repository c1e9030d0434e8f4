"""Payments of very many accounts, with names in three scripts, to look at on the desk.

    python3 benches/desk_case.py OUT [ROWS [ACCOUNTS [SEED]]]

Writes OUT/payments.csv and OUT/accounts.csv in filature's own layout: 4,500,000 rows of 190,000 accounts over two years unless said. Everybody
is invented: names are syllables put together by chance, account numbers are of a bank that does not exist. Payers and payees are drawn by Zipf's law
with exponent 0.8, each in an order of their own, so that a few accounts have a great many entries. One row in ten has a reference of its own.
The same arguments give the same bytes.
"""

import itertools
import os
import random
import sys

FIRST_DAY = 19_358  # 2023-01-01, counted from 1970
DAYS = 730
SYLLABLES = ["ba", "ko", "ri", "mel", "tu", "sva", "no", "dri", "lem", "gor", "pe", "zan", "vi", "tor", "ula", "mir"]
CYRILLIC = str.maketrans(dict(zip("abdegiklmnoprstuvz", "абдегиклмнопрстувз")))
GREEK = str.maketrans(dict(zip("abdegiklmnoprstuvz", "αβδεγικλμνοπρστυβζ")))
TEXTS = ["virement", "loyer {m}", "salaire {m}", "facture {n}", "achat carte", "courses", "remboursement {m}", "envoi famille"]


def iban(number):
    """A French number of a bank that does not exist."""
    bban = f"9999900001{number:011d}"
    bban += f"{97 - int(bban) * 100 % 97:02d}"
    return f"FR{98 - int(bban + '152700') % 97:02d}{bban}"


def name(dice):
    word = lambda: "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 3))).capitalize()
    text = f"{word()} {word()}"
    script = dice.random()
    if script < 0.15:
        return "".join(part.translate(CYRILLIC).capitalize() + " " for part in text.lower().split()).strip()
    if script < 0.25:
        return "".join(part.translate(GREEK).capitalize() + " " for part in text.lower().split()).strip()
    return text


def day(at):
    import datetime

    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=FIRST_DAY + at)).isoformat()


def main():
    out = sys.argv[1]
    rows, accounts, seed = (int(text) for text in (sys.argv[2:] + ["4500000", "190000", "1"][len(sys.argv) - 2 :])[:3])
    dice = random.Random(seed)
    os.makedirs(out, exist_ok=True)
    keys = [iban(number) for number in range(accounts)]
    with open(os.path.join(out, "accounts.csv"), "w", encoding="utf-8") as file:
        file.write("account,holder,country,city,kind,opening_balance,opening_at,currency\n")
        for key in keys:
            kind = "business" if dice.random() < 0.08 else "personal"
            file.write(f"{key},{name(dice)},FR,,{kind},{dice.randrange(500_000) / 100:.2f},2023-01-01,EUR\n")
    weights = list(itertools.accumulate(rank**-0.8 for rank in range(1, accounts + 1)))
    payers, payees = keys[:], keys[:]
    dice.shuffle(payers)
    dice.shuffle(payees)
    days = [day(at) for at in range(DAYS)]
    with open(os.path.join(out, "payments.csv"), "w", encoding="utf-8") as file:
        file.write("id,booked_at,debtor,creditor,amount,currency,channel,text,reference\n")
        for first in range(0, rows, 100_000):
            count = min(100_000, rows - first)
            many = zip(
                range(first, first + count),
                dice.choices(payers, cum_weights=weights, k=count),
                dice.choices(payees, cum_weights=weights, k=count),
                dice.choices(TEXTS, k=count),
            )
            lines = []
            for number, payer, payee, text in many:
                if payer == payee:
                    payee = keys[number % accounts] if keys[number % accounts] != payer else keys[(number + 1) % accounts]
                on = days[number * DAYS // rows]
                amount = int(dice.paretovariate(0.9) * 800) % 5_000_000 + 100
                said = text.replace("{m}", on[:7]).replace("{n}", str(number % 20_000))
                reference = f"REF{number:09d}" if number % 10 == 0 else ""
                channel = "card" if text.startswith(("achat", "courses")) else "transfer"
                lines.append(f"B{number:08d},{on},{payer},{payee},{amount // 100}.{amount % 100:02d},EUR,{channel},{said},{reference}\n")
            file.write("".join(lines))


main()

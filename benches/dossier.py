#!/usr/bin/env python3
"""A dossier that relies on 50,000 entries: how long each form takes, and how much memory.

usage: dossier.py FOLDER [--filature PATH] [--collectors 5] [--payments 3400] [--forms html,pdf,docx,odt,xlsx,ftm] [--lang fr]

FOLDER gets an invented case, made once: each collector is paid by many for a year and pays on to organisers, in cash and abroad. Two banks
and an operator list every transfer, so that each has three entries. A claim a collector begins with its first payments of each month. Then `filature dossier`
writes each form in a process of its own; printed are wall and processor seconds, the most memory, and what the form holds.
"""
import argparse, os, re, subprocess, time

def transfers(collectors, payments):
    """Id, day, payer, payee, minor units, channel. Whole numbers alone, so that the same call gives the same case."""
    state, rows = 1, []
    def below(n):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % n
    for at in range(collectors):
        collector, held = f"BANKA:COLL{at:02}", 0
        for number in range(payments):
            day, step = number * 360 // payments, number % 10
            if step < 7 or held < 2_000_00:
                minor, payer = 20_00 + below(480_00), f"BANKB:PAYER{at:02}{below(payments):04}"
                move, held = (payer, collector, minor, "transfer"), held + minor
            else:
                minor, channel = held // 4 + below(held // 4), ("transfer", "cash-out", "remittance")[step - 7]
                to = f"BANKA:ORG{below(3 * collectors):02}" if channel == "transfer" else "" if channel == "cash-out" else f"ABROAD:{below(90):02}"
                move, held = (collector, to, minor, channel), held - minor
            rows.append((f"T{at:02}{number:05}", day, *move))
    return sorted(rows, key=lambda row: (row[1], row[0]))

def day(number):
    return f"2024-{1 + number // 30:02}-{1 + number % 30 if number // 30 != 1 else 1 + number % 28:02}"

def make(folder, filature, collectors, payments):
    rows, case = transfers(collectors, payments), os.path.join(folder, "case")
    os.makedirs(folder, exist_ok=True)
    for name, ordered in (("bank-a.csv", rows), ("bank-b.csv", sorted(rows)), ("operator.csv", rows[::-1])):
        with open(os.path.join(folder, name), "w") as out:
            out.write("id,booked_at,debtor,creditor,amount,currency,channel\n")
            for id_, on, payer, payee, minor, channel in ordered:
                out.write(f"{id_},{day(on)},{payer},{payee},{minor // 100}.{minor % 100:02},EUR,{channel}\n")
        subprocess.run([filature, "add", case, os.path.join(folder, name), "--exhibit", f"cote {name[:6]}"], check=True, capture_output=True)
    claims = []
    for at in range(collectors):
        first = {}
        for id_, on, _, payee, *_ in rows:
            if payee == f"BANKA:COLL{at:02}": first.setdefault(on // 30, []).append(id_)
        claims += ["--claim", f"somme {at + 1}=" + ",".join(id_ for ids in first.values() for id_ in ids[:8])]
    subprocess.run([filature, "detect", case], check=True, capture_output=True)
    subprocess.run([filature, "trace", case, *claims, "--no-measured-hubs"], check=True, capture_output=True)

def measure(filature, case, form, lang):
    began = time.monotonic()
    process = subprocess.Popen([filature, "dossier", case, "--format", form, "--lang", lang], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, f"{form}: ended with {status}"
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss // 1000

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder"); p.add_argument("--filature", default="target/release/filature")
    p.add_argument("--collectors", type=int, default=5); p.add_argument("--payments", type=int, default=3400)
    p.add_argument("--forms", default="html,pdf,docx,odt,xlsx,ftm"); p.add_argument("--lang", default="fr")
    a = p.parse_args()
    case = os.path.join(a.folder, "case")
    if not os.path.exists(case): make(a.folder, a.filature, a.collectors, a.payments)
    print("| form | wall s | processor s | peak MB | file MB | holds |\n|---|---|---|---|---|---|")
    for form in a.forms.split(","):
        wall, processor, peak = measure(a.filature, case, form, a.lang)
        name = f"{case}/dossier/dossier.{a.lang}.{form}"
        if form == "ftm": name = f"{case}/dossier/dossier.ftm.json"
        holds = ""
        if form == "html": holds = f"{len(re.findall(rb' id=.e-', open(name, 'rb').read()))} entries"
        if form == "pdf": holds = subprocess.run(f"pdfinfo {name} | sed -n 's/^Pages: */pages: /p'", shell=True, capture_output=True, text=True).stdout.strip()
        print(f"| {form} | {wall:.1f} | {processor:.1f} | {peak} | {os.path.getsize(name) / 1e6:.1f} | {holds} |", flush=True)

main()

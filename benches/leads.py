#!/usr/bin/env python3
"""Leads against the truth of synthetic cases, for several seeds.

usage: leads.py [--filature PATH] [--seeds 401,402,403,404,405] [--transactions 1000000] [--networks 20] [--look-alikes 200] [--keep DIR]

For each seed: `filature synth`, `add`, `detect`; then every lead is held against the truth. A lead is *of a network* when at least half
of its accounts belong to one network, *a look-alike* when at least half belong to look-alikes, else *neither*. A network is *found* at N
when one of the first N leads is of it and holds three of its accounts, or half of them. Prints a row a seed.
"""
import argparse, collections, json, os, resource, shutil, subprocess, tempfile, time

def run(*words):
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - began.ru_utime - began.ru_stime

def judge(leads, truth):
    """For each lead its kind and the network it is of; for each network the rank at which it is found."""
    network_of, alike = collections.defaultdict(set), set()
    for number, network in enumerate(truth["networks"]):
        for part in network["accounts"]: network_of[part["account"]].add(number)
    for look_alike in truth["look_alikes"]:
        alike.update(part["account"] for part in look_alike["accounts"])
    verdicts, found = [], {}
    for rank, lead in enumerate(leads, 1):
        accounts = [member["account"] for member in lead["accounts"]]
        held = collections.Counter(number for account in accounts for number in network_of.get(account, ()))
        number, most = held.most_common(1)[0] if held else (None, 0)
        if 2 * most >= len(accounts):
            verdicts.append(("network", number))
            size = len(truth["networks"][number]["accounts"])
            if most >= min(3, (size + 1) // 2): found.setdefault(number, rank)
        elif 2 * sum(account in alike for account in accounts) >= len(accounts): verdicts.append(("look-alike", None))
        else: verdicts.append(("neither", None))
    return verdicts, found

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--filature", default="target/release/filature"); p.add_argument("--seeds", default="401,402,403,404,405")
    p.add_argument("--transactions", type=int, default=1_000_000); p.add_argument("--networks", type=int, default=20)
    p.add_argument("--look-alikes", type=int, default=200); p.add_argument("--keep")
    a = p.parse_args()
    print("| seed | leads | first 20: networks | look-alikes | neither | networks in first 20 | in first 50 | missed forms | detect, processor s |")
    print("|---|---|---|---|---|---|---|---|---|")
    for seed in a.seeds.split(","):
        folder = os.path.join(a.keep, seed) if a.keep else tempfile.mkdtemp()
        files, case = os.path.join(folder, "files"), os.path.join(folder, "case")
        if not os.path.exists(case):
            run(a.filature, "synth", "--out", files, "--seed", seed, "--transactions", str(a.transactions), "--networks", str(a.networks),
                "--look-alikes", str(a.look_alikes), "--format", "filature")
            run(a.filature, "add", case, files)
        document, seconds = run(a.filature, "detect", case, "--json")
        document, truth = json.loads(document), json.load(open(files + ".truth.json"))
        verdicts, found = judge(document["leads"], truth)
        top = collections.Counter(kind for kind, _ in verdicts[:20])
        missed = collections.Counter(x["form"] for n, x in enumerate(truth["networks"]) if found.get(n, 10**9) > 50)
        missed = ", ".join(f"{form} {count}" for form, count in sorted(missed.items())) or "none"
        within = lambda n: sum(rank <= n for rank in found.values())
        print(f"| {seed} | {len(verdicts)} | {top['network']} | {top['look-alike']} | {top['neither']} | {within(20)} | {within(50)} | {missed} | {seconds:.1f} |", flush=True)
        if not a.keep: shutil.rmtree(folder)

main()

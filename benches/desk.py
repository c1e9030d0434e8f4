"""How long the desk takes to answer, path by path.

    python3 benches/desk.py FILATURE CASE [REPEATS]

FILATURE is a built program, CASE a case in which something was detected (`filature detect CASE`). Each path is asked once, which is
what a person waits for the first time, then REPEATS times; the median and the slowest of those are printed, with the processor time that the
desk took for one of them (which other work on the machine hardly changes) and the size of the answer.
A purpose is given, so that search looks at names and texts: it stands in the case's journal afterwards.
"""

import json
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


class Desk:
    """A desk that runs."""

    def __init__(self, program, case):
        began = time.monotonic()
        command = [program, "desk", case, "--port", "0", "--no-open", "--json"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        text = ""
        while not text.rstrip().endswith("}"):
            line = self.process.stdout.readline().decode()
            if not line:
                sys.exit("the desk ended: " + text)
            text += line
        said = json.loads(text)
        self.opened_seconds = time.monotonic() - began
        self.base = f"http://127.0.0.1:{said['port']}/api/v1/"
        self.key = said["key"]

    def ask(self, path, body=None, accept="application/json"):
        """Gives the bytes of an answer, and the seconds it took."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": "Bearer " + self.key, "Accept": accept, "Content-Type": "application/json"}
        request = urllib.request.Request(self.base + path, data=data, headers=headers)
        began = time.monotonic()
        try:
            answer = urllib.request.urlopen(request, timeout=600).read()
        except urllib.error.HTTPError as error:
            sys.exit(f"{path}: {error.code} {error.read().decode()}")
        return answer, time.monotonic() - began

    def json(self, path):
        return json.loads(self.ask(path)[0])

    def processor_seconds(self):
        """What all threads of the desk have taken so far: Linux gives each process a clock, whose number is made of its id."""
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def memory_megabytes(self, name):
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith(name):
                return int(line.split()[1]) // 1024


def paths(desk):
    """Every path that reads, on the largest account, the first lead and one of the last entries."""
    account = desk.json("accounts?sort=-entries&limit=1")["rows"][0]["account"]["id"]
    usual = desk.json("accounts?sort=-entries&limit=1&offset=20000")["rows"]
    usual = usual[0]["account"]["id"] if usual else account
    leads = desk.json("leads")
    entry = desk.json(f"accounts/{urllib.parse.quote(account, safe='')}/entries?sort=-booked_at&limit=1")["rows"][0]["id"]
    place = desk.json("entries/" + entry)["coordinates"][0]
    quoted, plain = urllib.parse.quote(account, safe=""), urllib.parse.quote(usual, safe="")
    yield "case", "case"
    yield "months, 100 rows", "case/grid?limit=100"
    yield "requests", "case/requests"
    yield "problems, 100 rows", "case/problems?limit=100"
    yield "leads", "leads"
    if leads:
        yield "the first lead", "leads/" + leads[0]["id"]
        yield "network of the first lead", "network?lead=" + leads[0]["id"]
        yield "network of it and one hop, 2,000 accounts", "network?lead=" + leads[0]["id"] + "&hops=1"
    yield "network, 2 hops of a usual account, 2,000 accounts", f"network?account={plain}&hops=2"
    yield "network, 3 hops, 20,000 accounts", f"network?account={plain}&hops=3&limit=20000"
    yield "accounts, most entries first, 100 rows", "accounts?limit=100"
    yield "accounts, by the sum of what came in", "accounts?limit=100&sort=-in"
    yield "accounts whose number or name holds a text", "accounts?limit=100&query=" + account[-5:]
    yield "the largest account", f"accounts/{quoted}"
    yield "its entries, first 200", f"accounts/{quoted}/entries?limit=200"
    yield "its entries, 10,000 in the middle", f"accounts/{quoted}/entries?limit=10000&offset=5000"
    yield "its entries by amount, those above 500", f"accounts/{quoted}/entries?limit=200&sort=-amount&min=500"
    yield "its entries whose texts hold a word", f"accounts/{quoted}/entries?limit=200&text=loyer"
    yield "its balance, 2,000 points", f"accounts/{quoted}/balance"
    yield "its calendar", f"accounts/{quoted}/calendar"
    yield "its counterparties, 100 rows", f"accounts/{quoted}/counterparties?limit=100"
    yield "an entry", "entries/" + entry
    yield "its row in the file, 20 around", f"sources/{place['source']}/rows?row={place['row']}"
    for word in sys.argv[4:] or ["loyer", "virement salaire", "kosto", "FR76", "1250,00", "2024-05-02", "zzzzzz"]:
        yield f"search: {word}", "search?q=" + urllib.parse.quote(word)
    yield "journal, 100 lines", "journal"
    yield "traces", "traces"


def main():
    desk = Desk(sys.argv[1], sys.argv[2])
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    try:
        print(f"opened after {desk.opened_seconds:.1f} s, {desk.memory_megabytes('VmRSS')} MB")
        desk.ask("purpose", {"purpose": "measuring", "by": "benches/desk.py"})
        began = time.monotonic()
        while desk.json("search?q=loyer")["index"] == "building":
            time.sleep(0.5)
        print(f"search ready {time.monotonic() - began:.1f} s after, peak {desk.memory_megabytes('VmHWM')} MB\n")
        print("| what | first ms | median ms | slowest ms | processor ms | kB |\n|---|---|---|---|---|---|")
        for name, path in paths(desk):
            answer, first = desk.ask(path)
            before = desk.processor_seconds()
            took = [desk.ask(path)[1] for _ in range(repeats)]
            processor = (desk.processor_seconds() - before) / repeats
            figures = (first, statistics.median(took), max(took), processor)
            print(f"| {name} | " + " | ".join(f"{1000 * seconds:.0f}" for seconds in figures) + f" | {len(answer) // 1000} |")
        print(f"\n{desk.memory_megabytes('VmRSS')} MB at the end, peak {desk.memory_megabytes('VmHWM')} MB")
    finally:
        desk.process.kill()


main()

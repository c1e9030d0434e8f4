#!/usr/bin/env python3
"""`filature add` of a large CSV beside DuckDB reading the same CSV into Parquet, in one run.

usage: benches/add.py [ROWS] [REPEATS] [FORM]       (default 1000000 rows, 5 repeats, canonical)

FORM is `canonical` (made by `cargo xtask ledger`: eight columns), `wide` (the canonical layout with all its columns) or `amlworld`,
both made by `filature synth`. Runs both programs in turn and prints medians of wall seconds, processor seconds and peak
memory. Needs the Python package `duckdb`. filature hashes and keeps the original, checks every row, gives it its
provenance and writes six tables; DuckDB reads the CSV and writes one.
"""
import os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parent.parent
rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 5
form = sys.argv[3] if len(sys.argv) > 3 else "canonical"

def measured(arguments):
    """(wall seconds, processor seconds, peak MB) of a child process."""
    start = time.monotonic()
    child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{arguments} failed:\n{said.decode()}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=root, check=True)
target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", root / "target"))
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    if form == "canonical":
        source = folder / "ledger.csv"
        subprocess.run(["cargo", "xtask", "ledger", str(source), str(rows)], cwd=root, check=True)
    else:
        words = {"wide": ("filature", "transactions.csv"), "amlworld": ("amlworld", "amlworld.csv")}[form]
        source = folder / "made" / words[1]
        subprocess.run([str(target / "release/filature"), "synth", "--out", str(folder / "made"), "--seed", "9", "--transactions", str(rows),
                        "--networks", "20", "--look-alikes", "200", "--format", words[0]], check=True, stdout=subprocess.DEVNULL)
    duck = ("import duckdb; c = duckdb.connect(); c.execute('set threads = %d'); c.execute('set enable_progress_bar = false'); "
            "c.execute(\"copy (select * from read_csv('%s', header = true)) to '%s' (format parquet)\")"
            % (os.cpu_count(), source, folder / "duck.parquet"))
    results = {"filature add": [], "DuckDB read_csv to Parquet": [], "python with duckdb imported": []}
    for _ in range(repeats):
        shutil.rmtree(folder / "case", ignore_errors=True)
        results["filature add"].append(measured([str(target / "release/filature"), "add", str(folder / "case"), str(source)]))
        results["DuckDB read_csv to Parquet"].append(measured([sys.executable, "-c", duck]))
        results["python with duckdb imported"].append(measured([sys.executable, "-c", "import duckdb; duckdb.connect()"]))
    print(f"{rows:,} rows, {source.stat().st_size / 1e6:.0f} MB, {os.cpu_count()} cores, medians of {repeats}\n")
    print("| what | wall s | processor s | peak MB | rows a wall second |")
    print("|---|---|---|---|---|")
    for name, runs in results.items():
        wall, processor, memory = (statistics.median(run[i] for run in runs) for i in range(3))
        print(f"| {name} | {wall:.2f} | {processor:.2f} | {memory:.0f} | {rows / wall:,.0f} |")

#!/usr/bin/env python3
"""The flags whose SQL needs no table function, beside DuckDB, in one run.

usage: flags_duckdb.py [--filature PATH] [--threads 2] [--tables FILE.duckdb] CASE

The case's tables are read out with `filature sql` and loaded into DuckDB's own tables before anything is timed (`pip install duckdb`;
`--tables` keeps them for another time). In filature all such flags run in one `detect --only … --times`, side by side on the threads given,
and the milliseconds of each are what it says, without loading the case. In DuckDB each runs alone, with the same SQL but for its spelling.
Each three times; medians. Rows are compared: an engine that answers something else is no peer.
"""
import argparse, glob, json, os, re, statistics, subprocess, tempfile, time, tomllib
import duckdb

FUNCTIONS = re.compile(r"\b(windows|sweeps|pairs|visits|patterns|shared|profiles)\s*\(")
TABLES = {
    "transactions": "tx at day month minute debtor creditor payer payee payer_name payee_name amount_minor currency received_minor "
                    "received_currency euro_minor channel country city debtor_country creditor_country terminal mcc class topic pay own",
    "accounts": "account kind country city opened_day birth_day in_case hub first_tx first_day last_day phone email device address introducer",
    "parties": "party account known_by",
    "reporting_lines": "name country amount_minor currency channels from_day until_day",
    "merchant_classes": "mcc class", "topics": "word topic",
}
TEXT = set("currency received_currency channel country city debtor_country creditor_country terminal mcc class topic kind known_by name channels word".split())
STEP = 900_000

def ask(filature, case, query):
    words = [filature, "sql", case, query, "--json", "--rows", str(STEP + 1), "--seconds", "600", "--megabytes", "8000"]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)["rows"]

def load(connection, filature, case):
    for table, columns in TABLES.items():
        names = columns.split()
        types = ", ".join(f'"{name}" ' + ('VARCHAR' if name in TEXT else 'BIGINT') for name in names)
        connection.execute(f"CREATE TABLE {table} ({types})")
        first = 0
        while True:
            where = f" WHERE tx >= {first} AND tx < {first + STEP}" if table == "transactions" else f" LIMIT {STEP} OFFSET {first}"
            rows = ask(filature, case, f"SELECT {', '.join(names)} FROM {table}{where}")
            if not rows: break
            with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as out:
                for row in rows: out.write(json.dumps(dict(zip(names, row))) + "\n")
            spelled = "{" + ", ".join(f"'{name}': '{'VARCHAR' if name in TEXT else 'BIGINT'}'" for name in names) + "}"
            quoted = ", ".join(f'"{name}"' for name in names)
            connection.execute(f"INSERT INTO {table} SELECT {quoted} FROM read_json('{out.name}', format='newline_delimited', columns={spelled})")
            os.unlink(out.name)
            first += STEP

def seconds_of(text):
    found = re.fullmatch(r"(\d+)([mhdw])", text)
    return int(found[1]) * {"m": 60, "h": 3_600, "d": 86_400, "w": 604_800}[found[2]] if found else None

def flag_of(path):
    """Id, SQL and parameters of a flag that is on and asks for no table function; else nothing."""
    text = open(path, encoding="utf-8").read()
    front = tomllib.loads(text.split("+++")[1])
    sql = re.search(r"## Rule\n```sql\n(.*?)```", text, re.S)[1]
    if front["status"] != "on" or FUNCTIONS.search(sql): return None
    values = {}
    for name, parameter in front.get("params", {}).items():
        values[name] = parameter["default"]
        if isinstance(parameter["default"], str) and (seconds := seconds_of(parameter["default"])): values[f"{name}_seconds"] = seconds
    return front["id"], sql, values

def in_duckdb(sql, values):
    """The same query as DuckDB spells it."""
    def value(match):
        found = values[match[1]]
        return "'" + found.replace("'", "''") + "'" if isinstance(found, str) else str(found)
    sql = re.sub(r":([a-z_]+)", value, sql)
    # SQLite takes a condition after CROSS JOIN, and divides whole numbers to whole numbers.
    sql = re.sub(r"\bCROSS JOIN(?= \w+( AS)? \w+\s+ON\b)", "JOIN", sql)
    sql = re.sub(r"(?<=[\w)]) / (?=[\w(])", " // ", sql)
    sql = re.sub(r"\bjson_group_array\(", "list(", sql).replace("json_array(", "list_value(")
    sql = re.sub(r"\blist\(json\((\w+\.\w+)\)\)", r"list(\1)", sql)
    sql = re.sub(r"(?<![\"'])\bat\b(?![\"'])", '"at"', sql)
    return re.sub(r"\bfull\b", "full_", sql)

def answer(connection, sql):
    """Rows of a query. SQLite takes any row of a group for a column that is not aggregated; DuckDB asks for any_value, where it says."""
    for _ in range(40):
        try:
            return sql, connection.execute(sql).fetchall()
        except duckdb.BinderException as error:
            bare = re.search(r'column "(\w+)" must appear in the GROUP BY.*?LINE (\d+):', str(error), re.S)
            if not bare: raise
            lines = sql.split("\n")
            at = int(bare[2]) - 1
            changed = re.sub(rf'(?<![\w(."])((?:\w+\.)?"?{bare[1]}"?)(?=\s*(?:,|$|[-+*/]| AS| FROM))', r"any_value(\1)", lines[at], count=1)
            if changed == lines[at]: raise
            if re.search(rf"any_value\([^)]*\)\s*(,|$| FROM)", changed): changed = re.sub(r"any_value\(((?:\w+\.)?\"?(\w+)\"?)\)(?=\s*(?:,|$| FROM))", r"any_value(\1) AS \2", changed)
            lines[at] = changed
            sql = "\n".join(lines)
    raise duckdb.BinderException("too many columns of a group")

def times(filature, case, flags, threads):
    """Milliseconds and findings of each flag, all of them in one run."""
    words = [filature, "detect", case, "--only", ",".join(flags), "--times", "--json", "--threads", str(threads)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    kinds = [finding["kind"] for finding in json.loads(done.stdout)["findings"]]
    return {name: (int(re.search(rf"(\d+) ms\s+{re.escape(name)}\b", done.stderr)[1]), kinds.count(name)) for name in flags}

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("case"); p.add_argument("--filature", default="target/release/filature"); p.add_argument("--threads", type=int, default=2)
    p.add_argument("--flags", default="flags"); p.add_argument("--tables", default=":memory:")
    a = p.parse_args()
    loaded = os.path.exists(a.tables)
    connection = duckdb.connect(a.tables, config={"threads": a.threads})
    if not loaded: load(connection, a.filature, a.case)
    print(f"{connection.execute('SELECT count(*) FROM transactions').fetchone()[0]} transactions; DuckDB {duckdb.__version__}, {a.threads} threads", flush=True)
    flags = [flag for path in sorted(glob.glob(os.path.join(a.flags, "*.md"))) if (flag := flag_of(path))]
    runs = [times(a.filature, a.case, [name for name, _, _ in flags], a.threads) for _ in range(3)]
    print("| flag | filature ms | DuckDB ms | rows of the two |\n|---|---|---|---|")
    for name, sql, values in flags:
        theirs, rows = [], "not run"
        try:
            spelled, _ = answer(connection, in_duckdb(sql, values))
            for _ in range(3):
                began = time.monotonic()
                rows = len(connection.execute(spelled).fetchall())
                theirs.append((time.monotonic() - began) * 1_000)
            shown = f"{statistics.median(theirs):.0f}"
        except duckdb.Error as error:
            shown = str(error).splitlines()[0][:80]
        print(f"| `{name}` | {statistics.median(run[name][0] for run in runs)} | {shown} | {runs[0][name][1]}, {rows} |", flush=True)

main()

"""The heavy kinds against named peers, on the same input, in the same run, round by round.

Prints CPU seconds (user + system, children included) and wall seconds, medians over the rounds, and the ratio of ours to the peer's.
"""
import os, resource, shutil, statistics, subprocess, sys, tempfile, time
from measure import table

DAYS, DUE = 4, "2026-11-12T02:00:00Z"
TABLES = ["customers", "products", "inventories", "orders", "order_items", "payments"]


def timed(home, command, env=None):
    """CPU and wall seconds of one command (a list, or a line for bash) with its children."""
    shell = isinstance(command, str)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        command, shell=shell, executable="/bin/bash" if shell else None, cwd=home, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    # 3: the demo's planted defects may close the gate.
    if done.returncode not in (0, 3):
        sys.exit(f"{command}: {done.stderr.decode()[-800:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def main(binaries, root, rounds, scale):
    """Makes a lake and a shop of `scale`, measures, and prints the table."""
    demo = f"{binaries}/nightshift-demo"
    home = tempfile.mkdtemp(prefix="nightshift-bench-")
    os.chmod(home, 0o755)
    try:
        measure(home, f"{binaries}/nightshift", demo, root, rounds, scale)
    finally:
        subprocess.run([demo, "postgres", "stop", "--home", home], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(home, ignore_errors=True)


def measure(home, nightshift, demo, root, rounds, scale):
    duckdb = os.environ.get("NIGHTSHIFT_DUCKDB", f"{root}/.tools/bin/duckdb")
    lake = f"{home}/data/genai-demo-demo-data-lake"

    def run(command):
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=home).stdout.decode()

    run([demo, "generate", "--out", f"{home}/source", "--from", "2026-11-08", "--days", str(DAYS), "--scale", scale])
    dsn = run([demo, "postgres", "start", "--home", home]).strip().splitlines()[-1]
    run([demo, "deliver", "--spool", f"{home}/source", "--lake", lake, "--dsn", dsn, "--until", DUE])
    env = {**os.environ, "NIGHTSHIFT_ENVIRONMENT": "demo", "SHOP_DSN": dsn, "NIGHTSHIFT_MASK_KEY": "a key for benchmarks, long enough",
           "NIGHTSHIFT_DUCKDB": duckdb, "NIGHTSHIFT_PIPELINE": f"{root}/jobs/nightly.yaml"}
    raw = sorted(os.path.join(path, name) for path, _, names in os.walk(f"{lake}/domain-events") for name in names)
    listing = f"{home}/objects"
    with open(listing, "w") as file:
        file.write("\0".join(raw))
    volume = int(run(["bash", "-c", f"xargs -0 gzip -dc < {listing} | wc -c"]))
    print(f"{len(raw)} objects, {sum(map(os.path.getsize, raw)) / 1e6:.1f} MB gzip, {volume / 1e6:.1f} MB JSON, {DAYS} days, {rounds} rounds\n")

    def ours(job):
        return [nightshift, "run", "--select", job, "--as-of", DUE, "--force", "--reason", "benchmark"]

    def crawl():
        # All that is known of the lake: a crawl then reads every object again.
        shutil.rmtree(f"{home}/state", ignore_errors=True)
        shutil.rmtree(f"{lake}/.nightshift", ignore_errors=True)
        return timed(home, ours("crawl_events"), env)

    def sql(text):
        # From a file: the names of a lake's objects are longer than a command line may be.
        with open(f"{home}/peer.sql", "w") as file:
            file.write(f"SET threads=2;\n{text};\n")
        return [duckdb, "-f", f"{home}/peer.sql"]

    def quoted(paths):
        return "[" + ", ".join(f"'{path}'" for path in paths) + "]"

    psql = "; ".join(f"psql -X -q '{dsn}' -c '\\copy {name} to stdout' | gzip -1 > /dev/null" for name in TABLES)
    columns = "{eventId: 'VARCHAR', eventType: 'VARCHAR', aggregateId: 'VARCHAR', occurredOn: 'VARCHAR'}"
    one_day = f"read_json({quoted(p for p in raw if 'month=11/day=11/' in p)}, format='newline_delimited', ignore_errors=true, columns={columns})"
    all_days = f"read_json_auto({quoted(raw)}, format='newline_delimited', sample_size=-1, union_by_name=true, ignore_errors=true)"
    contests = [
        ("crawl", "gzip -dc, no parsing: the floor", crawl, lambda: timed(home, f"xargs -0 gzip -dc < {listing} > /dev/null")),
        ("crawl", "DuckDB DESCRIBE over all rows", crawl, lambda: timed(home, sql(f"DESCRIBE SELECT * FROM {all_days}"))),
        ("compact a day", "DuckDB COPY of 4 columns, no masks", lambda: timed(home, ours("events"), env),
         lambda: timed(home, sql(f"COPY (SELECT * FROM {one_day} ORDER BY occurredOn) TO '{home}/peer.parquet' (FORMAT parquet, COMPRESSION zstd)"))),
        ("extract six tables", "psql \\copy | gzip -1", lambda: timed(home, ours("extract_shop"), env), lambda: timed(home, psql)),
    ]
    rows = [["what", "peer", "ours CPU", "peer CPU", "ratio", "ours wall", "peer wall", "ratio"]]
    for what, peer, mine, theirs in contests:
        crawl()
        pairs = [(mine(), theirs()) for _ in range(rounds)]
        a, b, c, d = (statistics.median(pair[side][clock] for pair in pairs) for clock in (0, 1) for side in (0, 1))
        rows.append([what, peer, *(f"{value:.2f}" for value in (a, b, a / b, c, d, c / d))])
    table(rows, "<<>")

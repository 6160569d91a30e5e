"""The runner against make, ninja, luigi and sqlmesh, and against what the machine itself takes for the same work.

A = 1,000 jobs in 10 layers of 100, each needing 2 or 3 of the layer above. B = 365 dates of 5 jobs in a chain.
Every job starts one `touch`; nightshift has every job's end on the disk (synchronous=FULL) before anything that needs it starts.
"""
import os, shutil, sqlite3, subprocess, sys, tempfile, time
from measure import Cost, Failed, median, run, seconds, table
import workloads

# How often a turn repeats what takes milliseconds.
OFTEN = 5
PEERS = {"make": "make", "ninja": "ninja==1.13.*", "luigi": "luigi==3.8.*", "sqlmesh": "sqlmesh==0.236.*"}


def install(tools):
    """Installs the peers from PyPI, each by itself; returns the path of each that is there."""
    found = {"make": shutil.which("make")}
    if not os.path.exists(f"{tools}/bin/pip"):
        subprocess.run([sys.executable, "-m", "venv", tools], check=True)
    for name in ("ninja", "luigi", "sqlmesh"):
        path = f"{tools}/bin/{name}"
        if not os.path.exists(path):
            print(f"Installing {PEERS[name]} into {os.path.relpath(tools)}", file=sys.stderr)
            subprocess.run([f"{tools}/bin/pip", "install", "--quiet", "--disable-pip-version-check", PEERS[name]], stdout=sys.stderr)
        found[name] = path if os.path.exists(path) else None
    for name, path in found.items():
        if not path:
            print(f"{name} is left out: it could not be installed ({PEERS[name]})")
    return {name: path for name, path in found.items() if path}


def spawning():
    """1,000 processes, two at a time: nobody who starts one per job can be faster."""
    program, start, running, left = shutil.which("true"), time.perf_counter(), 0, 1000
    while left or running:
        if left and running < 2:
            os.posix_spawn(program, [program], os.environ)
            running, left = running + 1, left - 1
        else:
            os.wait()
            running -= 1
    return time.perf_counter() - start


def hello(tools):
    """A Swift program that only prints, as static as ours: what starting one costs at least."""
    path = f"{tools}/hello"
    if not os.path.exists(path):
        with open(f"{path}.swift", "w") as file:
            file.write('print("hello")\n')
        subprocess.run(["swiftc", "-O", "-static-stdlib", f"{path}.swift", "-o", path], check=True, stdout=sys.stderr)
    return path


def committing(folder):
    """1,000 durable commits of one row each."""
    database = sqlite3.connect(f"{folder}/floor.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE IF NOT EXISTS row(id INTEGER PRIMARY KEY, text TEXT)")
    start = time.perf_counter()
    for _ in range(1000):
        database.execute("INSERT INTO row(text) VALUES ('a job has ended')")
    database.close()
    return time.perf_counter() - start


class Contest:
    """One peer with one workload: its cold run in an empty folder, then the same again."""

    def __init__(self, home, peer, workload, command, prepare, env=None, rounds=None):
        self.folder, self.peer, self.workload = f"{home}/{workload}-{peer}", peer, workload
        self.command, self.prepare, self.rounds = command, prepare, rounds
        self.env = {**os.environ, **(env or {})}
        self.cold, self.again = [], []

    def round(self, number):
        if self.rounds is not None and number >= self.rounds:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.prepare(self.folder)
        try:
            self.cold.append(run(self.command, self.folder, self.env))
            self.again += [run(self.command, self.folder, self.env) for _ in range(OFTEN if self.rounds is None else 1)]
        except Failed as problem:
            if self.peer == "nightshift":
                raise
            print(f"{self.peer} is left out of {self.workload}: {problem}")
            self.rounds = 0


def contests(home, binary, peers, rounds):
    """Everybody's A and B. Slow peers run once: their seconds need no median to tell them from milliseconds."""
    a, b, days = workloads.layers(), workloads.chain(), workloads.dates()
    due = f"{days[-1] + (days[1] - days[0])}T12:00:00Z"
    quiet = ["--parallel", "2", "--as-of", due, "--quiet"]
    yield Contest(home, "nightshift", "A", [binary, "run", *quiet], lambda f: workloads.nightshift(f, a, days[-1]))
    yield Contest(home, "nightshift", "B", [binary, "backfill", "--from", str(days[0]), "--to", str(days[-1]), *quiet],
                  lambda f: workloads.nightshift(f, b, days[0], "['touch', 'out/${{date}}.{name}']"))
    for name, write in (("make", workloads.make), ("ninja", workloads.ninja)):
        if name in peers:
            command = [peers[name], "-j2"] + (["-s"] if name == "make" else ["--quiet"])
            yield Contest(home, name, "A", command, lambda f, write=write: write(f, workloads.targets(a)))
            yield Contest(home, name, "B", command, lambda f, write=write: write(f, workloads.targets(b, days)))
    if "luigi" in peers:
        command = [peers["luigi"], "--module", "bench", "All", "--local-scheduler", "--log-level", "ERROR"]
        for workload, jobs, range_ in (("A", a, None), ("B", b, days)):
            yield Contest(home, "luigi", workload, command, lambda f, jobs=jobs, range_=range_: workloads.luigi(f, jobs, range_),
                          env={"PYTHONPATH": "."}, rounds=1)
    if "sqlmesh" in peers:
        command = [peers["sqlmesh"], "plan", "--auto-apply", "--no-prompts"]
        yield Contest(home, "sqlmesh", "B", command, lambda f: workloads.sqlmesh(f, b), rounds=1)


def planning(home, binary):
    """The plan of 50 jobs over ten years with every cell done, what it took before any was, and the status of all those cells."""
    folder = f"{home}/plan"
    jobs = [(f"job_{n:02}", [f"job_{n - 1:02}"] if n % 5 else []) for n in range(50)]
    workloads.nightshift(folder, jobs, "2015-01-01")
    span = ["--from", "2015-01-01", "--to", "2024-12-31", "--as-of", "2025-01-01T12:00:00Z"]
    plan = [binary, "plan", *span]
    empty = median([run(plan, folder) for _ in range(3)])
    for name, _ in jobs:
        mark = [binary, "mark", "done", name, *span, "--reason", "bench", "--quiet", "--yes"]
        run(mark, folder)
    status = [binary, "status", "--as-of", "2025-01-01T12:00:00Z"]
    return "plan 50 jobs x 10 years, all up to date", lambda: run(plan, folder), empty, lambda: run(status, folder)


def reading(binary, root):
    """Commands that only look: on the pipeline of this repository without a state, and on B when all of it is done."""
    env = {**os.environ, "NIGHTSHIFT_ENVIRONMENT": "demo", "SHOP_DSN": "host=/tmp", "NIGHTSHIFT_MASK_KEY": "a key for benchmarks, long enough",
           "NIGHTSHIFT_PIPELINE": f"{root}/jobs/nightly.yaml"}
    commands = ["--version", "--help", "check", "status", "why events --date 2026-11-01", "catalog ls"]
    after = ["status", "why step_5 --date 2025-12-31", "plan"]
    due = ["--as-of", "2026-01-01T12:00:00Z"]
    return [(f"start-up: {words}", lambda home, words=words: run([binary, *words.split()], home, env)) for words in commands] + [
        (f"start-up: {words}, after B", lambda home, words=words: run([binary, *words.split(), *due], f"{home}/B-nightshift")) for words in after]


class Bars:
    """What was promised, and whether it holds."""

    def __init__(self):
        self.rows, self.missed = [["what", "measured", "against", "ratio", "bar", ""]], 0

    def hold(self, what, value, bar, against=None, show=seconds):
        """`bar` is a ratio to `against`, or the same unit as the value."""
        ratio = value / against if against else None
        held = (ratio if against else value) <= bar
        self.missed += not held
        self.rows.append([what, show(value), show(against) if against else "", f"{ratio:.2f}" if ratio else "",
                          f"<= {bar:g}x" if against else f"<= {show(bar)}", "pass" if held else "MISS"])


def main(binary, root, rounds):
    """Prints everything; returns how many bars were missed."""
    peers = install(f"{root}/.tools/bench")
    with tempfile.TemporaryDirectory(prefix="nightshift-bench-") as home:
        runs = list(contests(home, binary, peers, rounds))
        plan, planned, unplanned, surveyed = planning(home, binary)
        greeting = hello(f"{root}/.tools/bench")
        readers = reading(binary, root)
        costs = {name: [] for name, _ in [(plan, planned)] + readers}
        spawns, commits, greetings, surveys = [], [], [], []
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
            spawns.append(spawning())
            commits.append(committing(home))
            for contest in runs:
                contest.round(number)
            for _ in range(OFTEN):
                costs[plan].append(planned())
                surveys.append(surveyed())
                greetings.append(run([greeting], home))
                for name, measure in readers:
                    costs[name].append(measure(home))
    missed = report([contest for contest in runs if contest.cold], costs, [Cost(a) for a in spawns], [Cost(b) for b in commits])
    print(f"A Swift program that only prints: {seconds(median(greetings))}")
    print(f"The same plan before anything was done: {seconds(unplanned)}; `status` of its 182,650 cells afterwards: {seconds(median(surveys))}")
    return missed


def report(runs, costs, spawns, commits):
    floor = median(spawns)
    print(f"\n{os.cpu_count()} cores. The floors: 1,000 processes two at a time {seconds(floor)}, 1,000 durable commits {seconds(median(commits))}.\n")
    by = {(contest.workload, contest.peer): contest for contest in runs}
    rows = [["", "cold", "to the floor", "again", "peak memory"]]
    for contest in sorted(runs, key=lambda contest: contest.workload):
        cold, jobs = median(contest.cold), 1000 if contest.workload == "A" else 1825
        rows.append([f"{contest.workload} {contest.peer}", seconds(cold), f"{cold / floor * 1000 / jobs:.2f}", seconds(median(contest.again)),
                     f"{max(cost.rss for cost in contest.cold + contest.again):.0f} MiB"])
    table(rows, "<>")

    ours_a, ours_b = by["A", "nightshift"], by["B", "nightshift"]
    bars = Bars()
    if ("A", "make") in by:
        bars.hold("A cold, to make -j2", median(ours_a.cold), 1.3, median(by["A", "make"].cold))
    if ("A", "ninja") in by:
        bars.hold("A again, to ninja -j2", median(ours_a.again), 3, median(by["A", "ninja"].again))
    bars.hold("B again", median(ours_b.again), 0.060)
    for name, measured in costs.items():
        bars.hold(name, median(measured), 0.150 if name.startswith("plan") else 0.020)
    bars.hold("peak memory of all of these", max(cost.rss for cost in ours_a.cold + ours_a.again + ours_b.cold + ours_b.again
                                                 + [cost for measured in costs.values() for cost in measured]), 40, show=lambda v: f"{v:.0f} MiB")
    table(bars.rows, "<>>>><")
    return bars.missed

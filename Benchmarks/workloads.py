"""The graphs that the runner and its peers work on, written for each of them. The same seed makes the same graph for all."""
import datetime, os, random, stat

LAYERS, WIDTH = 10, 100
FIRST, DAYS, STEPS = datetime.date(2025, 1, 1), 365, 5


def layers():
    """A: 1,000 jobs in 10 layers of 100, each needing 2 or 3 of the layer above: [(name, [names])]."""
    random.seed(20260101)
    jobs = []
    for layer in range(LAYERS):
        for place in range(WIDTH):
            needs = sorted(random.sample(range(WIDTH), random.choice((2, 3)))) if layer else []
            jobs.append((f"j{layer}_{place:03}", [f"j{layer - 1}_{other:03}" for other in needs]))
    return jobs


def chain(count=STEPS):
    """B: jobs that need the one before, for each date."""
    return [(f"step_{n}", [f"step_{n - 1}"] if n > 1 else []) for n in range(1, count + 1)]


def dates(first=FIRST, days=DAYS):
    return [first + datetime.timedelta(days=n) for n in range(days)]


def write(path, text, executable=False):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
    if executable:
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)


def nightshift(folder, jobs, start, command="['touch', 'out/{name}']"):
    """A pipeline of shell jobs; each starts one process, as the rules of make and ninja do."""
    lines = ["pipeline: bench", f"schedule: {{ cron: 0 2 * * *, start: {start} }}", "connections: { lake: { kind: local, path: lake } }", "jobs:"]
    for name, needs in jobs:
        after = f", needs: [{', '.join(needs)}]" if needs else ""
        lines.append(f"  {name}: {{ kind: shell, sequential: false, command: {command.format(name=name)}{after} }}")
    write(f"{folder}/jobs/nightly.yaml", "\n".join(lines) + "\n")
    os.makedirs(f"{folder}/out", exist_ok=True)


def targets(jobs, days=None):
    """Files to make and what each needs: those of A, or of B for each date."""
    if days is None:
        return [(f"out/{name}", [f"out/{need}" for need in needs]) for name, needs in jobs]
    return [(f"out/{day}.{name}", [f"out/{day}.{need}" for need in needs]) for day in days for name, needs in jobs]


def make(folder, files):
    rules = [f"{target}: {' '.join(needs)}\n\ttouch $@" for target, needs in files]
    write(f"{folder}/Makefile", f"all: {' '.join(target for target, _ in files)}\n" + "\n".join(rules) + "\n")
    os.makedirs(f"{folder}/out", exist_ok=True)


def ninja(folder, files):
    rules = [f"build {target}: touch {' '.join(needs)}" for target, needs in files]
    write(f"{folder}/build.ninja", "rule touch\n  command = touch $out\n" + "\n".join(rules) + "\n")
    os.makedirs(f"{folder}/out", exist_ok=True)


def luigi(folder, jobs, days=None):
    """Tasks that touch their target inside luigi's own process: it starts none, which is to its advantage."""
    needs = {name: needs for name, needs in jobs}
    write(f"{folder}/bench.py", f"""
import datetime, luigi

NEEDS = {needs!r}
DAYS = {[str(day) for day in days] if days else ['2025-01-01']!r}


class Step(luigi.Task):
    name = luigi.Parameter()
    day = luigi.Parameter()

    def requires(self):
        return [Step(name, self.day) for name in NEEDS[self.name]]

    def output(self):
        return luigi.LocalTarget(f"out/{{self.day}}.{{self.name}}")

    def run(self):
        with self.output().open("w"):
            pass


class All(luigi.WrapperTask):
    def requires(self):
        return [Step(name, day) for day in DAYS for name in NEEDS]
""")
    os.makedirs(f"{folder}/out", exist_ok=True)


def sqlmesh(folder, jobs):
    """Incremental models by day on DuckDB, one batch for the whole range: its fastest way. Its dates always end yesterday."""
    start = datetime.date.today() - datetime.timedelta(days=DAYS)
    write(f"{folder}/config.yaml", "gateways:\n  local:\n    connection: { type: duckdb, database: bench.db }\ndefault_gateway: local\n"
          f"model_defaults: {{ dialect: duckdb, start: {start} }}\ndisable_anonymized_analytics: true\n")
    for name, needs in jobs:
        source = f"FROM bench.{needs[0]} WHERE day BETWEEN @start_ds AND @end_ds" if needs else "FROM (SELECT @start_ds AS day)"
        write(f"{folder}/models/{name}.sql",
              f"MODEL (name bench.{name}, kind INCREMENTAL_BY_TIME_RANGE (time_column day), cron '@daily');\n"
              f"SELECT day::TEXT AS day {source}\n")

"""Runs a command as a child and says what it cost; prints the tables."""
import os, statistics, subprocess, sys, time


class Cost:
    """What one child cost: wall and CPU seconds (its own children included), and its peak memory in MiB."""

    def __init__(self, wall, cpu, rss, code):
        self.wall, self.cpu, self.rss, self.code = wall, cpu, rss, code


def run(command, cwd, env=None, expect=(0,)):
    """Runs `command` to its end; output is thrown away, unless it ends as it should not."""
    with open(os.path.join(cwd, ".bench-output"), "w+b") as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in expect:
            output.seek(0)
            sys.exit(f"{' '.join(command)} ended with {child.returncode}:\n{output.read().decode(errors='replace')[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode)


def median(costs, what="wall"):
    return statistics.median(getattr(cost, what) for cost in costs)


def seconds(value):
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def table(rows, aligned="<"):
    """Rows of texts as columns; `aligned` says left or right for each, the last one for all further."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(f"{text:{aligned[min(i, len(aligned) - 1)]}{width}}" for i, (text, width) in enumerate(zip(row, widths))).rstrip())
    print()

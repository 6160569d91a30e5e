"""Runs a command as a child and says what it cost; prints the tables."""
import os, statistics, subprocess, time


class Cost:
    """What one child cost: wall and CPU seconds (its own children included), and its peak memory in MiB."""

    def __init__(self, wall, cpu=0, rss=0):
        self.wall, self.cpu, self.rss = wall, cpu, rss


class Failed(Exception):
    """A command ended as it should not."""


def run(command, cwd, env=None):
    """Runs `command` to its end; output is thrown away, unless it fails."""
    with open(os.path.join(cwd, ".bench-output"), "w+b") as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            output.seek(0)
            raise Failed(f"{' '.join(command)} ended with {child.returncode}:\n{output.read().decode(errors='replace')[-1000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


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

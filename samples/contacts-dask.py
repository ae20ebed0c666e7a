"""Counts a contact list in parts on a Dask cluster, with the result of `smsctl contacts check`.

    python3 contacts-dask.py contacts.csv --contacts-country US > summary.json

Without --scheduler, a scheduler and two workers start on this machine and end with the script. On a cluster, every
worker needs smsctl, and the list under the same path. Needs Python 3.9 and the package `distributed`.
"""

import argparse
import itertools
import json
import operator
import os
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from contextlib import nullcontext

from distributed import Client, KilledWorker, LocalCluster, as_completed

# smsctl decides how to read a list from its first rows.
ROWS_FOR_PLAN = 10_000
# Each number belongs to one group, so that one worker sees all its duplicates.
GROUPS = 8
# The answer to a header or a blank line.
NO_CONTACT = b"e164\tcountry\ttype\tverdict\treason"
COUNTS = ["rows", "textable", "reasons", "countries", "types"]
READING = ["--contacts-country", "--contacts-column", "--country-column", "--consent-column", "--contacts-numbers"]


def run(*command, given):
    """Returns what the command prints. A command that fails must not look like a part without contacts."""
    done = subprocess.run(command, input=given, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


def plan_of(path, smsctl, reading):
    """Decides once for all parts how lines are read, and tries it: the first rows must count the same line by line."""
    with tempfile.TemporaryDirectory() as folder, open(path, "rb") as file:
        plan = os.path.join(folder, "plan.json")
        head = b"".join(itertools.islice(file, ROWS_FOR_PLAN + 1))
        check = [smsctl, "contacts", "check", "-", "--contacts-minimum", "0", "--plan-out", plan, "--json", *reading]
        whole = json.loads(run(*check, given=head))
        by_line = json.loads(run(smsctl, "contacts", "merge", given=answers_to(head, plan, smsctl)))
        if any(whole[counts] != by_line[counts] for counts in COUNTS):
            raise RuntimeError("The list is compressed, or not one contact per line. Use `smsctl contacts check`.")
        with open(plan, "rb") as written:
            return written.read()


def answers_to(lines, plan, smsctl):
    """One answer for each line."""
    return run(smsctl, "contacts", "classify", "--plan", plan, given=lines)


def classify(path, start, end, plan, smsctl):
    """Returns the number of contacts from `start` to `end`, and a counter of equal answers for each group."""
    with open(path, "rb") as file:
        # A line belongs to the part in which it starts.
        file.seek(max(start - 1, 0))
        if start > 0:
            file.readline()
        part = file.read(max(end - file.tell(), 0))
        if part and not part.endswith(b"\n"):
            part += file.readline()
        if any(line.count(b'"') % 2 for line in part.split(b"\n")):
            raise RuntimeError("An open quote: a row may go on in the next line. Use `smsctl contacts check`.")
        # Counted apart from the lines above, so that a line that is lost or read twice is noticed.
        file.seek(start)
        data = file.read(end - start)
        lines = data.count(b"\n") + (file.read(1) == b"" and not data.endswith(b"\n"))
    with tempfile.NamedTemporaryFile() as file:
        file.write(plan)
        file.flush()
        answers = Counter(answers_to(part, file.name, smsctl).split(b"\n")[:-1])
    rows = lines - answers.pop(NO_CONTACT, 0)
    groups = [Counter() for _ in range(GROUPS)]
    for answer, count in answers.items():
        number = answer.split(b"\t", 1)[0]
        groups[zlib.crc32(number) % GROUPS][answer] = count
    return [rows, *groups]


def merge(groups, smsctl):
    """Returns the summary of one group of all parts."""
    lines = [b"%d\t%s\n" % (count, answer) for group in groups for answer, count in group.items()]
    return run(smsctl, "contacts", "merge", given=b"".join(lines))


def count(client, path, parts, smsctl, reading):
    """Returns the summary of the list. Dask repeats what a lost worker did or kept."""
    plan = plan_of(path, smsctl, reading)
    size = os.path.getsize(path)
    step = -(-size // parts)
    cuts = [(start, min(start + step, size)) for start in range(0, size, step)]
    classified = [client.submit(classify, path, start, end, plan, smsctl, pure=False) for start, end in cuts]
    for done, part in enumerate(as_completed(classified), 1):
        if part.status != "finished":
            part.result()
        print(f"{done} of {len(cuts)} parts", file=sys.stderr)
    rows, *groups = [[client.submit(operator.itemgetter(at), part) for part in classified] for at in range(GROUPS + 1)]
    summaries = client.gather([client.submit(merge, group, smsctl, pure=False) for group in groups])
    total = sum(client.gather(rows))
    return run(smsctl, "contacts", "merge", "--rows", str(total), given=b"".join(summaries))


def two_workers(folder):
    """A scheduler and two workers that only this machine can reach."""
    pages = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}
    return LocalCluster(2, threads_per_worker=1, host="127.0.0.1", local_directory=folder, **pages)


def main():
    parser = argparse.ArgumentParser(description="Counts a contact list on a Dask cluster.", allow_abbrev=False)
    parser.add_argument("list", help="delimited file with one contact per line, not compressed")
    parser.add_argument("--parts", type=int, default=64, help="cut the list into this many parts (default 64)")
    parser.add_argument("--scheduler", help="use this cluster, e.g. tcp://10.0.0.1:8786 (default: two local workers)")
    parser.add_argument("--smsctl", default="smsctl", help="name or path of smsctl on every worker")
    for option in READING:
        parser.add_argument(option, action="append", default=[], help="as of `smsctl contacts check`")
    options = parser.parse_args()
    if options.parts < 1:
        parser.error("--parts: enter a number from 1")
    given = [(option, getattr(options, option[2:].replace("-", "_"))) for option in READING]
    reading = [word for option, values in given for value in values for word in (option, value)]
    with tempfile.TemporaryDirectory() as folder:
        try:
            cluster = nullcontext(options.scheduler) if options.scheduler else two_workers(folder)
            with cluster as place, Client(place) as client:
                summary = count(client, os.path.abspath(options.list), options.parts, options.smsctl, reading)
        except (KilledWorker, OSError, RuntimeError) as error:
            sys.exit(f"Not counted: {error}")
    sys.stdout.buffer.write(summary)


if __name__ == "__main__":
    main()

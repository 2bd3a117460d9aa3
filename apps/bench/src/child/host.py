"""Runs one contestant written in Python: the same lines of JSON as host.ts."""

import gc
import importlib.util
import json
import platform
import resource
import sys
import time
import tracemalloc
from pathlib import Path


def milliseconds() -> float:
    return time.perf_counter() * 1_000


def repeat(run, min_ms):
    start = milliseconds()
    runs = 0
    while True:
        answer = run()
        runs += 1
        elapsed = milliseconds() - start
        if elapsed >= min_ms:
            return answer, elapsed / runs


def start_work(contestant, given):
    run = contestant.prepare(given)
    run()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024

    def take_turn(min_ms):
        gc.collect()
        answer, elapsed = repeat(run, min_ms)
        return {"answer": answer, "measures": {"time": elapsed}}

    return {"peak": peak}, take_turn


def start_holding(contestant, given):
    # Traced in a run of its own: tracing slows building down.
    tracemalloc.start()
    held = contestant.build(given)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del held

    def take_turn(min_ms):
        gc.collect()
        start = milliseconds()
        held = contestant.build(given)
        build = milliseconds() - start
        start = milliseconds()
        gc.collect()
        collection = milliseconds() - start
        answer, scan = repeat(lambda: contestant.scan(held, given), min_ms)
        return {"answer": answer, "measures": {"build": build, "bytes": size, "gc": collection, "scan": scan}}

    return {}, take_turn


def load(path):
    # What the contestants of a group share is in the group's folder.
    sys.path.insert(0, str(Path(path).parent.parent))
    spec = importlib.util.spec_from_file_location("contestant", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def send(message):
    print(json.dumps(message), flush=True)


def main():
    contestant = load(sys.argv[1])
    given = json.loads(sys.argv[2])
    start = start_work if hasattr(contestant, "prepare") else start_holding
    measures, take_turn = start(contestant, given)
    ready = {"title": f"CPython {platform.python_version()}: {contestant.TITLE}", "measures": measures}
    if hasattr(contestant, "NOTE"):
        ready["note"] = contestant.NOTE
    send(ready)
    for line in sys.stdin:
        send(take_turn(json.loads(line)["minMs"]))


main()

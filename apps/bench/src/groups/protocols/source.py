"""The same objects as source.ts, and Python's own protocol."""

from typing import Protocol, runtime_checkable

TITLE = "runtime_checkable Protocol"
NOTE = "isinstance; looks for the members only, not for what they are."


@runtime_checkable
class Source(Protocol):
    name: str

    def stream(self, options): ...


class Readings:
    def __init__(self):
        self.name = "readings"

    def stream(self, options):
        yield from ()


class Misspelt:
    def __init__(self):
        self.name = "readings"

    def steam(self, options):
        yield from ()


def checking(make):
    def prepare(given):
        objects = [make() for _ in range(1_000)]
        rounds = given["checks"] // len(objects)

        def run():
            passing = 0
            for _ in range(rounds):
                for value in objects:
                    if isinstance(value, Source):
                        passing += 1
            return passing

        return run

    return prepare

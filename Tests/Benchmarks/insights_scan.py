"""Counts lines with insights-core as its parsers do: insights_scan.py TOKENS LOG

Prints nothing if insights-core is not installed.
"""
import sys

try:
    from insights.core import LogFileOutput
    from insights.core.context import Context
except ImportError:
    sys.exit()


class Log(LogFileOutput):
    pass


with open(sys.argv[1]) as file:
    names = {f"rule{number}": token for number, token in enumerate(file.read().split("\n"))}
for name, token in names.items():
    Log.keep_scan(name, token)
with open(sys.argv[2], errors="replace") as file:
    log = Log(Context(content=file.read().split("\n"), path=sys.argv[2]))
print(sum(len(getattr(log, name)) for name in names))

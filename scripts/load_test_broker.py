#!/usr/bin/env python3
"""Load test of the message broker: hands over to `npm run load`, which takes the same flags.

Python 3.8 or later, standard library only.

    python scripts/load_test_broker.py --duration 600 --rate 1000
    python scripts/load_test_broker.py --help
"""

import os
import shutil
import subprocess
import sys

COULD_NOT_START = 3


def main() -> int:
    node = shutil.which("node")
    if node is None:
        print(
            "load test: expected Node 20 or later on the PATH, saw none\n"
            "  What to do: install Node with npm, then run this again",
            file=sys.stderr,
        )
        return COULD_NOT_START
    launcher = os.path.join(os.path.dirname(os.path.abspath(__file__)), "launch.mjs")
    # npm sets it for whatever it starts: paths are relative to the folder where this was called.
    os.environ["INIT_CWD"] = os.getcwd()
    command = [node, launcher, "load", *sys.argv[1:]]
    if os.name == "posix":
        os.execv(node, command)
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())

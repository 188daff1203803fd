"""Serves the product of the checkout that is the working folder: ``python serve.py FOLDER``.

Prints one line of JSON (``Served``) when it answers, and ends with its standard input. It is run
by its path, so that another checkout can be measured with it that does not have this file.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path[0] = os.getcwd()  # the other checkout, not this folder

from tests.faults.desk_process import WITHOUT_GUARDS  # noqa: E402
from tests.stack.product import SECRET, product, rasa  # noqa: E402


def main() -> None:
    folder = Path(sys.argv[1])
    with rasa(folder) as rasa_url, product(folder, rasa_url, WITHOUT_GUARDS) as desk:
        served = {"desk": desk.url, "rasa": rasa_url, "secret": SECRET}
        print(json.dumps(served), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()

"""The desk's command line: ``python -m agent_desk serve | migrate | demo | agents | shops |
schema``."""

from __future__ import annotations

import os
import sys

if sys.argv[1:2] == ["serve"]:
    # A search multiplies one question by one matrix. OpenBLAS would share that with a thread for
    # each core, and they burn as much of the processor again while they wait for the next.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")

    from agent_desk.server.gevent_patch import patch

    patch()

from agent_desk.cli.main import main

if __name__ == "__main__":
    main()

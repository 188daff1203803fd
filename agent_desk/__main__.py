"""The desk's command line: ``python -m agent_desk serve | migrate | demo | agents | shops |
schema``."""

from __future__ import annotations

import sys

if sys.argv[1:2] == ["serve"]:
    from agent_desk.server.gevent_patch import patch

    patch()

from agent_desk.cli.main import main

if __name__ == "__main__":
    main()

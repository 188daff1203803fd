"""The desk's command line: ``python -m agent_desk serve | migrate | demo | agents | schema``."""

from __future__ import annotations

import sys

if sys.argv[1:2] == ["serve"]:
    from agent_desk.patching import patch

    patch()

from agent_desk.cli import main

if __name__ == "__main__":
    main()

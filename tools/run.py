"""Everything from a fresh checkout to a running desk: ``python -m tools.run``.

PORT chooses the desk's port. Ctrl-C ends it; no process stays behind.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from tools import data_stamp
from tools.channel_secret import NAME as SECRET_NAME
from tools.channel_secret import channel_secret
from tools.checkout_lock import checkout_lock
from tools.commands import run_logged
from tools.entry_point import run_main
from tools.errors import ToolError
from tools.install import install
from tools.paths import DEMO_LOGINS, DESK_ENV, MODEL, RASA_ENV, program
from tools.ports import check_port, free_port
from tools.readiness import poll, wait_until_ready
from tools.supervisor import MAX_RESTARTS, Service, keep_running
from tools.terminal import WARNING, display_path, print_line, step
from tools.training import check_model


def main() -> int:
    print_line(f"settings: {settings_file()}")
    host, port = listen_address()
    check_port(host, port)
    with checkout_lock(
        "run", refusal="Relay already runs from this checkout; stop it first (Ctrl-C there)"
    ):
        install()
        check_model()
        rasa, desk = services(host, port, free_port(), channel_secret())
        rasa.start()
        if not data_stamp.is_valid():
            with step("preparing the data"):
                log = run_logged(
                    [program(DESK_ENV, "python"), "-m", "tools.prepare_data"],
                    log="prepare_data.log",
                    private=True,
                    failure="the data could not be prepared",
                )
            print_warnings(log)
        desk.start()

        def check() -> None:
            rasa.raise_if_ended()
            desk.raise_if_ended()

        wait_until_ready(f"http://{browser_host(host)}:{port}/readyz", check)
        address = f"http://{browser_host(host)}:{port}"
        print_addresses(address, demo_logins() if shows_demo(address) else {})
        keep_running([rasa, desk])
    return 0


def listen_address() -> tuple[str, int]:
    """Host and port from the environment. Raises ToolError for an invalid port."""
    text = os.environ.get("PORT") or os.environ.get("RELAY_AGENT_DESK_PORT") or "8000"
    host = os.environ.get("RELAY_AGENT_DESK_HOST") or "127.0.0.1"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ToolError(f"PORT must be a number from 1 to 65535, not {text!r}")
    return host, int(text)


def settings_file() -> str:
    """The file of settings. Raises ToolError if RELAY_CONFIG names none that exists."""
    named = os.environ.get("RELAY_CONFIG")
    if named is None:
        return "config.yml (RELAY_CONFIG names no other)"
    if not named.strip() or not Path(named).expanduser().is_file():
        raise ToolError(f"RELAY_CONFIG must name a file of settings; '{named}' is none")
    return f"{named} (RELAY_CONFIG)"


def print_warnings(log: Path) -> None:
    """Repeats the warnings that a step left in its log."""
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith(WARNING):
            print_line(line)


def browser_host(host: str) -> str:
    """The host that a browser on this machine opens when the desk listens on ``host``."""
    if host in {"0.0.0.0", ""}:
        return "127.0.0.1"
    if ":" in host:
        return "[::1]" if host == "::" else f"[{host}]"
    return host


def services(host: str, port: int, rasa_port: int, secret: str) -> tuple[Service, Service]:
    """Rasa, on loopback, and the desk."""
    rasa = Service(
        "rasa",
        [
            *(program(RASA_ENV, "python"), "-m", "rasa", "run", "--model", MODEL),
            *("--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml"),
            *("--interface", "127.0.0.1", "--port", str(rasa_port), "--response-timeout", "10"),
        ],
        {SECRET_NAME: secret},
        max_restarts=MAX_RESTARTS,
    )
    desk = Service(
        "desk",
        [program(DESK_ENV, "python"), "-m", "agent_desk", "serve"],
        {
            "RELAY_AGENT_DESK_HOST": host,
            "RELAY_AGENT_DESK_PORT": str(port),
            "RELAY_AGENT_DESK_RASA__URL": f"http://127.0.0.1:{rasa_port}",
            "RELAY_AGENT_DESK_RASA__SECRET": secret,
        },
    )
    return rasa, desk


def shows_demo(address: str) -> bool:
    """Whether the running desk serves the demo shop."""
    is_served, _ = poll(f"{address}/api/demo/orders")
    return is_served


def print_addresses(address: str, logins: dict[str, str]) -> None:
    """Prints the addresses, and the demo agents' log-ins where there are any."""
    print_line("Relay is ready.\n")
    if logins:
        print(f"  Demo shop      {address}/")
    print(f"  Agent console  {address}/console")
    for email, password in logins.items():
        print(f"                 {email}  {password}")
    print("\n  Logs are in var/log/. Ctrl-C stops everything.\n", flush=True)


def demo_logins() -> dict[str, str]:
    """The demo agents' passwords by e-mail address; empty before they were made."""
    if not DEMO_LOGINS.exists():
        return {}
    try:
        logins = json.loads(DEMO_LOGINS.read_text(encoding="utf-8"))
        return {str(email): str(password) for email, password in logins.items()}
    except (ValueError, AttributeError):
        raise ToolError(
            f"{display_path(DEMO_LOGINS)} cannot be read; delete it to get new ones"
        ) from None


if __name__ == "__main__":
    run_main(main)

"""Nobody fills the disk with log lines, and a full disk stops nothing."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections import Counter

import websocket

from tests.stack.processes import ROOT, answers
from tests.stack.served_desk import STUB, ServedDesk
from tests.stack.waiting import until
from tools import supervisor
from tools.supervisor import Service


class TestAFlood:
    def test_of_bad_packets_writes_a_few_lines(self, tmp_path):
        desk = ServedDesk(tmp_path)
        settings = {
            "RELAY_AGENT_DESK_LOG_LINES_PER_MINUTE": "10",
            "RELAY_AGENT_DESK_LOG_FORMAT": "json",
        }
        with desk.running(STUB, **settings):
            for _ in range(60):
                with contextlib.closing(desk.websocket()) as connection:
                    for packet in ("4", "43/visitor,1[]", "zzz"):
                        with contextlib.suppress(websocket.WebSocketException, OSError):
                            connection.send(packet)

        lines = [json.loads(line) for line in desk.log().splitlines()]
        kinds = Counter((line["logger"], line["event"]) for line in lines if "of" not in line)
        assert max(kinds.values()) <= 10
        assert len(desk.log()) < 60_000

    def test_of_any_output_stays_in_a_few_files(self, tmp_path, monkeypatch):
        monkeypatch.setattr(supervisor, "LOGS", tmp_path)
        monkeypatch.setenv("RELAY_LOG_BYTES", "200000")
        monkeypatch.setenv("RELAY_LOG_FILES", "3")
        code = "for n in range(30_000): print(f'line {n:6}', 'x' * 200)"
        part = Service("part", [sys.executable, "-c", code], {})
        part.start()
        part.child.wait()

        files = [tmp_path / name for name in ("part.log.2", "part.log.1", "part.log")]
        assert sorted(tmp_path.iterdir()) == sorted(files)
        assert all(file.stat().st_size <= 200_000 for file in files)
        # The last lines, each whole, in their order.
        lines = "".join(file.read_text() for file in files).splitlines()
        numbers = [int(line.split()[1]) for line in lines]
        assert numbers == list(range(30_000 - len(lines), 30_000))
        assert len(lines) > 1000


class TestAFullDisk:
    def test_of_the_log_stops_no_desk(self, tmp_path):
        desk = ServedDesk(tmp_path)
        with open("/dev/full", "wb") as full:
            process = subprocess.Popen(
                STUB, cwd=ROOT, env=os.environ | desk.environment, stdout=full, stderr=full
            )
        try:
            until(lambda: process.poll() is not None or answers(f"{desk.url}/healthz"))
            with desk.visitor() as visitor:
                assert visitor.say("How do I return an item?")["ok"]
            process.send_signal(signal.SIGTERM)

            assert process.wait(30) == 0
        finally:
            process.kill()
            process.wait()

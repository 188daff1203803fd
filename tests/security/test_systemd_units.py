"""The units of systemd that ship: what a desk or a Rasa that was taken over can still do."""

import shutil
import subprocess

import pytest

from tests.stack.processes import ROOT
from tools.run import services

UNITS = ("relay-desk", "relay-rasa")
FOLDER = ROOT / "tools" / "systemd"

# Exposure level, times ten, that systemd-analyze may find: 1.5 of 10.
THRESHOLD = 15

ANALYZE = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine"
)


def directives(unit):
    """The values of each directive of [Service], in their order."""
    found = {}
    part = (FOLDER / f"{unit}.service").read_text().split("[Service]")[1].split("[Install]")[0]
    for line in part.splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def in_this_checkout(tmp_path):
    """The units, with the paths of this checkout, so that their programs are there."""
    for unit in UNITS:
        text = (FOLDER / f"{unit}.service").read_text()
        (tmp_path / f"{unit}.service").write_text(text.replace("/srv/relay", str(ROOT)))
    return [str(tmp_path / f"{unit}.service") for unit in UNITS]


class TestUnits:
    @pytest.mark.parametrize("unit", UNITS)
    def test_have_a_user_without_rights_and_read_only_code(self, unit):
        found = directives(unit)

        assert found["User"] != ["root"]
        for name in ("NoNewPrivileges", "PrivateDevices", "PrivateTmp", "ProtectHome"):
            assert found[name] == ["yes"], name
        for name in ("KernelLogs", "KernelModules", "KernelTunables", "ControlGroups", "Clock"):
            assert found[f"Protect{name}"] == ["yes"], name
        for name in ("MemoryDenyWriteExecute", "RestrictNamespaces", "RestrictSUIDSGID"):
            assert found[name] == ["yes"], name
        assert found["ProtectSystem"] == ["strict"]
        assert found["UMask"] == ["0077"]
        assert found["CapabilityBoundingSet"] == [""]
        assert found["SystemCallFilter"] == ["@system-service", "~@privileged @resources"]
        assert "ReadWritePaths" not in found
        assert "LogRateLimitBurst" in found

    def test_let_the_desk_write_its_data_alone(self):
        found = directives("relay-desk")

        assert (found["StateDirectory"], found["StateDirectoryMode"]) == (["relay"], ["0700"])

    def test_give_rasa_another_user_and_loopback_alone(self):
        rasa = directives("relay-rasa")

        assert rasa["User"] != directives("relay-desk")["User"]
        assert (rasa["IPAddressDeny"], rasa["IPAddressAllow"]) == (["any"], ["localhost"])
        assert rasa["InaccessiblePaths"] == ["-/var/lib/relay -/etc/relay"]
        assert "StateDirectory" not in rasa

    def test_start_rasa_as_make_run_does(self):
        rasa, _ = services("127.0.0.1", 8000, 5005, "secret")
        model = rasa.command.index("--model") + 1
        command = [str(part).replace(str(ROOT), "/srv/relay") for part in rasa.command]
        command[model] = "/run/relay-rasa/relay.tar.gz"

        assert directives("relay-rasa")["ExecStart"] == [" ".join(command)]

    @ANALYZE
    def test_are_valid(self, in_this_checkout):
        done = subprocess.run(
            ["systemd-analyze", "verify", *in_this_checkout], capture_output=True, text=True
        )

        assert (done.returncode, done.stdout + done.stderr) == (0, "")

    @ANALYZE
    def test_leave_little_exposed(self, in_this_checkout):
        for unit in in_this_checkout:
            done = subprocess.run(
                [
                    *("systemd-analyze", "security", "--offline=true", "--no-pager"),
                    *(f"--threshold={THRESHOLD}", unit),
                ],
                capture_output=True,
                text=True,
            )

            assert done.returncode == 0, done.stdout + done.stderr

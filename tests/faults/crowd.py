"""Visitors and agents who all talk at once, and the promises that are checked on them."""

import random
import threading
import time

from tests.faults.console import Console
from tests.faults.widget import Widget

QUESTION = "How long does shipping to Brazil take?"
# A client that sees nothing go out stops writing after so many lines.
MOST_UNSENT = 3


class Crowd:
    """Connects through ``port``, which may be a proxy's."""

    def __init__(self, port, logins, *, visitors, seed=0):
        self._random = random.Random(seed)
        self.widgets = [Widget(port, f"visitor{number}") for number in range(visitors)]
        self.consoles = [Console(port, login) for login in logins]
        self.everybody = [*self.widgets, *self.consoles]
        self.sent = {}
        self._talking = threading.Event()
        self._thread = None
        self._number = 0

    def __enter__(self):
        for client in self.everybody:
            client.start()
        return self

    def __exit__(self, *_):
        self._talking.clear()
        for client in self.everybody:
            client.stop()

    def talk(self, messages_per_second):
        """Starts saying lines at this rate, until ``hush``."""
        self._talking.set()
        self._thread = threading.Thread(target=self._talk, args=[messages_per_second], daemon=True)
        self._thread.start()

    def hush(self):
        self._talking.clear()
        self._thread.join()

    def say_something(self):
        """One step of one of them; mostly a line."""
        client = self._random.choice(self.everybody)
        with client.lock:
            if len(client.outbox) >= MOST_UNSENT:
                return False
        if isinstance(client, Console):
            return self._work(client)
        if self._random.random() < 0.03 and client.token:
            self._keep(client, client.ask_for_person(), None)
        elif self._random.random() < 0.01:
            client.reload()
            return False
        else:
            self._number += 1
            text = f"{QUESTION} {self._number}"
            self._keep(client, client.say(text), text)
        return True

    def _work(self, console):
        with console.lock:
            waiting, mine = sorted(console.waiting), sorted(console.mine)
        chance = self._random.random()
        if waiting and (chance < 0.3 or not mine):
            console.step("claim", self._random.choice(waiting))
            return False
        if not mine:
            return False
        chat = self._random.choice(mine)
        if console.open_id is None or chance < 0.4:
            console.open_chat(chat)
        if chance > 0.95:
            console.step(self._random.choice(["release", "return", "resolve"]), chat)
            return False
        self._number += 1
        text = f"Answer {self._number}"
        self._keep(console, console.reply(chat, text, note=chance > 0.9), text)
        return True

    def _talk(self, messages_per_second):
        begun, said = time.monotonic(), 0
        while self._talking.is_set():
            ahead = begun + said / messages_per_second - time.monotonic()
            if ahead > 0:
                time.sleep(min(ahead, 0.05))
            else:
                self.say_something()
                said += 1

    def _keep(self, client, client_message_id, text):
        self.sent[client_message_id] = (client, text)

    # --- what must hold ----------------------------------------------------------------

    @property
    def acknowledged(self):
        """Every line whose storing was acknowledged, by the id that its client gave it."""
        return {
            client_message_id: message
            for client in self.everybody
            for client_message_id, message in list(client.acknowledged.items())
        }

    def settle(self, desk, within=90):
        """Waits until everything that was said is sent, shown and answered."""
        retried = time.monotonic()
        give_up = retried + within
        while unsettled := self._unsettled(desk):
            assert time.monotonic() < give_up, f"after {within} s: {unsettled[:10]}"
            if time.monotonic() - retried > 1:
                retried = time.monotonic()
                for client in self.everybody:
                    client.retry_failed()
            time.sleep(0.05)

    def _unsettled(self, desk):
        """What is still to come, in words."""
        # A reply in a chat that was given away meanwhile is rightly refused.
        self._forget_refused()
        waiting = [f"{c.name} is offline {c.refusals[-1:]}" for c in self.everybody if not c.online]
        waiting += [
            f"{c.name} has {c.outbox[0].status} {c.outbox[0].failure}"
            for c in self.everybody
            if c.outbox
        ]
        due = "SELECT state, turn_due_at, turn_lease_until, turn_attempts FROM conversations"
        waiting += [f"due: {row}" for row in desk.rows(f"{due} WHERE turn_due_at IS NOT NULL")]
        for client in self.everybody:
            if client.screen.conversation_id:
                log = self._log_of(client, desk)
                if log and client.screen.last_seq != log[-1]["seq"]:
                    waiting.append(f"{client.name} shows {client.screen.last_seq} of {log[-1]}")
        return waiting

    def _forget_refused(self):
        for client in self.everybody:
            with client.lock:
                client.outbox = [
                    item
                    for item in client.outbox
                    if item.failure not in ("not_allowed", "transition_not_allowed")
                ]

    def _log_of(self, client, desk):
        notes = isinstance(client, Console)
        return desk.lines_of(client.screen.conversation_id, notes=notes)

    def assert_nothing_lost_or_doubled(self, desk):
        """Every acknowledged line is stored once, as it was said."""
        stored = {}
        for row in desk.rows("SELECT client_message_id, seq, text, conversation_id FROM messages"):
            if row["client_message_id"]:
                stored.setdefault(row["client_message_id"], []).append(row)
        acknowledged = self.acknowledged
        lost = [key for key in acknowledged if key not in stored]
        assert lost == [], f"{len(lost)} acknowledged lines are not in the log"
        for key, message in acknowledged.items():
            assert [row["seq"] for row in stored[key]] == [message["seq"]]
            text = self.sent[key][1]
            assert text is None or stored[key][0]["text"] == text
        texts = [rows[0]["text"] for key, rows in stored.items() if self.sent[key][1]]
        assert len(texts) == len(set(texts)), "a line is in the log twice"

    def assert_screens_show_the_log(self, desk, *, to_the_end=False):
        """Each screen shows the log in order, without a hole, from its first line to its last."""
        for client in self.everybody:
            with client.lock:
                shown = client.screen.lines
                more = client.screen.more
            if not shown:
                continue
            log = self._log_of(client, desk)
            first = 0 if not more else shown[0]["seq"]
            last = log[-1]["seq"] if to_the_end else shown[-1]["seq"]
            expected = [(r["seq"], r["id"], r["text"]) for r in log if first <= r["seq"] <= last]
            assert [(r["seq"], r["id"], r["text"]) for r in shown] == expected, client.name
        assert [widget.name for widget in self.widgets if widget.forgotten] == []
        assert [client.bugs for client in self.everybody if client.bugs] == []

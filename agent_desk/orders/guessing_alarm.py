"""The alarm of a shop in which many wrong pairs of order number and digits are tried.

A guesser with many addresses stays within every other limit: one try at each of many orders. The
alarm refuses nobody. While it is raised, guests have to do some work before they write.
"""

from __future__ import annotations

from agent_desk.domain.attempt_limits import AttemptLimit, Window
from agent_desk.domain.events import GuessingAlarmRaised
from agent_desk.storage.attempts import record_attempt, seconds_to_wait
from agent_desk.storage.transaction import Snapshot, Transaction


class GuessingAlarm:
    """Raised once a shop has seen as many wrong tries as ``wrong`` allows, for as long as it counts.

    It is a row in the database, so that every process knows it, also after a restart.
    """

    def __init__(self, wrong: Window) -> None:
        self._wrong = wrong

    def is_raised(self, session: Snapshot, shop_id: str) -> bool:
        return seconds_to_wait(session, self._raised(shop_id)) > 0

    def count(self, transaction: Transaction, shop_id: str) -> None:
        """Counts a wrong try. Raises the alarm if it is due and not raised already."""
        record_attempt(transaction, self._tries(shop_id))
        if self.is_raised(transaction, shop_id):
            return
        if seconds_to_wait(transaction, self._tries(shop_id)) > 0:
            record_attempt(transaction, self._raised(shop_id))
            transaction.record(GuessingAlarmRaised(shop_id))

    def _tries(self, shop_id: str) -> AttemptLimit:
        return AttemptLimit("shop_order_attempts", shop_id, self._wrong)

    def _raised(self, shop_id: str) -> AttemptLimit:
        return AttemptLimit("order_guessing_alarm", shop_id, Window(1, self._wrong.seconds))

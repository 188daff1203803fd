"""What a client shows of a conversation: the rules of web/src/shared/thread.ts and gapFiller.ts."""


class Screen:
    """The lines of one conversation by ``seq``, complete from the first to the last."""

    def __init__(self):
        self.conversation_id = None
        self.more = False
        self._lines = {}

    @property
    def lines(self):
        return [self._lines[seq] for seq in sorted(self._lines)]

    @property
    def last_seq(self):
        return max(self._lines, default=0)

    def replace(self, conversation_id, lines, more):
        """Drops what is held for the newest page."""
        self.conversation_id, self.more = conversation_id, more
        self._lines = {line["seq"]: line for line in lines}

    def merge(self, lines):
        """Adds lines that follow what is held, or newer copies of lines that are."""
        self._lines |= {
            line["seq"]: line for line in lines if line["conversation_id"] == self.conversation_id
        }

    def accept(self, line):
        """Adds a live line. False: something before it is missing and must be fetched."""
        if line["conversation_id"] != self.conversation_id:
            if self._lines and self.lines[-1]["created_at"] > line["created_at"]:
                return True
            self.replace(line["conversation_id"], [], False)
        if self.more and self._lines and line["seq"] < min(self._lines):
            return True
        if line["previous_seq"] > self.last_seq:
            return False
        self.merge([line])
        return True

    def shows(self, client_message_id):
        return any(line["client_message_id"] == client_message_id for line in self._lines.values())

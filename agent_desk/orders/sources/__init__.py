"""The systems in which shops keep their orders, each an ``OrderSource``."""

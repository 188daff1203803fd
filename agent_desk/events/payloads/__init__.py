"""Everything that crosses the socket, in both directions.

These models are the contract: the desk validates with them, the front end's
types are generated from them (``python -m agent_desk schema``), and
docs/events.md is checked against them. A request answers with an
acknowledgement: its own ``…Ack`` model, or :class:`shared.Refusal`.
"""

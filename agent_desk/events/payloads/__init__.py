"""Everything that crosses the sockets, in both directions.

These models are the contract. The desk validates with them, the front end's
types are generated from them (``python -m agent_desk schema``), and a test
compares docs/events.md with them. The desk acknowledges a request with the
request's own ``…Ack`` model or with :class:`shared.Refusal`.
"""

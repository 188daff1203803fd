"""JSON in which one thing at a time is not what it should be."""

from copy import deepcopy

VALUES = (None, 7, "x", [], {}, [7], [None], {"a": 1}, True, "9" * 400)


def spoiled(sent):
    """Copies of ``sent``, each with one value, at any depth, replaced by one of ``VALUES``."""
    for path in _paths(sent):
        for value in VALUES:
            copy = deepcopy(sent)
            place = copy
            for part in path[:-1]:
                place = place[part]
            place[path[-1]] = deepcopy(value)
            yield copy


def _paths(value):
    items = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        items = enumerate(value)
    for key, inner in items:
        yield (key,)
        yield from ((key, *rest) for rest in _paths(inner))

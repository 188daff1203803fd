"""A ``Precompiled`` character map for tokenizer.json.

Script handling then lives in the tokenizer file alone: any program that loads the
model, in any language, reads Traditional Chinese as Simplified.

The format is SentencePiece's: the size of a double-array trie in bytes, the
trie (darts-clone units of 32 bits), then the replacements, each ended by NUL.
A unit holds, from its low end: the label of the byte that leads to it (bits
0–7), whether a value follows (bit 8), and the offset to its children (from
bit 10; bit 9 says that the offset is shifted by 8). A value unit has bit 31
set and the position of a replacement below it.
"""

import struct
from typing import TypeAlias

_HAS_VALUE = 1 << 8
_IS_VALUE = 1 << 31
_LARGEST_OFFSET = 1 << 21
_BLOCK = 64  # the bytes that can follow another in UTF-8 differ in their low six bits alone

_Node: TypeAlias = "dict[int, _Node | int]"


def compile_charsmap(replacements: dict[str, str]) -> bytes:
    """The map as SentencePiece and tokenizers read it. Keys are single characters beyond ASCII."""
    if any(len(key) != 1 or key.isascii() for key in replacements):
        raise ValueError("a key must be one character beyond ASCII")
    table = bytearray()
    root: _Node = {}
    for key in sorted(replacements):
        position = len(table)
        table += replacements[key].encode() + b"\0"
        *way, last = key.encode()
        node = root
        for byte in way:
            child = node.setdefault(byte, {})
            if isinstance(child, int):
                raise ValueError(f"{key!r} begins with another key")
            node = child
        node[last] = position
    units = _DoubleArray().pack(root)
    trie = struct.pack(f"<{len(units)}I", *units)
    return struct.pack("<I", len(trie)) + trie + bytes(table)


class _DoubleArray:
    """Places trie nodes so that the child of a node at ``base`` lies at ``base ^ label``.

    No two nodes may share a base, or each would read the other's children.
    Nodes that branch get a block of their own; values fill the gaps between.
    """

    def __init__(self) -> None:
        self._units: list[int] = [0] * _BLOCK
        self._taken: set[int] = {0}
        self._bases: set[int] = set()

    def pack(self, root: _Node) -> list[int]:
        ends = self._place_branches(root)
        gap = 1
        for at, value in ends:
            while gap in self._taken or gap in self._bases:
                gap += 1
            if gap == len(self._units):
                self._units.extend([0] * _BLOCK)
            self._lead(at, gap)
            self._units[at] |= _HAS_VALUE
            self._units[gap] = _IS_VALUE | value
            self._taken.add(gap)
        return self._units

    def _place_branches(self, root: _Node) -> list[tuple[int, int]]:
        """Positions that end a key, with its value; they still lead nowhere."""
        ends: list[tuple[int, int]] = []
        waiting = [(0, root)]
        for at, node in waiting:
            base = self._fresh_base(high_bits=next(iter(node)) & ~(_BLOCK - 1))
            self._lead(at, base)
            for label, child in node.items():
                position = base ^ label
                self._taken.add(position)
                self._units[position] |= label
                if isinstance(child, int):
                    ends.append((position, child))
                else:
                    waiting.append((position, child))
        return ends

    def _fresh_base(self, *, high_bits: int) -> int:
        while True:
            base = len(self._units) ^ high_bits
            self._units.extend([0] * _BLOCK)
            if base not in self._bases:
                self._bases.add(base)
                return base

    def _lead(self, at: int, base: int) -> None:
        offset = base ^ at
        if offset >= _LARGEST_OFFSET:
            raise ValueError("too many characters for one map")
        self._units[at] |= offset << 10

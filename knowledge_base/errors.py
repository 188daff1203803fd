"""Errors that the knowledge base raises on purpose.

KnowledgeBaseError
├── ConfigurationError       config.yml or the environment holds something that cannot be used
├── StoreError               the database cannot be read or written
│   └── StoreTooNewError     the database was made by a newer Relay
├── UnknownShopError         a shop that is neither configured nor has anything stored
├── UnwritableFileError      a file that cannot be written: what is there now stays
├── EncoderError             the encoder could not turn text into vectors
│   └── EncoderMissingError  the model that the configuration names is not on this machine
├── IndexMissingError        nothing has been imported for this shop yet
├── IndexDamagedError        an index folder cannot be used; it is rebuilt from the store
└── ImportingError           an import that cannot be carried out; nothing was changed
    ├── ShopNameError        a shop's name that cannot be used
    ├── ImportBusyError      another import of the shop is under way
    ├── VersionMissingError  a version that was never published
    ├── UnreadableFileError  a file that is missing, or of a format or encoding that is not known
    │   ├── AmbiguousEncodingError  its text makes as much sense in another encoding
    │   └── AmbiguousColumnsError   several of its columns have the answer
    └── RefusedImportError   not published, with a report that says why
        ├── NothingToImportError  no valid row in any of the files
        └── RegressionError       the new version would lose too many answers

UnreadableFileError, RefusedImportError and what is below them are in importing/errors.py: they
carry a report, or the readings of a file.
"""

from collections.abc import Sequence
from difflib import get_close_matches


class KnowledgeBaseError(Exception):
    """Its text is one line that can be shown to the person who runs the shop."""


class ConfigurationError(KnowledgeBaseError):
    """A setting that does not exist, or a value that cannot be used."""


class UnknownShopError(KnowledgeBaseError):
    """Most likely its name is mistyped; ``known`` are those that it may mean."""

    def __init__(self, shop_id: str, known: Sequence[str]) -> None:
        text = (
            f"there is no shop '{shop_id}': it is not configured, and nothing was imported for it"
        )
        if close := get_close_matches(shop_id.lower(), known, n=1):
            text += f"; did you mean '{close[0]}'?"
        else:
            text += f"; there is: {', '.join(known)}." if known else "."
        super().__init__(f"{text} A new shop begins with: import FILE --shop {shop_id} --new-shop")
        self.shop_id = shop_id


class UnwritableFileError(KnowledgeBaseError):
    """The disk is full, the folder is missing or closed to us, or the like."""


class StoreError(KnowledgeBaseError):
    """The database refused: locked for too long, read-only, full, or unreachable."""


class StoreTooNewError(StoreError):
    """The tables have a revision that this version of Relay does not know."""


class EncoderError(KnowledgeBaseError):
    """The encoder failed."""


class EncoderMissingError(EncoderError):
    """There is no model under the configured name or path."""


class IndexMissingError(KnowledgeBaseError):
    """There is nothing to search in until something has been imported."""

    def __init__(self, shop_id: str) -> None:
        super().__init__(
            f"the knowledge base of shop '{shop_id}' is empty; "
            f"run: python -m knowledge_base import FILE --shop {shop_id}"
        )
        self.shop_id = shop_id


class IndexDamagedError(KnowledgeBaseError):
    """Missing, unreadable, or made for another version or encoder."""


class ImportingError(KnowledgeBaseError):
    """Nothing was changed."""


class ShopNameError(ImportingError):
    """Shops are called by small letters, digits, hyphens and underscores."""


class ImportBusyError(ImportingError):
    """Imports of one shop take turns, and this one has waited long enough."""


class VersionMissingError(ImportingError):
    """There is no version of that number to go back to."""


def reason_of(error: OSError) -> str:
    """Why the system refused. Libraries raise errors of their own too, without its words."""
    return error.strerror or str(error) or type(error).__name__

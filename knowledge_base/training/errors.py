"""Errors that training raises on purpose.

TrainingError
├── TrainingDataMissingError   the folder that RELAY_DATA names lacks what is needed
├── UnknownSourceError         it is not known how much of a training file to use
├── TeacherMissingError        the package with a teacher model is not installed
└── MalformedPhrasingsError    a line of phrasings.tsv cannot be used
"""


class TrainingError(Exception):
    """Something that the person at the command line can put right; one line says what."""


class TrainingDataMissingError(TrainingError):
    """The folder that RELAY_DATA names lacks what is needed."""


class UnknownSourceError(TrainingError):
    """It is not known how much of a training file to use."""


class TeacherMissingError(TrainingError):
    """The package with a teacher model is not installed."""


class MalformedPhrasingsError(TrainingError):
    """A line of phrasings.tsv cannot be used."""

"""Columns of one meaning: languages, further phrasings, or a matter for a person."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge_base.content.language_tags import LANGUAGE_TAGS, LanguageTag
from knowledge_base.content.results import Language
from knowledge_base.importing.checking.languages import written_in
from knowledge_base.importing.errors import AmbiguousColumnsError
from knowledge_base.importing.reading.names import parsed
from knowledge_base.language.text import detect_language

_MEANINGS = ("question", "answer")


@dataclass
class DoubledColumns:
    """``places`` are the columns by our names, ``sample`` lines below the header. ``told_apart``
    has the names whose language was found out from the texts, so that a cell may differ."""

    names: Sequence[str]
    sample: Sequence[Sequence[str]]
    places: dict[str, list[int]]
    told_apart: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)

    def tell_languages(self, taken: Mapping[str, int]) -> None:
        """Gives columns of one meaning their languages (``question_zh``, ``question_en``) where
        they have two: by their texts, else by the letters of their names. What is ``taken`` is the
        only column of its name.
        """
        for meaning in _MEANINGS:
            labelled = {name for name in LANGUAGE_TAGS if f"{meaning}_{name}" in self.places}
            found = {place: self._language(place) for place in self.places.get(meaning, ())}
            known = {language for language in found.values() if language}
            if meaning in taken or not found or not (labelled or len(known) > 1):
                continue
            for place, language in found.items():
                if not language:
                    continue
                self.places[meaning].remove(place)
                if (ours := f"{meaning}_{language}") not in taken:
                    self.places.setdefault(ours, []).append(place)
                    self.told_apart.add(ours)
            if not self.places[meaning]:
                del self.places[meaning]

    @property
    def undecided(self) -> bool:
        """Whether there are several questions and several answers in one language."""
        several = {ours.partition("_")[0] for ours, found in self.places.items() if len(found) > 1}
        return several.issuperset(_MEANINGS)

    def settle_answers(self, file: str) -> None:
        """Gives two Chinese answers their scripts (``answer_zh-Hans``, ``answer_zh-Hant``), by their
        texts.

        Raises AmbiguousColumnsError where lines have two answers in one language and script.
        """
        for ours, found in list(self.places.items()):
            if ours.partition("_")[0] != "answer" or len(found) < 2 or not self._differ(found):
                continue
            scripts = {self._script(place): place for place in found}
            if len(scripts) < len(found) or None in scripts:
                listed = [(place + 1, self.names[place]) for place in sorted(found)]
                raise AmbiguousColumnsError(file, listed, ours)
            del self.places[ours]
            for script, place in scripts.items():
                self.places.setdefault(f"answer_{script}", []).append(place)

    def _language(self, place: int) -> Language | None:
        counts = Counter(map(written_in, self._cells(place)))
        if counts["zh"] != counts["en"]:
            return "zh" if counts["zh"] > counts["en"] else "en"
        name = detect_language("".join(parsed(self.names[place]).words))
        return name and ("en" if name == "en" else "zh")

    def _script(self, place: int) -> LanguageTag | None:
        scripts = Counter(map(detect_language, self._cells(place)))
        if scripts["zh-Hant"]:
            return "zh-Hant"
        return "zh-Hans" if scripts["zh-Hans"] else None

    def _differ(self, places: Sequence[int]) -> bool:
        """Whether a line has two texts in these columns."""
        lines = ({line[p].strip() for p in places if p < len(line)} for line in self.sample)
        return any(len(texts - {""}) > 1 for texts in lines)

    def _cells(self, place: int) -> Iterator[str]:
        return (line[place] for line in self.sample if place < len(line))

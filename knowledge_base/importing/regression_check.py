"""The regression check: both the old and the new version answer what customers ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge_base.calibration.confidence import Calibration
from knowledge_base.content.language_tags import LanguageTag
from knowledge_base.content.results import Band, Language
from knowledge_base.importing.report import ChangedAnswer, Regression
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.query import is_chinese
from knowledge_base.storage.golden import GoldenQuestion


@dataclass(frozen=True)
class ServedVersion:
    """A version as it answers customers."""

    index: ShopIndex
    calibration: Calibration
    encoder: Encoder

    def ask(self, question: str) -> tuple[str, Band, float]:
        """The best entry ("" where there is none), the band, and the confidence."""
        ranking = self.index.rank(question, self.encoder)
        if ranking is None:
            return "", "hand_off", 0.0
        language: Language = "zh" if is_chinese(question) else "en"
        result = self.index.result(ranking, self.calibration, language, 1)
        if not result.matches:
            return "", result.band, 0.0
        return result.matches[0].entry, result.band, result.matches[0].confidence

    def answers(self, entry: str) -> dict[LanguageTag, str]:
        """The entry's answers by their tag."""
        found = self.index.content.by_key.get(entry)
        return dict(found.answers) if found else {}


def compare_versions(
    old: ServedVersion,
    new: ServedVersion,
    *,
    golden: Sequence[GoldenQuestion],
    asked: Iterable[str],
    allowed_share: float,
) -> Regression:
    """Every question that gets another entry, another band, or another text.

    ``asked`` are visitors' questions; one that is golden too counts once. ``allowed_share`` of the
    golden questions may lose their answer.
    """
    expected = {item.question: item.entry for item in golden}
    others = [text for text in dict.fromkeys(asked) if text not in expected]
    changed = []
    for question in (*expected, *others):
        before, after = old.ask(question), new.ask(question)
        shown = before[1] != "hand_off"
        if before[:2] != after[:2] or (shown and old.answers(before[0]) != new.answers(after[0])):
            changed.append(
                ChangedAnswer(
                    question=question,
                    golden=question in expected,
                    expected=expected.get(question, ""),
                    old_entry=before[0],
                    old_band=before[1],
                    old_confidence=before[2],
                    new_entry=after[0],
                    new_band=after[1],
                    new_confidence=after[2],
                )
            )
    return Regression(len(expected), len(others), changed, allowed_share)

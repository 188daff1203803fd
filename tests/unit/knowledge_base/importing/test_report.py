from knowledge_base.importing.report import (
    LISTED,
    ChangedAnswer,
    Reason,
    Regression,
    Report,
    RowVerdict,
)


def changed(golden=True, old=("a", "answer"), new=("b", "answer")):
    return ChangedAnswer("q", golden, "a" if golden else "", *old, 1.0, *new, 1.0)


class TestRegression:
    def test_only_a_golden_question_that_was_right_is_lost(self):
        answers = [
            changed(),
            changed(new=("a", "clarify")),
            changed(new=("a", "answer")),
            changed(old=("c", "answer")),
            changed(golden=False),
        ]

        assert Regression(10, 0, answers, 0.0).lost == 2

    def test_passes_up_to_the_allowed_share(self):
        assert Regression(50, 0, [changed()], 0.02).passed
        assert not Regression(49, 0, [changed()], 0.02).passed


class TestReport:
    def test_counts_all_verdicts_and_lists_some(self):
        report = Report("demo")
        for line in range(LISTED + 1):
            report.add(RowVerdict("a.csv", line, "rejected", reasons=(Reason("too_long", "x"),)))

        assert report.outcomes["rejected"] == report.reasons["too_long"] == LISTED + 1
        assert len(report.verdicts) == LISTED

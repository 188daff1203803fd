"""Reports of imports that went well, badly, or nowhere, for the tests of what is shown of them."""

from knowledge_base.importing.report import (
    BINS,
    ChangedAnswer,
    Reason,
    Regression,
    Report,
    RowVerdict,
    Source,
    Stage,
)
from knowledge_base.importing.rows import Row


def clean_report():
    report = Report("demo", row_total=300, added=12, version="v2", before="v1")
    report.sources = [Source("faq.csv", "CSV", "UTF-8", None, {"question": "问题"})]
    for line in range(2, 302):
        row = Row("faq.csv", line, question="怎么退货", language="zh")
        report.add(RowVerdict("faq.csv", line, "accepted", "return", (), row))
    report.entries.update({("returns", "zh"): 12, ("returns", "en"): 10})
    report.similarity = [0] * (BINS - 4) + [9, 3, 0, 1]
    report.stages = {"reading": Stage(0.5, 300), "encoding": Stage(2.0, 300)}
    return report


def full_report(text="怎么退货"):
    """With ``text`` wherever a file has a say."""
    report = clean_report()
    report.sources.append(
        Source(text, text, text, 0.25, {"question": text}, (text,)),
    )
    for outcome, code in (("rejected", "too_long"), ("needs_review", "contradictory_answers")):
        for line in range(8):
            reason = Reason(code, text, 0.961, f"{text}-other")
            row = Row(text, line, text, text, text, "zh", text, text)
            report.add(RowVerdict(text, line, outcome, text, (reason,), row))
    report.add(RowVerdict("faq.csv", 9, "merged", "e", (Reason("duplicate_question", "there"),)))
    report.row_total, report.candidates, report.retired = 317, 4, [text]
    report.entries.update({(text, "zh"): 3})
    report.regression = regression(text, allowed_share=0.5)
    return report


def refused_report():
    report = full_report()
    report.version, report.regression = None, regression("运费多少", allowed_share=0.0)
    return report


def regression(question, allowed_share):
    changed = [
        ChangedAnswer(question, False, "", "old", "answer", 0.9, "new", "answer", 0.8),
        ChangedAnswer(question, True, "fee", "fee", "answer", 0.97, "other", "clarify", 0.41),
    ]
    return Regression(golden=10, asked=40, changed=changed, allowed_share=allowed_share)

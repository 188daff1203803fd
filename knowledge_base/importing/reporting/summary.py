"""A report in a few words: what happened, and why."""

from typing import Literal

from knowledge_base.importing.report import Report, Vanished

State = Literal["published", "dry_run", "refused", "declined", "unchanged", "nothing"]
"""``refused``: by the regression check. ``declined``: by the person who was asked. ``nothing``: no
row could be used."""

LISTED_KEYS = 20
"""Keys of entries that a sentence names."""


def state(report: Report) -> State:
    """How the import ended."""
    if report.version:
        return "published"
    if report.regression and not report.regression.passed:
        return "refused"
    if report.row_total and not _used(report):
        return "nothing"
    if report.dry_run:
        return "dry_run"
    changed = report.added or report.updated or report.retired
    return "declined" if changed else "unchanged"


def headline(report: Report) -> str:
    """What happened, in one sentence."""
    shop = report.shop_id
    regression = report.regression
    match state(report):
        case "published":
            return f"published version {report.version} of shop '{shop}'"
        case "refused" if regression:
            return (
                f"nothing was published: {regression.lost:,} of {regression.golden:,} golden "
                f"questions would lose their answer; at most {regression.allowed_share:.1%} may"
            )
        case "nothing":
            return "nothing was published: no row could be used"
        case "dry_run":
            return "nothing was published: a dry run"
        case "declined":
            return "nothing was published: you said no"
        case _:
            return "nothing was published: no change"


def serving(report: Report) -> str:
    """Which version answers customers now; empty when none ever did."""
    if report.version and report.before:
        return f"it replaces version {report.before}"
    if report.before and not report.version:
        return f"version {report.before} goes on answering"
    return "" if report.version else "the shop has no version yet"


def vanished(report: Report) -> list[str]:
    """One sentence for each file from which something is gone."""
    by_file: dict[str, list[Vanished]] = {}
    for item in report.vanished:
        by_file.setdefault(item.file, []).append(item)
    return [_gone_from(file, items, report.pruned) for file, items in sorted(by_file.items())]


def _gone_from(file: str, items: list[Vanished], pruned: bool) -> str:
    entries = [item for item in items if not item.languages]
    languages = [item for item in items if item.languages]
    counts = [
        f"{len(entries):,} {'entry' if len(entries) == 1 else 'entries'}" if entries else "",
        f"{len(languages):,} {'language of an entry' if len(languages) == 1 else 'languages of entries'}"
        if languages
        else "",
    ]
    verb = "is" if len(items) == 1 else "are"
    keys = [item.entry for item in entries]
    keys += [f"{item.entry} ({', '.join(item.languages)})" for item in languages]
    more = f" and {len(keys) - LISTED_KEYS:,} more" if len(keys) > LISTED_KEYS else ""
    then = "taken out" if pruned else "still answered; --prune takes them out"
    counted = " and ".join(filter(None, counts))
    return f"{counted} {verb} gone from {file} ({then}): {', '.join(keys[:LISTED_KEYS])}{more}"


def own_contacts(report: Report) -> str:
    """Which numbers and addresses were taken for the shop's own, the most frequent first; empty
    when there are none."""
    listed = [
        f"{text} ({count:,} {'row' if count == 1 else 'rows'})"
        for text, count in report.contacts.most_common(LISTED_KEYS)
    ]
    more = len(report.contacts) - len(listed)
    if more > 0:
        listed.append(f"{more:,} more")
    return f"taken as the shop's own: {', '.join(listed)}" if listed else ""


def pending_count(report: Report) -> int:
    """How many rows or candidates need a person: a candidate that was known before is not counted
    among the new ones, though its row needs review."""
    return max(report.outcomes["needs_review"], report.candidates)


def _used(report: Report) -> bool:
    left_out = report.outcomes["rejected"] + report.outcomes["needs_review"]
    return sum(report.outcomes.values()) > left_out or bool(
        report.added or report.updated or report.unchanged or report.candidates
    )

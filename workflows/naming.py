"""The short German name of a rule, as every list of findings shows it."""

from collections.abc import Mapping

from workflows.wording import known, say

_PAPER, _AT_DECISION, _THERE = "paper_", "_at_decision", "_is_there"
_REPORTED = "reported_"


def rule_name(rule: str, values: Mapping[str, str] | None = None) -> str:
    """What a rule is about, in words that no other rule of the same list has.

    `values` are those of the finding: some rules speak of one item or person of several. A rule
    that the law no longer knows (a finding stored long ago) is called a condition.
    """
    own = f"rule.name.{rule}"
    if known(own):
        return say(own, values)
    if rule.startswith(_PAPER):
        return _of_paper(rule.removesuffix(_AT_DECISION).removesuffix(_THERE).removeprefix(_PAPER))
    if rule.startswith(_REPORTED):
        return _of_report(rule.removeprefix(_REPORTED))
    return say("rule.name.@unknown")


def _of_paper(stem: str) -> str:
    """A paper's rule is named after the paper; the part in front of it, if any, is left out."""
    for name in (stem, stem.partition("_")[2]):
        if known(f"paper.name.{name}"):
            return say("rule.name.@paper", {"paper": say(f"paper.name.{name}")})
    return say("rule.name.@unknown")


def _of_report(stem: str) -> str:
    """A counter's rule is named after the counter, with the part that it belongs to."""
    noun = _reported(stem)
    if noun:
        return say("rule.name.@reported", {"reported": noun})
    part, _, rest = stem.partition("_")
    noun = _reported(rest)
    if noun and known(f"part.name.{part}"):
        told = {"part": say(f"part.name.{part}"), "reported": noun}
        return say("rule.name.@reported_of_part", told)
    return say("rule.name.@unknown")


def _reported(question: str) -> str:
    """The noun under which a counter or text of the report is known; "" when there is none."""
    if known(f"reported.name.{question}"):
        return say(f"reported.name.{question}")
    key = f"question.name.{question}"
    return say(key).strip("„“") if known(key) else ""

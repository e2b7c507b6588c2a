from __future__ import annotations

from dataclasses import dataclass

from generator.facts import PLACEHOLDER


@dataclass(frozen=True, slots=True)
class Finding:
    wrong: str
    remedy: str


def findings(
    source: str, target: str, source_locale: str, target_locale: str
) -> tuple[Finding, ...]:
    wanted, given = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(target))
    return tuple(
        [
            Finding(f"the translation has lost {{{n}}}", f"put {{{n}}} where it belongs")
            for n in sorted(wanted - given)
        ]
        + [
            Finding(f"the translation has {{{n}}}, which the source has not", "take it out")
            for n in sorted(given - wanted)
        ]
    )

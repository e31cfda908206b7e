"""decide: what policy does with each kind of finding."""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.model.errors import Forbidden
from posthouse.policy.decide import decide as by_policy


def decide(case: Case) -> None:
    """Take the verdict of policy; every request gets one that names its rule. Raises Forbidden."""
    assert case.project is not None
    labels = {finding.label for findings in case.findings for finding in findings}
    case.decision = by_policy(labels, case.project.treatments)
    if case.decision.refused:
        named = ", ".join(label.value for label in case.decision.refused)
        raise Forbidden(
            f"the project refuses requests that contain {named}",
            code="content_refused",
            hint=f"remove the values and send again (rule {case.decision.rule})",
        )

"""decide: what policy does with each kind of finding, and whether the key may send such data."""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.model.caller import KeyRecord
from posthouse.model.errors import Forbidden
from posthouse.model.scope import DataClass, class_of
from posthouse.policy.decide import decide as by_policy


def decide(case: Case) -> None:
    """Take the verdict of policy; every request gets one that names its rule. Raises Forbidden."""
    assert case.project is not None
    assert case.key is not None
    read = [picture.findings for picture in case.pictures]
    labels = {finding.label for findings in (*case.findings, *read) for finding in findings}
    case.decision = by_policy(labels, case.project.treatments, case.project.own)
    if case.decision.refused:
        named = ", ".join(label.value for label in case.decision.refused)
        raise Forbidden(
            f"the project refuses requests that contain {named}",
            code="content_refused",
            hint=f"remove the values and send again (rule {case.decision.rule})",
        )
    if case.key.limits_data:
        _require_class(case, case.key, class_of(labels))


def _require_class(case: Case, key: KeyRecord, found: DataClass) -> None:
    """Refuse data above the key's highest class; media that cannot be examined are of any."""
    assert case.document is not None
    if case.document.unexamined:
        found = DataClass.CREDENTIAL
    if not key.allows_data(found):
        raise Forbidden(
            f"the key may not send data of the class {found.name.lower()}",
            code="class_not_allowed",
            hint="remove such values, or use a key whose highest class allows them; media that"
            " cannot be examined count as the highest",
        )

"""Plans that an area must produce, and what happened to them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from rdflib import URIRef

from sendgraph.extraction.record import PlanEvent, PlanKind
from sendgraph.graph.bodies import bodies
from sendgraph.graph.draft import Draft
from sendgraph.graph.register import month_of

_CLASSES: Final[dict[PlanKind, str]] = {
    "written-statement-of-action": "WrittenStatementOfAction",
    "priority-action-plan": "PriorityActionPlan",
    "strategic-plan": "StrategicPlan",
}
#: Which findings a plan of each kind answers.
_ANSWERS: Final[dict[PlanKind, str]] = {
    "written-statement-of-action": "significant-weakness",
    "priority-action-plan": "priority-action",
    "strategic-plan": "area-for-improvement",
}
_EVENTS: Final = {
    "required": "required",
    "submitted": "submitted",
    "considered": "considered",
    "fit-for-purpose": "found fit for purpose",
    "monitoring-visit": "monitoring visit",
    "re-visit": "re-visit",
    "due": "due",
}


def required_plans(draft: Draft) -> list[PlanKind]:
    """The plans that an inspection requires: by its judgement, its text and what happened to them."""
    record = draft.record
    kinds: dict[PlanKind, None] = {}
    if record.judgement == "wsoa-required":
        kinds["written-statement-of-action"] = None
    if record.priority_action_plan_required is not None:
        kinds["priority-action-plan" if record.priority_action_plan_required else "strategic-plan"] = None
    for event in record.plan_events:
        kinds[event.plan] = None
    return list(kinds)


def plans(draft: Draft, findings: Mapping[int, URIRef]) -> None:
    """State each plan, the findings that it must address, and its events."""
    for kind in required_plans(draft):
        plan = draft.namespaces.thing("plan", draft.inspection.slug, kind)
        draft.thing(plan, _CLASSES[kind], f"{draft.inspection.short}: {kind.replace('-', ' ')}")
        draft.state(draft.inspection_iri, "requiresPlan", plan)
        for finding in draft.record.findings:
            if finding.section == _ANSWERS[kind]:
                draft.state(plan, "addresses", findings[finding.n])
        _events(draft, plan, kind, (e for e in draft.record.plan_events if e.plan == kind))


def _events(draft: Draft, plan: URIRef, kind: PlanKind, events: Iterable[PlanEvent]) -> None:
    """State each event once: documents that tell of the same one, on the same date, share it."""
    seen: Counter[str] = Counter()
    for event in events:
        slug = f"{event.type}-{event.date}" if event.date else event.type
        seen[slug] += 1
        slug = f"{slug}-{seen[slug]}" if seen[slug] > 1 else slug
        iri = draft.namespaces.thing("event", draft.inspection.slug, kind, slug)
        when = f", {month_of(event.date)}" if event.date else ""
        what = f"{kind.replace('-', ' ')}, {_EVENTS[event.type]}{when}"
        draft.thing(iri, "PlanEvent", f"{draft.inspection.short}: {what}")
        draft.state(plan, "event", iri)
        draft.concepts(iri, "eventType", "event-type", [event.type])
        draft.state_when(iri, "event", "eventDate", event.date)
        draft.state(iri, "eventBody", *(bodies(draft, event.body) if event.body else ()))
        draft.cite(iri, event.passages)

"""`sendgraph neighbours` and `paths`: the graph around a thing, and between two."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from sendgraph.cli.opening import RELEASE, open_store
from sendgraph.cli.tables import show

if TYPE_CHECKING:
    from sendgraph.traversal import Hop, KnowledgeGraph, Neighbourhood, Paths

Direction = Literal["out", "in", "both"]
Format = Literal["table", "json"]
_IRI_HELP = "An IRI, in full or short: area/halton, theme/waiting-times."


def register(application: typer.Typer) -> None:
    """Add the commands to the application."""
    application.command(
        short_help="Show what lies around a thing.",
        epilog="Example: sendgraph neighbours area/halton --type Inspection",
    )(neighbours)
    application.command(
        short_help="Explain how two things hang together.",
        epilog="Example: sendgraph paths area/halton theme/waiting-times --max-length 3",
    )(paths)


def neighbours(
    iri: str = typer.Argument(..., metavar="IRI", help=_IRI_HELP),
    hops: int = typer.Option(1, min=1, max=4, help="How far to walk."),
    direction: Direction = typer.Option("both", help="Statements that lead out, in, or both."),
    predicate: list[str] = typer.Option([], help="Walk along this property only: theme. May be repeated."),
    type_: list[str] = typer.Option([], "--type", help="Show this class only: Inspection. May be repeated."),
    limit: int = typer.Option(100, min=1, max=10_000, help="Nodes at the most."),
    format_: Format = typer.Option("table", "--format", "-f", help="For people, or for machines."),
    release: Path | None = RELEASE,
) -> int:
    """Show what lies around a thing: nodes by distance, and the statements that join them."""
    from sendgraph.traversal import KnowledgeGraph
    from sendgraph.traversal import neighbours as neighbours_of

    graph = KnowledgeGraph.load(open_store(release))
    found = neighbours_of(
        graph,
        graph.resolve(iri).iri,
        hops=hops,
        direction=direction,
        predicates=[graph.resolve_term(p, "property") for p in predicate],
        types=[graph.resolve_term(t, "class") for t in type_],
        limit=limit,
    )
    if format_ == "json":
        _print(found.to_json())
    else:
        _print_neighbours(graph, found)
    return 0


def paths(
    start: str = typer.Argument(..., metavar="FROM", help=_IRI_HELP),
    end: str = typer.Argument(..., metavar="TO", help=_IRI_HELP),
    max_length: int = typer.Option(4, min=1, max=6, help="Hops at the most."),
    k: int = typer.Option(3, "--k", "-k", min=1, max=50, help="Paths at the most."),
    format_: Format = typer.Option("table", "--format", "-f", help="For people, or for machines."),
    release: Path | None = RELEASE,
) -> int:
    """Explain how two things hang together: the shortest paths, each hop in words with its evidence."""
    from sendgraph.traversal import KnowledgeGraph
    from sendgraph.traversal import paths as paths_between

    graph = KnowledgeGraph.load(open_store(release))
    found = paths_between(graph, graph.resolve(start).iri, graph.resolve(end).iri, max_length=max_length, k=k)
    if format_ == "json":
        _print(found.to_json())
    else:
        _print_paths(found)
    return 0


def _print_neighbours(graph: "KnowledgeGraph", found: "Neighbourhood") -> None:
    labels = {node.iri: node.label for node, _ in found.nodes}
    rows = [(labels[e.subject], e.label, labels[e.object]) for e in found.edges]
    show(
        ("From", "Statement", "To"),
        rows,
        title=f"{found.centre.label}: {len(found.nodes) - 1} nodes around it",
    )
    if found.left_out:
        sys.stderr.write(f"sendgraph: {found.left_out} more nodes were left out; raise --limit\n")
    for hub in found.hubs:
        sys.stderr.write(
            f"sendgraph: {graph.nodes[hub].label}: not walked through, for it touches too many nodes\n"
        )


def _print_paths(found: "Paths") -> None:
    if not found.paths:
        sys.stdout.write(
            f"No path between “{found.start.label}” and “{found.end.label}” within that length.\n"
        )
    for number, path in enumerate(found.paths, 1):
        sys.stdout.write(f"{number}. {len(path)} hops\n")
        for hop in path.hops:
            sys.stdout.write(f"   {hop.sentence()}\n{_evidence(hop)}")
    if found.truncated:
        sys.stderr.write("sendgraph: the search gave up before its end; lower --max-length\n")


def _evidence(hop: "Hop") -> str:
    return "".join(f"      “{' '.join(e.quote.split())}”\n" for e in hop.evidence[:1])


def _print(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")

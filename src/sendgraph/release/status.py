"""What a release holds, as rows for a table."""

from sendgraph.release.manifest import DocumentLine, Manifest

#: Two columns: what, and how much or which.
Rows = list[tuple[str, str]]


def _corrected(line: DocumentLine) -> str:
    return ", with corrections" if line.corrections_sha256 else ""


def status_rows(manifest: Manifest) -> Rows:
    """Documents, findings, triples by graph, version and checks, in the order in which people ask."""
    checks = manifest.checks
    rows: Rows = [
        ("release", manifest.name),
        ("version", f"{manifest.version} of {manifest.released}"),
        ("base", manifest.base_iri),
        ("checks", "passed" if checks.passed else "failed"),
        ("SHACL violations", f"{checks.shacl_violations:,}"),
        ("SHACL warnings", f"{checks.shacl_warnings:,}"),
        ("quotes checked", f"{checks.passages:,}, {checks.wrong_quotes:,} wrong"),
        ("literals checked", f"{checks.literals:,}, {checks.contact_details:,} with contact details"),
        ("documents", f"{len(manifest.documents):,}"),
    ]
    rows += [
        (
            line.document,
            f"{line.kind}, {line.area}, {line.publisher or 'publisher unknown'}{_corrected(line)}",
        )
        for line in manifest.documents
    ]
    rows += [("not read", problem.problem().line()) for problem in manifest.not_read]
    rows += [(name, f"{number:,}") for name, number in manifest.things.items()]
    rows.append(("triples", f"{manifest.quads:,}"))
    start = f"{manifest.base_iri}id/"
    rows += [(graph.removeprefix(start), f"{number:,}") for graph, number in manifest.graphs.items()]
    return rows

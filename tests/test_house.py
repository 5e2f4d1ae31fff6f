"""The floor plan holds: imports run one way, modules stay rooms, the project speaks of itself alone."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "sendgraph"
ROOMS = [
    "documents",
    "extraction",
    "graph",
    "evaluation",
    "training",
    "release",
    "store",
    "traversal",
    "lists",
    "workers",
    "web",
]
SHARED = {"settings", "errors", "shipped", "schemes", "reference"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def tracked() -> list[Path]:
    """The files that git tracks, or would track if they were added."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def imported(module: Path) -> set[str]:
    """The names below `sendgraph.` that a module imports: `graph` for `sendgraph.graph.iris`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import; write the whole name"
            if node.module == "sendgraph":
                names |= {alias.name for alias in node.names}
            elif node.module and node.module.startswith("sendgraph."):
                names.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            names |= {a.name.split(".")[1] for a in node.names if a.name.startswith("sendgraph.")}
    return {n for n in names if (PACKAGE / n).is_dir() or (PACKAGE / f"{n}.py").is_file()}


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_imports_run_one_way(module: Path) -> None:
    room = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room in SHARED:
        allowed = SHARED
    elif room == "cli":
        allowed = {*ROOMS, *SHARED, "cli"}
    elif room == "__init__":
        allowed = set()
    else:
        allowed = {*ROOMS[: ROOMS.index(room) + 1], *SHARED}
    assert imported(module) <= allowed


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_a_module_is_a_room_not_a_hall(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400
    assert module.stem not in {"utils", "util", "helpers", "helper", "common", "misc"}


@pytest.mark.parametrize("room", ["extraction", "documents", "store", "traversal"])
def test_rdflib_stays_in_its_rooms(room: str) -> None:
    """RDFLib builds, checks and serialises graphs; it neither reads documents nor answers queries."""
    for module in (PACKAGE / room).rglob("*.py"):
        assert not re.search(r"^\s*(from|import) rdflib", module.read_text(encoding="utf-8"), re.M), module


def test_the_project_names_no_machine_and_no_registry() -> None:
    path = re.compile(r"(?<![\w.\-/])/(?:work|farm|root|home|Users)/[A-Za-z.]")
    host = re.compile(r"https?://|\"resolved\"|index-url|find-links")
    for file in tracked():
        if file.suffix in {".gz", ".png", ".svg", ".pdf"}:
            continue
        text = file.read_text(encoding="utf-8")
        assert not path.search(text), f"{file.relative_to(ROOT)} names a path of a machine"
        if re.search(r"constraints|requirements|lock", file.name):
            assert not host.search(text), f"{file.relative_to(ROOT)} names an address"


def test_the_corpus_is_not_committed() -> None:
    assert [f.name for f in tracked() if f.suffix == ".pdf"] == []

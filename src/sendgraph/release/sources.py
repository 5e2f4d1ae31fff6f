"""What a build is made from: documents, folders, records, or a former release."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sendgraph.errors import BadParameter, DocumentConflict, InvalidFile, Problem
from sendgraph.release.catalogue import CATALOGUE, Entry, read_catalogue
from sendgraph.release.opening import MANIFEST, POINTER, RECORDS, TEXTS, Release
from sendgraph.shipped import folder

#: What the name of a document's corrections adds to the document's own.
CORRECTIONS = ".corrections.toml"
#: Files about a folder, not in it.
_ASIDE = frozenset({"readme", "license", "licence", "notice", "changelog"})


@dataclass(frozen=True, slots=True)
class Source:
    """
    One input: a document to read, or a record (with its text in the file `text`) to take as it is.

    `sha256` is that of the document's bytes; of a record's text where no catalogue says
    which document it came from. `content` is the hash of all that the build reads of it
    but its corrections: these are the file `corrections` with a hash of its own, which a
    record out of a release keeps without the file. `size` and `pages` are the document's,
    where a release says so.
    """

    name: str
    path: Path
    form: Literal["document", "record"]
    sha256: str
    content: str
    entry: Entry | None = None
    text: Path | None = None
    size: int | None = None
    pages: int | None = None
    corrections: Path | None = None
    corrections_sha256: str | None = None

    @property
    def file(self) -> str:
        """The file's name, as people are told it and as the release keeps it."""
        return self.entry.file if self.entry else self.path.name


def corrections_name(document: str) -> str:
    """
    The name of the file that corrects a document.

    >>> corrections_name("halton")
    'halton.corrections.toml'
    """
    return f"{document}{CORRECTIONS}"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The sources of a build in the order of their names, and what cannot be one."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]


def gather(paths: Sequence[Path] = ()) -> Gathered:
    """
    Find the sources that files and folders stand for; the shipped documents by default.

    A folder stands for its files, `data/` for its documents, a release for its records. Of
    files that are the same byte for byte, the first by name is taken and the others are
    problems: a document in the catalogue comes before one that is not.

    Raises:
        BadParameter: where a path does not exist.
    """
    found: dict[Path, Source] = {}
    problems: list[Problem] = []
    catalogues: dict[Path, Mapping[str, Entry]] = {}
    for path in paths or [folder("data") / "documents"]:
        if not path.exists():
            raise BadParameter("there is no such file or folder", where=str(path), remedy="check the path")
        for source in _sources(path, catalogues, problems):
            found.setdefault(source.path.resolve(), source)
    ordered = sorted(found.values(), key=lambda s: (s.entry is None, s.name, s.file, s.content))
    kept = _without_repetitions(ordered, problems)
    return Gathered(
        tuple(sorted(kept, key=lambda s: s.name)),
        tuple(sorted(problems, key=lambda p: (p.where or "", p.what))),
    )


def _sources(
    path: Path, catalogues: dict[Path, Mapping[str, Entry]], problems: list[Problem]
) -> Iterator[Source]:
    if path.is_dir():
        place = path / POINTER if (path / POINTER).is_symlink() else path
        if (place / MANIFEST).is_file():
            yield from _of_release(Release.open(path))
            return
        place = path / "documents" if (path / "documents").is_dir() else path
        yield from _of_folder(place, catalogues, problems)
        return
    source = _of_file(path, catalogues, problems)
    if source:
        yield source


def _of_folder(
    place: Path, catalogues: dict[Path, Mapping[str, Entry]], problems: list[Problem]
) -> Iterator[Source]:
    files = sorted(path for path in place.rglob("*") if path.is_file() and not _aside(path, place))
    texts = {file.with_suffix(".txt") for file in files if file.suffix.lower() == ".json"}
    problems += _orphans(place, files)
    for file in files:
        if file not in texts:
            source = _of_file(file, catalogues, problems)
            if source:
                yield source
    for name in _catalogue(place, catalogues, problems):
        if not (place / name).is_file():
            problems.append(
                Problem(
                    "missing-document", "the catalogue names it, and it is not there", name, "add the file"
                )
            )


def _aside(path: Path, place: Path) -> bool:
    """Whether a file of a folder is no source: hidden, about the folder, or part of a release in it."""
    parts = path.relative_to(place).parts
    within = [place.joinpath(*parts[:depth]) for depth in range(1, len(parts))]
    released = any((f / POINTER).is_symlink() or (f / MANIFEST).is_file() for f in within)
    about = path.name == CATALOGUE or path.name.endswith(CORRECTIONS) or path.stem.lower() in _ASIDE
    return _hidden(path, place) or released or about


def _hidden(path: Path, place: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(place).parts)


def _orphans(place: Path, files: Sequence[Path]) -> Iterator[Problem]:
    """Corrections of documents that are not there."""
    documents = {file.with_name(corrections_name(file.stem)) for file in files}
    for path in sorted(place.rglob(f"*{CORRECTIONS}")):
        if path not in documents and not _hidden(path, place):
            what = f"there is no document {path.name.removesuffix(CORRECTIONS)} beside it"
            remedy = "name it after its document, or remove it"
            yield Problem("orphaned-corrections", what, path.name, remedy)


def _of_file(
    path: Path, catalogues: dict[Path, Mapping[str, Entry]], problems: list[Problem]
) -> Source | None:
    if path.name.endswith(CORRECTIONS):
        what = "these are corrections, not a document"
        problems.append(Problem("no-document", what, path.name, "name the document that they stand beside"))
        return None
    if path.suffix.lower() == ".toml":
        remedy = f"corrections of halton.pdf are called {corrections_name('halton')}"
        problems.append(Problem("no-document", "it is no document", path.name, remedy))
        return None
    if path.suffix.lower() == ".json":
        record = _of_record(path, path.with_suffix(".txt"), problems)
        return record and _with_corrections(record, problems)
    try:
        sha256 = _hash(path)
    except OSError as error:
        problems.append(
            Problem(
                "unreadable-document", f"it cannot be read ({error.strerror})", path.name, "check its rights"
            )
        )
        return None
    entry = _catalogue(path.parent, catalogues, problems).get(path.name)
    if entry and entry.sha256 != sha256:
        what = "its bytes are not those of the catalogue (SHA-256 differs)"
        problems.append(
            Problem("changed-document", what, path.name, "fetch it again, or put its hash into the catalogue")
        )
        return None
    return _with_corrections(Source(path.stem, path, "document", sha256, sha256, entry), problems)


def _with_corrections(source: Source, problems: list[Problem]) -> Source:
    """A source with the corrections that stand beside it."""
    path = source.path.with_name(corrections_name(source.name))
    if not path.is_file():
        return source
    try:
        return replace(source, corrections=path, corrections_sha256=_hash(path))
    except OSError as error:
        what = f"the corrections cannot be read ({error.strerror})"
        problems.append(Problem("unreadable-corrections", what, path.name, "check their rights"))
        return source


def _of_record(path: Path, text: Path, problems: list[Problem], entry: Entry | None = None) -> Source | None:
    if not text.is_file():
        what = f"the record's text {text.name} is not beside it"
        problems.append(Problem("invalid-file", what, path.name, "extract both with `sendgraph extract`"))
        return None
    hashes = [_hash(path), _hash(text)]
    content = hashlib.sha256("".join(hashes).encode()).hexdigest()
    return Source(path.stem, path, "record", entry.sha256 if entry else hashes[1], content, entry, text)


def _of_release(release: Release) -> Iterator[Source]:
    for line in release.documents:
        entry = Entry(
            file=line.file,
            title=line.title,
            publisher=line.publisher,
            date=line.date,
            kind=line.kind,
            licence=line.licence,
            licence_note=line.licence_note,
            sha256=line.sha256,
        )
        record = release.path / RECORDS / f"{line.document}.json"
        source = _of_record(record, release.path / TEXTS / f"{line.document}.txt", [], entry)
        if source:
            yield replace(
                source, size=line.size, pages=line.pages, corrections_sha256=line.corrections_sha256
            )


def _catalogue(
    place: Path, catalogues: dict[Path, Mapping[str, Entry]], problems: list[Problem]
) -> Mapping[str, Entry]:
    if place not in catalogues:
        catalogues[place] = {}
        try:
            catalogues[place] = read_catalogue(place)
        except InvalidFile as error:
            problems.append(
                Problem(error.code, error.problem.what, CATALOGUE, error.problem.remedy)
            )  # the file's name alone, for a release knows no machine's paths
    return catalogues[place]


def _without_repetitions(sources: Sequence[Source], problems: list[Problem]) -> list[Source]:
    contents: dict[str, Source] = {}
    names: dict[str, Source] = {}
    for source in sources:
        first = contents.get(source.sha256)
        namesake = names.get(source.name)
        if first:
            error = DocumentConflict(
                f"is the same document as {first.file}", where=source.file, remedy="keep one of them"
            )
            problems.append(error.problem)
        elif namesake:
            error = DocumentConflict(
                f"another document is called {source.name} as well", where=source.file, remedy="rename one"
            )
            problems.append(error.problem)
        else:
            contents[source.sha256] = names[source.name] = source
    return list(names.values())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

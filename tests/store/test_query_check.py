"""SERVICE and updates are refused wherever they stand; what only looks like them is not."""

import contextlib
import http.server
import re
import threading
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sendgraph.errors import BadParameter, QueryRefused
from sendgraph.store import CheckedQuery, EmbeddedStore, check_query

HEAD = "PREFIX : <http://127.0.0.1:1/> PREFIX ex: <http://example.org/> PREFIX service: <http://example.org/s/>\n"
CALL = "SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o }"


ALLOWED = ("https://example.org", "http://localhost:8080")


def refusal(query: str, allowed: tuple[str, ...] = ()) -> str:
    with pytest.raises(QueryRefused) as refused:
        check_query(query, allowed)
    return refused.value.code


FEDERATED = [
    f"SELECT * {{ {CALL} }}",
    f"select * {{ {CALL.lower()} }}",
    "SELECT * { sErViCe ?endpoint { ?s ?p ?o } }",
    "SELECT * { SERVICE$endpoint{?s ?p ?o} }",
    "SELECT * { ?s ?p ?o .SERVICE<http://127.0.0.1:1/>{?s ?p ?o} }",
    "SELECT * { SERVICE#comment\n<http://127.0.0.1:1/>#comment\n{?s ?p ?o} }",
    f"SELECT * {{ {{ SELECT * {{ {CALL} }} }} }}",
    f"SELECT * {{ OPTIONAL {{ {CALL} }} }}",
    f"SELECT * {{ ?s ?p ?o MINUS {{ {CALL} }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {CALL} }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?o > 1 && NOT EXISTS {{ {CALL} }}) }}",
    f"SELECT * {{ {{ ?s ?p ?o }} UNION {{ {CALL} }} }}",
    f"SELECT * {{ GRAPH ?g {{ {CALL} }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {CALL} }}",
    f"ASK {{ {CALL} }}",
    f"DESCRIBE ?s {{ {CALL} }}",
    f"SELECT * {{ ?s ?p 'it\\'s' . {CALL} }}",
    f"SELECT * {{ ?s ?p '''it's''' . {CALL} }}",
    f'SELECT * {{ ?s ?p """a"b""" . {CALL} }}',
    f"SELECT * {{ ?s ?p '' . {CALL} }}",
    f"SELECT * {{ ?s ?p ex:a\\'b . {CALL} ?x ?y ex:\\' }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?o < 5) {CALL} FILTER(?o > 4) }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?o<5)\n{CALL} FILTER(?o>4) }}",
    f"SELECT * {{ ?s ?p true{CALL} }}",
    f"SELECT * {{ ?s ?p 1{CALL} }}",
    f"SELECT * {{ ?s ?p 1.{CALL} }}",
    f"SELECT * {{ ?s ?p 'a'@en.{CALL} }}",
    HEAD + "SELECT * { SERVICE :x { ?s ?p ?o } }",
    HEAD + "SELECT * { SERVICE:x { ?s ?p ?o } }",
    HEAD + "SELECT * { SERVICESILENT:x{ ?s ?p ?o } }",
    HEAD + "SELECT * { ?s ?p trueSERVICE:x { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <http://127.0.0.1:1/> } SERVICE SILENT ?e { ?s ?p ?o } }",
    "SELECT * { BIND(<http://127.0.0.1:1/> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "BASE <http://127.0.0.1:1/> SELECT * { SERVICE <> { ?s ?p ?o } }",
    f"SELECT * {{ ?s ?p ?o BIND(EXISTS {{ {CALL} }} AS ?e) }}",
    f"SELECT (EXISTS {{ {CALL} }} AS ?e) {{ ?s ?p ?o }}",
    f"SELECT * {{ ?s ?p ?o }} GROUP BY ?s HAVING(NOT EXISTS {{ {CALL} }})",
    f"SELECT * {{ ?s ?p ?o }} ORDER BY (EXISTS {{ {CALL} }})",
    f"SELECT * {{ LATERAL {{ {CALL} }} }}",
    f"#\r SELECT * {{ {CALL} }}",
    "SELECT ('\\u0022' AS ?a) (\"\\u0022 { ?s ?p ?o } SERVICE <http://a> { } # \" AS ?b) { }",
]
WITH_TWO_READINGS = [
    # Oxigraph reads these as a comparison and a comment, or as short strings, with a call behind
    f"SELECT * {{ ?s ?p ?o FILTER(?o<1)SERVICE#>\n<{'http://127.0.0.1:1/'}> {{ ?s ?p ?o }} }}",
    f'SELECT * {{ ?s ?p ?o FILTER(?o<1)#>"""\n{CALL} #"""\n}}',
    f"SELECT * {{ ?s ?p ?o FILTER(?o<'x>'){CALL} FILTER(?o='y') }}",
    f'SELECT * {{ VALUES ?x {{ """a" }} {CALL} }}',
    f'SELECT * {{ VALUES ?x {{ """a" }} {CALL} # \\q"""\n }}',
    f'SELECT * {{ VALUES ?x {{ """a" }} {CALL} # \\uD800"""\n }}',
    f"SELECT * {{ ?s ?p ?o FILTER(?o<<http://x#'>){CALL} FILTER('') }}",
    "SELECT * { \\u0053ERVICE <http://a> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", FEDERATED)
def test_federation_is_refused(query: str) -> None:
    assert refusal(query) == "service-refused"


@pytest.mark.parametrize("query", WITH_TWO_READINGS)
def test_a_text_with_two_readings_is_refused(query: str) -> None:
    assert refusal(query) in {"query-malformed", "service-refused"}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service $SERVICE { ?service ?p $SERVICE }",
        HEAD + "SELECT * { service:camhs ?p service:SERVICE , ex:service , ex:a.SERVICE }",
        HEAD + "SELECT * { GRAPH service:x { ?s ?p ?o } }",
        HEAD + "SELECT * FROM service:x { ?s ex:service ?o { ?s ?p ?o } UNION { ?s ?q ?o } }",
        HEAD + "SELECT * { GRAPH SERVICE:x { ?s ?p ?o } }",
        "SELECT * { ?s <http://example.org/service> ?o ; <urn:service#SERVICE> 'SERVICE', \"service\" }",
        "SELECT * { ?s ?p '''SERVICE 'a' ''', \"\"\"SERVICE \"\" <http://a> { }\"\"\", 'a'@en-service }",
        "SELECT * { ?s ?p ?o # SERVICE <http://a> { }\n}",
        "SELECT * { VALUES (?a ?b) { (<urn:a#service> <urn:b#service>) (UNDEF <urn:c#'>) } }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (<http://a#service>, <http://b#x>)) }",
        "SELECT * { ?s ?p ?o FILTER(?o<5 && ?p>4) }",
        "SELECT * { ?s ?p _:service . _:service ?p ?o }",
        "SELECT (COUNT(DISTINCT ?service) AS ?services) { ?s ?p ?service }",
        "SELECT * { ?s ?p 'insert \\\\ delete' }",
        HEAD + "SELECT ?load { ex:insert ex:delete ?load }",
    ],
)
def test_what_only_looks_like_federation_passes(query: str) -> None:
    assert check_query(query).text == query


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("INSERT DATA { <http://a> <http://b> 1 }", "update-refused"),
        ("DELETE WHERE { ?s ?p ?o }", "update-refused"),
        ("LOAD <file:///etc/passwd>", "update-refused"),
        ("PREFIX a: <http://a/> # x\nclear all", "update-refused"),
        ("SELECT * { ?s ?p ?o } ; DROP ALL", "update-refused"),
        ("WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "update-refused"),
        ("", "query-malformed"),
        ("SELECT * { ?s ?p 'open }", "query-malformed"),
        ("SELECT * { ?s ?p \\a }", "query-malformed"),
        ("SELECT * { " + "{" * 100 + "}" * 100 + " }", "query-malformed"),
        ("SELECT * { FILTER(" + "+".join("1" * 9000) + ") }", "query-malformed"),
    ],
)
def test_updates_and_nonsense_are_refused(query: str, code: str) -> None:
    assert refusal(query) == code


def test_many_values_are_no_long_query() -> None:
    values = " ".join(f"<http://example.org/{i}>" for i in range(8_000))
    assert check_query(f"SELECT * {{ VALUES ?s {{ {values} }} ?s ?p ?o }}").form == "SELECT"


def test_a_refusal_says_where() -> None:
    with pytest.raises(QueryRefused, match=r"^line 3, column 4: SERVICE would call another server"):
        check_query("SELECT *\n{ ?s ?p ?o\n   SERVICE <http://a> { } }")


def test_form_and_dataset_are_known() -> None:
    checked = check_query("PREFIX a: <http://a/>\nconstruct { ?from ?p ?o } from <http://g> { ?from ?p ?o }")
    assert (checked.form, checked.has_dataset) == ("CONSTRUCT", True)
    assert not check_query("ASK { ?s <http://a/FROM> 'FROM' }").has_dataset


_BODY = [
    "?s ?p ?o .",
    "?s <http://example.org/service#a> 'SERVICE' .",
    'OPTIONAL { ?s ?p """x \'SERVICE\' """ }',
    "FILTER(?o < 5 || ?o >= 7)",
    "FILTER NOT EXISTS { ?s ?service ?o }",
    "{ SELECT ?s { ?s ?p 'it\\'s' } LIMIT 3 }",
    "VALUES (?a ?b) { (<urn:x#1> <urn:y#'>) }",
    "MINUS { ?s ?p 1.5e3 , true }",
    "BIND(CONCAT('a', \"b\") AS ?c)",
    '# SERVICE "\n',
    "?a <http://example.org/p>/^<http://example.org/q>* ?b .",
]
_SPACE = st.sampled_from([" ", "\n", "\t", "#c'\"\n", ' # """\n', ""])
_WORD = st.tuples(*(st.sampled_from(c + c.upper()) for c in "service")).map("".join)
_WRAPS = ["%s", "OPTIONAL { %s }", "MINUS{%s}", "FILTER EXISTS{%s}", "{ SELECT * {%s} }", "GRAPH ?g {%s}"]


@given(
    before=st.lists(st.sampled_from(_BODY), max_size=5),
    after=st.lists(st.sampled_from(_BODY), max_size=3),
    word=_WORD,
    silent=st.sampled_from(["", "SILENT", "silent"]),
    gap=_SPACE,
    end=st.sampled_from(["<http://127.0.0.1:1/>", "?e", "$e", "ex:e", ":e"]),
    wrap=st.sampled_from(_WRAPS),
)
def test_a_call_at_any_legal_place_is_refused(
    before: list[str], after: list[str], word: str, silent: str, gap: str, end: str, wrap: str
) -> None:
    call = wrap % f"{word}{gap}{silent}{gap or ' '}{end}{gap}{{ ?s ?p ?o }}"
    query = HEAD + "SELECT * {" + " ".join([*before, call, *after]) + "}"
    assert refusal(query) == "service-refused"
    assert refusal(query, ALLOWED) == "service-refused"
    if end.startswith("<") and (gap or not silent):
        assert check_query(query, (*ALLOWED, "http://127.0.0.1:1")).calls_services


@given(st.lists(st.sampled_from(_BODY), max_size=8), st.sampled_from(_WRAPS), _SPACE)
def test_a_query_without_a_call_passes(body: list[str], wrap: str, gap: str) -> None:
    query = HEAD + f"SELECT * {{{gap or ' '}{wrap % ' '.join(body)}{gap}}}"
    assert not check_query(query, ALLOWED).calls_services
    assert check_query(query) == CheckedQuery(query, "SELECT", False, False)


@given(st.text(max_size=60))
@example("SERVICE <http://a> { ?s ?p ?o }")
@example("'} SERVICE <http://a> {")
@example("\\")
def test_the_content_of_a_string_is_never_a_call(content: str) -> None:
    escaped = re.sub(r"[\\\"']", r"\\\g<0>", content).replace("\n", "\\n").replace("\r", "\\r")
    for quote in ('"', "'", '"""', "'''"):
        assert check_query(f"ASK {{ ?s ?p {quote}{escaped}SERVICE{quote} }}").form == "ASK"


@given(st.text(max_size=60).filter(lambda t: not re.search("[\n\r]", t)))
def test_the_content_of_a_comment_is_never_a_call(content: str) -> None:
    assert check_query(f"ASK {{ ?s ?p ?o # {content} SERVICE\n }}").form == "ASK"


@given(st.from_regex(r"[a-zA-Z0-9/._~:#@!$&()*+,;=%-]{0,40}", fullmatch=True))
def test_the_content_of_an_iri_is_never_a_call(content: str) -> None:
    iri = f"<http://example.org/{content}SERVICE{content}>"
    terms = f"{iri} {iri} {iri} FILTER(?x = {iri} || ?x IN ({iri}, {iri}))"
    assert check_query(f"ASK {{ {terms} VALUES (?a ?b) {{ ({iri} {iri}) }} }}").form == "ASK"


_FRAGMENTS = [
    "SERVICE SILENT <@> {}", "SERVICE:x {}", "SERVICE #\n:x {}", "SERVICE#>\n<@>{}", "SERVICE", "SILENT",
    "<@>", ":x", "{", "}", "{}", "(", ")", "<", "<<", ">", "'", '"', "'''", '"""', "#", "\n", "\\",
    "\\'", "\\q", "\\u0022", " ", ".", "?x", "1", "true", "a", "ex:a", "_:b", "@en", "FILTER(1<",
    "FILTER('a'<", "VALUES ?v {", "OPTIONAL {", "GRAPH", "''",
]  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(_FRAGMENTS), max_size=12))
def test_what_passes_calls_nobody(canary: "Canary", fragments: list[str]) -> None:
    noise = "".join(fragments).replace("@>", f"{canary.url}>")
    prefixes = " ".join(f"PREFIX {name}: <{canary.url}>" for name in ("", "ex", "SERVICE"))
    query = f"{prefixes} SELECT * {{{noise}}}"
    with contextlib.suppress(QueryRefused):
        EmbeddedStore(b"", base_iri="http://example.org/", release_name="-").query(query, max_rows=10)
    assert canary.hits == 0


@pytest.mark.parametrize("query", [*FEDERATED, *WITH_TWO_READINGS])
def test_no_attack_reaches_a_server(canary: "Canary", query: str) -> None:
    query = query.replace("http://127.0.0.1:1/", canary.url).replace("http://a>", f"{canary.url}>")
    with pytest.raises(QueryRefused):
        STORE.query(query)
    for form in ("json", "ttl"):
        with pytest.raises(QueryRefused):
            STORE.answer_bytes(query, form)
    assert canary.hits == 0


@pytest.mark.parametrize(
    "place",
    [
        "<https://example.org>", "<https://example.org/>", "<https://example.org/sparql?a=b#c>",
        "SILENT <https://example.org/@evil.com>", "silent#\n<http://localhost:8080/x>",
    ],
)  # fmt: skip
def test_a_server_that_is_allowed_may_be_called(place: str) -> None:
    for wrap in _WRAPS:
        query = HEAD + f"SELECT * {{ {wrap % f'SERVICE {place} {{ ?s ?p ?o }}'} }}"
        assert check_query(query, ALLOWED) == CheckedQuery(query, "SELECT", False, True)
        assert refusal(query) == "service-refused"
        assert refusal(query.replace("?s ?p ?o", CALL), ALLOWED) == "service-refused"


@pytest.mark.parametrize(
    "place",
    [
        "<http://example.org/>", "<https://example.org:443/>", "<https://example.org:444/>",
        "<https://example.org.evil.com/>", "<https://example.org@evil.com/>", "<https://user@example.org/>",
        "<https://user:a@example.org/>", "<https://EXAMPLE.org/>", "<HTTPS://example.org/>",
        "<https://example.orgevil/>", "<https://sub.example.org/>", "<https://evil.com/https://example.org/>",
        "<https://example.org\\u002Eevil.com/>", "<https://example.org/\\u0041>", "<https://example.org\\@evil.com/>",
        "<https:example.org/>", "<//example.org/>", "<https:///example.org/>", "<sparql>", "<>", "<http://localhost:80801/>",
        "<http://localhost:808/>", "<http://localhost/>", "<https://example\uff0eorg/>",
        "ex:sparql", "?e", "$e",
        "SILENT", "SILENT SILENT <https://example.org/>", "<https://example.org/> SILENT",
        "<https://example.org/> <http://evil.com/>", "<https://example.org/> ?e", "'https://example.org/'",
    ],
)  # fmt: skip
def test_another_server_may_not(place: str) -> None:
    head = "BASE <https://example.org/> PREFIX ex: <https://example.org/>\n"
    query = f"{head}SELECT * {{ SERVICE {place} {{ ?s ?p ?o }} }}"
    assert refusal(query, ALLOWED) in {"service-refused", "query-malformed"}
    both = query.replace("SELECT * {", "SELECT * { SERVICE <https://example.org/> { ?a ?b ?c } ")
    assert refusal(both, ALLOWED) in {"service-refused", "query-malformed"}


def test_a_word_without_its_block_calls_nobody() -> None:
    for query in (
        "ASK { SERVICE",
        "ASK { SERVICE <https://example.org/>",
        "ASK { SERVICE SILENT",
        "ASK { } SERVICE",
    ):
        assert refusal(query, ALLOWED) == "service-refused"


@pytest.mark.parametrize(
    "origin",
    [
        "", "example.org", "https://", "https://example.org/", "https://*", "https://*.example.org", "ftp://a",
        "https://a:0", "https://a:65536", "https://A", "https://u@a", "https://a?b", " https://a", "https://a.",
        "https://a\n", "https://é", "*",
    ],
)  # fmt: skip
def test_an_origin_is_nothing_else(origin: str) -> None:
    with pytest.raises(BadParameter, match="is not an origin; write "):
        check_query("ASK { }", (origin,))
    assert check_query("ASK { }", ("http://a:65535", "https://[::1]:8", "https://a-b.c")).form == "ASK"


def test_a_call_that_is_allowed_arrives(canary: "Canary") -> None:
    """So that its silence means something."""
    query = f"SELECT * {{ SERVICE SILENT <{canary.url}> {{ ?s ?p ?o }} }}"
    STORE.query(check_query(query, (canary.url.rstrip("/"),)))
    assert canary.hits == 1
    canary.hits = 0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (triple(?s, ?p, ?o) AS ?t) { ?s ?p ?o }",
        "SELECT (STRLANGDIR('a', 'en', 'ltr') AS ?t) { }",
        "ASK { ?s ?p 'a'@en--ltr }",
        "CONSTRUCT { ?s ?p ?o ~ ?r } { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o {| ?s ?p |} } { ?s ?p ?o }",
        "SELECT * { << ?s ?p ?o >> ?q ?r }",
    ],
)
def test_terms_that_no_format_of_sparql_1_1_holds_are_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match=r"not part of SPARQL 1\.1") as refused:
        check_query(query)
    assert refused.value.code == "query-malformed"


def test_a_query_is_read_once_and_a_long_one_is_not_kept() -> None:
    query = "ASK { ?s ?p 'asked again and again' }"
    assert check_query(query) is check_query(query)
    assert check_query(query) is not check_query(query, ALLOWED)
    long = f"ASK {{ ?s ?p '{'long' * 3_000}' }}"
    assert check_query(long) is not check_query(long)


STORE = EmbeddedStore(
    b"<http://a> <http://b> <http://c> <http://g> .", base_iri="http://x/", release_name="-"
)


class Canary:
    """A server on the loopback that counts who calls."""

    def __init__(self) -> None:
        self.hits = 0
        canary = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                canary.hits += 1
                self.send_response(500)
                self.end_headers()

            def do_GET(self) -> None:
                self.do_POST()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    server = Canary()
    yield server
    server.server.shutdown()
    server.server.server_close()
    server.thread.join()

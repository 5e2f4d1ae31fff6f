"""`/api/graph/…` gives neighbours and explained paths, and refuses what it cannot mean."""

import httpx
import pytest

BASE = "https://w3id.org/sendgraph/"


def test_neighbours(server: httpx.Client) -> None:
    response = server.get("/api/graph/neighbours", params={"node": "area/southby"})
    assert response.headers["content-type"] == "application/json"
    area = {"types": [f"{BASE}def/LocalArea"]}
    assert response.json() == {
        "node": f"{BASE}id/area/southby",
        "nodes": [
            {
                "iri": f"{BASE}id/area/southby",
                "label": "Southby",
                **area,
                "path": "/doc/area/southby",
                "distance": 0,
            },
            {
                "iri": f"{BASE}id/area/northby",
                "label": "Northby",
                **area,
                "path": "/doc/area/northby",
                "distance": 1,
            },
        ],
        "edges": [
            {
                "subject": f"{BASE}id/area/northby",
                "predicate": f"{BASE}def/statisticalNeighbour",
                "label": "has statistical neighbour",
                "object": f"{BASE}id/area/southby",
                "graphs": [f"{BASE}id/graph/reference"],
            }
        ],
        "truncated": False,
        "left_out": 0,
        "hubs": [],
    }


def test_neighbours_are_filtered_and_cut(server: httpx.Client) -> None:
    asked = {
        "node": f"{BASE}id/area/northby",
        "hops": 2,
        "type": ["Concern", "Inspection"],
        "direction": "both",
    }
    nodes = server.get("/api/graph/neighbours", params=asked).json()["nodes"]
    assert [n["label"] for n in nodes] == [
        "Northby",
        "Northby 2018: main finding 1",
        "SEND inspection of Northby, January 2018",
        "SEND inspection of Northby, May 2023",
    ]
    cut = server.get("/api/graph/neighbours", params={**asked, "limit": 1}).json()
    assert (len(cut["nodes"]), cut["truncated"], cut["left_out"]) == (2, True, 2)


def test_paths(server: httpx.Client) -> None:
    asked = {"from": "body/northby-council", "to": "theme/waiting-times", "max_length": 3, "k": 1}
    body = server.get("/api/graph/paths", params=asked).json()
    (path,) = body["paths"]
    assert (body["from"], body["to"], path["length"]) == (
        f"{BASE}id/body/northby-council",
        f"{BASE}def/theme/waiting-times",
        3,
    )
    assert path["sentence"] == (
        "“SEND inspection of Northby, January 2018” has responsible body “Northby Council”; "
        "“SEND inspection of Northby, January 2018” has finding “Northby 2018: main finding 1”; "
        "“Northby 2018: main finding 1” has theme “Waiting times”."
    )
    assert [hop["direction"] for hop in path["hops"]] == ["in", "out", "out"]
    assert path["hops"][2]["evidence"] == [
        {
            "passage": f"{BASE}id/passage/northby-2018-01-15/20-40",
            "quote": "Waits are <b>too long",
            "document": f"{BASE}id/document/northby-2018-01-15",
            "page": 2,
        },
        {
            "passage": f"{BASE}id/passage/northby-2018-01-15/100-130",
            "quote": f"& “unclear”; write to {'█' * 18}",
            "document": f"{BASE}id/document/northby-2018-01-15",
            "page": 3,
        },
    ]
    back = server.get("/api/graph/paths", params={**asked, "from": asked["to"], "to": asked["from"]}).json()
    assert [hop["edge"] for hop in back["paths"][0]["hops"]] == [hop["edge"] for hop in path["hops"]][::-1]


@pytest.mark.parametrize(
    ("address", "status", "where"),
    [
        ("/api/graph/neighbours", 400, "node"),
        ("/api/graph/neighbours?node=area/northby&hops=0", 400, "hops"),
        ("/api/graph/neighbours?node=area/northby&hops=99", 400, "hops"),
        ("/api/graph/neighbours?node=area/northby&hops=x", 400, "hops"),
        ("/api/graph/neighbours?node=area/northby&direction=up", 400, "direction"),
        ("/api/graph/neighbours?node=area/northby&limit=1000000", 400, "limit"),
        ("/api/graph/neighbours?node=area/northby&type=Nothing", 400, "Nothing"),
        ("/api/graph/neighbours?node=area/northby&predicate=nothing", 400, "nothing"),
        ("/api/graph/neighbours?node=area/northby&nodes=1", 400, "nodes"),
        ("/api/graph/neighbours?node=area/nowhere", 404, "area/nowhere"),
        ("/api/graph/paths?from=area/northby", 400, "to"),
        ("/api/graph/paths?from=area/northby&to=area/southby&k=0", 400, "k"),
        ("/api/graph/paths?from=area/northby&to=area/nowhere", 404, "area/nowhere"),
    ],
)
def test_a_bad_parameter_is_named(server: httpx.Client, address: str, status: int, where: str) -> None:
    response = server.get(address)
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, response.json()["where"]) == (status, where)


def test_answers_are_tagged(server: httpx.Client) -> None:
    address = "/api/graph/neighbours?node=area/southby"
    tag = server.get(address).headers["etag"]
    assert server.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert server.head(address).headers["etag"] == tag
    assert server.get(f"{address}&hops=2").headers["etag"] != tag

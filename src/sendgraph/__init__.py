"""
sendgraph: what inspectors found about SEND services in England, as a knowledge graph.

Documents go one way through the rooms of this package: `documents` (bytes to text
and blocks), `extraction` (blocks to a record), `graph` (records to RDF), `release`
(checked, immutable folders), `store` (queries), `traversal` (neighbours, paths) and
`web` (routes and pages). Imports run only backwards along that way.
"""

__version__ = "0.1.0"

#: The day this version was declared ready. A build states this date, never the clock's.
RELEASED = "2026-11-22"

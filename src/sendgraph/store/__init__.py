"""One interface to query a release. Knows SPARQL, not what the triples mean."""

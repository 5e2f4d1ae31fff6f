"""The HTTP service: SPARQL, linked data, graph routes and pages."""

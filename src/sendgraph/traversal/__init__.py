"""The graph as nodes and edges: neighbours and explained paths."""

"""The routes: each reads a request, and has a worker make the answer unless the client holds it."""

"""
What every request passes before it reaches a route: pure ASGI middleware, each knowing one thing.

The order from the outside in, with why:

1. `PathPrefix`: everything further in sees one form of path, whatever the proxy in front does.
2. `ClientAddress`: who asks, by what configured proxies say; the next ones need it.
3. `AccessLog`: gives the request its id and writes its line, of refused requests too.
4. `Measured`: counts all that was answered, refusals among it.
5. `SecurityAndCors`: its headers stand on refusals too, and it answers preflights.
6. `RequestLimits`: address and body; outside the rate limit, so that a refusal leaves no body unread.
7. `RateLimit`: the last before work is done.
8. `Faults`: innermost, so that the answer to a fault bears all the headers and is logged and counted.

`stack.surround` puts them around an application so. Below them all, `sendgraph.web.connections` bounds what
a connection may do before there is a request.

Nothing is imported here: problems take their headers from one of these modules, and others tell problems.
"""

"""All middleware of the server, in its order."""

from starlette.applications import Starlette

from sendgraph.settings import Settings
from sendgraph.web.middleware.access_log import AccessLog
from sendgraph.web.middleware.client_address import ClientAddress, TrustedProxies
from sendgraph.web.middleware.faults import AnswerToFault, Faults
from sendgraph.web.middleware.headers import SecurityAndCors
from sendgraph.web.middleware.metrics import Measured, Metrics
from sendgraph.web.middleware.path_prefix import PathPrefix
from sendgraph.web.middleware.rate_limit import RateLimit
from sendgraph.web.middleware.request_limits import RequestLimits


def surround(app: Starlette, settings: Settings, metrics: Metrics, answer_to_fault: AnswerToFault) -> None:
    """
    Put all middleware around an application; the package says why in this order.

    Raises:
        BadParameter: where the trusted proxies are not addresses or networks.
    """
    proxies = TrustedProxies(settings.trusted_proxies)
    # What is added last stands outermost.
    app.add_middleware(Faults, answer=answer_to_fault)
    app.add_middleware(RateLimit, per_minute=settings.requests_per_minute, burst=settings.burst_requests)
    app.add_middleware(
        RequestLimits, max_url_bytes=settings.max_url_bytes, max_body_bytes=settings.max_body_bytes
    )
    app.add_middleware(SecurityAndCors)
    app.add_middleware(Measured, metrics=metrics)
    app.add_middleware(AccessLog, lines=settings.access_log, queries=settings.log_queries)
    app.add_middleware(ClientAddress, proxies=proxies)
    app.add_middleware(PathPrefix, prefix=settings.path_prefix)

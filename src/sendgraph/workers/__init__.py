"""
Processes that answer: one holds what is loaded, many share its memory, each can be killed.

A *keeper* (a process of its own, without threads) loads once and forks *workers*. A worker
does one job at a time under a deadline, a memory ceiling and with no file or socket to
open; a *pool* hands jobs to them from an event loop. What the jobs are is the business of
whoever starts the pool. Knows neither HTTP nor RDF.
"""

from sendgraph.workers.confinement import Confinement, files_for_a_while
from sendgraph.workers.keeper import Load, Loaded
from sendgraph.workers.messages import Reply
from sendgraph.workers.pool import Busy, Lane, Pool, PoolStatistics, WorkerFailed, busy

__all__ = [
    "Busy",
    "Confinement",
    "Lane",
    "Load",
    "Loaded",
    "Pool",
    "PoolStatistics",
    "Reply",
    "WorkerFailed",
    "busy",
    "files_for_a_while",
]

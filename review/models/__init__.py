"""The tables of the desk. They are written by `review.actions` alone."""

from .claim import Claim
from .decision import Decision

__all__ = ["Claim", "Decision"]

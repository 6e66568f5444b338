"""The tables of the desk. They are written by `review.actions` alone."""

from .bulk_action import BulkAction
from .claim import Claim
from .comment import Comment
from .decision import Decision
from .policy import Policy
from .preferences import Preferences
from .saved_filter import SavedFilter
from .second_reading import SecondReading

__all__ = ["BulkAction", "Claim", "Comment", "Decision", "Policy", "Preferences", "SavedFilter", "SecondReading"]

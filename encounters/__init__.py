"""The record: bulletins, the encounters they report, their revisions, and the releases made of them."""

__version__ = "0.1.0"

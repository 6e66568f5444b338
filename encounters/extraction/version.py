"""The extractor's version: raised whenever the same pages could give other records."""

EXTRACTOR_VERSION = "1.0.0"

"""Static files in production: hashed names, compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # whitenoise has no types
    """Also rewrites the imports of ES modules, which Django leaves alone unless told."""

    support_js_module_import_aggregation = True

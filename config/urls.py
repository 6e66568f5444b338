"""Every address of the site; each application names its own."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from encounters.api.errors import no_such_call

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign] # as allauth documents it

API_DOCS_CSP = settings.SECURE_CSP | {"style-src": [CSP.SELF, CSP.UNSAFE_INLINE]}
"""Swagger's page styles itself; no other page may."""

urlpatterns = [
    path("", include("encounters.urls")),
    path("review/", include("review.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("encounters.api.urls")),
    path("api/v1/", include("review.api.urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/v1/docs/", csp_override(API_DOCS_CSP)(SpectacularSwaggerSplitView.as_view()), name="api-docs"),
    re_path(r"^api/v1/(?:.*/)?$", no_such_call),
]

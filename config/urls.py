"""Every address of the site; each application names its own."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", include("encounters.urls")),
    path("review/", include("review.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

"""The addresses of the record."""

from django.urls import path

from .api.releases import ReleaseFile
from .views import account, bulletins, health, home, pages, releases, uploads

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("account/", account.account, name="account"),
    path("account/tokens/<str:token_key>/revoke/", account.revoke, name="token_revoke"),
    path("bulletins/", bulletins.bulletin_list, name="bulletin_list"),
    path("bulletins/sample/", uploads.sample, name="bulletin_sample"),
    path("bulletins/retry/", uploads.retry_cause, name="bulletin_retry_cause"),
    path("bulletins/<int:pk>/", bulletins.bulletin_detail, name="bulletin_detail"),
    path("bulletins/<int:pk>/file/", bulletins.bulletin_file, name="bulletin_file"),
    path("bulletins/<int:pk>/retry/", uploads.retry, name="bulletin_retry"),
    path("bulletins/<int:pk>/pages/<int:number>/image/", pages.page_image, name="page_image"),
    path("releases/", releases.release_list, name="release_list"),
    path("releases/new/", releases.release_new, name="release_new"),
    path("releases/<str:version>/", releases.release_detail, name="release_detail"),
    path(
        "releases/<str:version>/files/<str:name>",
        ReleaseFile.as_view(schema=None),  # the API's own call, which documents itself there
        name="release_file",
    ),
    path("releases/<str:before>/difference/<str:after>/", releases.release_difference, name="release_difference"),
]

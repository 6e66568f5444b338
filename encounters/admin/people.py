"""People in the admin: accounts, roles, second factors, tokens of the API."""

from typing import TYPE_CHECKING, Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.contrib import admin, messages
from django.contrib.auth import admin as accounts
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group, User
from django.db.models import ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from knox.admin import AuthTokenCreateForm
from knox.models import AuthToken

from encounters.policies import ROLES

from .readonly import ModelAdmin, Unwritten

if TYPE_CHECKING:
    UserAdmin = accounts.UserAdmin[User]
else:
    UserAdmin = accounts.UserAdmin

for model in (User, Group, EmailAddress, Authenticator, AuthToken):
    admin.site.unregister(model)  # each as its application shows it; below as an administrator here needs it

STAYS = "An account is never deleted, since the record names it. Untick Active to close it."


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "roles", "is_active", "is_staff", "is_superuser", "last_login")
    list_filter = ("groups", "is_active", "is_staff", "is_superuser")
    fieldsets = (
        (None, {"fields": ("username", "password", "email"), "description": STAYS}),
        ("What this person may do", {"fields": ("is_active", "groups", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "usable_password", "password1", "password2", "groups")}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    @admin.display(description="roles")
    def roles(self, person: User) -> str:
        held = {group.name for group in person.groups.all()}
        return ", ".join(role for role in ROLES if role in held) or "–"


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """The three roles are part of the software and stay; other groups only carry permissions of the admin."""

    list_display = ("name", "people")
    filter_horizontal = ()

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return (obj is None or obj.name not in ROLES) and super().has_delete_permission(request, obj)

    def get_readonly_fields(self, _request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        return ("name",) if obj and obj.name in ROLES else ()

    @admin.display(description="people")
    def people(self, group: Group) -> int:
        return group.user_set.count()


@admin.register(Authenticator)
class SecondFactorAdmin(Unwritten, ModelAdmin):
    """To take a lost second factor from somebody. Its secret is not shown."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__username",)
    fields = ("user", "type", "created_at", "last_used_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return ModelAdmin.has_delete_permission(self, request, obj)


@admin.register(AuthToken)
class TokenAdmin(ModelAdmin):
    """A new token is shown once, above the list; to delete one is to revoke it."""

    list_display = ("token_key", "user", "created", "expiry")
    list_select_related = ("user",)
    search_fields = ("token_key", "user__username")
    form = AuthTokenCreateForm
    ordering = ("-created",)

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: AuthToken, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        said = f"The token of {obj.user} is {form.token} – copy it now, it cannot be shown again."
        self.message_user(request, said, messages.WARNING)

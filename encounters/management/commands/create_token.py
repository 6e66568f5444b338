"""Make a token for the API, and print it and nothing else: `TOKEN=$(./dev create_token press --create)`."""

import argparse
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from encounters.actions import people, tokens
from encounters.policies import ROLES


class Command(BaseCommand):
    help = "Makes a token for the API and prints only the token. It is shown this once; only its hash is stored."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", help="the user name that the token acts for")
        parser.add_argument("--create", action="store_true", help="make the user where there is none")
        parser.add_argument(
            "--role", action="append", default=[], choices=ROLES, help="give this role; repeat for more"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = self.person(options["name"], create=options["create"])
        people.give(person, options["role"])
        _, token = tokens.issue(to=person)
        self.stdout.write(token)

    def person(self, name: str, *, create: bool) -> User:
        person = User.objects.filter(username=name).first()
        if person is None and not create:
            raise CommandError(f"There is no user {name!r}. Add --create to make one.")
        if person is None:
            try:
                return people.create(name)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from None
        if not person.is_active:
            raise CommandError(f"The user {name!r} is not active, so a token would not work.")
        return person

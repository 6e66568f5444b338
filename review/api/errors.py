"""How the desk's refusals look. `config.settings` names this handler; it knows those of the record too."""

from rest_framework import exceptions

from encounters.actions.encounters import Stale
from encounters.actions.succession_plan import NotPossible
from encounters.api import errors
from encounters.extraction.contract import ContractError
from encounters.lifecycle import InvalidTransition
from review.actions.decisions import NoteNeeded
from review.actions.missed import HeldByAnother
from review.policies import NotOpen, OwnWork

from .records import EncounterSerializer, shown


class PreconditionRequired(exceptions.APIException):
    """428: a change names the version that its author saw."""

    status_code = 428
    default_code = "precondition_required"
    default_detail = "Send the ETag of the record that you read as If-Match, so that nobody's work is overwritten."


class StaleRecord(exceptions.APIException):
    """412: somebody changed the record meanwhile; the body has it as it is now, under `current`."""

    status_code = 412
    default_code = "stale"

    def __init__(self, error: Stale) -> None:
        super().__init__(str(error))
        self.body = {"current": EncounterSerializer(shown().get(pk=error.encounter.pk)).data}
        self.headers = {"ETag": error.encounter.etag}


class StaleSerializer(errors.ErrorsSerializer):
    current = EncounterSerializer()


def _against_contract(error: ContractError) -> exceptions.ValidationError:
    field = error.path.replace("[", ".").replace("]", "")
    return errors.invalid(field, f"Expected {error.expected}.")


class ExceptionHandler(errors.ExceptionHandler):
    conversions = {
        **errors.ExceptionHandler.conversions,
        InvalidTransition: errors.conflict("invalid_transition"),
        NotOpen: errors.conflict("not_open"),
        HeldByAnother: errors.conflict("held_by_another"),
        NotPossible: errors.conflict("not_possible"),
        OwnWork: lambda error: exceptions.PermissionDenied(str(error), code="own_work"),
        NoteNeeded: lambda error: errors.invalid("note", str(error), code="required"),
        ContractError: _against_contract,
        Stale: StaleRecord,
    }

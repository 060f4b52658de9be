"""Appointments by their references: a number of today's list, a slug, `last`, or with whom.

The one rule: a reference means one appointment. If it fits several, the error lists them.
"""

from __future__ import annotations

from collections.abc import Iterable

import click

from hobnob.cli.params import Completing, Offer, known
from hobnob.cli.waiting_refs import find_waiting
from hobnob.errors import AmbiguousError, NoAppointmentError
from hobnob.index.appointments import list_appointments
from hobnob.index.index import Index
from hobnob.index.lookup import describe
from hobnob.index.notes import Head
from hobnob.names import name_key


class AppointmentRef(Completing):
    """A reference to an appointment; completes to their slugs, by any word of a name."""

    name = "ref"

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the appointments whose slug, or whose people's names, begin with the text."""
        wanted = f" {name_key(typed)}"
        for one in known(ctx, list_appointments):
            names = ", ".join(who.name for who in one.people)
            if one.note.startswith(typed) or wanted in f" {name_key(names)}":
                yield one.note, f"{one.date.replace('T', ' ')} {names}"


APPOINTMENT = AppointmentRef()


def find_appointment(index: Index, ref: str) -> Head:
    """Return the appointment that a reference means.

    It may be an interaction that is none, when it is named by its slug: it may have taken place.

    Raises:
        NotFoundError: there is none; see also `need_of`.
        AmbiguousError: several answer to it.
    """
    # Four digits are a year, with which a slug begins.
    return find_waiting(index, ref, _with, reasons=("happened", "appointment"), digits=3)


def _with(index: Index, person: Head) -> int:
    """Return the one appointment with somebody; those whose day has come go before later ones."""
    found = list_appointments(index, person=person.id)
    come = [one for one in found if one.first <= index.today]
    some = come or found
    if not some:
        raise NoAppointmentError(person.name)
    if len(some) > 1:
        raise AmbiguousError(person.name, [describe(index, one.id) for one in some])
    return some[0].id

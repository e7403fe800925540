"""Actors across reports: who they are, what each did, said, is accused of and denies, and acts between them."""

from typing import Literal

import msgspec

DeedKind = Literal["did", "underwent", "said", "accused_of", "claims", "admits", "denies", "does_not_confirm"]


class Deed(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that reports tell of an actor, with the claim behind it.

    `other` is the id of the actor on the other side (the accuser, the recipient), `event` that of the event it is part of;
    `from_` and `to` are its first and last possible day (ISO).
    """

    kind: DeedKind
    claim: str
    text: str = ""
    other: str | None = None
    event: str | None = None
    plover: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None


class Actor(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person, organisation or government as all reports name it: once, however it is spelt.

    `names` are its spellings, the commonest first; `roles` the offices that reports give it; `country` ISO 3166 alpha-2;
    `sector` a PLOVER sector; `formerly` the ids of actors that a person found to be this one.
    """

    id: str
    name: str
    kind: Literal["person", "organisation", "government"]
    names: tuple[str, ...]
    reports: tuple[str, ...]
    country: str | None = None
    sector: str | None = None
    roles: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = ()
    formerly: tuple[str, ...] = ()


class Interaction(msgspec.Struct, frozen=True, omit_defaults=True):
    """An act of one actor towards another as one or several reports tell it: an edge of the network, with its time.

    `actor` and `recipient` are ids of actors; `plover` and `mode` PLOVER's; `from_` and `to` its first and last day.
    """

    id: str
    actor: str
    recipient: str
    plover: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    mode: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None

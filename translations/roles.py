"""The roles that people can have, and what each may do."""

from __future__ import annotations

from typing import Any

ADMINISTRATOR = "administrator"
_EVERYTHING = ("add", "change", "delete", "view")

#: Role → permissions of this package. A translator edits and accepts, which needs no more than signing in.
ROLES: dict[str, tuple[str, ...]] = {
    "translator": (),
    "editor": ("publish", "approve_term"),
    "terminologist": ("approve_term",),
    "operator": ("operate",),
    ADMINISTRATOR: (
        *("publish", "approve_term", "operate", "view_audit"),
        *(f"{verb}_{kind}" for kind in ("user", "source", "partner", "product", "credential") for verb in _EVERYTHING),
    ),
}


def ensure(app_config: Any, using: str = "default", **_: Any) -> None:
    """Makes what is missing; after every migration, so that an upgrade that adds a role brings it along.

    Permissions that an administrator gave a role besides are left alone.
    """
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    create_permissions(app_config, using=using, verbosity=0)  # ours may be called before Django's own
    for role, codenames in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=role)
        wanted = Permission.objects.using(using).filter(content_type__app_label="translations", codename__in=codenames)
        group.permissions.add(*wanted)

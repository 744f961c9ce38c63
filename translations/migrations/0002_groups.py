"""The three roles. Created here so that a new database has them before its first user."""

from __future__ import annotations

from typing import Any

from django.db import migrations

ROLES = {"translator": [], "editor": ["publish"], "operator": ["operate"]}


def create(apps: Any, schema_editor: Any) -> None:
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    # Django makes permissions only after all migrations; these two are needed now.
    content_type, _ = ContentType.objects.get_or_create(app_label="translations", model="translation")
    names = {"publish": "Publish, reject and withdraw", "operate": "Replay, cancel and watch jobs"}
    for role, codenames in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        for codename in codenames:
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": names[codename]}
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("translations", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]

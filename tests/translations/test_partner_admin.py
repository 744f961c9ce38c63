from __future__ import annotations

import pytest
from django.test import Client

from translations.models import Credential, Partner, Subscription, User
from translations.services import partners, webhooks

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("ada", "ada@example.org", "correct horse"))
    return client


@pytest.fixture
def partner(db: None) -> Partner:
    found = partners.create(slug="tin-bien")
    partners.issue(found, Credential.Kind.BASIC)
    return found


def form(**fields: str) -> dict[str, str]:
    return {
        "slug": "tin-bien",
        "name": "Tin Biển",
        "enabled": "on",
        "products-TOTAL_FORMS": "1",
        "products-INITIAL_FORMS": "0",
        "credentials-TOTAL_FORMS": "0",
        "credentials-INITIAL_FORMS": "0",
        **fields,
    }


def test_a_partner_and_its_product_are_made_in_the_admin(admin: Client) -> None:
    product = {"products-0-language": "en", "products-0-category": "Thể thao", "products-0-tier": "reviewed"}
    response = admin.post("/admin/translations/partner/add/", form(**product))
    assert response.status_code == 302, response.content.decode()
    assert Partner.objects.get().products.get().category == "the-thao"


def test_no_secret_is_shown(admin: Client, partner: Partner) -> None:
    secret = webhooks.add(partner, "https://hook.example/").secret
    digest = Credential.objects.get().digest
    subscription = Subscription.objects.get().pk
    for path in (f"partner/{partner.pk}/change", f"subscription/{subscription}/change", "subscription", "delivery"):
        response = admin.get(f"/admin/translations/{path}/")
        assert response.status_code == 200
        text = response.content.decode()
        assert secret not in text
        assert digest not in text


def test_all_credentials_are_revoked_at_once(admin: Client, partner: Partner) -> None:
    admin.post("/admin/translations/partner/", {"action": "revoke_all", "_selected_action": str(partner.pk)})
    assert Credential.objects.get().ends_at is not None

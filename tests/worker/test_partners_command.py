from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from translations import selectors, services
from translations.errors import ImpossibleMove, NotFound
from translations.models import Credential, Delivery, Partner, Translation, User
from translations.selectors.partners import credential
from translations.services import partners

pytestmark = pytest.mark.django_db


def songngu(*words: str) -> str:
    out = StringIO()
    call_command("partners", *words, stdout=out)
    return out.getvalue()


def told(*words: str) -> Any:
    return json.loads(songngu(*words, "--json"))


@pytest.fixture
def partner(db: None) -> Partner:
    songngu("add", "tin-bien", "--name", "Tin Biển")
    return Partner.objects.get()


def test_a_new_partner_comes_with_its_page(db: None) -> None:
    made = told("add", "tin-bien", "--name", "Tin Biển")
    assert made["slug"] == "tin-bien"
    assert "/partner/sp_" in made["page"]


def test_the_list_of_nobody_says_what_to_do(db: None) -> None:
    assert "songngu partners add" in songngu("list")
    assert told("list") == []


def test_the_list_shows_products_and_credentials_but_no_secret(partner: Partner) -> None:
    songngu("product", "tin-bien", "en", "--category", "Thể thao", "--tier", "machine")
    secret = told("credential", "tin-bien", "bearer")["secret"]
    (row,) = told("list")
    assert row["products"] == [{"language": "en", "category": "the-thao", "tier": "machine"}]
    assert [found["kind"] for found in row["credentials"]] == ["page", "bearer"]
    assert secret not in songngu("list") + json.dumps(row)
    assert "en/the-thao  machine" in songngu("list")


@pytest.mark.parametrize(
    ("kind", "use"),
    [("basic", "user name tin-bien, password sp_"), ("bearer", "Authorization: Bearer sp_"), ("url", "/feeds/p/sp_")],
)
def test_a_credential_says_how_it_is_used(kind: str, use: str, partner: Partner) -> None:
    assert use in songngu("credential", "tin-bien", kind)


def test_a_credential_is_rotated_and_revoked(partner: Partner) -> None:
    old = told("credential", "tin-bien", "url")
    new = told("rotate", "tin-bien", str(old["id"]), "--overlap", "0")
    songngu("revoke", "tin-bien", str(new["id"]))
    ended = Credential.objects.filter(kind="url").exclude(ends_at=None)
    assert set(ended.values_list("pk", flat=True)) == {old["id"], new["id"]}


def test_a_product_is_taken_away(partner: Partner) -> None:
    songngu("product", "tin-bien", "en")
    songngu("product", "tin-bien", "en", "--remove")
    assert not partner.products.exists()


def test_the_log_tells_what_was_delivered_and_a_failure_is_replayed(
    partner: Partner, draft: Translation, alice: User
) -> None:
    assert "Nothing" in songngu("log")
    songngu("product", "tin-bien", "en")
    assert told("webhook", "tin-bien", "https://hook.example/")["secret"].startswith("whsec_")
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    (row,) = told("log", "tin-bien")
    assert (row["partner"], row["to"], row["state"]) == ("tin-bien", "https://hook.example/", "queued")
    assert "https://hook.example/" in songngu("log")
    with pytest.raises(ImpossibleMove, match="Only failed deliveries"):
        songngu("replay", str(row["id"]))
    Delivery.objects.update(state="dead", attempts=12)
    songngu("replay", str(row["id"]))
    assert Delivery.objects.get().state == "queued"
    songngu("webhook", "tin-bien", "https://hook.example/", "--remove")
    assert Delivery.objects.get().state == "dropped"


def test_a_partner_is_disabled_and_enabled(partner: Partner) -> None:
    secret = partners.issue(partner, Credential.Kind.BEARER).secret
    songngu("disable", "tin-bien")
    assert "(disabled)" in songngu("list")
    assert credential(Credential.Kind.BEARER, secret, now=partner.created_at) is None
    songngu("enable", "tin-bien")
    assert credential(Credential.Kind.BEARER, secret, now=partner.created_at) is not None


def test_an_unknown_partner_is_a_sentence(db: None) -> None:
    with pytest.raises(NotFound, match="songngu partners list"):
        songngu("revoke", "nobody", "1")

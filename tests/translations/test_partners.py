from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from feeds.categories import by_key
from translations import categories
from translations.errors import NotFound, RefusedInput
from translations.models import Credential, Partner
from translations.selectors.partners import asking, credential, min_tier
from translations.services import partners
from translations.types import Tier

pytestmark = pytest.mark.django_db
KIND = Credential.Kind


@pytest.fixture
def partner(db: None) -> Partner:
    return partners.create(slug="tin-bien", name="Tin Biển")


def works(kind: Credential.Kind, secret: str, hours: float = 0) -> bool:
    return credential(kind, secret, now=timezone.now() + timedelta(hours=hours)) is not None


def test_a_secret_is_shown_once_and_kept_as_a_digest(partner: Partner) -> None:
    issued = partners.issue(partner, KIND.BEARER)
    kept = Credential.objects.values().get()
    assert issued.secret not in str(kept)
    assert len(issued.secret) > 40
    assert works(KIND.BEARER, issued.secret)


def test_rotation_lets_the_old_secret_work_a_while(partner: Partner) -> None:
    old = partners.issue(partner, KIND.BASIC)
    new = partners.rotate(partner, old.credential.pk, overlap=timedelta(hours=24))
    assert new.credential.kind == KIND.BASIC
    assert works(KIND.BASIC, old.secret, hours=23)
    assert not works(KIND.BASIC, old.secret, hours=25)
    assert works(KIND.BASIC, new.secret, hours=25)


def test_rotation_never_lengthens_the_life_of_what_was_to_end(partner: Partner) -> None:
    old = partners.issue(partner, KIND.BASIC)
    partners.rotate(partner, old.credential.pk, overlap=timedelta(hours=1))
    partners.rotate(partner, old.credential.pk, overlap=timedelta(hours=9))
    assert not works(KIND.BASIC, old.secret, hours=2)


def test_a_revoked_secret_stops_at_once_and_cannot_be_revoked_again(partner: Partner) -> None:
    issued = partners.issue(partner, KIND.URL)
    partners.revoke(partner, issued.credential.pk)
    assert not works(KIND.URL, issued.secret)
    with pytest.raises(NotFound):
        partners.revoke(partner, issued.credential.pk)


def test_nobody_revokes_another_partners_secret(partner: Partner) -> None:
    issued = partners.issue(partner, KIND.URL)
    with pytest.raises(NotFound):
        partners.revoke(partners.create(slug="other"), issued.credential.pk)


def test_all_secrets_can_be_revoked_at_once(partner: Partner) -> None:
    issued = [partners.issue(partner, kind) for kind in KIND]
    assert partners.revoke_all(partner) == len(issued)
    assert not any(works(KIND(made.credential.kind), made.secret) for made in issued)


def test_an_empty_secret_is_nobodys(partner: Partner) -> None:
    partners.issue(partner, KIND.BEARER)
    assert credential(KIND.BEARER, "", now=timezone.now()) is None
    assert asking("Bearer ", now=timezone.now()) is None


@pytest.mark.parametrize("wrong", ["", "Tin Biển", "a b", "-a", "x" * 51, "a/b"])
def test_a_short_name_is_fit_for_a_user_name(wrong: str, db: None) -> None:
    with pytest.raises(RefusedInput):
        partners.create(slug=wrong)


def test_a_short_name_is_taken_once(partner: Partner) -> None:
    with pytest.raises(RefusedInput, match="exists already"):
        partners.create(slug="tin-bien")


def test_the_product_of_a_category_goes_before_that_of_its_language(partner: Partner) -> None:
    partners.grant(partner, "en", tier=Tier.REVIEWED)
    partners.grant(partner, "en", "Thể thao", tier=Tier.MACHINE)
    assert min_tier(partner.pk, "en") == Tier.REVIEWED
    assert min_tier(partner.pk, "en", "the-thao") == Tier.MACHINE
    assert min_tier(partner.pk, "en", "kinh-te") == Tier.REVIEWED
    assert min_tier(partner.pk, "vi") is None


def test_a_category_alone_does_not_open_its_language(partner: Partner) -> None:
    partners.grant(partner, "en", "Thể thao")
    assert min_tier(partner.pk, "en") is None
    assert min_tier(partner.pk, "en", "the-thao") == Tier.REVIEWED


def test_granting_twice_changes_the_tier(partner: Partner) -> None:
    partners.grant(partner, "en")
    partners.grant(partner, "en", tier=Tier.MACHINE)
    assert partner.products.get().tier == Tier.MACHINE
    partners.withdraw_product(partner, "en")
    assert not partner.products.exists()
    with pytest.raises(NotFound):
        partners.withdraw_product(partner, "en")


@pytest.mark.parametrize("language", ["", "e n", "../en", "x" * 21])
def test_a_product_needs_a_language(language: str, partner: Partner) -> None:
    with pytest.raises(RefusedInput):
        partners.grant(partner, language)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Thể thao", "the-thao"),
        ("Đời sống", "doi-song"),
        ("ĐÔ THỊ", "do-thi"),
        ("Thê\u0309 thao", "the-thao"),
        ("  Kinh tế – Tài chính ", "kinh-te-tai-chinh"),
        ("a\x00b", "ab"),
        ("5G", "5g"),
        ("", ""),
        (" \t", ""),
        ("x" * 99, "x" * 60),
    ],
)
def test_a_category_is_known_by_its_key(name: str, expected: str) -> None:
    assert categories.key(name) == expected
    assert categories.key(expected) == expected


@pytest.mark.parametrize(
    "name",
    ["Thể thao", "Đời sống", "国际", "\u0301", "- -", "İstanbul", "Straße", "a\x85b\u2028c", "\ud800x", "x" * 99],
)
def test_products_and_feeds_call_a_category_the_same(name: str) -> None:
    assert categories.keys([name, name]) == list(by_key([name, name]))

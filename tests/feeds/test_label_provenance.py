from __future__ import annotations

import pytest
from entries import entry, retraction

from feeds import wording
from translations.types import Tier


def test_machine_text_is_labelled_wherever_it_shows() -> None:
    unread = entry(tier=Tier.MACHINE)
    assert wording.title(unread) == "[Machine translation] The floating market opens again (1)"
    assert wording.summary(unread).startswith("Machine translation, not reviewed by a person. Some 300 boats")
    assert (
        wording.content(unread)
        .rstrip()
        .endswith(
            "<p><em>Machine translation, not reviewed by a person.</em> Original: "
            '<a href="https://bao-moi.example/cho-noi-1" hreflang="vi" rel="noopener noreferrer">Báo Mới Tinh</a>.</p>'
        )
    )


def test_reviewed_text_says_so_at_its_end_only() -> None:
    reviewed = entry(tier=Tier.REVIEWED)
    assert wording.title(reviewed) == reviewed.title
    assert wording.summary(reviewed) == reviewed.summary
    assert "<em>Machine translation, reviewed and approved by a person.</em>" in wording.content(reviewed)


def test_an_original_is_left_as_it_is() -> None:
    original = entry(tier=Tier.ORIGINAL)
    assert (wording.title(original), wording.summary(original)) == (original.title, original.summary)
    assert wording.content(original) == original.content


def test_the_label_speaks_the_language_of_the_text() -> None:
    unread = entry(language="vi", tier=Tier.MACHINE)
    assert wording.title(unread).startswith("[Bản dịch máy] ")
    assert "chưa có người kiểm tra" in wording.content(unread)


@pytest.mark.parametrize("language", ["fr", "en-GB", "xx"])
def test_other_languages_get_english_words(language: str) -> None:
    assert wording.title(entry(language=language, tier=Tier.MACHINE)).startswith("[Machine translation] ")


def test_a_correction_leads_summary_and_content() -> None:
    corrected = entry(correction="There were 300 boats, not <3,000>")
    assert wording.summary(corrected).startswith("Correction: There were 300 boats, not <3,000>. Some")
    assert wording.content(corrected).startswith(
        "<p><strong>Correction:</strong> There were 300 boats, not &lt;3,000&gt;</p>"
    )


def test_a_retraction_is_its_notice_and_nothing_else() -> None:
    gone = retraction(tier=Tier.MACHINE)
    assert wording.title(gone) == gone.title
    assert wording.summary(gone) == gone.summary
    assert wording.content(gone) == gone.content

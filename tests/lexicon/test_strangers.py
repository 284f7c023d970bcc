"""What kind of party a name outside the registry tells of."""

from __future__ import annotations

import pytest

from marsad.lexicon.strangers import actor_kind


@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        ("isis", "rebel"),
        ("civilians", "civilian"),
        ("x:حركة التغيير المسلحة", "rebel"),
        ("x:كتيبة الوادي", "rebel"),
        ("x:متمردين محليين", "rebel"),
        ("x:شرطة الموانئ", "state"),
        ("x:الجيش الكيني", "state"),
        ("x:جيش الأردن", "state"),
        ("x:جيش الوادي المقدس", "rebel"),
        ("x:قبيلة الجبل", "militia"),
        ("x:أهالي الحي", "civilian"),
        ("x:البرازيل", "unlisted"),
        ("x:الكويت", "country"),
        ("x:سالم الحداد", "unlisted"),
        ("x:", "unlisted"),
    ],
)
def test_first_words_tell_the_kind(actor: str, kind: str) -> None:
    assert actor_kind(actor) == kind

"""Pages to look at: with everything that a page can say, with almost nothing, and with more than fits a sheet."""

from __future__ import annotations

from dataclasses import replace

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.pages.digest_page import DigestPage
from digest.privacy.report import build_privacy_page
from digest.rendering.one_page import render_one_page
from digest.rendering.render import render_digest, render_privacy, render_timeline
from digest.telling.build import build_digest, build_timeline
from digest.telling.wording import Wording
from tests.digest.example import make_file_facts, make_filled_page, make_full_facts
from tests.digest.privacy_example import make_facts as make_privacy_facts

POLICY = DisclosurePolicy()
LONG = {
    "en": "Nobody answers the telephone after five o'clock in the evening, and the recording speaks one language only, number {n}",
    "ar": "لا يرد أحد على الهاتف بعد الساعة الخامسة مساءً والرسالة المسجلة بلغة واحدة فقط لا يفهمها أكثر من يتصلون، رقم {n}",
}


def make_bare(code: str) -> DigestPage:
    """What a single file of comments gives: no rounds before, no groups, nothing asked for."""
    return build_digest(make_file_facts(), texts=load_texts(code), policy=POLICY)


def make_crowded(code: str, *, themes: int = 12) -> DigestPage:
    """Many themes and recommendations, all with long words, and more sentences than a sheet holds."""
    page = make_filled_page(code)
    words = LONG.get(code, LONG["en"])
    card, row = page.themes[0], page.recommendations[0]
    return replace(
        page,
        town=words.format(n=0),
        title=words.format(n=1),
        headline=" ".join(words.format(n=number) for number in range(4)),
        themes=tuple(replace(card, anchor=f"theme-{number}", title=words.format(n=number)) for number in range(themes)),
        recommendations=tuple(
            replace(row, reference=f"R-{number}", title=words.format(n=number), standing_words=words.format(n=number))
            for number in range(12)
        ),
        not_heard=tuple(words.format(n=number) for number in range(12)),
        summary=tuple(replace(answer, lines=(*answer.lines, *(words.format(n=number) for number in range(9)))) for answer in page.summary),
    )


def render_all(code: str) -> dict[str, str]:
    """Every kind of page in one language, full and almost empty."""
    texts = load_texts(code)
    full, bare = make_filled_page(code), make_bare(code)
    return {
        "digest": render_digest(full, texts),
        "bare": render_digest(bare, texts),
        "draft": render_digest(replace(full, is_draft=True), texts),
        "one-page": render_one_page(full, texts),
        "one-page-bare": render_one_page(bare, texts),
        "timeline": render_timeline(build_timeline(make_full_facts(), texts=texts, policy=POLICY), texts),
        "privacy": render_privacy(build_privacy_page(make_privacy_facts(), wording=Wording(texts)), texts),
    }

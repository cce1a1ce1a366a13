from __future__ import annotations

import time
from dataclasses import replace

from config.screen_texts import load_texts
from digest.pages.cards import RaisedTable
from digest.rendering.render import render_digest
from tests.digest.example import make_filled_page


def test_fifty_themes_with_who_raised_them_are_rendered_in_under_a_second() -> None:
    page, texts = make_filled_page("en"), load_texts("en")
    card = page.themes[0]
    (table, *_) = card.raised_by
    wide = RaisedTable(table.title, table.language, table.share, tuple(table.rows[number % len(table.rows)] for number in range(12)))
    many = replace(page, themes=tuple(replace(card, anchor=f"theme-{number}", raised_by=(wide,) * 3) for number in range(50)))
    render_digest(page, texts)  # templates are compiled once a process
    started = time.process_time()
    html = render_digest(many, texts)
    assert time.process_time() - started < 1
    assert html.count('class="chart raised"') == 150

"""Names in social media: "@name", or a name right after the name of a service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View

_AT_SIGN = re.compile(r"(?<![\w.@/])@(?=[\w.]{0,30}[^\W\d_])[\w](?:[\w.-]{0,38}\w)?")
_SERVICE = (
    r"(?:instagram|insta|ig|snapchat|snap|tiktok|tik tok|telegram|twitter|discord|facebook|fb|messenger|venmo|cashapp|cash app|zelle|whatsapp"
    r"|wechat|weixin|zalo|viber|signal|imo|line|kakao|kakaotalk|skype|reddit|linkedin|youtube|vk|微信|微博)"
)
_JOIN = r"(?:\s?(?:handle|user|username|name|account|id|is|as|es|est|é|:|=|号|是|my|at|-)\s?){0,4}\s?"
# Only a token with a digit, dot or underscore inside is taken without the sign: "facebook is full of lies" stays.
_AFTER_SERVICE = re.compile(
    rf"(?<!\w){_SERVICE}(?!\w){_JOIN}(?P<handle>\$?(?=[a-z_.]{{0,30}}[\d_.][\w.]{{0,30}}\w)[a-z_][\w.]{{2,38}}\w)(?!\w)"
)
_USERNAME = re.compile(
    r"(?<!\w)(?:username|user name|handle|usuario|nombre de usuario|pseudo|identifiant|ник|никнейм|用户名)\s?(?:is|es|est|:|=|是)?\s{0,2}(?P<handle>(?=[a-z_.]{0,30}[\d_.])[\w.]{3,40}\w)(?!\w)"
)


def find_handles(view: View, rules: Rules) -> Iterator[Found]:
    """Handles with the sign, and those after a service's name."""
    if "@" in view.lower:
        yield from (Found(*match.span(), Kind.SOCIAL_HANDLE) for match in _AT_SIGN.finditer(view.lower))
    for pattern in (_AFTER_SERVICE, _USERNAME):
        yield from (Found(*match.span("handle"), Kind.SOCIAL_HANDLE) for match in pattern.finditer(view.lower))

"""Names in social media: "@name", or a name beside the name of a service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE, Rules
from nlp.redact.view import View

_AT_SIGN = re.compile(r"(?<![\w.@/])@(?=[\w.]{0,30}[^\W\d_])[\w](?:[\w.-]{0,38}\w)?")
_SERVICE = (
    r"(?:instagram|insta|ig|snapchat|snap|tiktok|tik tok|telegram|twitter|discord|facebook|face|fb|messenger|venmo|cashapp|cash app|zelle|whatsapp"
    r"|wechat|weixin|zalo|viber|signal|imo|line|kakao|kakaotalk|skype|reddit|linkedin|youtube|threads|bluesky|x\.com|vk|微信|微博|抖音"
    r"|телеграмм?|телега|инстаграмм?|инста|фейсбук|вайбер|ватсап|тикток|вк|انستغرام|انستا|انستقرام|فيسبوك|تيليجرام|تلغرام|سناب|تيك توك|واتساب|تلگرام|اینستاگرام|ኢንስታግራም|ፌስቡክ|ቴሌግራም)"
)
_JOIN = r"(?:[\s,:=(\"'-]|(?<!\w)(?:handle|user|username|name|account|id|is|as|es|est|é|c'est|soy|sou|je suis|waa|ni|là|se|号|是|my|at|под ником|ник|me llamo|aparezco como|am|i'm)(?!\w)){0,8}"
# Only a token with a digit, dot or underscore inside is taken without the sign: "facebook is full of lies" stays.
_NAME = r"\$?(?=[a-z_.]{0,30}(?:[\d_]|\.\w))[a-z_](?:[\w.]{1,38}\w|[\w.]{2,38}_)"
_SAID = r"[a-z0-9]{2,30}(?:\s(?:underscore|under score|guion bajo|guión bajo|tiret bas|traço baixo|dot)\s[a-z0-9]{1,30}){1,3}"
_AFTER_SERVICE = re.compile(rf"{EDGE_BEFORE}{_SERVICE}{EDGE_AFTER}{_JOIN}(?P<handle>{_NAME}|{_SAID}|\$[a-z]\w{{2,20}}){EDGE_AFTER}")
_BEFORE_SERVICE = re.compile(
    rf"{EDGE_BEFORE}(?P<handle>{_NAME}|{_SAID}){EDGE_AFTER},?\s(?:on|in|en|sur|no|na|nan|sa|ku|trên|kwenye|в|на|у|على|في)\s(?:my\s|the\s)?{_SERVICE}(?!\w)"
)
_USERNAME = re.compile(
    rf"{EDGE_BEFORE}(?:username|user name|handle|screen name|usuario|nombre de usuario|pseudo|identifiant|ник|никнейм|用户名){EDGE_AFTER}{_JOIN}(?P<handle>(?=[a-z_.]{{0,30}}[\d_.])[\w.]{{3,40}}\w){EDGE_AFTER}"
)
# Nothing else joins letters with a low line: "maria_lopez".
_JOINED = re.compile(rf"{EDGE_BEFORE}(?<![\w@./])[a-z][a-z0-9.]{{0,30}}_[a-z0-9][\w.]{{0,30}}(?<!\.){EDGE_AFTER}(?!@)")


def find_handles(view: View, rules: Rules) -> Iterator[Found]:
    """Handles with the sign, those beside a service's name, and words joined by a low line."""
    if "@" in view.lower:
        yield from (Found(*match.span(), Kind.SOCIAL_HANDLE) for match in _AT_SIGN.finditer(view.lower))
    if "_" in view.lower:
        yield from (Found(*match.span(), Kind.SOCIAL_HANDLE) for match in _JOINED.finditer(view.lower))
    for pattern in (_AFTER_SERVICE, _BEFORE_SERVICE, _USERNAME):
        yield from (Found(*match.span("handle"), Kind.SOCIAL_HANDLE) for match in pattern.finditer(view.lower))

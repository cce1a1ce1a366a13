"""Chinese names in Han characters: a family name, then one or two characters that are no grammar words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from nlp.redact.found import Found, Kind
from nlp.redact.names.origins import load_han_names
from nlp.redact.recognisers.rules import Rules, compile_phrases
from nlp.redact.view import View

# Characters that begin what comes after a name, not its second half.
_GRAMMAR = frozenset(
    "的了是在有不没也都就很被把和跟与说看来去到给让对从向会能要想着过吗呢吧啊，。、！？：；他她它我你这那家人上下里外住叫打拍告报帮见知听走跑等做"
)
# Characters of given names that the lists lack: those that are common in names and rare in running text.
_GIVEN = frozenset(
    "若曦静梁峰爱玲浩雨欣梓轩琪瑶雯倩颖薇莉莎芬芝蕾菊莲鹏涛磊刚毅俊杰辉晖斌彬睿哲聪晨阳霜露琳婉娜娴妍妮媛嫣恺悦懿晗晟楠榕毓沁泽洁淳渊溪滢潇澜煜熙"
    "璐璇璟祺秉筠绍绮翠舒芸茜茹萱葵蔚虹诗诚谦贤轶逸邦钧钰铭锋锦韬颂馨骏鸿鹤麟黛雁霏娇娥婵娅兰桂莹艳丹凯威旭晓勋奎庆鑫森栋柱楷豪贵福禄寿祥瑞吉勇胜利"
    "国华民伟强军建志明文英珍淑秀美惠玉凤云霞琴慧芳燕红梅春秋冬雪平忠义仁信友仲伯季叔德龙虎彪"
)
_COMPOUND = ("欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐")
_AFTER_NAME = (
    "先生",
    "女士",
    "小姐",
    "太太",
    "老师",
    "老師",
    "医生",
    "醫生",
    "阿姨",
    "叔叔",
    "警官",
    "律师",
    "同学",
    "师傅",
    "教授",
    "牧师",
    "奶奶",
    "爷爷",
    "伯伯",
)


def find_han_names(view: View, rules: Rules) -> Iterator[Found]:
    """Names after a cue ("我叫"), before a title ("先生"), and whole names from the lists."""
    lower = view.lower
    if not any("\u4e00" <= character <= "\u9fff" for character in lower):
        return
    cues = rules.own.name_cues + rules.own.kin_words + rules.own.officer_titles + rules.own.thanks_cues
    for cue in compile_phrases(cues).finditer(lower):
        end = _name_end(lower, cue.end(), rules.own.name_traps)
        if end:
            yield Found(cue.end(), end, Kind.OFFICER if cue[0] in rules.own.officer_titles else Kind.PERSON)
    for match in _known_names().finditer(lower):
        yield Found(*match.span(), Kind.PERSON)
    yield from (Found(*span, Kind.PERSON) for span in _find_built_names(lower, rules.own.name_traps))
    for match in _titled_names().finditer(lower):
        kind = Kind.OFFICER if match["title"] in rules.own.officer_titles else Kind.PERSON
        yield Found(*match.span("name"), kind)


def _name_end(lower: str, start: int, traps: frozenset[str]) -> int | None:
    """The end of the name that starts here; None where no family name stands, or where it begins an everyday word ("方便")."""
    if lower[start : start + 2] in traps:
        return None
    family, _ = load_han_names()
    length = 2 if lower[start : start + 2] in _COMPOUND else 1 if lower[start : start + 1] in family else 0
    first = start + length
    if not length or lower[first : first + 1] in _GRAMMAR or not _is_han(lower[first : first + 1]):
        return None
    second = lower[first + 1 : first + 2]
    return first + 2 if _is_han(second) and second not in _GRAMMAR else first + 1


def _find_built_names(lower: str, traps: frozenset[str]) -> Iterator[tuple[int, int]]:
    """A family name and two characters that given names are made of, where no everyday word begins."""
    family, made_of = load_han_names()[0], _given_characters()
    for start in range(len(lower) - 2):
        length = 2 if lower[start : start + 2] in _COMPOUND else 1 if lower[start] in family - _GRAMMAR else 0
        given = lower[start + length : start + length + 2]
        if not length or len(given) < 2 or not set(given) <= made_of:
            continue
        if lower[start : start + 2] in traps or given in traps or lower[start - 1 : start + 1] in traps:
            continue
        yield start, start + length + 2


@cache
def _given_characters() -> frozenset[str]:
    """The characters that stand at least twice in the lists of given names and are no grammar words."""
    counts = Counter(character for name in load_han_names()[1] for character in name)
    return _GIVEN | frozenset(character for character, count in counts.items() if count > 1) - _GRAMMAR


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


@cache
def _known_names() -> re.Pattern[str]:
    """A family name with a given name of two characters that is on the lists: rare enough by itself."""
    family, given = load_han_names()
    pairs = "|".join(sorted(name for name in given if len(name) == 2))
    return re.compile(f"(?:{'|'.join(_COMPOUND)}|[{''.join(sorted(family))}])(?:{pairs})")


@cache
def _titled_names() -> re.Pattern[str]:
    family, _ = load_han_names()
    return re.compile(
        rf"(?P<name>(?:{'|'.join(_COMPOUND)}|[{''.join(sorted(family))}])[\u4e00-\u9fff]{{0,2}}?)(?P<title>{'|'.join(_AFTER_NAME)})"
    )

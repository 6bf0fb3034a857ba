"""Files made to hang, crash or mislead a reader: the fault that must come of each.

Text (or bytes) of the file, code, line, key, part of the value found, part of what the English message says is allowed.
"""

from __future__ import annotations

import unicodedata

from simulator.scenario.nodes import DEEPEST, LARGEST_FILE, MOST_TOKENS
from tests.scenario.examples import BRIEF

LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
MERGES = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 20))
LARGE, DEEP, MANY = f"≤ {LARGEST_FILE // 1024} kB", f"≤ {DEEPEST}", f"≤ {MOST_TOKENS}"
WRITE_OUT, NO_TAG, RETYPE = "write the values out", "remove them", "delete it and type this part again"
NUMBER, COMMA, UNCLEAR = "a number in digits with a decimal point", "with a decimal point", "so that it is clear"
CENTRAL = "levers.credit.new_capital.central"
TITLE = "title: Ưu tiên tín dụng cho hộ mới thoát nghèo"
NOTE = "note: Vì sao phương án này đáng xem."
UTF8 = "save it again as UTF-8"

Case = tuple[str | bytes, str, int | None, str, str, str]


def note(text: str) -> str:
    return BRIEF.replace(NOTE, f"note: {text}")


def title(text: str) -> str:
    return BRIEF.replace(TITLE, f"title: {text}")


def central(text: str) -> str:
    return BRIEF.replace("central: 350", f"central: {text}")


def disaster(day: str) -> str:
    return BRIEF.replace("date: 2027-08-01", f"date: {day}")


CASES: dict[str, Case] = {
    # Bulk and depth
    "nothing": ("", "empty", None, "", "", "start from one of those"),
    "blanks": (" \n\n", "empty", None, "", "", "start from one of those"),
    "comments only": ("# a\n", "empty", None, "", "", "start from one of those"),
    "above the limit": (BRIEF + "#" * LARGEST_FILE, "too_large", None, "", "", LARGE),
    "above the limit in bytes": (BRIEF + "# " + "ộ" * (LARGEST_FILE // 2), "too_large", None, "", "", LARGE),
    "a gigabyte of zeros": (b"\0" * (LARGEST_FILE + 1), "too_large", None, "", "", LARGE),
    "open brackets": ("[" * 60_000, "too_deep", 1, "", "[[[", DEEP),
    "open braces": ("{" * 60_000, "too_deep", 1, "", "{{{", DEEP),
    "open braces of a key": ("levers: " + "{a: " * 9, "too_deep", 1, "levers", "{a: {a:", DEEP),
    "lists in lists": ("- " * 30_000, "too_deep", 1, "", "- - -", DEEP),
    "deep block": ("\n".join(" " * depth + "a:" for depth in range(9)), "too_deep", 7, "a", "a:", DEEP),
    "bulk": ("[" + "a," * 30_000 + "]", "too_many_parts", 1, "", "[a,a,", MANY),
    "bulk of a key": ("levers: {" + "a: 1, " * 5_000 + "}", "too_many_parts", 1, "levers", "levers: {a", MANY),
    "bulk in lines": ("".join(f"a{n}: 1\n" for n in range(6_000)), "too_many_parts", 2001, "a2000", "a2000: 1", MANY),
    "open quote": ('title: "' + "a " * 30_000, "syntax", 1, "title", "a a a", "quotes and indentation"),
    "long key": ("a" * 60_000 + ": 1\n", "colon", 1, "", "aaa", "check the indentation"),
    # What YAML can do and a scenario does not need
    "aliases of aliases": (LAUGHS, "anchor", 1, "a0", "&a0", WRITE_OUT),
    "nested merges": (MERGES, "anchor", 1, "a0", "&a0", WRITE_OUT),
    "merge key": ("a:\n  <<: {b: 1}\n", "anchor", 2, "", "<<: {b: 1}", WRITE_OUT),
    "alias": ("a: 1\nb: *a\n", "anchor", 2, "b", "*a", WRITE_OUT),
    "alias to itself": ("a: &a [*a]\n", "anchor", 1, "a", "&a", WRITE_OUT),
    "an object of Python": ("a: !!python/object/apply:os.system [ls]\n", "tag", 1, "a", "os.system", NO_TAG),
    "an object of Python, bare": ("!!python/name:os.system\n", "tag", 1, "", "os.system", NO_TAG),
    "a tag of ours": ("a: !include /etc/passwd\n", "tag", 1, "a", "!include", NO_TAG),
    "a binary": ("title: !!binary aGVsbG8=\n", "tag", 1, "title", "!!binary", NO_TAG),
    "a float": (central("!!float 350"), "tag", 8, "new_capital", "!!float", NO_TAG),
    "directive": ("%YAML 1.1\n---\na: 1\n", "tag", 1, "", "%YAML", NO_TAG),
    "explicit keys": ("? " * 30_000, "complex_key", 1, "", "? ?", "a plain word"),
    "a list as key": ("{[a, b]: 1}", "complex_key", 1, "", "[a, b]", "a plain word"),
    "two documents": (f"{BRIEF}---\n{BRIEF}", "second_document", 21, "", "---", "another file"),
    "a list": ("- a\n", "not_mapping", 1, "", "[…]", "“key: value” lines"),
    "a word": ("a\n", "not_mapping", 1, "", "a", "“key: value” lines"),
    "tab": ("years:\n\tfrom: 2026\n", "tab", 2, "from", "from: 2026", "use spaces"),
    "open bracket": ("title: [a\nlocality: son-la\n", "syntax", 2, "locality", "locality: son-la", "brackets"),
    "two colons": ("title: a: b\n", "colon", 1, "title", "a: b", "in double quotes"),
    # Keys
    "a key twice": (BRIEF + "effects: causal\n", "repeated_key", 21, "effects", "causal", "keep it once"),
    "a title twice": (BRIEF + "title: B\n", "repeated_key", 21, "title", "B", "keep it once"),
    "a key in other letters": (BRIEF.replace("levers:", "lеvers:"), "unknown_key", 6, "lеvers", "lеvers", "levers"),
    "a key with a blank": (BRIEF.replace("effects:", "\u00a0effects:"), "unknown_key", 19, "\\xa0effects", "", "effe"),
    "a key of the class": (BRIEF + "__class__: 1\n", "unknown_key", 21, "__class__", "__class__", "format, title"),
    # Characters
    "UTF-16": (BRIEF.encode("utf-16"), "not_utf8", 1, "", "UTF-16", UTF8),
    "UTF-16 without its mark": (BRIEF.encode("utf-16-le"), "not_utf8", 1, "", "UTF-16", UTF8),
    "a Vietnamese code page": (BRIEF.encode("cp1258", "replace"), "not_utf8", 2, "", "0x", UTF8),
    "half a letter": (BRIEF.encode()[:-1] + b"\xe1\xbb", "not_utf8", 20, "", "0xe1", UTF8),
    "an overlong slash": (b"title: \xc0\xaf\n", "not_utf8", 1, "", "0xc0", UTF8),
    "a surrogate in bytes": (b"title: \xed\xa0\x80\n", "not_utf8", 1, "", "0xed", UTF8),
    "NUL": (note("a\0b"), "unseen_character", 4, "note", "U+0000", RETYPE),
    "control": (note("a\x07b"), "unseen_character", 4, "note", "U+0007", RETYPE),
    "escape of a terminal": (note("\x1b[31mb"), "unseen_character", 4, "note", "U+001B", RETYPE),
    "next line": (note("a\x85b"), "unseen_character", 4, "note", "U+0085", RETYPE),
    "line separator": (note("a\u2028b"), "unseen_character", 4, "note", "U+2028", RETYPE),
    "lone surrogate": (note("a\ud800b"), "unseen_character", 4, "note", "U+D800", RETYPE),
    "escaped surrogate": (note('"a\\ud800b"'), "unseen_character", 4, "note", "U+D800", RETYPE),
    "second mark of byte order": (note("a\ufeffb"), "unseen_character", 4, "note", "U+FEFF", RETYPE),
    "text that is not there": (title("\u3164"), "unseen_character", 2, "title", "U+3164", RETYPE),
    "soft hyphen in a key": (BRIEF.replace("effects", "eff\u00adects"), "unseen_character", 19, "", "U+00AD", RETYPE),
    "tag characters": (note("a\U000e0041b"), "unseen_character", 4, "note", "U+E0041", RETYPE),
    **{
        f"bidirectional U+{ord(letter):04X}": (
            note(f"a{letter}b"), "unseen_character", 4, "note", f"U+{ord(letter):04X}", RETYPE,
        )
        for letter in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    },
    "bidirectional comment": (BRIEF + "# \u2066a\n", "unseen_character", 21, "", "U+2066", RETYPE),
    "escaped override": (title('"a\\u202eb"'), "unseen_character", 2, "title", "U+202E", RETYPE),
    "a line in a title": (title('"a\\nb"'), "several_lines", 2, "title", "a\\nb", "one line"),
    # Numbers
    "decimal comma": (central("'1,5'"), "decimal_comma", 8, CENTRAL, "1,5", COMMA),
    "decimal comma, bare": (central("1,5"), "decimal_comma", 8, CENTRAL, "1,5", COMMA),
    "decimal comma, thousands point": (central("1.200,5"), "decimal_comma", 8, CENTRAL, "1.200,5", "0–200000"),
    "thousands point": (central("1.200"), "thousands_point", 8, CENTRAL, "1.200", UNCLEAR),
    "octal": (central("0120"), "not_number", 8, CENTRAL, "0120", NUMBER),
    "octal of YAML 1.2": (central("0o17"), "not_number", 8, CENTRAL, "0o17", NUMBER),
    "hexadecimal": (central("0xff"), "not_number", 8, CENTRAL, "0xff", NUMBER),
    "sexagesimal": (central("2:30"), "not_number", 8, CENTRAL, "2:30", NUMBER),
    "underscores": (central("1_200"), "not_number", 8, CENTRAL, "1_200", NUMBER),
    "a text": (central("'350'"), "not_number", 8, CENTRAL, "350", NUMBER),
    "a unit": (central("350 tỷ"), "not_number", 8, CENTRAL, "350 tỷ", NUMBER),
    "other digits": (central("３５０"), "not_number", 8, CENTRAL, "３５０", NUMBER),
    "nan": (central(".nan"), "not_number", 8, CENTRAL, ".nan", "0–200000"),
    "NaN": (central("NaN"), "not_number", 8, CENTRAL, "NaN", "0–200000"),
    "inf": (central(".inf"), "not_number", 8, CENTRAL, ".inf", "0–200000"),
    "-inf": (central("-.inf"), "not_number", 8, CENTRAL, "-.inf", "0–200000"),
    "past all numbers": (central("1e999"), "out_of_range", 8, CENTRAL, "1e999", "0–200000"),
    "many digits": (central("1" * 5_000), "not_number", 8, CENTRAL, "1111", "0–200000"),
    "many commas": (central("1," * 1_500 + "1"), "decimal_comma", 8, CENTRAL, "1,1,", COMMA),
    "no": (central("no"), "not_number", 8, CENTRAL, "no", NUMBER),
    "on": (central("on"), "not_number", 8, CENTRAL, "on", NUMBER),
    "true": (central("true"), "not_number", 8, CENTRAL, "true", NUMBER),
    "null": (central("~"), "not_number", 8, CENTRAL, "~", NUMBER),
    "on as a year": (BRIEF.replace("from: 2026", "from: on"), "year_range", 5, "years.from", "on", "2022–2045"),
    "no as effects": (BRIEF.replace(": causal", ": no"), "unknown_effects", 19, "effects", "no", "causal, reported"),
    # Dates
    "a day that never was": (disaster("2027-02-30"), "not_date", 16, "events[2].date", "2027-02-30", "2022-01-01–"),
    "a date of the desk": (disaster("01/08/2027"), "not_date", 16, "events[2].date", "01/08/2027", "2027-08-01"),
    "month and day turned": (disaster("2027-13-01"), "not_date", 16, "events[2].date", "2027-13-01", "2022-01-01–"),
    "a moment": (disaster("2027-08-01 10:00:00"), "not_date", 16, "events[2].date", "10:00:00", "2022-01-01–"),
    "a year alone": (disaster("2027"), "not_date", 16, "events[2].date", "2027", "2022-01-01–"),
    "a quoted number": (disaster("20270801"), "not_date", 16, "events[2].date", "20270801", "2022-01-01–"),
    "long ago": (disaster("1900-01-01"), "date_range", 16, "events[2].date", "1900-01-01", "2022-01-01–"),
    # Names that lead elsewhere
    "a path as base": (BRIEF + "extends: ../../etc/passwd\n", "base_name", 21, "extends", "../../etc", "without .yaml"),
    "an absolute base": (BRIEF + "extends: /etc/passwd\n", "base_name", 21, "extends", "/etc", "without .yaml"),
    "a drive as base": (BRIEF + "extends: 'C:x'\n", "base_name", 21, "extends", "C:x", "without .yaml"),
    "NUL in a base": (BRIEF + 'extends: "a\\0"\n', "base_name", 21, "extends", "a\\x00", "without .yaml"),
    "a decomposed place": (
        BRIEF.replace("son-la", unicodedata.normalize("NFD", "sơn-la")),
        "unknown_locality", 3, "locality", "la", "son-la",
    ),
    # Who saved it when
    "a saver of two lines": (BRIEF + 'saved_by: "a\\nb"\n', "several_lines", 21, "saved_by", "a\\nb", "one line"),
    "no moment": (BRIEF + "saved_at: 2026-02-30T00:00:00Z\n", "not_moment", 21, "saved_at", "2026-02-30", "+07:00"),
    "a moment without a zone": (BRIEF + "saved_at: 2026-02-01\n", "not_moment", 21, "saved_at", "2026", "+07:00"),
}  # fmt: skip

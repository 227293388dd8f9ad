"""Makes www/src/office/holidays.json: the national holidays of Indonesia and the joint days off (cuti bersama) that offices close on.

    pip install holidays==0.109
    python tools/make-holidays.py [FILE]

In: the PyPI package `holidays`, its categories "public" and, for joint days off, "government".
Out: {"source": ..., "days": {"2026-12-25": {"id": "Hari Raya Natal", "en": "Christmas Day"}, ...}}, sorted by date, so
that the same package always gives the same bytes. Days explain why an office has no service; they never overrule a feed.
"""

import json
import sys
from pathlib import Path

import holidays

VERSION = "0.109"
YEARS = (2026, 2027)
LANGUAGES = {"id": "id", "en": "en_US"}


def named(language):
    """The names of the days in a language of the package, by date."""
    return holidays.country_holidays("ID", years=YEARS, categories=("public", "government"), language=language)


def make_holidays():
    names = {ours: named(theirs) for ours, theirs in LANGUAGES.items()}
    return {
        "source": f"PyPI package holidays {VERSION} (MIT), Indonesia, categories public and government, {YEARS[0]}-{YEARS[-1]}",
        "days": {
            date.isoformat(): {language: of[date] for language, of in names.items()}
            for date in sorted(names["id"])
        },
    }


def serialize(table):
    """The bytes of the file: JSON, one day a line."""
    days = ",\n".join(
        f"{json.dumps(date)}:{json.dumps(day, ensure_ascii=False, separators=(',', ':'))}" for date, day in table["days"].items()
    )
    return f'{{"source":{json.dumps(table["source"])},\n"days":{{\n{days}}}}}\n'


if __name__ == "__main__":
    if holidays.__version__ != VERSION:
        sys.exit(f"make-holidays: the package holidays is {holidays.__version__}; install {VERSION}, or change VERSION here")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "www/src/office/holidays.json"
    target.write_text(serialize(make_holidays()), encoding="utf-8")

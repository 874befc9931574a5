"""Dates: we beside the readers that pip installs, accuracy and characters a second in one run.

    python benchmarks/dates.py [GOLD] [--bench FOLDER] [--readers a,b] [--rounds N]

GOLD is a folder of gold as `communique evaluate` takes it (default: the composed training set). A day or range counts
as found when first and last day are both right. Peers that are not installed are named and left out; the versions that
were compared: dateparser 1.5, datefinder 1.0, parsedatetime 2.6, recognizers-text-date-time 1.0.2a2.

With `--bench`, the TempEval-3 measures of that folder's `bench.py` follow, with this file as its `--plugin`: it
registers the system `communique` there.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

Days = tuple[date, date]
Reader = Callable[[str, date | None], list[Days]]

_ROOT = Path(__file__).resolve().parent.parent
_BENCH_NAMES = {"dateparser": "dateparser-split", "recognizers": "ms-recognizers"}


def communique_reader() -> Reader:
    """What a record's dates come from; with `--bench`, the TIMEX3 reader is measured."""
    from communique.pipeline.loading import Resources
    from communique.pipeline.stages.dates import DateStage

    stage = DateStage(Resources())

    def read(text: str, published: date | None) -> list[Days]:
        return [(f.value.start, f.value.end) for f in stage.read(text, published) if f.value.start]

    return read


def dateparser_reader() -> Reader:
    from dateparser.search import search_dates

    def read(text: str, published: date | None) -> list[Days]:
        settings: dict[str, Any] = {"DATE_ORDER": "DMY"}
        if published:
            settings["RELATIVE_BASE"] = datetime(published.year, published.month, published.day)
        found = search_dates(text, languages=["en"], settings=settings) or []
        return [_unit_of(words, moment.date()) for words, moment in found]

    return read


def datefinder_reader() -> Reader:
    import datefinder

    def read(text: str, published: date | None) -> list[Days]:
        base = datetime(published.year, published.month, published.day) if published else None
        found = datefinder.find_dates(text, source=True, base_date=base)
        return [_unit_of(words, moment.date()) for moment, words in found]

    return read


def parsedatetime_reader() -> Reader:
    import parsedatetime

    calendar = parsedatetime.Calendar()

    def read(text: str, published: date | None) -> list[Days]:
        day = published or date(2000, 1, 1)
        found = calendar.nlp(text, datetime(day.year, day.month, day.day)) or ()
        return [_unit_of(words, moment.date()) for moment, flag, _, _, words in found if flag in (1, 3)]

    return read


def recognizers_reader() -> Reader:
    from recognizers_date_time import Culture, DateTimeRecognizer

    model = DateTimeRecognizer(Culture.English).get_datetime_model(Culture.English)

    def read(text: str, published: date | None) -> list[Days]:
        day = published or date(2000, 1, 1)
        out = []
        for line in filter(str.strip, text.splitlines()):
            for found in model.parse(line, datetime(day.year, day.month, day.day)):
                options = [d for v in (found.resolution or {}).get("values", ()) if (d := _recognized(v)) is not None]
                if options:
                    out.append(min(options, key=lambda d: abs(d[0] - day)))
        return out

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "communique": communique_reader,
    "dateparser": dateparser_reader,
    "datefinder": datefinder_reader,
    "parsedatetime": parsedatetime_reader,
    "recognizers": recognizers_reader,
}


def _recognized(value: dict[str, str]) -> Days | None:
    """A resolution of Recognizers: a day, or a range whose end it excludes."""
    if value.get("type") == "date" and "value" in value:
        return _day_or_none(value["value"], value["value"])
    if value.get("type") == "daterange" and "start" in value and "end" in value:
        days = _day_or_none(value["start"], value["end"])
        pairs = re.match(r"\([^,]*,[^,]*,P", value.get("timex", ""))
        whole = days and days[0].day == 1 and days[1].day == 1
        return (days[0], days[1] - timedelta(1)) if days and (not pairs or whole) else days
    return None


def _day_or_none(start: str, end: str) -> Days | None:
    try:
        return date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return None


def _unit_of(words: str, day: date) -> Days:
    """The day, month or year that the words name, for readers that only give a moment."""
    rest = re.sub(r"\b(1[5-9]|20)\d\d\b", " ", words)
    if re.search(r"\d|day|today|tomorrow|tonight", rest, re.IGNORECASE):
        return day, day
    if re.search(r"[a-z]{3}", rest, re.IGNORECASE) and not re.search(r"\byear", rest, re.IGNORECASE):
        first = day.replace(day=1)
        return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def gold_of(folder: Path) -> Iterator[tuple[str, date | None, set[Days], set[Days]]]:
    """Text, day of publication, the days that must be found, and those that may be."""
    from communique.corpus.goldset import load_gold_set

    for article in load_gold_set(folder).articles:
        must: set[Days] = set()
        may: set[Days] = set()
        for entry in article.gold.dates:
            if entry.start and entry.end:
                (must if entry.required else may).add((entry.start, entry.end))
        yield article.document.text, article.document.published, must, may - must


def accuracy(read: Reader, gold: list[tuple[str, date | None, set[Days], set[Days]]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the days of articles, each value once an article."""
    hits = found = wanted = 0
    for text, published, must, may in gold:
        days = set(read(text, published)) - may
        hits, found, wanted = hits + len(days & must), found + len(days), wanted + len(must)
    precision, recall = hits / max(1, found), hits / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def speed(read: Reader, texts: list[str], rounds: int) -> float:
    """Characters a CPU second, best of the rounds."""
    best = 0.0
    for _ in range(rounds):
        begin = time.process_time()
        for text in texts:
            read(text, date(2024, 6, 1))
        best = max(best, sum(map(len, texts)) / max(1e-9, time.process_time() - begin))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="?", type=Path, default=_ROOT / "corpus" / "composed" / "train")
    parser.add_argument("--bench", type=Path, help="a folder with bench.py and its data")
    parser.add_argument("--readers", default=",".join(READERS))
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    gold = list(gold_of(args.gold))
    texts = [text for text, *_ in gold]
    print(f"{len(gold)} articles, {sum(map(len, texts)):,} characters, {sum(len(g[2]) for g in gold)} values")
    print(f"{'':16}{'precision':>10}{'recall':>8}{'F1':>8}{'chars/s':>14}{'ratio':>8}")
    installed, ours = [], 0.0
    for name in args.readers.split(","):
        try:
            read = READERS[name]()
        except ImportError as missing:
            print(f"{name:16}not installed ({missing.name})")
            continue
        installed.append(name)
        precision, recall, f1 = accuracy(read, gold)
        rate = speed(read, texts, args.rounds)
        ours = ours or rate
        print(f"{name:16}{precision:>10.3f}{recall:>8.3f}{f1:>8.3f}{rate:>14,.0f}{ours / rate:>7.0f}x")
    if args.bench:
        with tempfile.TemporaryDirectory() as out:
            systems = ",".join(_BENCH_NAMES.get(name, name) for name in installed)
            command = [sys.executable, "bench.py", "--plugin", str(Path(__file__).resolve()), "--systems", systems]
            subprocess.run([*command, "--outdir", out], cwd=args.bench, check=True)


def register() -> None:
    """Make us a system of a bench whose `adapters` module is loaded."""
    adapters = sys.modules["adapters"]

    @adapters.system("communique")  # type: ignore[misc]
    def build() -> Callable[[str, date], list[tuple[Any, ...]]]:
        from communique.dates import TimexReader

        reader = TimexReader()

        def run(text: str, published: date) -> list[tuple[Any, ...]]:
            if not adapters.OPT["ranges"]:
                return [_timex(adapters, e) for e in reader.read(text, published, split=True)]
            return [_ranged(e) for e in reader.read(text, published) if e.first or e.last]

        return run


def _timex(adapters: Any, e: Any) -> tuple[Any, ...]:
    """An expression as TIMEX3, with the days that its value names."""
    days = adapters.value_to_range(e.value) if e.type in ("DATE", "TIME") else None
    first, last = map(adapters.iso, days) if days else (None, None)
    return e.start, e.end, first, last, {"type": e.type, "value": e.value}


def _ranged(e: Any) -> tuple[Any, ...]:
    """An expression as its days, or moments where the text gives clock times."""
    first, last = (d.isoformat() if d else None for d in (e.first, e.last))
    if e.edtf and "T" in e.edtf:
        first, last = e.edtf.split("/")[0], e.edtf.split("/")[-1]
    return e.start, e.end, first, last, {"type": e.type}


if "adapters" in sys.modules and hasattr(sys.modules["adapters"], "SYSTEMS"):
    register()
elif __name__ == "__main__":
    main()

"""Checks what a wheel would put into site-packages: `check_wheel.py WHEEL`."""

from __future__ import annotations

import sys
import zipfile

NEEDED = (
    "communique/__init__.py",
    "communique/py.typed",
    "communique/pipeline/resources/zones.yaml",
    "communique/corpus/articles/imrf-2022.txt",
    "communique/corpus/composed/test/articles/metadata.csv",
    "communique/pytest_plugin.py",
    "communique/outputs/report/static/world.json",
    "communique/outputs/report/templates/index.html",
    "communique/review/static/review.js",
    "communique/review/templates/review.html",
)


def main(wheel: str) -> str | None:
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.split("/", 1)[0] for name in names if ".dist-info/" not in name}
    if top != {"communique"}:
        return f"the wheel puts {sorted(top)} into site-packages, not communique alone"
    unwanted = [n for n in names if n.startswith(("communique/tests", "communique/benchmarks", "communique/scripts"))]
    missing = [n for n in NEEDED if n not in names]
    return f"missing {missing}, unwanted {unwanted}" if missing or unwanted else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

// Timeline: a bar for each day, month, year or ten years, whichever gives a number of bars that can be seen.
"use strict";
(() => {
  const { $, number, many, make, ev } = report;
  const STATUS = ["held", "planned", "other", "off"];
  const group = (status) => ({ held: 0, planned: 1, cancelled: 3, postponed: 3 }[status] ?? 2);
  const pad = (n, size = 2) => String(n).padStart(size, "0");
  const UNITS = [
    { most: 62, words: "day", of: (d) => Math.floor(Date.parse(d) / 864e5), first: (n) => new Date(n * 864e5).toISOString().slice(0, 10) },
    { most: 84, words: "month", of: (d) => d.slice(0, 4) * 12 + (d.slice(5, 7) - 1), first: (n) => `${pad(Math.floor(n / 12), 4)}-${pad((n % 12) + 1)}-01` },
    { most: 130, words: "year", of: (d) => Number(d.slice(0, 4)), first: (n) => `${pad(n, 4)}-01-01` },
    { most: Infinity, words: "ten years", of: (d) => Math.floor(d.slice(0, 4) / 10), first: (n) => `${pad(n * 10, 4)}-01-01` },
  ];
  const dayBefore = (day) => new Date(Date.parse(day) - 864e5).toISOString().slice(0, 10);
  function drawTimeline(events) {
    const root = $("timeline");
    const dated = events.filter((i) => ev("start")(i));
    if (!dated.length) return root.replaceChildren(make("p", { class: "empty" }, "None of these events has a date."));
    const days = dated.map(ev("start")).sort();
    // A few events long before all others would leave no room for these: they are counted below the drawing.
    const last = days[days.length - 1], first = days[Math.floor(days.length * 0.04)];
    const unit = UNITS.find((u) => u.of(last) - u.of(first) < u.most);
    const from = unit.of(first), n = unit.of(last) - from + 1;
    const drawn = dated.filter((i) => unit.of(ev("start")(i)) >= from);
    const bars = Array.from({ length: n }, () => [0, 0, 0, 0]);
    drawn.forEach((i) => bars[unit.of(ev("start")(i)) - from][group(ev("status")(i))]++);
    const top = Math.max(...bars.map((bar) => bar.reduce((a, b) => a + b)));
    const W = Math.max(300, root.clientWidth), H = 246, left = 34, base = H - 24, width = (W - left) / Math.max(n, 12);
    const svg = make("svg:svg", { viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": `${many(drawn.length, "event")} by ${unit.words}, from ${first} to ${last}; most in one ${unit.words}: ${top}` });
    for (const value of new Set([top, Math.round(top / 2)])) {
      const y = base - (value / top) * (base - 12);
      svg.append(make("svg:line", { class: "axis", x1: left, x2: W, y1: y, y2: y }), make("svg:text", { x: left - 5, y: y + 4, "text-anchor": "end" }, number(value)));
    }
    const label = { day: (d) => d.slice(5), month: (d) => d.slice(0, 7), year: (d) => d.slice(0, 4), "ten years": (d) => d.slice(0, 4) }[unit.words];
    const every = Math.max(1, Math.ceil((n * 62) / W));
    bars.forEach((bar, k) => {
      const x = left + k * width, total = bar.reduce((a, b) => a + b), start = unit.first(from + k);
      if (k % every === 0) {
        const late = x + 40 > W;
        svg.append(make("svg:text", { x: late ? W : x + 1, y: H - 7, "text-anchor": late ? "end" : "start" }, label(start)));
      }
      if (!total) return;
      const box = make("svg:g", { class: "bar", onclick: () => report.choose({ from: start, to: dayBefore(unit.first(from + k + 1)) }) },
        make("svg:title", {}, `${label(start)}: ${many(total, "event")}`), make("svg:rect", { class: "hit", x, y: 8, width, height: base - 8 }));
      let y = base;
      bar.forEach((count, s) => {
        const height = (count / top) * (base - 12);
        y -= height;
        if (count) box.append(make("svg:rect", { class: STATUS[s], x: x + width * 0.08, y, width: width * 0.84, height, rx: Math.min(2, width / 4) }));
      });
      svg.append(box);
    });
    svg.append(make("svg:line", { class: "axis", x1: left, x2: W, y1: base, y2: base }));
    const keys = make("ul", { class: "keys" }, ...STATUS.map((s, i) => (bars.some((bar) => bar[i]) ? make("li", {}, make("i", { class: s }), ["held", "planned", "not said", "postponed, cancelled"][i]) : "")).filter(Boolean));
    const undated = events.length - dated.length, early = dated.length - drawn.length;
    const left_out = [undated ? `${many(undated, "event")} without a date` : "", early ? `${many(early, "event")} before ${label(unit.first(from))}` : ""].filter(Boolean);
    root.replaceChildren(svg, keys, make("p", { class: "note" }, `${left_out.length ? `Not shown: ${left_out.join(", ")}. ` : ""}Press a bar to see its events.`));
  }
  Object.assign(report, { drawTimeline });
})();

// The overview: tables, timeline, map and heat map of what the page's data block holds. Elements are made one by one,
// and texts are set as texts: nothing from a document becomes markup.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const PAGE = 50;
  const A = { href: 0, title: 1, day: 2, days: 3, issuer: 4, country: 5, events: 6, path: 7 };
  const E = {
    article: 0, position: 1, name: 2, start: 3, end: 4, days: 5, country: 6, city: 7, series: 8, kind: 9,
    status: 10, base: 11, main: 12, point: 13,
  };
  const O = { name: 0, title: 1, organization: 2, country: 3, times: 4, article: 5 };
  const STATUS = ["held", "planned", "other", "off"];
  const $ = (id) => document.getElementById(id);
  const form = $("filters");
  const number = (n) => n.toLocaleString("en");
  const many = (n, word) => `${number(n)} ${word}${n === 1 ? "" : "s"}`;
  const country = (code) => data.countries[code] || code;
  const order = new Intl.Collator("en", { sensitivity: "base", numeric: true }).compare;

  function make(name, attributes, ...children) {
    const svg = name.startsWith("svg:");
    const made = svg ? document.createElementNS(SVG, name.slice(4)) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== "" && child !== null && child !== undefined));
    return made;
  }

  // Only addresses that this report made itself are linked to.
  const articleLink = (index, words, anchor) => {
    const href = data.articles[index][A.href];
    return make("a", { href: anchor ? href + (href.startsWith("#") ? "-" : "#") + anchor : href }, words);
  };

  // What the articles name of the Compact, by article.
  const named = data.articles.map(() => []);
  for (const [article, objective, certainty] of data.objectives) named[article].push([objective, certainty]);
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const eventWords = data.events.map((e) => fold([e[E.name], e[E.city], e[E.kind], e[E.series], country(e[E.country]), data.articles[e[E.article]][A.title]].join(" ")));
  const articleWords = data.articles.map((a) => fold([a[A.title], a[A.issuer], a[A.path], country(a[A.country])].join(" ")));

  // Filters
  function counted(values) {
    const counts = new Map();
    for (const value of values) if (value) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  }
  function options(name, counts, label = (value) => value, compare) {
    const entries = [...counts].sort(compare || ((a, b) => order(label(a[0]), label(b[0]))));
    form[name].parentNode.hidden = !entries.length;
    for (const [value, count] of entries) form[name].append(make("option", { value }, `${label(value)} (${number(count)})`));
  }
  options("country", counted(data.events.map((e) => e[E.country])), country);
  options("series", counted(data.events.map((e) => e[E.series])));
  options("status", counted(data.events.map((e) => e[E.status])));
  options("objective", counted(data.objectives.map((o) => String(o[1]))), (n) => `${n}. ${data.titles[n]}`, (a, b) => a[0] - b[0]);
  options("certainty", counted(data.objectives.map((o) => o[2])));

  function wanted() {
    const value = (name) => form[name].value;
    return {
      words: fold(value("words")).split(/\s+/).filter(Boolean), country: value("country"), series: value("series"),
      objective: Number(value("objective")), certainty: value("certainty"), status: value("status"),
      base: value("base"), from: value("from"), to: value("to"),
    };
  }
  const namesWhat = (article, w) =>
    (!w.objective && !w.certainty) ||
    named[article].some(([objective, certainty]) => (!w.objective || objective === w.objective) && (!w.certainty || certainty === w.certainty));
  function passes(index, w) {
    const e = data.events[index];
    return (
      (!w.country || e[E.country] === w.country) && (!w.series || e[E.series] === w.series) &&
      (!w.status || e[E.status] === w.status) && (!w.base || e[E.base] === w.base) &&
      (!w.from || (e[E.end] || e[E.start]) >= w.from) && (!w.to || (e[E.start] !== "" && e[E.start] <= w.to)) &&
      namesWhat(e[E.article], w) && w.words.every((word) => eventWords[index].includes(word))
    );
  }
  function filtered() {
    const w = wanted();
    const events = [...data.events.keys()].filter((index) => passes(index, w));
    const ofEvents = new Set(events.map((index) => data.events[index][E.article]));
    const onlyEvents = w.country || w.series || w.status || w.base || w.from || w.to;
    const articles = [...data.articles.keys()].filter(
      (index) => ofEvents.has(index) || (!onlyEvents && namesWhat(index, w) && w.words.every((word) => articleWords[index].includes(word))),
    );
    return { events, articles, w };
  }

  // Tables: sorted by a column, a page at a time.
  function table(root, { caption, columns: wished, sort, size = PAGE, stack = true, empty }) {
    const columns = wished.filter((column) => column.if === undefined || column.if); // no column that is empty everywhere
    let rows = [], page = 0, by = sort || null;
    const body = make("tbody");
    const heads = columns.map((column, i) =>
      make("th", { scope: "col", "aria-sort": column.key && "none" },
        column.key ? make("button", { type: "button", onclick: () => turn(i) }, column.label) : column.label));
    const grid = make("table", { class: stack ? "stack" : "" }, make("caption", { class: "skip" }, caption), make("thead", {}, make("tr", {}, ...heads)), body);
    const words = make("span", { role: "status" });
    const step = (words, by) => make("button", { type: "button", onclick: () => ((page += by), draw(), root.scrollIntoView({ block: "nearest" })) }, words);
    const back = step("‹ Back", -1), on = step("More ›", 1);
    const pager = make("div", { class: "pager" }, words, make("span", { class: "grow" }), back, on);
    const none = make("p", { class: "empty", hidden: true }, empty || "Nothing here.");
    root.replaceChildren(none, make("div", { class: "scroll" }, grid), pager);
    function turn(i) {
      by = by && by[0] === i ? [i, -by[1]] : [i, 1];
      page = 0;
      arrange();
    }
    function arrange() {
      if (by) {
        const key = columns[by[0]].key;
        const keys = new Map(rows.map((row) => [row, key(row)]));
        const compare = (a, b) => (typeof a === "number" ? a - b : order(a, b));
        // What is empty stands last, whichever way the column is sorted.
        rows.sort((a, b) => {
          const [x, y] = [keys.get(a), keys.get(b)];
          return (x === "") - (y === "") || compare(x, y) * by[1] || a - b;
        });
      }
      heads.forEach((head, i) => columns[i].key && head.setAttribute("aria-sort", by && by[0] === i ? (by[1] > 0 ? "ascending" : "descending") : "none"));
      draw();
    }
    function draw() {
      page = Math.max(0, Math.min(page, Math.ceil(rows.length / size) - 1));
      const part = rows.slice(page * size, (page + 1) * size);
      body.replaceChildren(...part.map((row) => make("tr", {}, ...columns.map((column) => {
        const cell = column.cell(row);
        return make("td", { class: column.class, "data-l": column.bare ? undefined : column.label }, ...(Array.isArray(cell) ? cell : [cell]));
      }))));
      none.hidden = rows.length > 0;
      grid.hidden = !rows.length;
      pager.hidden = rows.length <= size;
      words.textContent = `${number(page * size + 1)}–${number(page * size + part.length)} of ${number(rows.length)}`;
      back.disabled = page === 0;
      on.disabled = (page + 1) * size >= rows.length;
    }
    return (given) => ((rows = given), (page = 0), arrange());
  }

  const chip = (words) => (words ? make("span", { class: `chip ${/^[a-z]+$/.test(words) ? words : ""}` }, words) : "");
  const ev = (key) => (i) => data.events[i][E[key]];
  const numbersOf = (article) => [...new Set(named[article].map((o) => o[0]))].sort((a, b) => a - b).join(", ");
  const drawEvents = table(document.querySelector("#events .table"), {
    caption: "Events", sort: [1, -1], empty: "No event passes the filters.",
    columns: [
      { label: "Event", bare: true, class: "name", key: ev("name"), cell: (i) => {
        const e = data.events[i];
        return [articleLink(e[E.article], e[E.name], `events-${e[E.position]}`), make("span", { class: "sub" }, data.articles[e[E.article]][A.title])];
      } },
      { label: "When", class: "tight", key: ev("start"), cell: ev("days") },
      { label: "Where", class: "where", key: (i) => country(ev("country")(i)), cell: (i) => [ev("city")(i), ev("city")(i) && ev("country")(i) ? ", " : "", country(ev("country")(i))] },
      { label: "Kind", key: ev("kind"), cell: ev("kind") },
      { label: "Series", if: data.events.some((e) => e[E.series]), key: ev("series"), cell: ev("series") },
      { label: "Status", class: "tight", key: ev("status"), cell: (i) => chip(ev("status")(i)) },
      { label: "Objectives", if: data.objectives.length, key: (i) => numbersOf(ev("article")(i)), cell: (i) => numbersOf(ev("article")(i)) },
      { label: "Base", if: data.events.some((e) => e[E.base]), class: "tight", key: ev("base"), cell: (i) => chip(ev("base")(i)) },
    ],
  });
  const ar = (key) => (i) => data.articles[i][A[key]];
  const drawArticles = table(document.querySelector("#articles .table"), {
    caption: "Articles", size: 25, empty: "No article passes the filters.",
    columns: [
      { label: "Title", bare: true, class: "name", key: ar("title"), cell: (i) => [articleLink(i, ar("title")(i)), make("span", { class: "sub" }, ar("path")(i))] },
      { label: "Published", class: "tight", key: ar("day"), cell: ar("days") },
      { label: "Issued by", if: data.articles.some((a) => a[A.issuer]), key: ar("issuer"), cell: ar("issuer") },
      { label: "Events", class: "num", key: ar("events"), cell: (i) => String(ar("events")(i)) },
      { label: "Objectives", if: data.objectives.length, key: numbersOf, cell: numbersOf },
    ],
  });
  const issues = [
    ...data.problems.map(([path, stage, code, words, fatal]) => ({ code, words, stage, fatal, path })),
    ...data.warnings.map(([article, code, words]) => ({ code, words, stage: "warning", article })),
  ];
  table(document.querySelector("#problems .table"), {
    caption: "Problems and warnings", size: 25, empty: "Nothing went wrong.",
    columns: [
      { label: "What", bare: true, key: (i) => issues[i].code, cell: (i) => [chip(issues[i].code.replace(/_/g, " ")), " ", issues[i].fatal ? make("span", { class: "chip fatal" }, "no record") : ""] },
      { label: "Words", key: (i) => issues[i].words, cell: (i) => issues[i].words },
      { label: "Where", class: "where", key: (i) => issues[i].path || ar("title")(issues[i].article), cell: (i) => (issues[i].path !== undefined ? issues[i].path : articleLink(issues[i].article, ar("title")(issues[i].article), "warnings-1")) },
      { label: "Stage", key: (i) => issues[i].stage, cell: (i) => issues[i].stage },
    ],
  })([...issues.keys()]);

  // Officials, a list for each country, made when it is opened.
  (() => {
    const root = document.querySelector("#officials .table");
    if (!data.officials.length) return root.append(make("p", { class: "empty" }, "No official was found."));
    const find = make("input", { type: "search", "aria-label": "Find an official", placeholder: "name, title or body" });
    const lists = make("div");
    root.append(make("div", { class: "find" }, find), lists);
    const words = data.officials.map((o) => fold([o[O.name], o[O.title], o[O.organization]].join(" ")));
    const line = (o) => make("li", {}, articleLink(o[O.article], o[O.name]), o[O.times] > 1 ? make("span", { class: "n" }, ` ×${number(o[O.times])}`) : "",
      make("span", { class: "sub" }, [o[O.title], o[O.organization]].filter(Boolean).join(" · ")));
    function fill(list, people, from) {
      list.append(...people.slice(from, from + 100).map(line));
      if (people.length > from + 100) {
        const more = make("li", {}, make("button", { type: "button", onclick: () => (more.remove(), fill(list, people, from + 100)) }, `${number(people.length - from - 100)} more`));
        list.append(more);
      }
    }
    function draw() {
      const wants = fold(find.value).split(/\s+/).filter(Boolean);
      const groups = new Map();
      data.officials.forEach((o, i) => {
        if (!wants.every((word) => words[i].includes(word))) return;
        if (!groups.has(o[O.country])) groups.set(o[O.country], []);
        groups.get(o[O.country]).push(o);
      });
      const sorted = [...groups].sort((a, b) => !a[0] - !b[0] || b[1].length - a[1].length);
      lists.replaceChildren(...sorted.map(([code, people]) => {
        people.sort((a, b) => b[O.times] - a[O.times] || order(a[O.name], b[O.name]));
        const list = make("ul");
        const open = wants.length > 0 && people.length <= 100;
        const box = make("details", { open }, make("summary", {}, country(code) || "no country stated", " ", make("span", { class: "n" }, number(people.length))), list);
        box.addEventListener("toggle", () => box.open && !list.firstChild && fill(list, people, 0));
        if (open) fill(list, people, 0);
        return box;
      }));
      if (!sorted.length) lists.append(make("p", { class: "empty" }, "Nobody by these words."));
    }
    find.addEventListener("input", draw);
    draw();
  })();

  // Timeline: a bar for each day, month, year or ten years, whichever gives a number of bars that can be seen.
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
      const box = make("svg:g", { class: "bar", onclick: () => choose({ from: start, to: dayBefore(unit.first(from + k + 1)) }) },
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

  // Map
  const svgMap = $("map");
  const land = new Map([...svgMap.querySelectorAll("[data-c]")].map((path) => [path.dataset.c, path]));
  const dots = svgMap.querySelector(".dots");
  const whole = svgMap.getAttribute("viewBox").split(" ").map(Number);
  let view = [...whole];
  const level = (count, top) => Math.max(1, Math.min(5, Math.ceil((Math.log(count + 1) / Math.log(top + 1)) * 5)));
  function drawMap(events, w) {
    const codes = counted(events.map(ev("country")));
    const top = Math.max(1, ...codes.values());
    for (const [code, path] of land) {
      const count = codes.get(code);
      path.setAttribute("class", count ? `has h${level(count, top)}${w.country === code ? " chosen" : ""}` : "");
      path.replaceChildren(...(count ? [make("svg:title", {}, `${country(code)}: ${many(count, "event")}`)] : []));
    }
    const spots = new Map();
    for (const i of events) {
      const code = ev("country")(i);
      const point = ev("point")(i).length ? ev("point")(i) : land.has(code) ? null : data.points[code];
      if (!point) continue;
      const key = point.join(" ");
      if (!spots.has(key)) spots.set(key, { point, events: [] });
      spots.get(key).events.push(i);
    }
    const sorted = [...spots.values()].sort((a, b) => b.events.length - a.events.length);
    dots.replaceChildren(...sorted.map(({ point, events }) => {
      const place = ev("city")(events[0]) || country(ev("country")(events[0]));
      return make("svg:circle", { cx: point[0], cy: point[1], "data-r": Math.min(15, 2.6 + 1.5 * Math.sqrt(events.length)),
        onclick: () => choose(ev("city")(events[0]) ? { words: place } : { country: ev("country")(events[0]) }) },
        make("svg:title", {}, `${place}: ${many(events.length, "event")}`));
    }));
    const nowhere = events.filter((i) => !ev("country")(i) && !ev("point")(i).length).length;
    const most = [...codes].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([code, count]) => `${country(code)} ${number(count)}`).join(", ");
    $("map-note").textContent = `${most ? `Most events: ${most}. ` : ""}${nowhere ? `${many(nowhere, "event")} without a place.` : ""}`;
    svgMap.setAttribute("aria-label", `World map of the events by country. ${$("map-note").textContent}`);
    scale();
  }
  function scale() {
    svgMap.setAttribute("viewBox", view.join(" "));
    for (const dot of dots.children) dot.setAttribute("r", (dot.dataset.r * Math.sqrt(view[2] / whole[2])).toFixed(2));
  }
  function within([x, y, width, height]) {
    const w = Math.min(whole[2], Math.max(whole[2] / 24, width)), h = (w * whole[3]) / whole[2];
    view = [Math.max(0, Math.min(whole[2] - w, x + (width - w) / 2)), Math.max(0, Math.min(whole[3] - h, y + (height - h) / 2)), w, h];
    scale();
  }
  document.querySelector(".zoom").addEventListener("click", (event) => {
    const by = event.target.dataset.zoom;
    if (by === undefined) return;
    const [x, y, w, h] = view;
    within(Number(by) ? [x + (w * (1 - by)) / 2, y + (h * (1 - by)) / 2, w * by, h * by] : whole);
  });
  svgMap.addEventListener("click", (event) => {
    const path = event.target.closest("path.has");
    if (path && !moved) choose({ country: form.country.value === path.dataset.c ? "" : path.dataset.c });
  });
  let held = null, moved = false;
  svgMap.addEventListener("pointerdown", (event) => ((held = [event.clientX, event.clientY, ...view]), (moved = false)));
  addEventListener("pointerup", () => (held = null));
  svgMap.addEventListener("pointermove", (event) => {
    if (!held || view[2] === whole[2]) return;
    const unit = view[2] / svgMap.clientWidth;
    const [x, y] = [(event.clientX - held[0]) * unit, (event.clientY - held[1]) * unit];
    if (Math.abs(x) + Math.abs(y) > 4 * unit) moved = true;
    within([held[2] - x, held[3] - y, view[2], view[3]]);
  });

  // Objectives by country: of an article, the countries of its events, or that of who issued it.
  let everyCountry = false;
  function drawHeat(articles) {
    const root = $("heat");
    const places = new Map();
    data.events.forEach((e) => {
      if (!e[E.country]) return;
      if (!places.has(e[E.article])) places.set(e[E.article], new Set());
      places.get(e[E.article]).add(e[E.country]);
    });
    const cells = new Map();
    let top = 1;
    for (const article of articles) {
      for (const objective of new Set(named[article].map((o) => o[0]))) {
        for (const code of places.get(article) || [data.articles[article][A.country]]) {
          if (!cells.has(code)) cells.set(code, new Map());
          const row = cells.get(code);
          row.set(objective, (row.get(objective) || 0) + 1);
          top = Math.max(top, row.get(objective));
        }
      }
    }
    if (!cells.size) return root.replaceChildren(make("p", { class: "empty" }, "None of these articles names an objective of the Global Compact for Migration."));
    const sum = (row) => [...row.values()].reduce((a, b) => a + b);
    const rows = [...cells].sort((a, b) => !a[0] - !b[0] || sum(b[1]) - sum(a[1]) || order(country(a[0]), country(b[0])));
    const columns = Array.from({ length: 23 }, (_, i) => i + 1);
    const head = make("tr", {}, make("th", { scope: "col", class: "left" }, "Country"), ...columns.map((n) => make("th", { scope: "col" }, make("abbr", { title: data.titles[n] || `Objective ${n}` }, String(n)))));
    const shown = everyCountry ? rows : rows.slice(0, 20);
    const body = shown.map(([code, row]) => make("tr", {}, make("th", { scope: "row" }, country(code) || "not stated"), ...columns.map((n) => {
      const count = row.get(n);
      if (!count) return make("td", { class: "zero" });
      const words = `${many(count, "article")}: objective ${n}, ${country(code) || "no country"}`;
      return make("td", { class: `h${level(count, top)}` }, make("button", { type: "button", title: `${words}. ${data.titles[n]}`, "aria-label": words, onclick: () => choose({ objective: n, country: data.events.some((e) => e[E.country] === code) ? code : "" }) }, String(count)));
    })));
    root.replaceChildren(
      make("div", { class: "scroll" }, make("table", {}, make("caption", { class: "skip" }, "Articles by objective and country"), make("thead", {}, head), make("tbody", {}, ...body))),
      make("p", { class: "note" }, "Articles that name an objective, by the countries of their events, or else of who issued them. Press a number to see them."),
      rows.length > shown.length ? make("button", { type: "button", onclick: () => ((everyCountry = true), update()) }, `All ${rows.length} countries`) : "");
  }

  function choose(values) {
    for (const [name, value] of Object.entries(values)) form[name].value = value;
    update();
    $("shown").scrollIntoView({ block: "nearest" });
  }
  function update() {
    const { events, articles, w } = filtered();
    $("shown").textContent = `${number(events.length)} of ${many(data.events.length, "event")}, ${number(articles.length)} of ${many(data.articles.length, "article")}`;
    drawEvents(events);
    drawArticles(articles);
    drawTimeline(events);
    drawMap(events, w);
    drawHeat(articles);
  }
  let waiting = 0;
  form.addEventListener("input", () => (clearTimeout(waiting), (waiting = setTimeout(update, 120))));
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width || $("overview").hidden) return;
    width = innerWidth;
    drawTimeline(filtered().events);
  });
  form.addEventListener("reset", () => setTimeout(update));
  form.addEventListener("submit", (event) => event.preventDefault());
  $("produced").textContent = `Made by communique ${data.produced[0]}, resources ${data.produced[1]}.`;
  update();

  // In a report of one file an article is opened from its template, under an address of its own.
  const stage = $("article");
  if (!stage) return;
  const title = document.title;
  let at = 0;
  function route() {
    const [, name, anchor] = /^#(a\d+)(?:-([\w-]+))?$/.exec(location.hash) || [];
    const template = name ? $(name) : null;
    if (template && template.content) {
      if (stage.hidden) at = scrollY;
      stage.replaceChildren(template.content.cloneNode(true));
      $("overview").hidden = true;
      stage.hidden = false;
      document.title = stage.querySelector("h1").textContent;
      stage.querySelector(".cq").dispatchEvent(new Event("article", { bubbles: true }));
      scrollTo(0, 0);
      stage.querySelector("h1").focus({ preventScroll: true });
      const entry = anchor ? $(anchor) : null;
      if (entry) (entry.classList.add("on"), entry.scrollIntoView({ block: "nearest" }), entry.focus({ preventScroll: true }));
    } else if (!stage.hidden) {
      stage.hidden = true;
      stage.replaceChildren();
      $("overview").hidden = false;
      document.title = title;
      scrollTo(0, at);
    }
  }
  addEventListener("hashchange", route);
  route();
})();

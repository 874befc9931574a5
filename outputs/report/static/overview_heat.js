// Objectives by country: of an article, the countries of its events, or that of who issued it.
"use strict";
(() => {
  const { data, A, E, $, many, country, order, make, named, level } = report;
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
      return make("td", { class: `h${level(count, top)}` }, make("button", { type: "button", title: `${words}. ${data.titles[n]}`, "aria-label": words, onclick: () => report.choose({ objective: n, country: data.events.some((e) => e[E.country] === code) ? code : "" }) }, String(count)));
    })));
    root.replaceChildren(
      make("div", { class: "scroll" }, make("table", {}, make("caption", { class: "skip" }, "Articles by objective and country"), make("thead", {}, head), make("tbody", {}, ...body))),
      make("p", { class: "note" }, "Articles that name an objective, by the countries of their events, or else of who issued them. Press a number to see them."),
      rows.length > shown.length ? make("button", { type: "button", onclick: () => ((everyCountry = true), report.update()) }, `All ${rows.length} countries`) : "");
  }
  Object.assign(report, { drawHeat });
})();

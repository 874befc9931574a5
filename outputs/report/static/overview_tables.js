// Tables: sorted by a column, a page at a time.
"use strict";
(() => {
  const { data, A, E, $, number, country, order, make, articleLink, chip, ev, ar, numbersOf } = report;
  const PAGE = 50;
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
  Object.assign(report, { drawEvents, drawArticles });
})();

// Map: countries by their number of events, a dot for each place; it can be zoomed and moved.
"use strict";
(() => {
  const { data, $, form, number, many, country, make, counted, ev, level } = report;
  const svgMap = $("map");
  const land = new Map([...svgMap.querySelectorAll("[data-c]")].map((path) => [path.dataset.c, path]));
  const dots = svgMap.querySelector(".dots");
  const whole = svgMap.getAttribute("viewBox").split(" ").map(Number);
  let view = [...whole];
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
        onclick: () => report.choose(ev("city")(events[0]) ? { words: place } : { country: ev("country")(events[0]) }) },
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
    if (path && !moved) report.choose({ country: form.country.value === path.dataset.c ? "" : path.dataset.c });
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
  Object.assign(report, { drawMap });
})();

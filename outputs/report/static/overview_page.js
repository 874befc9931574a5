// The parts together: what the filters let pass is drawn anew. In a report of one file articles open from templates.
"use strict";
(() => {
  const { data, $, form, number, many, filtered, drawEvents, drawArticles, drawTimeline, drawMap, drawHeat } = report;
  function choose(values) {
    for (const [name, value] of Object.entries(values)) form[name].value = value;
    update();
    $("shown").scrollIntoView({ block: "nearest" });
  }
  Object.assign(report, { choose, update });
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

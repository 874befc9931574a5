// Filters: what is asked for, and the events and articles that it lets pass.
"use strict";
(() => {
  const { data, E, $, form, number, country, order, make, named, fold, eventWords, articleWords, counted } = report;
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
  Object.assign(report, { filtered });
})();

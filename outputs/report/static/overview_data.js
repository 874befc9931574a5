// What the overview's parts share: the page's data block, how elements are made, how values are put into words. Elements
// are made one by one, and texts are set as texts: nothing from a document becomes markup.
"use strict";
const report = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const A = { href: 0, title: 1, day: 2, days: 3, issuer: 4, country: 5, events: 6, path: 7 };
  const E = {
    article: 0, position: 1, name: 2, start: 3, end: 4, days: 5, country: 6, city: 7, series: 8, kind: 9,
    status: 10, base: 11, main: 12, point: 13,
  };
  const O = { name: 0, title: 1, organization: 2, country: 3, times: 4, article: 5 };
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
  function counted(values) {
    const counts = new Map();
    for (const value of values) if (value) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  }
  const chip = (words) => (words ? make("span", { class: `chip ${/^[a-z]+$/.test(words) ? words : ""}` }, words) : "");
  const ev = (key) => (i) => data.events[i][E[key]];
  const numbersOf = (article) => [...new Set(named[article].map((o) => o[0]))].sort((a, b) => a - b).join(", ");
  const ar = (key) => (i) => data.articles[i][A[key]];
  const level = (count, top) => Math.max(1, Math.min(5, Math.ceil((Math.log(count + 1) / Math.log(top + 1)) * 5)));
  return { data, A, E, O, $, form, number, many, country, order, make, articleLink, named, fold, eventWords, articleWords, counted, chip, ev, ar, numbersOf, level };
})();

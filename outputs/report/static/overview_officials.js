// Officials, a list for each country, made when it is opened.
"use strict";
(() => {
  const { data, O, $, number, country, order, make, articleLink, fold } = report;
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

// An article's page: from words to what was read in them, and back. Nothing here makes HTML of a text.
"use strict";
(() => {
  const LONGEST = 6; // facts of an entry that the tip repeats
  let tip = null;
  let pinned = null;

  const articleOf = (node) => node.closest(".cq");
  const byId = (article, name) => document.getElementById(article.dataset.prefix + name);
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  // Of all marked words one is reached by Tab, and the arrow keys go on from there.
  function prepare(article) {
    const pieces = article.querySelectorAll(".text .s");
    pieces.forEach((piece, i) => (piece.tabIndex = i ? -1 : 0));
    tip = element("div", "tip");
    tip.hidden = true;
    tip.setAttribute("role", "status");
    article.append(tip);
    pinned = null;
  }

  // Of very many entries the later ones wait in templates until somebody asks for them.
  function waiting(article, name) {
    for (const rest of article.querySelectorAll("template.rest")) {
      const found = rest.content.getElementById(article.dataset.prefix + name);
      if (found) return { found, rest };
    }
    return null;
  }

  function unfold(rest) {
    rest.previousElementSibling.remove();
    rest.replaceWith(rest.content);
  }

  function entryOf(article, number) {
    const link = byId(article, "m" + number) || (waiting(article, "m" + number) || {}).found;
    return link ? { link, entry: link.closest(".entry"), group: groupOf(article, link) } : null;
  }

  function groupOf(article, link) {
    const entry = link.closest(".entry");
    const field = entry.id.slice(article.dataset.prefix.length).split("-")[0];
    return byId(article, "g-" + field).closest(".group");
  }

  function describe(article, number) {
    const found = entryOf(article, number);
    if (!found) return null;
    const group = found.group;
    const box = element("section", group.className.replace("group", "").trim());
    const field = group.querySelector("h2").firstChild.textContent.trim();
    box.append(element("span", "f", field), element("b", "", found.entry.querySelector("h3").firstChild.textContent.trim()));
    for (const fact of [...found.entry.querySelectorAll("dl > div")].slice(0, LONGEST)) {
      const label = fact.querySelector("dt");
      box.append(element("p", "", (label ? label.textContent + ": " : "") + fact.querySelector("dd").textContent));
    }
    for (const row of found.entry.querySelectorAll(".base .v-differs")) {
      box.append(element("p", "", "knowledge base differs in " + row.querySelector("th").textContent));
    }
    const how = found.link.parentNode.querySelector(".how");
    box.append(element("p", "how", how.textContent));
    return box;
  }

  function show(piece) {
    const article = articleOf(piece);
    const boxes = piece.dataset.m.split(" ").map((number) => describe(article, number));
    tip.replaceChildren(...boxes.filter(Boolean));
    tip.hidden = false;
    const at = piece.getClientRects()[0] || piece.getBoundingClientRect();
    const frame = article.getBoundingClientRect();
    const left = Math.max(0, Math.min(at.left, frame.right - tip.offsetWidth));
    const below = at.bottom + 6 + tip.offsetHeight < innerHeight || at.top < tip.offsetHeight + 12;
    const top = below ? at.bottom + 4 : at.top - tip.offsetHeight - 6;
    tip.style.left = left + scrollX + "px";
    tip.style.top = top + scrollY + "px";
  }

  function hide() {
    pinned = null;
    if (tip) tip.hidden = true;
  }

  function light(article, pieces, entry) {
    for (const lit of article.querySelectorAll(".on")) lit.classList.remove("on");
    for (const piece of pieces) piece.classList.add("on");
    if (!entry) return;
    entry.classList.add("on");
    entry.dispatchEvent(new Event("chosen", { bubbles: true })); // for scripts that stand beside this one
  }

  const piecesOf = (article, number) => article.querySelectorAll('.text .s[data-m~="' + number + '"]');

  // From words to the entry: the record scrolls beside the text, not the page.
  function choose(piece) {
    const article = articleOf(piece);
    const number = piece.dataset.m.split(" ")[0];
    const later = byId(article, "m" + number) ? null : waiting(article, "m" + number);
    if (later) unfold(later.rest);
    const found = entryOf(article, number);
    roam(piece);
    piece.focus({ preventScroll: true });
    show(piece);
    pinned = piece;
    if (!found) return;
    light(article, piecesOf(article, number), found.entry);
    const record = article.querySelector(".record");
    if (getComputedStyle(record).position === "sticky") {
      record.scrollTop += found.entry.getBoundingClientRect().top - record.getBoundingClientRect().top - 60;
    }
  }

  // From the entry to the words.
  function seek(article, link, numbers) {
    const piece = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!piece) return;
    const pieces = numbers.flatMap((number) => [...piecesOf(article, number)]);
    light(article, pieces.length ? pieces : [piece], link.closest(".entry"));
    piece.scrollIntoView({ block: "center" });
    if (piece.matches(".s")) roam(piece);
    requestAnimationFrame(() => {
      piece.focus({ preventScroll: true });
      if (piece.matches(".s")) (show(piece), (pinned = piece));
    });
  }

  function roam(piece) {
    for (const other of piece.closest(".text").querySelectorAll('.s[tabindex="0"]')) other.tabIndex = -1;
    piece.tabIndex = 0;
  }

  const numberOf = (link) => link.id.slice(link.id.lastIndexOf("m") + 1);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const piece = event.target.closest(".cq .text .s");
    if (piece) show(piece);
    else if (tip && !tip.hidden && !event.target.closest(".tip")) pinned ? show(pinned) : hide();
  });

  document.addEventListener("focusin", (event) => {
    const piece = event.target.closest(".cq .text .s");
    if (piece) show(piece);
  });

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const more = event.target.closest(".cq .more button");
    if (more) return unfold(more.closest(".more").nextElementSibling);
    const link = event.target.closest(".cq a");
    if (!link) {
      if (!event.target.closest(".tip")) hide();
      return;
    }
    const article = articleOf(link);
    if (link.matches(".text .s")) {
      event.preventDefault();
      choose(link);
    } else if (link.matches(".m")) {
      event.preventDefault();
      seek(article, link, [numberOf(link)]);
    } else if (link.matches(".h")) {
      event.preventDefault();
      const entry = link.closest(".entry");
      const own = entry.querySelectorAll(".m:not(.o)");
      seek(article, link, [...(own.length ? own : entry.querySelectorAll(".m"))].map(numberOf));
    } else if (link.matches(".t, .line a[href^='#']")) {
      event.preventDefault();
      const name = decodeURIComponent(link.hash.slice(1));
      const later = document.getElementById(name) ? null : waiting(article, name.slice(article.dataset.prefix.length));
      if (later) unfold(later.rest);
      const target = document.getElementById(name);
      light(article, [], target && target.matches(".entry") ? target : null);
      if (target) (target.scrollIntoView({ block: link.matches(".t") ? "nearest" : "start" }), target.focus({ preventScroll: true }));
    }
  });

  document.addEventListener("change", (event) => {
    const field = event.target.dataset && event.target.dataset.field;
    if (field) articleOf(event.target).classList.toggle("off-" + field, !event.target.checked);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && tip && !tip.hidden) return hide();
    const piece = event.target.closest && event.target.closest(".cq .text .s");
    if (!piece || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = [...piece.closest(".text").querySelectorAll(".s")];
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -all.length, End: all.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(piece) + step))];
    roam(next);
    next.focus();
    pinned = next;
  });

  document.addEventListener("unfold", (event) => unfold(event.target));
  for (const article of document.querySelectorAll("article.cq")) prepare(article);
  document.addEventListener("article", (event) => prepare(event.target));
})();

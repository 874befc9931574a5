// Words of the text: what is selected, where words stand, and what they are to become.
"use strict";
const words = (() => {
  const PLACES = 300; // shown, where words stand in the text very often
  const PARTS = {
    events: { mentions: "mention", organizers: "organizer", chairs: "chair", outcomes: "outcome" },
    officials: { mentions: "mention", titles: "title" }, fields: { mentions: "mention", values: "value" },
  };
  const box = document.getElementById("adder");
  const form = box.querySelector("form");
  const field = (name) => form.elements[name];
  let span = null; // in code points of the article
  let moving = null; // the mention that is to have other words
  let target = null; // the chosen entry

  const text = () => talk.article().querySelector(".text");
  const points = (string) => {
    let pairs = 0;
    for (const _ of string.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) pairs += 1;
    return string.length - pairs;
  };
  const letter = /[\p{L}\p{N}_]/u;

  // A range of the page as code units of the text, and these as code points of the article: both hold the same characters.
  function unitsOf(range) {
    const before = document.createRange();
    before.selectNodeContents(text());
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    return { start, end: start + range.toString().length };
  }
  function spanOf({ start, end }) {
    const whole = text().textContent;
    const first = points(whole.slice(0, start));
    return { start: first, end: first + points(whole.slice(start, end)) };
  }

  // Selected by hand, words are taken whole, and without the blanks around them.
  function snapped({ start, end }) {
    const whole = text().textContent;
    const inside = (at) => at > 0 && at < whole.length && letter.test(whole[at - 1]) && letter.test(whole[at]);
    while (start < end && /\s/.test(whole[start])) start += 1;
    while (end > start && /\s/.test(whole[end - 1])) end -= 1;
    while (inside(start)) start -= 1;
    while (inside(end)) end += 1;
    return { start, end };
  }

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const whole = text();
    return whole && whole.contains(range.commonAncestorContainer) && range.toString().trim() ? range : null;
  }

  // From code units of the text to a range of the page.
  function rangeAt(start, end) {
    const walker = document.createTreeWalker(text(), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let at = 0;
    while (walker.nextNode()) {
      const length = walker.currentNode.length;
      if (at <= start && start < at + length) range.setStart(walker.currentNode, start - at);
      if (at < end && end <= at + length) {
        range.setEnd(walker.currentNode, end - at);
        break;
      }
      at += length;
    }
    return range;
  }

  function placesOf(wanted) {
    const whole = text().textContent;
    const found = [];
    const clear = (at) => !(letter.test(wanted[0]) && at > 0 && letter.test(whole[at - 1])) && !(letter.test(wanted[wanted.length - 1]) && letter.test(whole[at + wanted.length] || ""));
    for (let at = whole.indexOf(wanted); at >= 0 && found.length < PLACES; at = whole.indexOf(wanted, at + 1)) if (clear(at)) found.push(at);
    const near = (from, to) => whole.slice(Math.max(0, from), to).replace(/\s+/g, " ");
    return found.map((at) => ({ at, end: at + wanted.length, words: `…${near(at - 24, at)}${near(at, at + wanted.length).slice(0, 40)}${near(at + wanted.length, at + wanted.length + 24)}…` }));
  }

  function mark(range) {
    if (!globalThis.CSS || !CSS.highlights) return;
    if (range) CSS.highlights.set("place", new Highlight(range));
    else CSS.highlights.delete("place");
  }

  function search() {
    const wanted = field("words").value.trim();
    const places = wanted ? placesOf(wanted) : [];
    const kept = places.findIndex((place) => place.at >= (moving ? moving.near : 0));
    field("place").replaceChildren(...places.map((place, i) => new Option(`${i + 1}. ${place.words}`, i)));
    field("place").disabled = !places.length;
    if (!places.length) field("place").append(new Option(wanted ? "not in the text" : "–"));
    else field("place").selectedIndex = Math.max(0, kept);
    settle(places);
  }

  function settle(places = placesOf(field("words").value.trim())) {
    const place = places[field("place").selectedIndex];
    span = null;
    mark(null);
    if (place) {
      const range = rangeAt(place.at, place.end);
      span = spanOf({ start: place.at, end: place.end });
      mark(range);
      range.startContainer.parentElement.scrollIntoView({ block: "center" });
    }
    for (const button of form.querySelectorAll("[data-new],[data-part],.instead button")) button.disabled = !span;
  }

  function show({ find, near }) {
    box.hidden = false;
    form.querySelector(".find").hidden = !find;
    form.querySelector(".quoted").hidden = find;
    form.querySelector(".fresh").hidden = !!moving;
    form.querySelector(".instead").hidden = !moving;
    const own = form.querySelector(".own");
    own.hidden = !target || !!moving || target.dataset.field === "records";
    if (!own.hidden) {
      own.querySelector(".target").textContent = target.querySelector("h3").firstChild.textContent;
      own.querySelector(".choices").replaceChildren(...Object.entries(PARTS[target.dataset.field] || { mentions: "mention" }).map(([part, label]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.part = part;
        button.className = `k k-${target.dataset.field}`;
        button.textContent = label;
        return button;
      }));
    }
    for (const button of form.querySelectorAll("[data-new],[data-part],.instead button")) button.disabled = !span;
    const at = near || { left: innerWidth / 2 - 180, top: 90, bottom: 90 };
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8)) + scrollX}px`;
    const below = at.bottom + 10 + box.offsetHeight < innerHeight;
    box.style.top = `${Math.max(8, below ? at.bottom + 8 : at.top - box.offsetHeight - 10) + scrollY}px`;
  }

  function close() {
    if (box.hidden) return false;
    const focused = box.contains(document.activeElement) ? document.activeElement : null;
    if (focused && target && target.isConnected) target.focus({ preventScroll: true });
    else if (focused) focused.blur();
    box.hidden = true;
    moving = null;
    span = null;
    mark(null);
    return true;
  }

  // Selected words open the box beside them; it takes no focus, so that the selection stays.
  function look(chosen) {
    let range = selected();
    if (!range) {
      if (!moving && form.querySelector(".find").hidden) close();
      return;
    }
    target = chosen;
    const units = snapped(unitsOf(range));
    range = rangeAt(units.start, units.end);
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    span = spanOf(units);
    if (moving) {
      field("words").value = range.toString().trim();
      form.querySelector(".instead button").disabled = false;
      return;
    }
    form.querySelector(".quoted").textContent = range.toString().trim().slice(0, 160);
    const rects = range.getClientRects();
    show({ find: false, near: rects[rects.length - 1] });
  }

  function open(chosen) {
    if (!text()) return;
    target = chosen;
    moving = null;
    if (!box.hidden && span) return form.querySelector("[data-part],[data-new]").focus();
    span = null;
    field("words").value = "";
    show({ find: true });
    search();
    field("words").focus();
  }

  function move(tools) {
    const entry = tools.closest(".entry");
    const unit = text().textContent;
    moving = { entry: entry.dataset.name, part: tools.dataset.part, number: Number(tools.dataset.index), near: 0 };
    const start = Number(tools.dataset.start), end = Number(tools.dataset.end);
    const cut = (from, count) => {
      let at = from;
      for (let n = 0; n < count; n += 1) at += unit.codePointAt(at) > 0xffff ? 2 : 1;
      return at;
    };
    moving.near = cut(0, start);
    field("words").value = unit.slice(moving.near, cut(moving.near, end - start));
    show({ find: true, near: tools.getBoundingClientRect() });
    search();
    field("words").focus();
    field("words").select();
  }

  async function make(edit) {
    const isNew = edit.do === "add";
    close();
    getSelection().removeAllRanges();
    if ((await talk.send([edit])) && isNew && !["title"].includes(edit.field)) document.dispatchEvent(new CustomEvent("added"));
  }

  form.addEventListener("input", (event) => (event.target.name === "words" ? search() : settle()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (moving && span) make({ do: "move_mention", entry: moving.entry, part: moving.part, number: moving.number, span });
    else if (span) (form.querySelector(".own:not([hidden]) [data-part]") || form.querySelector("[data-new]")).focus();
  });
  // The press must not take the selection away before the click is heard.
  box.addEventListener("pointerdown", (event) => event.target.closest("button") && event.preventDefault());
  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.disabled) return;
    if (button.classList.contains("close")) close();
    else if (button.dataset.new && span) make({ do: "add", field: button.dataset.new, span });
    else if (button.dataset.part && span) make({ do: "add_mention", entry: target.dataset.name, part: button.dataset.part, span });
  });
  return { look, open, move, close, selected };
})();

// The page on which an article is corrected: which value is chosen, what its buttons and the keys do.
"use strict";
(() => {
  let chosen = ""; // the name of the chosen entry
  const find = (selector) => talk.article().querySelector(selector);
  const named = (name) => [...talk.article().querySelectorAll(".entry[data-name]")].find((entry) => entry.dataset.name === name) || null;
  const current = () => named(chosen) || null;
  const draft = () => talk.article().dataset.draft === "true";
  const editable = () => talk.article().dataset.version !== undefined;

  function unfoldAll() {
    for (const rest of talk.article().querySelectorAll("template.rest")) rest.dispatchEvent(new Event("unfold", { bubbles: true }));
  }

  // Choose an entry: its words are shown in the text, and the card beside it.
  function choose(entry, { words = true } = {}) {
    if (!entry) return;
    chosen = entry.dataset.name;
    const link = entry.querySelector("h3 a.h");
    if (words && link) link.click();
    else {
      for (const lit of talk.article().querySelectorAll(".entry.on")) lit.classList.remove("on");
      entry.classList.add("on");
    }
    entry.scrollIntoView({ block: "nearest" });
    requestAnimationFrame(() => entry.focus({ preventScroll: true }));
  }

  function step(by) {
    unfoldAll();
    const all = [...talk.article().querySelectorAll(".entry")];
    const at = all.indexOf(current());
    choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))]);
  }

  function nextOpen() {
    let all = [...talk.article().querySelectorAll(".entry")];
    let open = all.filter((entry) => "open" in entry.dataset);
    if (!open.length && Number(talk.article().dataset.open)) {
      unfoldAll();
      all = [...talk.article().querySelectorAll(".entry")];
      open = all.filter((entry) => "open" in entry.dataset);
    }
    if (!open.length) return talk.say(draft() ? "Every value is confirmed: Done, if nothing is missing." : "This article is done.");
    const at = all.indexOf(current());
    choose(open.find((entry) => all.indexOf(entry) > at) || open[0]);
  }

  // What a confirmation changes is shown at once; the text is the same as before.
  async function confirm(entry) {
    if (!entry || !draft() || entry.dataset.busy) return;
    entry.dataset.busy = "yes"; // a key that is pressed twice is one confirmation
    const on = "open" in entry.dataset;
    const made = await talk.send([{ do: "confirm", entry: entry.dataset.name, on }], { quiet: true });
    delete entry.dataset.busy;
    if (!made) return;
    const now = named(entry.dataset.name);
    if (!now) return;
    if (on) delete now.dataset.open;
    else now.dataset.open = "";
    const button = now.querySelector(".confirm");
    button.setAttribute("aria-pressed", String(on));
    button.querySelector(".w").textContent = on ? "Confirmed" : "Confirm";
    tally(on ? -1 : 1);
    if (on) nextOpen();
  }

  function tally(by) {
    const article = talk.article();
    const open = Number(article.dataset.open) + by;
    const bar = find(".bar progress");
    article.dataset.open = open;
    bar.value = bar.max - open;
    find(".bar .left").textContent = `${bar.max - open} of ${bar.max} confirmed`;
    find(".bar .state").textContent = "in progress";
    find(".bar .state").className = "state begun";
    find(".bar .saved").textContent = "saved";
    find("[data-act=undo]").disabled = false;
    find("[data-act=redo]").disabled = true;
    find("[data-act=next-open]").disabled = !open;
  }

  async function remove(entry) {
    if (!entry) return;
    const all = [...talk.article().querySelectorAll(".entry")];
    const next = all[all.indexOf(entry) + 1] || all[all.indexOf(entry) - 1];
    if (await talk.send([{ do: "delete", entry: entry.dataset.name }], { focus: next ? next.dataset.name : "" })) talk.say("Deleted. Undo with u.");
  }

  const mentionOf = (button) => {
    const tools = button.closest(".mt");
    return { entry: tools.closest(".entry").dataset.name, part: tools.dataset.part, number: Number(tools.dataset.index) };
  };
  const DO = {
    undo: async () => (await talk.send([{ do: "undo" }])) && talk.say("Undone."),
    redo: async () => (await talk.send([{ do: "redo" }])) && talk.say("Done again."),
    add: () => words.open(current()),
    "next-open": nextOpen,
    finish: async () => (await talk.send([{ do: "finish" }])) && talk.say("Done: this article is gold. Next with the key ."),
    reopen: async () => (await talk.send([{ do: "finish", on: false }])) && talk.say("A draft again."),
    help: () => document.getElementById("help").showModal(),
    confirm: (button) => confirm(button.closest(".entry")),
    edit: (button) => forms.open(button.closest(".entry")),
    delete: (button) => remove(button.closest(".entry")),
    move: (button) => words.move(button.closest(".mt")),
    require: (button) => talk.send([{ do: "move_mention", ...mentionOf(button), required: button.getAttribute("aria-pressed") === "true" }]),
    drop: (button) => talk.send([{ do: "delete_mention", ...mentionOf(button) }]),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) {
      const entry = button.closest(".entry");
      if (entry) chosen = entry.dataset.name;
      return void DO[button.dataset.act](button);
    }
    if (event.target.closest(".tip") && current()) return choose(current(), { words: false });
    const entry = event.target.closest(".entry");
    if (entry && !event.target.closest("a, summary, .mt")) choose(entry, { words: false });
  });
  // Letting go of words that were just selected is no click on the link that they are part of.
  document.addEventListener("click", (event) => {
    if (event.target.closest(".text .s") && words.selected()) (event.preventDefault(), event.stopPropagation());
  }, true);
  // A mention gets its buttons when its list is opened: there may be many thousands.
  document.addEventListener("toggle", (event) => {
    for (const tools of event.target.open && event.target.closest(".entry") ? event.target.querySelectorAll(".mt:empty") : []) {
      tools.append(document.getElementById("mention-tools").content.cloneNode(true));
      const { part } = tools.dataset;
      const require = tools.querySelector("[data-act=require]");
      require.setAttribute("aria-pressed", String("optional" in tools.dataset));
      if (["organizers", "chairs", "outcomes"].includes(part)) require.remove();
      if (part === "mention") tools.querySelector("[data-act=drop]").remove();
    }
  }, true);
  // Browsers drag a link as a whole; here the words in it are to be selected.
  let from = null;
  const caret = (event) => {
    const found = document.caretPositionFromPoint ? document.caretPositionFromPoint(event.clientX, event.clientY) : document.caretRangeFromPoint(event.clientX, event.clientY);
    return found && [found.offsetNode || found.startContainer, found.offset ?? found.startOffset];
  };
  document.addEventListener("mousedown", (event) => {
    from = null;
    if (event.button || event.shiftKey || !editable() || !event.target.closest(".text .s")) return;
    event.preventDefault();
    getSelection().removeAllRanges();
    from = caret(event);
  });
  document.addEventListener("mousemove", (event) => {
    const to = from && event.buttons & 1 && caret(event);
    if (to && talk.article().querySelector(".text").contains(to[0])) getSelection().setBaseAndExtent(...from, ...to);
  });
  document.addEventListener("chosen", (event) => (chosen = event.target.dataset.name || chosen));
  document.addEventListener("refreshed", (event) => {
    const entry = event.detail.focus ? named(event.detail.focus) : current();
    if (!entry) return;
    choose(entry, { words: false });
  });
  document.addEventListener("added", () => current() && forms.open(current()));
  for (const what of ["pointerup", "keyup"]) {
    document.addEventListener(what, (event) => editable() && !event.target.closest("#adder, dialog") && setTimeout(() => words.look(current())));
  }

  // Keys. Those of one letter can be switched off: who speaks to the computer would press them without meaning to.
  const help = document.getElementById("help");
  const short = help.querySelector("[name=keys]");
  const KEY = "communique-review-keys";
  try {
    short.checked = localStorage.getItem(KEY) !== "off";
  } catch { /* storage is switched off: the keys are on */ }
  short.addEventListener("change", () => {
    try {
      localStorage.setItem(KEY, short.checked ? "on" : "off");
    } catch { /* as above: it holds for this page */ }
  });
  const KEYS = {
    n: nextOpen, j: () => step(1), k: () => step(-1), c: () => confirm(current()), e: () => current() && forms.open(current()),
    a: DO.add, Delete: () => remove(current()), u: DO.undo, U: DO.redo, f: () => draft() && DO.finish(), "?": DO.help,
    ".": () => find("[data-next]").click(), "[": () => go("prev"), "]": () => go("next"),
  };
  const go = (rel) => find(`.crumbs a[rel=${rel}]`) && find(`.crumbs a[rel=${rel}]`).click();
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && words.close()) return;
    if (event.ctrlKey || event.metaKey) {
      const again = event.key.toLowerCase() === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
      if (!editable() || event.target.matches("input, textarea") || !(again || event.key.toLowerCase() === "z")) return;
      event.preventDefault();
      return void (again ? DO.redo() : DO.undo());
    }
    if (event.altKey || event.target.matches("input:not([type=checkbox]), textarea, select") || !KEYS[event.key]) return;
    if (!editable() && !".[]?".includes(event.key)) return;
    if (event.key.length === 1 && !short.checked) return;
    event.preventDefault();
    KEYS[event.key]();
  });
})();

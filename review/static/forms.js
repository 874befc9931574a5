// The form of an entry: taken from the program, filled in, and only what was changed is sent.
"use strict";
const forms = (() => {
  const box = document.getElementById("form");

  const READ = {
    flag: (node) => node.checked,
    choice: (node) => node.value || null,
    text: (node) => node.value.trim() || null,
    long: (node) => node.value.trim() || null,
    lines: (node) => filled(node.value.split("\n").map((line) => line.trim()).filter(Boolean)),
    several: (node) => filled([...node.querySelectorAll("input:checked")].map((input) => input.value)),
    rows: (node) => filled([...node.querySelectorAll(".row")].map((row) => {
      const said = { name: row.querySelector("[name=name]").value.trim(), mention: JSON.parse(row.dataset.mention) };
      const country = row.querySelector("[name=country]");
      return country && country.value ? { ...said, country: country.value } : said;
    })),
    relations: (node) => filled([...node.querySelectorAll(".row")].map((row) => ({ type: row.querySelector("[name=type]").value, event_id: row.querySelector("[name=event_id]").value })).filter((relation) => relation.type)),
  };
  const filled = (list) => (list.length ? list : null);

  function values(form) {
    const found = {};
    for (const node of form.querySelectorAll("[data-kind]")) found[node.name || node.dataset.name] = READ[node.dataset.kind](node);
    return found;
  }

  async function open(entry) {
    const name = entry.dataset.name;
    let form;
    try {
      form = document.adoptNode((await talk.load(`form?entry=${encodeURIComponent(name)}`)).querySelector("form"));
    } catch (error) {
      return talk.say(error.message, true);
    }
    box.replaceChildren(form);
    const before = values(form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const changed = Object.entries(values(form)).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]));
      if (!changed.length) return box.close();
      const edit = { do: "change", entry: name, values: Object.fromEntries(changed) };
      const problem = (words) => {
        const told = form.querySelector(".problem");
        told.textContent = words;
        told.hidden = false;
        told.scrollIntoView({ block: "nearest" });
      };
      if (await talk.send([edit], { problem })) box.close();
    });
    form.addEventListener("click", (event) => {
      if (event.target.closest("[data-cancel]")) box.close();
      const row = event.target.closest("[data-drop-row]");
      if (row) row.closest(".row").remove();
    });
    box.showModal();
    const first = form.querySelector(".inputs input, .inputs select, .inputs textarea");
    if (first) first.focus();
  }
  return { open };
})();

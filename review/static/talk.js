// Talks to the program that serves the page: sends edits, takes over the article as it is then, asks where two windows differ.
"use strict";
const talk = (() => {
  const stage = document.getElementById("stage");
  const article = () => stage.querySelector("article.cq");
  const said = document.getElementById("said");
  let queue = Promise.resolve();
  let waiting = 0;
  let fade = 0;

  function say(words, wrong = false) {
    said.textContent = words;
    said.classList.toggle("wrong", wrong);
    said.classList.add("shown");
    clearTimeout(fade);
    fade = setTimeout(() => said.classList.remove("shown"), wrong ? 12000 : 4000);
  }

  // A document is parsed without running anything, and without making a text into markup here.
  function load(address) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("GET", address);
      request.responseType = "document";
      request.onload = () => (request.status === 200 && request.response ? done(request.response) : failed(new Error(`The program refuses this (${request.status}).`)));
      request.onerror = () => failed(new Error(SILENT));
      request.send();
    });
  }
  const SILENT = "The program does not answer; nothing was saved. Start it again: what was saved before is kept.";

  async function refresh(focus) {
    const fresh = (await load("part")).querySelector("article.cq");
    const old = article();
    const open = new Set([...old.querySelectorAll(".entry details[open]")].map((box) => box.closest(".entry").dataset.name));
    const [page, side] = [scrollY, old.querySelector(".record").scrollTop];
    for (const name of old.classList) if (name.startsWith("off-")) fresh.classList.add(name);
    for (const box of fresh.querySelectorAll(".legend [data-field]")) box.checked = !fresh.classList.contains(`off-${box.dataset.field}`);
    old.replaceWith(document.adoptNode(fresh));
    for (const entry of fresh.querySelectorAll(".entry")) {
      const details = open.has(entry.dataset.name) && entry.querySelector("details");
      if (details) details.open = true;
    }
    fresh.dispatchEvent(new Event("article", { bubbles: true }));
    scrollTo(0, page);
    fresh.querySelector(".record").scrollTop = side;
    fresh.dispatchEvent(new CustomEvent("refreshed", { bubbles: true, detail: { focus } }));
  }

  async function post(edits, version) {
    const answer = await fetch("edits", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ version, edits }),
    }).catch(() => { throw new Error(SILENT); });
    let told = {};
    if (/json/.test(answer.headers.get("Content-Type"))) told = await answer.json();
    else told.problem = (await answer.text()).trim();
    return { status: answer.status, ...told };
  }

  // Edits go one after the other, each to the version that the one before has made. Gives whether it was made; with
  // `quiet` the page is not taken over anew, as what has changed is shown already.
  function send(edits, { quiet = false, focus, problem = (words) => say(words, true) } = {}) {
    waiting += 1;
    const result = queue.then(async () => {
      let told = await post(edits, article().dataset.version);
      if (told.status === 409) {
        const mine = await ask("This article was changed elsewhere", `${told.problem} Your change has not been made.`, [["Make it there too", true], ["Drop it, show what is there", false]]);
        if (!mine) {
          await refresh();
          return false;
        }
        told = await post(edits, told.version);
        quiet = false;
      }
      if (told.status !== 200) {
        problem(told.problem || "The program could not do this.");
        return false;
      }
      if (quiet) article().dataset.version = told.version;
      else await refresh(focus === undefined ? told.focus : focus);
      return true;
    }).catch((error) => {
      problem(error.message);
      return false;
    }).finally(() => (waiting -= 1));
    queue = result;
    return result;
  }

  function ask(heading, words, answers) {
    const box = document.getElementById("ask");
    box.querySelector("h2").textContent = heading;
    box.querySelector(".words").textContent = words;
    return new Promise((done) => {
      let chosen = answers[answers.length - 1][1];
      box.querySelector(".answers").replaceChildren(...answers.map(([label, value], i) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = label;
        if (!i) button.className = "main";
        button.addEventListener("click", () => ((chosen = value), box.close()));
        return button;
      }));
      box.addEventListener("close", () => done(chosen), { once: true });
      box.showModal();
    });
  }

  addEventListener("beforeunload", (event) => waiting && event.preventDefault());
  return { send, say, load, article };
})();

// The page that explains: files by drop and paste, answers without leaving the page, boxes drawn
// over the visitor's own picture, which the station does not send back. Without it, forms work too.
"use strict";

const ask = document.getElementById("explain");
const file = ask.elements.file, words = ask.elements.text;
const drop = document.getElementById("explain-drop");
const without = document.getElementById("explain-without");
const problem = document.getElementById("explain-problem");
const busy = document.getElementById("explain-busy");
const result = document.getElementById("explained");
const SVG = "http://www.w3.org/2000/svg";
const WIDEST = 1600, LETTERS = 13;
let turn = 0;

function say(what) {
  problem.textContent = what;
  problem.hidden = !what;
}

function settle() {
  const chosen = file.files.length > 0;
  words.disabled = chosen;
  without.hidden = !chosen;
}

function choose(one) {
  const held = new DataTransfer();
  if (one) held.items.add(one);
  file.files = held.files;
  settle();
  say("");
}

function take(one) {
  choose(one);
  ask.requestSubmit();
}

/** What a page that refuses says, or a line of plain text. */
function said(page) {
  const told = [...page.querySelectorAll("[data-told]")].map((one) => one.textContent.trim());
  return told.join(" ") || page.body.textContent.trim();
}

async function explain(form, button) {
  const asked = new FormData(form, button);
  const chosen = file.files[0];
  if (chosen && chosen.size > Number(file.dataset.most)) return say(file.dataset.large);
  asked.delete("file");
  if (chosen) {
    asked.set("text", "");
    asked.set("file", chosen);
  }
  const mine = ++turn;
  say("");
  busy.textContent = busy.dataset.busy;
  result.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: asked });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== turn) return;
    if (answer.redirected) return location.assign("/login?back=/explain");
    if (!answer.ok) {
      result.replaceChildren();
      return say(said(page));
    }
    result.replaceChildren(...page.getElementById("explained").childNodes);
    await draw(chosen);
    result.focus({ preventScroll: true });
    result.scrollIntoView({ block: "start" });
  } catch {
    if (mine === turn) say(problem.dataset.lost);
  } finally {
    if (mine === turn) {
      busy.textContent = "";
      result.removeAttribute("aria-busy");
    }
  }
}

function made(name, attributes, content = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = content;
  return element;
}

async function draw(chosen) {
  const figure = result.querySelector("figure[data-width]");
  if (!figure || !chosen) return;
  const width = Number(figure.dataset.width), height = Number(figure.dataset.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(width, WIDEST);
  canvas.height = Math.max(Math.round((canvas.width * height) / width), 1);
  try {
    const picture = await createImageBitmap(chosen);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
  } catch {
    figure.querySelector("figcaption").textContent = figure.dataset.undrawn;
  }
  const over = made("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  figure.prepend(canvas, over);
  figure.hidden = false;
  const size = (LETTERS * width) / (canvas.clientWidth || width);
  [...result.querySelectorAll("tr[data-boxes]")].forEach((row, index) => cover(over, row, index + 1, size));
}

function cover(over, row, number, size) {
  const marks = row.dataset.boxes.trim().split(/\s+/).map((box) => {
    const [left, top, right, low] = box.split(",").map(Number);
    const mark = made("g", { class: row.dataset.passes ? "passes" : "covered" });
    mark.append(
      made("rect", { x: left, y: top, width: right - left, height: low - top }),
      made("text", { x: left, y: Math.max(top - size / 4, size), "font-size": size, "stroke-width": size / 4 }, String(number)),
    );
    return mark;
  });
  over.append(...marks);
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    row.addEventListener(event, () => marks.forEach((mark) => mark.classList.toggle("at", on)));
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-explains]")) return;
  event.preventDefault();
  explain(event.target, event.submitter);
});

file.addEventListener("change", () => {
  settle();
  if (file.files.length) ask.requestSubmit();
});

without.addEventListener("click", () => {
  choose(null);
  words.focus();
});

const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

document.addEventListener("dragover", (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  drop.classList.add("over");
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});

document.addEventListener("drop", (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  drop.classList.remove("over");
  if (event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
});

document.addEventListener("paste", (event) => {
  const pasted = event.clipboardData;
  const text = pasted.getData("text/plain");
  if (pasted.files.length && !text) {
    event.preventDefault();
    take(pasted.files[0]);
  } else if (event.target === words && text.length > words.maxLength) {
    event.preventDefault(); // the field would cut it off without a word
    take(new File([text], `${words.dataset.long}.txt`, { type: "text/plain" }));
  }
});

settle();

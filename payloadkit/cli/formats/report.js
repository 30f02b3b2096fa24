"use strict";
// Filters the listed violations. The page is complete without it.
(() => {
  const section = document.getElementById("documents");
  const form = document.getElementById("filters");
  // A line is a document with one violation. It has no lid: it counts as closed until it is filled.
  const details = [...section.querySelectorAll("details, .lines > li")];

  // A long report says each sentence once, in the table of codes: a document gets them when it opens.
  const fill = (one) => {
    if (one.dataset.filled) return;
    one.dataset.filled = "1";
    for (const link of one.querySelectorAll('a[href^="#m"]')) {
      const sentence = document.getElementById(link.hash.slice(1));
      const copy = document.createElement("div");
      copy.append(...[...sentence.childNodes].map((node) => node.cloneNode(true)));
      link.parentElement.append(copy);
    }
  };
  const open = (one, whether) => {
    if (whether) fill(one);
    one.open = whether;
  };
  section.addEventListener("toggle", (event) => event.target.open && fill(event.target), true);

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = details.filter((one) => !one.open && !one.hidden);
    closed.forEach((one) => open(one, true));
  });
  addEventListener("afterprint", () => closed.forEach((one) => open(one, false)));
  if (!form) return;

  const output = document.getElementById("shown");
  const fields = form.elements;
  const codes = [...document.querySelectorAll("tr[data-code]")];
  const format = (number) => number.toLocaleString("en");
  const sentences = new Map();
  const sentence = (hash) => {
    if (!sentences.has(hash)) {
      const target = hash.startsWith("#m") ? document.getElementById(hash.slice(1)) : null;
      sentences.set(hash, target ? target.textContent.toLowerCase() : "");
    }
    return sentences.get(hash);
  };
  const row = (element) => {
    const link = element.querySelector("a");
    return {
      element,
      severity: element.className,
      code: link.textContent,
      text: element.textContent.toLowerCase() + " " + sentence(link.getAttribute("href")),
      places: element.querySelectorAll("p > bdi").length || 1,
    };
  };
  let index = null;
  const listed = () => {
    index ??= details.map((element) => ({
      element,
      name: element.querySelector("h3").firstChild.textContent.toLowerCase(),
      rows: (element.matches("li") ? [element] : [...element.querySelectorAll("li")]).map(row),
    }));
    return index;
  };

  const MOST_TO_OPEN = 200;
  const apply = () => {
    const text = fields.text.value.trim().toLowerCase();
    const name = fields.document.value.trim().toLowerCase();
    const code = fields.code.value;
    const severities = [...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value);
    const narrowed = text || name || code || form.querySelector("[name=severity]:not(:checked)");
    const matching = [];
    let all = 0;
    let shown = 0;
    let rows = 0;
    for (const one of listed()) {
      let some = false;
      for (const row of one.rows) {
        const match =
          one.name.includes(name) &&
          severities.includes(row.severity) &&
          (!code || row.code === code) &&
          (row.text.includes(text) || one.name.includes(text));
        if (row.element.hidden === match) row.element.hidden = !match;
        all += row.places;
        if (match) {
          some = true;
          rows += 1;
          shown += row.places;
        }
      }
      one.element.hidden = !some;
      if (some) matching.push(one.element);
    }
    if (narrowed && rows <= MOST_TO_OPEN) matching.forEach((one) => open(one, true));
    const numbers = [shown, all, matching.length].map(format);
    output.textContent = output.dataset.words.replace(/\{(\d)\}/g, (_, at) => numbers[at]);
  };

  let waiting;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  };
  form.addEventListener("input", later);
  form.addEventListener("reset", later);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const [id, whether] of [["open-all", true], ["close-all", false]]) {
    document.getElementById(id).addEventListener("click", () => {
      details.filter((one) => !one.hidden).forEach((one) => open(one, whether));
    });
  }

  const names = [...new Set(codes.map((one) => one.dataset.code))].sort();
  fields.code.append(...names.map((name) => new Option(name, name)));
  for (const one of codes) {
    const cell = one.querySelector("td.n");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = cell.textContent;
    button.title = form.dataset.show;
    button.setAttribute("aria-label", `${cell.textContent}: ${form.dataset.show}, ${one.dataset.code}`);
    button.addEventListener("click", () => {
      fields.code.value = one.dataset.code;
      apply();
      fields.code.focus({ preventScroll: true });
      form.scrollIntoView();
    });
    cell.replaceChildren(button);
  }
  form.hidden = false;
})();

// Comfort only: every page works without this file.
"use strict";

// The error summary takes the focus, so that nobody has to look for what went wrong.
const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

// A file that is too large is named before it is sent; the server decides, and keeps the texts.
for (const field of document.querySelectorAll("input[type=file][data-largest]")) {
  const note = document.createElement("p");
  note.className = "wir-field-error";
  note.setAttribute("role", "alert");
  field.after(note);
  const fits = () => {
    const files = [...field.files];
    const large = files.find((file) => file.size > Number(field.dataset.largest));
    const together = files.reduce((sum, file) => sum + file.size, 0);
    if (large) note.textContent = `„${large.name}“ ist zu groß. Eine Datei darf höchstens ${field.dataset.largestShown} groß sein.`;
    else if (together > Number(field.dataset.together)) note.textContent = "Die Dateien sind zusammen zu groß. Bitte senden Sie sie nacheinander.";
    else note.textContent = "";
    note.hidden = note.textContent === "";
    return note.hidden;
  };
  fits();
  field.addEventListener("change", fits);
  field.form.addEventListener("submit", (event) => {
    if (fits()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    field.focus();
  });
}

// A form marked data-warn-unsaved warns before typed text is lost and says that it is not saved yet.
for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  let dirty = false;
  const note = document.createElement("p");
  note.className = "wir-unsaved";
  note.setAttribute("role", "status");
  form.append(note);
  note.hidden = true;
  form.addEventListener("input", () => {
    if (dirty) return;
    dirty = true;
    note.hidden = false;
    note.textContent = "Es gibt Eingaben, die noch nicht gespeichert sind.";
  });
  form.addEventListener("submit", () => { dirty = false; });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}

// Counts the characters left where a text has a limit; the server decides.
for (const area of document.querySelectorAll("textarea[data-limit]")) {
  const limit = Number(area.dataset.limit);
  const count = document.getElementById(`${area.id}-count`);
  if (!count || !limit) continue;
  const german = new Intl.NumberFormat("de-DE");
  const show = () => {
    const left = limit - area.value.length;
    count.textContent = left >= 0
      ? `noch ${german.format(left)} von ${german.format(limit)} Zeichen`
      : `${german.format(-left)} Zeichen zu viel (höchstens ${german.format(limit)})`;
  };
  area.addEventListener("input", show);
  show();
}

// The sums of a financing plan follow what is typed; the server reckons again when it saves.
const sums = document.querySelector("[data-plan-sums]");
if (sums) {
  const form = sums.closest("form");
  const money = new Intl.NumberFormat("de-DE", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const share = new Intl.NumberFormat("de-DE", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const cents = (text) => {
    const plain = text.replace(/€|EUR|\s/g, "");
    if (plain === "") return 0;
    if (/^\d{1,3}(\.\d{3})*(,\d{1,2})?$|^\d+(,\d{1,2})?$/.test(plain)) {
      return Math.round(Number(plain.replaceAll(".", "").replace(",", ".")) * 100);
    }
    return /^\d+\.\d{1,2}$/.test(plain) ? Math.round(Number(plain) * 100) : NaN;
  };
  const years = [...form.querySelectorAll("input[name^=asked_]")].map((field) => field.name.slice(6));
  const reckon = () => {
    const total = Object.fromEntries(["cost", "asked", "own", "others"].map((name) => [name, years.map(() => 0)]));
    for (const field of form.querySelectorAll("input[type=text]")) {
      const place = field.name.match(/^(?:(items|funds)-(\d+)-amount|asked)_(\d+)$/);
      if (!place) continue;
      const source = place[1] === "funds" ? form.elements[`funds-${place[2]}-kind`].value : "";
      const name = { items: "cost", funds: source === "own" ? "own" : "others" }[place[1]] ?? "asked";
      total[name][years.indexOf(place[3])] += cents(field.value);
    }
    total.covered = years.map((_, i) => total.asked[i] + total.own[i] + total.others[i]);
    total.difference = years.map((_, i) => total.cost[i] - total.covered[i]);
    for (const name of Object.keys(total)) total[name].push(total[name].reduce((a, b) => a + b, 0));
    total.share = total.cost.map((cost, i) => (cost ? (total.own[i] / cost) * 100 : NaN));
    for (const [name, row] of Object.entries(total)) {
      sums.querySelectorAll(`[data-sum=${name}]`).forEach((cell, i) => {
        const [number, sign] = name === "share" ? [share.format(row[i]), "%"] : [money.format(row[i] / 100), "€"];
        cell.textContent = Number.isNaN(row[i]) ? "–" : `${number}\u00a0${sign}`.replace("-", "\u2212");
      });
    }
    sums.querySelector(".wir-table__caption").textContent = sums.dataset.unsaved;
  };
  form.addEventListener("input", reckon);
}

// A second click on a button of a POST form is swallowed while the first is under way.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A page that waits for a job looks again by itself; without scripts its link does.
if (document.querySelector("[data-look-again]")) {
  setTimeout(() => window.location.reload(), 5000);
}

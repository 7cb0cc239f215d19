// Comfort only: every page works without this file.
"use strict";

// The error summary takes the focus, so that nobody has to look for what went wrong.
const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

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

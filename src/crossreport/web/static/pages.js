// Keys, and the ties between words and claims. Everything works without it.
"use strict";

const typing = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
const all = (what) => [...document.querySelectorAll(what)];

// The things that j and k go through on this page.
const STEPS = ".review-item, .found .claim, .ledger tbody tr, ul.rows > li, table.rows tbody tr, .stories > li";
const GO = { o: "/", t: "/tallies", a: "/actors", r: "/review", b: "/build", m: "/method" };
let at = -1, going = false;

function step(by) {
  const found = all(STEPS).filter((one) => one.offsetParent !== null);
  if (!found.length) return;
  const here = found.findIndex((one) => one.contains(document.activeElement));
  at = Math.min(found.length - 1, Math.max(0, (here >= 0 ? here : at) + by));
  const target = found[at].querySelector("a, button, input") ?? found[at];
  if (target === found[at]) target.tabIndex = -1;
  target.focus();
  found[at].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing()) { if (event.key === "Escape") document.activeElement.blur(); return; }
  if (going) { going = false; if (GO[event.key]) location.href = GO[event.key]; return; }
  const step_ = document.activeElement?.closest(".review-item")?.querySelector(`[data-step="${CSS.escape(event.key)}"]`);
  if (step_) { event.preventDefault(); step_.click(); return; }
  const press = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (press) { event.preventDefault(); press.focus(); press.click(); return; }
  switch (event.key) {
    case "?": document.getElementById("keys").showModal(); break;
    case "/": event.preventDefault(); document.getElementById("find").focus(); break;
    case "j": step(1); break;
    case "k": step(-1); break;
    case "g": going = true; setTimeout(() => { going = false; }, 1500); break;
  }
});

// A claim and its words light up together, by mouse or by focus.
function light(claims, on) {
  for (const one of all(".hl[data-claims]"))
    if (one.dataset.claims.split(" ").some((id) => claims.includes(id))) one.classList.toggle("lit", on);
  for (const one of all("li[data-claim]"))
    if (claims.includes(one.dataset.claim)) one.classList.toggle("lit", on);
}
const claimsOf = (node) => {
  const found = node instanceof Element ? node.closest("[data-claims], [data-claim]") : null;
  return found ? (found.dataset.claims ?? found.dataset.claim).split(" ").slice(0, 1) : [];
};
// In two reports beside each other, what stands in one line of the story's table.
function beside(node, on) {
  const rows = (node instanceof Element ? node.closest("[data-rows]")?.dataset.rows ?? "" : "").split(" ").filter(Boolean);
  if (rows.length)
    for (const one of all("[data-rows]"))
      if (one.dataset.rows.split(" ").some((row) => rows.includes(row))) one.classList.toggle("lit", on);
}
for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(on, (event) => { light(claimsOf(event.target), true); beside(event.target, true); });
  document.addEventListener(off, (event) => { light(claimsOf(event.target), false); beside(event.target, false); });
}
for (const box of all("input[data-kind]"))
  box.addEventListener("change", () => {
    for (const one of all(`.hl[data-claims].k-${box.dataset.kind}`)) one.classList.toggle("off", !box.checked);
    for (const one of all(`.claim.t-${box.dataset.kind}`)) one.hidden = !box.checked;
  });

// A build is watched until it ends.
const watched = document.querySelector("[data-job]");
if (watched) {
  const look = async () => {
    try {
      const job = await (await fetch(`/api/build/${watched.dataset.job}`)).json();
      if (job.state !== "running") { location.reload(); return; }
      document.getElementById("step").textContent = job.step;
      const bar = document.getElementById("bar");
      if (job.of) { bar.max = job.of; bar.value = job.done ?? 0; } else bar.removeAttribute("value");
      document.getElementById("count").textContent = job.of ? `${job.done ?? 0} of ${job.of}` : "";
    } catch { /* asked again in a moment */ }
    setTimeout(look, 700);
  };
  setTimeout(look, 400);
}

// Words that are marked in a report lead to the form that adds a claim on them: offsets are code points of the text as shown.
const text = document.querySelector(".text[data-report]");
const add = document.getElementById("add");
function place(node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!piece || node.nodeType !== Node.TEXT_NODE) return null;
  return Number(piece.dataset.start) + [...node.data.slice(0, offset)].length;
}
if (text && add) {
  const plain = add.href;
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    add.href = plain;
    if (!chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    const start = place(range.startContainer, range.startOffset), end = place(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    const where = new URL(plain);
    where.searchParams.set("start", start);
    where.searchParams.set("end", end);
    add.href = where.href;
  });
}

"use strict";
(() => {
  const form = document.getElementById("filters");
  const items = Array.from(document.querySelectorAll("details.finding"));
  const texts = new Map();
  const field = (id) => document.getElementById(id);
  const chosen = (id) => (field(id) ? field(id).value : "");

  function textOf(item) {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  }

  function apply() {
    const wanted = chosen("text").toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set(
      Array.from(form.querySelectorAll("input[name=severity]:checked"), (box) => box.value));
    const rule = chosen("rule"), change = chosen("change"), status = chosen("status");
    let shown = 0;
    for (const item of items) {
      const data = item.dataset;
      const visible = severities.has(data.severity)
        && (!rule || data.rule === rule)
        && (!change || data.change === change)
        && (!status || data.status === status)
        && wanted.every((word) => textOf(item).includes(word));
      item.hidden = !visible;
      if (visible) shown += 1;
    }
    field("shown").textContent = `${shown} of ${items.length} shown`;
  }

  function openTarget() {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id && document.getElementById(id);
    if (target && target.tagName === "DETAILS") {
      target.open = true;
      target.scrollIntoView();
    }
  }

  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 100); });
  form.addEventListener("reset", () => setTimeout(apply, 0));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", openTarget);
  form.hidden = items.length === 0;
  apply();
  openTarget();
})();

"use strict";
// What the desk does by itself; every deed is a form that works without this.
(() => {
  const own = document.currentScript;
  const version = own.dataset.version;
  let changed = false;

  // What was typed and not saved is never lost by a click beside.
  document.addEventListener("input", (event) => { if (event.target.form?.dataset.edits !== undefined) changed = true; });
  document.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  // Facts and marks go where the cursor is, in the field that was last in use.
  let last = null;
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea, input[type=text]") && event.target.form?.dataset.edits !== undefined) last = event.target;
  });
  const put = (field, before, after, bare) => {
    const [start, end] = [field.selectionStart, field.selectionEnd];
    const inner = field.value.slice(start, end) || bare;
    field.setRangeText(before + inner + after, start, end, "end");
    if (bare) field.setSelectionRange(start + before.length, start + before.length + inner.length);
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("click", (event) => {
    const take = event.target.closest("button[data-take]");
    const text = take && document.querySelector("textarea[name=text]");
    if (text) { text.value = take.dataset.take; text.focus(); text.dispatchEvent(new Event("input", { bubbles: true })); }
    const button = event.target.closest("button[data-before]");
    if (!button) return;
    const field = document.getElementById(button.dataset.for) ?? last;
    if (field) put(field, button.dataset.before, button.dataset.after ?? "", button.dataset.bare ?? "");
  });
  for (const tools of document.querySelectorAll(".tools[hidden], button[data-take]")) tools.hidden = false;

  // Ctrl+Enter saves and goes on. A key that ends a word in an input method is no such key.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    const go = event.target.form?.querySelector("button[data-go]");
    if (go) { event.preventDefault(); go.click(); }
  });

  // News of the site: what stands beside is loaded again; a form whose file has changed says so.
  const digests = (page) => [...page.querySelectorAll("form[data-edits] input[name=digest]")].map((one) => one.value).join();
  // The parts of a page are renewed where nobody types; what was said of a save stays, and the focus.
  const renew = (page) => {
    const place = document.activeElement?.getAttribute("href");
    for (const name of ["header.top", "main"]) {
      const [old, fresh] = [document.querySelector(name), page.querySelector(name)];
      if (!fresh || old.querySelector("form")) continue;
      const done = old.querySelector(".notice.good");
      if (done) fresh.prepend(done.cloneNode(true));
      if (!old.isEqualNode(fresh)) old.replaceWith(fresh);
    }
    if (place && document.activeElement === document.body) document.querySelector(`a[href="${CSS.escape(place)}"]`)?.focus();
  };
  const listen = (seen) => {
    const news = new EventSource(`/news?version=${encodeURIComponent(seen)}`);
    news.addEventListener("changed", async () => {
      news.close();
      for (const frame of document.querySelectorAll("iframe")) frame.src = frame.src;
      // Asked for as a part: what was done is said to the person, not to this.
      const answer = await fetch(location.href, { headers: { "HX-Request": "true" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      renew(page);
      const older = document.getElementById("older");
      if (older && digests(page) !== digests(document)) older.hidden = false;
      listen(page.querySelector("script[data-version]")?.dataset.version ?? seen);
    });
  };
  listen(version);
})();

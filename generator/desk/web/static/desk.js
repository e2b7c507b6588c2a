"use strict";
// What the desk does by itself; every deed is a form that works without this.
(() => {
  const own = document.currentScript;
  const version = own.dataset.version;
  let changed = false;

  // What was typed and not saved is never lost by a click beside.
  document.addEventListener("input", (event) => { if (event.target.form?.dataset.edits !== undefined) changed = true; });
  document.addEventListener("submit", (event) => {
    const saves = event.target.dataset.edits !== undefined;
    if (changed && !saves && !confirm(document.body.dataset.unsaved)) event.preventDefault();
    else changed = false;
  });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  // What was typed before this was there, or what the browser has put back, counts as typed now.
  window.addEventListener("load", () => {
    for (const field of document.querySelectorAll("form[data-edits] :is(textarea, input[type=text])")) {
      if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  // Facts and marks go where the cursor is, in the field that was last in use.
  let last = null;
  const note = (one) => { if (one?.matches("textarea, input[type=text]") && one.form?.dataset.edits !== undefined) last = one; };
  note(document.activeElement); // it may have the focus before this is run
  document.addEventListener("focusin", (event) => note(event.target));
  document.addEventListener("pointerdown", () => note(document.activeElement), true);

  // The browser takes back what is typed, and no other change of a field: so this types.
  const type = (field, start, end, text) => {
    field.focus();
    field.setSelectionRange(start, end);
    if (start === end && !text) return;
    if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  // The words that are chosen, without the spaces around them: no mark holds beside a space.
  const chosen = (field) => {
    const text = field.value.slice(field.selectionStart, field.selectionEnd);
    const start = field.selectionStart + (text.trim() ? text.length - text.trimStart().length : 0);
    return [start, start + text.trim().length, text.trim()];
  };
  const mark = (field, sign, bare) => {
    const [start, end, words] = chosen(field), long = sign.length;
    const inner = words.startsWith(sign) && words.endsWith(sign) && words.length > 2 * long;
    const around = words && field.value.slice(start - long, start) === sign && field.value.slice(end, end + long) === sign;
    if (inner || around) {
      const [from, to] = inner ? [start, end] : [start - long, end + long];
      const kept = inner ? words.slice(long, -long) : words === bare ? "" : words;
      type(field, from, to, kept);
      field.setSelectionRange(from, from + kept.length);
    } else {
      type(field, start, end, sign + (words || bare) + sign);
      field.setSelectionRange(start + long, start + long + (words || bare).length);
    }
  };
  const link = (field, bare) => {
    const [start, end, words] = chosen(field), isAddress = /^https?:\/\/\S+$/.test(words);
    const [shown, target] = isAddress ? [bare, words] : [words || bare, "https://"];
    type(field, start, end, `[${shown}](${target})`);
    const behind = start + shown.length + 3;
    if (words && !isAddress) field.setSelectionRange(behind, behind + target.length);
    else field.setSelectionRange(start + 1, start + 1 + shown.length);
  };
  const lineAt = (text, place) => (place ? text.lastIndexOf("\n", place - 1) + 1 : 0);
  // Each line that is chosen becomes a point, or is none any more; empty lines set a list apart.
  const list = (field) => {
    const text = field.value, first = field.selectionStart, isPoint = (line) => /^\s*- /.test(line);
    const last = field.selectionEnd > first && text[field.selectionEnd - 1] === "\n" ? field.selectionEnd - 1 : field.selectionEnd;
    const start = lineAt(text, first), next = text.indexOf("\n", last), end = next < 0 ? text.length : next;
    const lines = text.slice(start, end).split("\n").filter((line, _, all) => line.trim() || all.length === 1);
    const off = lines.length > 0 && lines.every(isPoint);
    const made = lines.map((line) => (off ? line.replace(/^\s*- /, "") : isPoint(line) ? line : `- ${line.replace(/^\s*[*•●·]\s*/, "")}`)).join("\n");
    const above = start ? text.slice(lineAt(text, start - 1), start - 1) : "", below = text.slice(end + 1).split("\n")[0];
    const gap = (line) => (!off && line.trim() && !isPoint(line) ? "\n" : "");
    type(field, start, end, gap(above) + made + gap(below));
    const behind = start + gap(above).length + made.length;
    field.setSelectionRange(behind, behind);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[type=button]");
    if (!button) return;
    const { put, mark: sign, bare, take } = button.dataset;
    const tools = button.closest(".tools"), text = document.querySelector("textarea[name=text]");
    if (take !== undefined && text) type(text, 0, text.value.length, take);
    if (!tools) return;
    const field = document.getElementById(button.dataset.for) ?? last;
    const told = tools.querySelector("[role=status]");
    if (told) told.textContent = field ? "" : tools.dataset.nowhere;
    if (!field) return;
    if (put) type(field, field.selectionStart, field.selectionEnd, put);
    else if (sign) mark(field, sign, bare);
    else if (button.dataset.link !== undefined) link(field, bare);
    else if (button.dataset.list !== undefined) list(field);
  });
  const uncover = () => {
    for (const tools of document.querySelectorAll(".tools[hidden], .copy[hidden], button[data-take]")) tools.hidden = false;
  };
  uncover();

  // What is copied is as it stands on the page: the words of a field, or an article with its styles.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const from = document.getElementById(button.dataset.copy);
    const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
    const kinds = "rich" in button.dataset ? { "text/html": from.value, "text/plain": plain(from.value) } : { "text/plain": from.value };
    const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
    try {
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      button.nextElementSibling.textContent = button.nextElementSibling.dataset.done;
    } catch { // not allowed here: then it is chosen, to be copied by hand
      from.hidden = false;
      from.select();
    }
  });

  // In a list, Enter begins the next point; on a point without words, it ends the list.
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!field.matches("textarea.text") || field.selectionStart !== field.selectionEnd) return;
    const at = field.selectionStart, start = lineAt(field.value, at);
    const point = /^(\s*)(?:([-*+])|([0-9]{1,4})([.)]))(\s+)/.exec(field.value.slice(start, at));
    if (!point) return;
    event.preventDefault();
    const rest = field.value.slice(start + point[0].length).split("\n")[0];
    if (!rest.trim()) type(field, start, at, "");
    else type(field, at, at, `\n${point[1]}${point[2] ?? Number(point[3]) + 1 + point[4]}${point[5]}`);
  });

  // Who ticks a number means these; who chooses another answer does not.
  document.addEventListener("change", (event) => {
    const box = event.target, group = box.closest("fieldset[data-choices]");
    if (!group) return;
    if (box.type === "checkbox" && box.checked) group.querySelector("input[type=radio][value='+']").checked = true;
    if (box.type === "radio" && box.value !== "+") for (const one of group.querySelectorAll("input[type=checkbox]")) one.checked = false;
  });

  // How much of what fits is typed; a fact counts as what readers see of it.
  const facts = new Map([...document.querySelectorAll("button[data-put]")].map((one) => [one.dataset.put, one.textContent.trim()]));
  const count = (field) => {
    const told = document.getElementById(`${field.id}-count`);
    if (!told) return;
    const text = field.value.replace(/\{[a-z0-9_]+\}/gi, (one) => facts.get(one) ?? one);
    const letters = [...text.trim()].length;
    told.textContent = letters ? told.dataset.words.replace("#", letters) : "";
    told.classList.toggle("over", letters > Number(told.dataset.most));
  };
  document.addEventListener("input", (event) => count(event.target));

  // Ctrl+Enter saves and goes on. A key that ends a word in an input method is no such key.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    const go = event.target.form?.querySelector("button[data-go]");
    if (go) { event.preventDefault(); go.click(); }
  });

  // A file is sent as it is; the page that answers is shown, or says why it cannot be read.
  const upload = document.querySelector("[data-upload]");
  const shown = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("refused");
    document.getElementById("refused").replaceChildren(...(fresh?.childNodes ?? []));
  };
  const send = async (input) => {
    const reading = document.getElementById("reading");
    const [file] = input.files;
    const large = document.getElementById("large");
    large.hidden = !file || file.size <= Number(upload.dataset.upload);
    if (!file || !large.hidden) return;
    reading.hidden = false;
    const address = `/import/file?name=${encodeURIComponent(file.name)}`;
    const answer = await fetch(address, { method: "PUT", body: file, headers: { "Content-Type": "application/octet-stream" } });
    if (answer.redirected) { location.assign(answer.url); return; }
    shown(await answer.text());
    reading.hidden = true;
    input.value = "";
  };
  if (upload) {
    upload.hidden = false;
    upload.addEventListener("change", (event) => { send(event.target); });
    // What is pasted first has its headings and lists with it; what is typed after it counts as typed.
    const [text, html] = [document.querySelector("textarea[name=pasted]"), document.querySelector("input[name=html]")];
    let pasted = false;
    text.addEventListener("paste", (event) => {
      pasted = text.value === "";
      const [, part] = event.clipboardData.getData("text/html").split(/<!--\s*StartFragment\s*-->/i);
      html.value = pasted && part?.length < 200000 ? `<body>${part}` : "";
    });
    text.addEventListener("input", () => { if (!pasted) html.value = ""; pasted = false; });
  }

  // News of the site: what stands beside is loaded again; a form whose file has changed says so.
  const digests = (page) => [...page.querySelectorAll("form[data-edits] input[name=digest]")].map((one) => one.value).join();
  // The parts of a page are renewed where nobody types (a calm form has buttons only); what was said of a save stays, and the focus.
  const renew = (page) => {
    const place = document.activeElement?.getAttribute("href");
    for (const name of ["header.top", "main"]) {
      const [old, fresh] = [document.querySelector(name), page.querySelector(name)];
      if (!fresh || old.querySelector("form:not([data-calm])")) continue;
      const done = old.querySelector(".notice.good");
      if (done) fresh.prepend(done.cloneNode(true));
      if (!old.isEqualNode(fresh)) old.replaceWith(fresh);
    }
    uncover();
    if (place && document.activeElement === document.body) document.querySelector(`a[href="${CSS.escape(place)}"]`)?.focus();
  };
  const listen = (seen) => {
    const news = new EventSource(`/news?version=${encodeURIComponent(seen)}`);
    news.addEventListener("changed", async () => {
      news.close();
      // Asked for as a part: what was done is said to the person, not to this.
      const answer = await fetch(location.href, { headers: { "HX-Request": "true" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      renew(page);
      // Put in anew: an address with a place in it would only be scrolled to.
      const [beside, fresh] = [document, page].map((one) => one.querySelector(".beside"));
      if (beside && fresh) beside.replaceWith(fresh);
      const older = document.getElementById("older");
      if (older && digests(page) !== digests(document)) older.hidden = false;
      listen(page.querySelector("script[data-version]")?.dataset.version ?? seen);
    });
  };
  listen(version);
})();

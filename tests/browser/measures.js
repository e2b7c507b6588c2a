// What the tests measure on a page. Each gives lines for a person to read, none where all is well.
(() => {
  if (window.measures) return;
  const name = (element) => {
    const words = (element.innerText || "").trim().replace(/\s+/g, " ").slice(0, 30);
    return `<${element.localName} class="${element.getAttribute("class") ?? ""}"> ${words}`;
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  // Words for the ear alone stand in a box of one pixel that is clipped away.
  const heard = (element) => element.closest("*") && all(":is(.skip, .hidden, figcaption, h2)")
    .some((box) => box.contains(element) && getComputedStyle(box).clipPath !== "none");
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !heard(element);

  // Every line of every text node that is seen, with its box less its leading.
  const lines = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !seen(parent) || parent.closest("style")) continue;
      const size = parseFloat(getComputedStyle(parent).fontSize);
      range.selectNodeContents(walker.currentNode);
      for (const box of range.getClientRects()) {
        if (box.width < 1) continue;
        const middle = (box.top + box.bottom) / 2;
        // The letters themselves are about three quarters of their size high.
        found.push({
          parent, left: box.left, right: box.right,
          top: middle - size * 0.36, bottom: middle + size * 0.36,
        });
      }
    }
    return found;
  };

  const contrast = (element) => {
    const canvas = document.createElement("canvas").getContext("2d");
    const channels = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data;
    };
    const light = ([red, green, blue]) => {
      const linear = [red, green, blue].map((value) => value / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    let behind = element;
    while (behind && channels(getComputedStyle(behind).backgroundColor)[3] < 255) {
      behind = behind.parentElement;
    }
    const paper = behind ? getComputedStyle(behind).backgroundColor : "white";
    const two = [getComputedStyle(element).color, paper].map((colour) => light(channels(colour)));
    return (Math.max(...two) + 0.05) / (Math.min(...two) + 0.05);
  };

  window.measures = {
    // Rules of a style sheet of the reader's own. A constructed one is not the page's, so that no
    // Content-Security-Policy is in its way.
    restyle(text) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    },

    wide() {
      const root = document.documentElement;
      const width = Math.max(root.scrollWidth, document.body.scrollWidth);
      if (width <= root.clientWidth) return [];
      return [`${width} px in a window of ${root.clientWidth}`].concat(
        all("body *").filter((element) => element.getBoundingClientRect().right > root.clientWidth)
          .map(name).slice(0, 5),
      );
    },

    outside() {
      const width = document.documentElement.clientWidth;
      return lines().filter((line) => line.left < -1 || line.right > width + 1)
        .map((line) => `${name(line.parent)} from ${line.left} to ${line.right}`);
    },

    clipped() {
      return all("body *").filter((element) => seen(element)
        && getComputedStyle(element).overflow !== "visible"
        && element instanceof HTMLElement
        && (element.scrollWidth > element.clientWidth + 1
          || element.scrollHeight > element.clientHeight + 1)).map(name);
    },

    overlapping() {
      const found = lines();
      const told = [];
      found.forEach((one, place) => found.slice(place + 1).forEach((other) => {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > 2 && down > 2) told.push(`${name(one.parent)} / ${name(other.parent)}`);
      }));
      return told;
    },

    // A link in a sentence is as high as its line, which WCAG 2.5.8 allows.
    small() {
      return all("a[href], summary, button").filter(seen).filter((element) => {
        let block = element.parentElement;
        while (getComputedStyle(block).display.startsWith("inline")
          && getComputedStyle(block).display === "inline") block = block.parentElement;
        const own = element.innerText.trim().length;
        const inline = getComputedStyle(element).display === "inline";
        if (inline && block.innerText.trim().length > own) return false;
        const box = element.getBoundingClientRect();
        return box.width < 24 || box.height < 24;
      }).map((element) => {
        const box = element.getBoundingClientRect();
        return `${name(element)}: ${box.width} by ${box.height}`;
      });
    },

    low(selector, least) {
      return all(selector).filter(seen).map((element) => [element, element.getBoundingClientRect()])
        .filter(([, box]) => box.height < least)
        .map(([element, box]) => `${name(element)}: ${box.height} px high`);
    },

    // For what axe leaves undecided, since some other box touches it: the nearest opaque ground.
    pale(selectors) {
      return selectors.map((selector) => document.querySelector(selector)).filter((element) => {
        const style = getComputedStyle(element);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        return contrast(element) < (large ? 4.5 : 7);
      }).map((element) => `${name(element)}: ${contrast(element).toFixed(2)}`);
    },

    // What Tab has to reach, in the order in which it stands in the page.
    stops() {
      const found = all("a[href], summary, button, input, select, textarea, [tabindex]")
        .filter((element) => element.tabIndex >= 0
          && element.checkVisibility({ visibilityProperty: true }));
      window.focusable = found;
      return found.map(name);
    },

    // Where the focus is: its number among the stops, -1 outside them, and whether it shows.
    focus() {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return {
        stop: window.focusable.indexOf(element),
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        colour: style.outlineColor,
        shown: style.clipPath === "none" && box.width > 24 && box.height >= 24
          && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth,
        inMain: document.querySelector("main").contains(element),
      };
    },
  };
})();

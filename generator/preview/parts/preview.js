// Reloads the page when the server says that another version is there.
"use strict";
(() => {
  const { version, events } = document.currentScript.dataset;
  let source = null;
  const listen = () => {
    if (source) return;
    source = new EventSource(`${events}?${version}`);
    source.addEventListener("changed", () => location.reload());
  };
  // A browser has six connections for a host: pages that nobody looks at keep none.
  const rest = () => {
    if (source) source.close();
    source = null;
  };
  const look = () => (document.hidden ? rest() : listen());
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", rest);
  addEventListener("pageshow", look);
  look();
})();

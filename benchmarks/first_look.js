// Runs in the page before its own scripts and keeps when a visitor first sees what, in milliseconds
// from the start of the navigation.
(() => {
  "use strict";
  if (window !== window.top) return;
  const seen = { paint: null, map: null, headline: null, live: null, shift: 0 };
  window.firstLook = seen;

  function observe(type, keep) {
    new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true });
  }

  observe("paint", (entry) => {
    if (entry.name === "first-contentful-paint") seen.paint = entry.startTime;
  });
  observe("layout-shift", (entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  });

  // What the document has is seen when the frame after it has been painted.
  function mark(name) {
    seen[name] = -1;
    requestAnimationFrame(() => setTimeout(() => { seen[name] = performance.now(); }));
  }

  function mapOf(page) {
    if (page.querySelector("#first-look svg path[data-look]")) return true;
    const frame = page.querySelector(".st-key-map iframe");
    return Boolean(frame?.contentDocument?.querySelector("path.leaflet-interactive"));
  }

  setInterval(() => {
    const headline = document.querySelector(".st-key-headline :is(p.answer b, [data-testid=stMetricValue])");
    if (seen.map === null && mapOf(document)) mark("map");
    if (seen.headline === null && headline) mark("headline");
    if (seen.live === null && headline && !document.getElementById("first-look")) mark("live");
  }, 10);
})();

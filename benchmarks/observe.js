// Runs in the page before its own scripts and keeps the time of the last DOM change of each kind, in
// the page and in the map's frame, all on the page's clock. A change of the page counts as seen where
// its element lies in the window; whether it does is asked when all is quiet, not while it is timed.
(() => {
  "use strict";
  if (window !== window.top) return;
  // What reacts to the click itself (the filter, its open list) or only says "running".
  const OWN = [
    ".st-key-initiative",
    '[role="listbox"]',
    "[data-live-announcer]", // says how many options are left, and falls silent seconds later
    '[data-testid="stStatusWidget"]',
  ].join();
  const MAP = ".st-key-map";
  const HEADLINE = ".st-key-headline";
  const SIGNAL = "data-test-script-state";
  const clock = () => performance.timeOrigin + performance.now();

  function start(since) {
    return { since, headline: 0, map: 0, last: 0, changes: [] };
  }

  function bringsHeadline(node) {
    const isElement = node.nodeType === Node.ELEMENT_NODE;
    return isElement && Boolean(node.matches(HEADLINE) || node.querySelector(HEADLINE));
  }

  function kindOf(record) {
    const target = record.target;
    const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    if (!target.isConnected || !element) return null;
    if (record.attributeName === SIGNAL || element.closest(OWN)) return null;
    if (element.closest(HEADLINE) || [...record.addedNodes].some(bringsHeadline)) return "headline";
    // A table is painted on a canvas; what stands inside is its late copy for screen readers.
    const inside = record.type !== "attributes" || element.tagName !== "CANVAS";
    return inside && element.closest("canvas") ? "copy" : "page";
  }

  function note(state, record, time) {
    const kind = kindOf(record);
    if (!kind) return;
    state.last = time;
    if (kind === "headline") state.headline = time;
    const element = record.target.parentElement && record.target.nodeType !== Node.ELEMENT_NODE
      ? record.target.parentElement
      : record.target;
    const ofDocument = element === document.body && record.type === "attributes";
    if (kind === "page" && !ofDocument) state.changes.push({ time, element });
  }

  function lastChange(state) {
    return Math.max(state.headline, state.map, state.last);
  }

  // Neither an attribute of the whole document nor what is one pixel large for screen readers.
  function isSeen(element) {
    if (!element.isConnected || !document.body.contains(element)) return false;
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    const isInWindow = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    return width > 1 && height > 1 && isInWindow;
  }

  function lastSeen(state) {
    const known = new Map();
    const seen = (element) => {
      if (!known.has(element)) known.set(element, isSeen(element));
      return known.get(element);
    };
    const times = state.changes.filter(({ element }) => seen(element)).map(({ time }) => time);
    return Math.max(state.headline, state.map, ...times);
  }

  const allFrames = document.getElementsByTagName("iframe"); // kept up to date by the browser

  function mapFrames() {
    return [...allFrames].filter((frame) => frame.closest(MAP));
  }

  function mapIsDrawn() {
    const paths = "path.leaflet-interactive";
    return mapFrames().some((frame) => frame.contentDocument?.querySelector(paths));
  }

  function finished(hasMap) {
    const state = window.bench.state;
    const app = document.querySelector(`[${SIGNAL}]`);
    if (!state.headline || app?.getAttribute(SIGNAL) !== "notRunning") return false;
    return !hasMap || Boolean(state.map && mapIsDrawn());
  }

  function settled(quietMs, hasMap, limitMs) {
    const deadline = clock() + limitMs;
    return new Promise((resolve, reject) => {
      (function look() {
        const state = window.bench.state;
        if (finished(hasMap) && clock() - lastChange(state) > quietMs) {
          const after = (time) => (time ? time - state.since : null);
          resolve({
            headline: after(state.headline),
            map: after(state.map),
            seen: after(lastSeen(state)),
            settled: after(lastChange(state)),
          });
        } else if (clock() > deadline) {
          reject(new Error("the page did not settle: " + JSON.stringify(state)));
        } else {
          setTimeout(look, 40);
        }
      })();
    });
  }

  function begin(since) {
    window.bench.state = start(since ?? clock());
  }

  window.bench = { state: start(performance.timeOrigin), begin, settled };
  const fromPointer = (event) => begin(performance.timeOrigin + event.timeStamp);
  document.addEventListener("pointerdown", fromPointer, true);

  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  const framesSeen = new WeakSet();
  const watched = new WeakSet();

  // A new frame shows an empty document for some milliseconds before its own.
  function watchMap(frame) {
    const own = frame.contentDocument;
    if (!own || own.URL === "about:blank") {
      if (frame.isConnected) setTimeout(() => watchMap(frame), 4);
    } else if (!watched.has(own)) {
      watched.add(own);
      new MutationObserver(() => { window.bench.state.map = clock(); }).observe(own, everything);
    }
  }

  function watchNewFrames() {
    mapFrames().forEach((frame) => {
      if (framesSeen.has(frame)) return;
      framesSeen.add(frame);
      frame.addEventListener("load", () => watchMap(frame));
      watchMap(frame);
    });
  }

  new MutationObserver((records) => {
    const now = clock();
    const state = window.bench.state;
    records.forEach((record) => note(state, record, now));
    watchNewFrames();
  }).observe(document, everything);
})();

// The first look stands until Streamlit's own first screen does, and goes without a jump: what is
// hidden meanwhile keeps its layout, and neither eyes nor screen readers meet two pages.
(function () {
  "use strict";

  const LONGEST_MS = 4000; // from when the live page has drawn all but its map
  const MOST_MS = 15000; // from when it begins to draw, whatever is missing
  const root = document.documentElement;
  const LOOK_MS = 50;
  const FAULTS = "#stMain :has(> * > header.page) ~ * .notice.fault"; // below the title
  const KEPT = "inlmap-letters"; // says that the browser has the letters of the live page
  let begun = false;
  let looking = 0;
  let isWanted = false; // the visitor has clicked or typed
  let pressed = null;
  let isFitted = false;
  let isDrawn = false;

  root.dataset.first = "yes";
  try {
    const name = "stActiveTheme-" + window.location.pathname + "-v2"; // as Streamlit 1.67 writes it
    root.dataset.theme = JSON.parse(localStorage.getItem(name) || '""').toLowerCase();
    if (localStorage.getItem(KEPT)) root.dataset.kept = "yes";
  } catch { /* without a store the theme is that of the system */ }

  // Leaflet zooms by quarters and leaves 4 pixels around the region: the drawing does so, too.
  function fitMap(svg) {
    const { width, height } = svg.getBoundingClientRect();
    const { region, steps } = svg.dataset;
    if (!region || !width) return;
    const [left, top, wide, high] = region.split(" ").map(Number);
    const most = Math.min((width - 8) / wide, (height - 8) / high) * steps;
    const perPixel = steps / 2 ** (Math.floor(Math.log2(most) * 4) / 4);
    const [across, down] = [width * perPixel, height * perPixel];
    const corner = [left + (wide - across) / 2, top + (high - down) / 2];
    svg.setAttribute("viewBox", [...corner, across, down].join(" "));
    svg.style.setProperty("--pixel", perPixel + "px");
  }

  const look = () => document.getElementById("first-look");
  const live = () => document.querySelector("#stMain header.page h1, #stMain .notice.fault");

  const isSettled = () => Boolean(live() && document.body.dataset.settled);
  const frame = () => document.querySelector("#stMain .st-key-map iframe");

  // Streamlit fetches the script of a control when it first draws one, and shows a gray bar till then.
  function isPartAwaited() {
    const bars = document.querySelectorAll("#stMain [data-testid=stSkeleton]");
    return [...bars].some((one) => one.getBoundingClientRect().top < window.innerHeight);
  }

  // The sheet of the first look stands before those of Streamlit: the live page brings it once more.
  function isDressed() {
    const sheets = [...document.querySelectorAll("#root style")].map((one) => one.sheet);
    const rules = sheets.flatMap((one) => [...(one?.cssRules ?? [])]);
    try {
      return rules.some((one) => one.href?.endsWith("/whole_page.css") && one.styleSheet?.cssRules.length);
    } catch { return false; } // it is still on its way
  }

  // The map is part of the first screen where the page has one; it tells when it is painted. Faults
  // of the data are a page without any part that could tell.
  function isStanding() {
    const isRun = document.querySelector("[data-test-script-state=notRunning]");
    if (isRun && document.querySelector(FAULTS)) return true;
    if (!isSettled() || !isDressed() || isPartAwaited()) return false;
    return !frame() || Boolean(frame().contentDocument?.body?.dataset.painted);
  }

  // Over a thin line the scripts of the map take longer than all else: the drawing stands till then.
  function isMapThere() {
    return isSettled() && Boolean(frame()?.contentWindow?.L);
  }

  // The live element that stands for one of the first look.
  function twinOf(element) {
    if (!element) return null;
    if (element.dataset.live) return document.querySelector(element.dataset.live);
    const { href, pathname } = element.closest("a") ?? {};
    if (element.closest("nav.pages")) { // the live menu has icons, and no filters in its links
      const entries = document.querySelectorAll("[data-testid=stSidebarNav] a");
      return [...entries].find((one) => one.pathname === pathname);
    }
    const same = (one) => (href && one.href === href) || one.textContent === element.textContent;
    return [...document.querySelectorAll("#root a, #root button, #root summary")].find(same);
  }

  function scrollTo(top, tries) {
    const main = document.getElementById("stMain");
    if (main) main.scrollTop = top;
    if (main && main.scrollTop < top - 1 && tries) setTimeout(() => scrollTo(top, tries - 1), 100);
  }

  function swap() {
    const first = look();
    if (!first) return;
    const focused = first.contains(document.activeElement) ? document.activeElement : pressed;
    const typed = focused?.value || "";
    const top = window.scrollY;
    watching.disconnect();
    clearInterval(looking);
    first.remove();
    delete root.dataset.first;
    try {
      localStorage.setItem(KEPT, "kept");
    } catch { /* each visit is the first one */ }
    if (top) scrollTo(top, 30);
    if (focused) handOver(focused, typed, 50);
  }

  // What stands for it may come a moment later; whoever has gone elsewhere meanwhile stays there.
  function handOver(element, typed, tries) {
    const twin = twinOf(element);
    if (!twin && tries && document.activeElement === document.body) {
      setTimeout(() => handOver(element, typed, tries - 1), 100);
    }
    if (!twin || document.activeElement !== document.body) return;
    twin.focus({ preventScroll: true });
    if (typed) document.execCommand("insertText", false, typed);
  }

  // Who types goes on in the live field: there must be one.
  function canTakeOver() {
    const field = document.activeElement?.dataset.live;
    return isWanted && (!field || document.querySelector(field));
  }

  function consider() {
    if (!look()) return;
    const svg = isFitted ? null : look().querySelector("figure svg");
    if (svg) fitMap(svg);
    isFitted = isFitted || Boolean(svg);
    if (live() && !begun) {
      begun = true;
      setTimeout(swap, MOST_MS);
      looking = setInterval(consider, LOOK_MS); // nobody tells of what happens in a frame
    }
    if (!isDrawn && isMapThere()) {
      isDrawn = true;
      setTimeout(swap, LONGEST_MS);
    }
    if (isStanding() || (begun && canTakeOver())) swap();
  }

  const watching = new MutationObserver(consider);
  watching.observe(root, { childList: true, subtree: true, attributeFilter: ["data-settled"] });

  // A link leads where it says; any other click, and each letter, asks for the live page.
  document.addEventListener("pointerdown", ({ target }) => {
    if (!look()?.contains(target) || target.closest("a")) return;
    pressed = target.closest("input, button, summary");
    isWanted = true;
    setTimeout(consider); // after the press, so that a field has the focus
  });
  document.addEventListener("input", ({ target }) => {
    if (!look()?.contains(target)) return;
    isWanted = true;
    consider();
  });
})();

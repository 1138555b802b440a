// What Streamlit's page lacks for people who do not see it or use no mouse. It changes attributes
// and one element of its own; everything else on the page is Streamlit's.
(function () {
  "use strict";

  // The browser, and so a screen reader, learns which language the page is in: Streamlit always
  // says English. The element that loads this script names the language.
  document.documentElement.lang = document.currentScript.dataset.language;

  if (window.inlmapPage) return; // another language loads it again
  window.inlmapPage = true;

  const SETTLED_MS = 250;
  // Where the words of a page stand that change with a filter; the first that is there is told.
  const TOLD = [".st-key-summary", ".st-key-headline .lead", "header.page p"];

  // --- one live region that stays, so that a change of its text is read aloud ---------------

  const announcer = document.createElement("div");
  announcer.id = "announcer";
  announcer.className = "unseen";
  announcer.setAttribute("role", "status");
  announcer.setAttribute("aria-live", "polite");
  announcer.dataset.liveAnnouncer = "true"; // Streamlit's open lists hide all else from readers
  document.body.appendChild(announcer);

  let before = null;

  function wordsOf(element) {
    return element ? element.innerText.replace(/\s*\n+\s*/g, ", ").trim() : "";
  }

  function onPage(selector) {
    return document.querySelector("#stMain " + selector);
  }

  function tell() {
    const now = [wordsOf(onPage("h1")), wordsOf(TOLD.map(onPage).find(Boolean))];
    if (!now[0]) return;
    if (before && now[0] !== before[0]) announcer.textContent = now.join(". ");
    else if (before && now[1] !== before[1]) announcer.textContent = now[1];
    before = now;
  }

  // --- ways past all that stands before the downloads and the briefing -----------------------

  const SKIPS = { downloads: ".st-key-downloads button", briefing: ".st-key-briefing button" };
  const skips = document.createElement("nav");
  skips.className = "skips";
  for (const [name, target] of Object.entries(SKIPS)) {
    const link = document.createElement("a");
    link.href = "#stMain";
    link.dataset.to = name;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.querySelector("#stMain " + target)?.focus();
    });
    skips.appendChild(link);
  }
  document.body.prepend(skips);

  // The words stand in the style sheet, in the language of the page.
  function words(name) {
    const style = getComputedStyle(document.documentElement);
    return JSON.parse(style.getPropertyValue("--say-" + name) || '""');
  }

  function labelSkips() {
    for (const link of skips.children) {
      link.hidden = !document.querySelector("#stMain " + SKIPS[link.dataset.to]);
      const text = words("skip-" + link.dataset.to);
      if (link.textContent !== text) link.textContent = text;
    }
    skips.hidden = [...skips.children].every((link) => link.hidden);
    const label = words("shortcut");
    if (skips.getAttribute("aria-label") !== label) skips.setAttribute("aria-label", label);
  }

  // --- markup of Streamlit 1.67 that says what is not so -------------------------------------

  // Its menu is a list whose entries stand in boxes between list and entry: groups of links.
  function mendMenu() {
    document.querySelectorAll("[data-testid=stSidebarNavItems]:not([role])").forEach((list) => {
      list.setAttribute("role", "none");
    });
    document.querySelectorAll("[data-testid=stSidebarNavItems] li:not([role])").forEach((entry) => {
      entry.setAttribute("role", "none");
      entry.parentElement.setAttribute("role", "group");
      const header = entry.parentElement.querySelector("[data-testid=stNavSectionHeader] p");
      if (header) entry.parentElement.setAttribute("aria-label", header.textContent);
    });
  }

  // Where files are dropped it has a name, yet claims to be no element at all.
  function mendDropzone() {
    document.querySelectorAll("section[role=presentation][aria-label]").forEach((zone) => {
      zone.setAttribute("role", "group");
    });
  }

  // On a phone rows are drawn as cards, which to a browser are no rows of a table any more.
  const TABLE_ROLES = {
    table: "table",
    "thead, tbody": "rowgroup",
    tr: "row",
    "thead th": "columnheader",
    "tbody th": "rowheader",
    td: "cell",
  };

  function keepTables() {
    document.querySelectorAll("div.table.cards:not(:has([role]))").forEach((box) => {
      for (const [selector, role] of Object.entries(TABLE_ROLES)) {
        box.querySelectorAll(selector).forEach((element) => element.setAttribute("role", role));
      }
    });
  }

  // What a button opens stands at the end of the document: without this, Tab would have to go
  // through all of the page to get there.
  let entered = null;

  function enterPopover() {
    const body = document.querySelector("[data-testid=stPopoverBody]");
    const first = body?.querySelector("button, input, a[href], [tabindex='0']");
    if (body && (body === entered || !first)) return;
    entered = body;
    if (first && !body.contains(document.activeElement)) first.focus();
  }

  let waiting = 0;
  let isOpening = false; // asked of the server, which has not begun

  function settle() {
    const isRunning = document.querySelector("[data-test-script-state=running]");
    if (isRunning || document.querySelector("[data-testid=stDialog]")) isOpening = false;
    if (isRunning || isOpening) {
      wait();
      return;
    }
    labelSkips();
    mendMenu();
    mendDropzone();
    keepTables();
    enterPopover();
    followClosing();
    foldLegend();
    closeUnasked();
    tell();
    document.body.dataset.settled = "yes";
    document.body.dataset.begun = "yes";
  }

  function wait() {
    delete document.body.dataset.settled;
    clearTimeout(waiting);
    waiting = setTimeout(settle, SETTLED_MS);
  }

  // What this script itself writes is no reason to look again.
  function seen(records) {
    const isOurs = ({ target }) => announcer.contains(target) || skips.contains(target);
    if (!records.every(isOurs)) wait();
  }

  new MutationObserver(seen).observe(document.body, { childList: true, subtree: true });
  wait();

  // What is new is told as soon as the server has sent all of it, one frame later.
  function ended([{ target }]) {
    if (target.dataset.testScriptState !== "notRunning") return;
    requestAnimationFrame(() => setTimeout(tell));
  }

  const states = { subtree: true, attributeFilter: ["data-test-script-state"] };
  new MutationObserver(ended).observe(document.body, states);

  // --- on a phone: menu and card lie over the page, parts are folded --------------------------

  let isLegendOpen = false;
  let isMenuAsked = false; // opened by hand

  // Whether phone.css holds: it says so itself, so that its rule stands in one place.
  function isPhone() {
    return getComputedStyle(document.documentElement).getPropertyValue("--phone").trim() === "yes";
  }

  function closeMenu() {
    isMenuAsked = false;
    document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  }

  // Streamlit opens its menu by itself in a window that is wide, and a phone on its side is.
  function closeUnasked() {
    const menu = document.querySelector("[data-testid=stSidebar]");
    if (menu?.dataset.collapsed === "false" && !isMenuAsked && isPhone()) closeMenu();
  }

  window.addEventListener("resize", wait);

  function foldLegend() {
    const legend = document.querySelector(".st-key-legend details");
    if (legend && isPhone() && legend.open !== isLegendOpen) legend.open = isLegendOpen;
  }

  // What opens near the foot of the screen is brought into sight.
  function turnFold(button) {
    const opens = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", opens);
    if (opens && button.getBoundingClientRect().top > window.innerHeight / 2) {
      button.parentElement.scrollIntoView();
    }
  }

  function answerThumb({ target }) {
    if (!target.closest || !isPhone()) return;
    if (target.closest("[data-testid=stExpandSidebarButton]")) isMenuAsked = true;
    const fold = target.closest("div.fold > button");
    if (fold) turnFold(fold);
    if (target.closest("[data-testid=stSidebarNavLink], button.show")) closeMenu();
    const close = target.closest("section.card button.close");
    if (close) close.closest("section.card").dataset.closed = "yes"; // the next card is another
    if (target.closest(".st-key-legend summary")) isLegendOpen = !isLegendOpen;
  }

  document.addEventListener("click", answerThumb);

  // --- an amount opens over the page that it stands on ---------------------------------------

  // Streamlit runs the page anew where the history changes; the address is all it needs.
  function open(event) {
    const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
    const link = event.target.closest?.("a.amount, a.disputed:not([target])");
    if (!link || button || ctrlKey || metaKey || shiftKey || altKey) return;
    const asked = new URL(link.href).searchParams;
    const wanted = ["open", "figure", "program"].map((name) => asked.get(name)).find(Boolean);
    event.preventDefault();
    const here = new URL(window.location.href);
    here.searchParams.set("open", wanted);
    window.history.pushState({ opened: true }, "", here);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  document.addEventListener("click", open);

  // --- a link to a page of the program keeps the visit, and with it a visitor's own rows ------

  // On the same page what the map shows stays, too.
  function follow(event) {
    const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
    const link = event.target.closest?.("a.here, figure.years a");
    if (!link || button || ctrlKey || metaKey || shiftKey || altKey) return;
    event.preventDefault();
    const [here, there] = [new URL(window.location.href), new URL(link.href)];
    for (const name of here.pathname === there.pathname ? ["measure", "place"] : []) {
      if (here.searchParams.has(name)) there.searchParams.set(name, here.searchParams.get(name));
    }
    window.history.pushState({}, "", there);
    window.dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  }

  document.addEventListener("click", follow);
  window.addEventListener("popstate", () => {
    isOpening = new URL(window.location.href).searchParams.has("open");
    if (isOpening) wait();
  });

  // --- a link to a part of the same page: the part is seen and holds the focus ----------------

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.part");
    if (!link) return;
    event.preventDefault();
    document.querySelector(link.hash)?.focus();
  });

  // Streamlit closes by itself and tells nobody in time: the address follows. Between two that
  // open after each other there is none, while the page runs.
  function followClosing() {
    const here = new URL(window.location.href);
    if (!here.searchParams.has("open") || document.querySelector("[data-testid=stDialog]")) return;
    if (!document.querySelector("[data-test-script-state=notRunning]")) return;
    if (window.history.state?.opened) {
      window.history.back();
      return;
    }
    here.searchParams.delete("open");
    window.history.replaceState({}, "", here);
  }

  // --- the list of a filter closes at a choice by mouse: it covers the filter below ------------

  function closeList() {
    const field = document.querySelector(".stMultiSelect [role=combobox][aria-expanded=true]");
    field?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  }

  // Seen on its way down, for the list keeps it to itself; closed once it has been heard.
  document.addEventListener(
    "click",
    (event) => {
      if (event.detail && event.target.closest?.("[role=option]")) setTimeout(closeList);
    },
    true
  );

  // --- Streamlit's shortcuts of one letter, which nobody can turn off ------------------------

  document.body.addEventListener("keydown", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (plain && ["r", "c"].includes(event.key.toLowerCase())) event.stopPropagation();
  });
})();

// The map inside the component's frame. Geometry is drawn once from addresses on this host; a
// filter only repaints it. Text from the data is set as text, never as HTML.
window.inlmap = (function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const CALM = { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false };
  const SPREAD_ROUNDS = 200;
  let map = null;
  let options = null;
  let painting = null;
  let ready = false;
  let patterns = null;
  let names = null;
  let namesShown = "";
  let outlines = null;
  const countries = new Map(); // iso3 -> {feature, shape, target, line, drawn}
  const units = new Map(); // admin-1 code -> {feature, shape}

  function send(value) {
    window.Streamlit.setComponentValue(Object.assign(value, { at: Date.now() }));
  }

  function choose(iso3) {
    send({ country: iso3 });
  }

  // A line is a text, or parts of one: what the data name stays in the language of the data.
  function textBox(lines) {
    const box = document.createElement("div");
    lines.forEach((line, index) => {
      const row = document.createElement(index === 0 ? "strong" : "div");
      row.append(...[line].flat());
      box.appendChild(row);
    });
    return box;
  }

  function wordsOf(name, value) {
    return [name].concat(value ? value[1] : []);
  }

  function nameOf(properties) {
    return properties[options.nameProperty] || properties.name;
  }

  function operable(element, label, action) {
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", label);
    if (element.dataset.operable) return;
    element.dataset.operable = "yes";
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        action();
      }
    });
  }

  // What has the keyboard's focus keeps it when it is drawn anew.
  function keepingFocus(draw) {
    const { iso3, place, gathered } = document.activeElement?.dataset ?? {};
    draw();
    if (!(iso3 || place || gathered) || document.activeElement?.dataset.operable) return;
    const again = [...document.querySelectorAll("[data-operable][tabindex='0']")].find(
      ({ dataset }) =>
        (iso3 && dataset.iso3 === iso3) ||
        (place && (dataset.gathered ?? dataset.place ?? "").split(" ").includes(place)) ||
        (gathered && dataset.gathered === gathered)
    );
    if (again) again.focus({ preventScroll: true });
  }

  // --- fills that a plain color cannot give -------------------------------------------------

  function addPattern(id, size, shapes) {
    const pattern = document.createElementNS(SVG, "pattern");
    const attributes = { id, width: size, height: size, patternUnits: "userSpaceOnUse" };
    Object.entries(attributes).forEach(([key, value]) => pattern.setAttribute(key, value));
    shapes.forEach(([name, values]) => {
      const shape = document.createElementNS(SVG, name);
      Object.entries(values).forEach(([key, value]) => shape.setAttribute(key, value));
      pattern.appendChild(shape);
    });
    patterns.appendChild(pattern);
  }

  function addPatterns() {
    const svg = map.getPanes().overlayPane.querySelector("svg");
    patterns = document.createElementNS(SVG, "defs");
    svg.insertBefore(patterns, svg.firstChild);
    const { paper, stripe, dot } = options.patterns;
    const ground = ["rect", { width: 8, height: 8, fill: paper }];
    const lines = { d: "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", stroke: stripe, "stroke-width": 1.6 };
    addPattern("regional-only", 8, [ground, ["path", lines]]);
    addPattern("zero", 8, [ground, ["circle", { cx: 4, cy: 4, r: 1.4, fill: dot }]]);
  }

  function colorOf(initiative) {
    return options.initiativeColors[initiative] || options.looks.initiative.fillColor;
  }

  // A country in several initiatives is striped in their colors.
  function stripes(keys) {
    const id = "stripes-" + keys.join("-").replace(/[^A-Za-z0-9-]/g, "");
    if (!document.getElementById(id)) {
      const band = 7;
      const shapes = keys.map((key, index) => [
        "rect",
        { x: index * band, y: 0, width: band, height: 20, fill: colorOf(key) },
      ]);
      addPattern(id, band * keys.length, shapes);
      const pattern = document.getElementById(id);
      pattern.setAttribute("patternTransform", "rotate(45)");
    }
    return "url(#" + id + ")";
  }

  function lookOf(name) {
    if (!name.startsWith("initiatives:")) return options.looks[name];
    const keys = name.slice("initiatives:".length).split("+");
    const fill = keys.length === 1 ? colorOf(keys[0]) : stripes(keys);
    return Object.assign({}, options.looks.initiative, { fillColor: fill });
  }

  // --- countries and first-level units ------------------------------------------------------

  function drawCountries(collection) {
    const partner = (feature) => feature.properties.role === "partner";
    L.geoJSON(collection, {
      filter: (feature) => !partner(feature),
      style: options.looks.context,
      interactive: false,
    }).addTo(map);
    // The keyboard goes through the countries in the order in which they are drawn.
    const byName = (a, b) => a.properties.name.localeCompare(b.properties.name);
    L.geoJSON({ ...collection, features: [...collection.features].sort(byName) }, {
      filter: partner,
      style: options.looks.none,
      onEachFeature: (feature, shape) => {
        const iso3 = feature.properties.iso3;
        countries.set(iso3, { feature, shape });
        shape.bindTooltip(() => textBox(countryWords(iso3)), { sticky: true });
        shape.on("click", () => choose(iso3));
      },
    }).addTo(map);
    addPatterns();
  }

  function countryWords(iso3) {
    const name = nameOf(countries.get(iso3).feature.properties);
    return wordsOf(name, painting && painting.countries[iso3]);
  }

  // Only units with a value are sent one by one; the others of a divided country share one.
  function unitValue(code) {
    const divided = painting.divided.includes(units.get(code).feature.properties.iso3);
    return painting.units[code] || (divided ? painting.emptyUnit : null);
  }

  function drawUnits(collection) {
    L.geoJSON(collection, {
      filter: (feature) => feature.properties.iso3 === "USA",
      style: options.looks.borderStates,
      interactive: false,
    }).addTo(map);
    L.geoJSON(collection, {
      filter: (feature) => feature.properties.iso3 !== "USA",
      style: options.looks.none,
      onEachFeature: (feature, shape) => {
        const { code, iso3 } = feature.properties;
        units.set(code, { feature, shape });
        const words = () => wordsOf(nameOf(feature.properties), unitValue(code));
        shape.bindTooltip(() => textBox(words()), { sticky: true });
        shape.on("click", () => choose(iso3));
      },
    });
  }

  // A country that looks and reads as before is left alone: most do after a filter.
  function colorCountries() {
    if (!painting) return;
    countries.forEach((country, iso3) => {
      const { feature, shape, target } = country;
      const value = painting.countries[iso3] || ["none", []];
      const chosen = painting.selected.includes(iso3);
      const pale = painting.divided.includes(iso3) && value[0].startsWith("class-");
      const drawn = JSON.stringify([value, chosen, pale]);
      if (country.drawn === drawn) return;
      country.drawn = drawn;
      const edge = chosen ? options.looks.selected : {};
      const label = wordsOf(nameOf(feature.properties), value).join(", ");
      [shape, target].filter(Boolean).forEach((layer) => {
        // Its units lie over the shape, not over the round target.
        const look = pale && layer === shape ? options.looks.pale : lookOf(value[0]);
        layer.setStyle(Object.assign({}, look, edge));
        const element = layer.getElement();
        element.dataset.iso3 = iso3;
        element.dataset.look = value[0];
        element.setAttribute("aria-pressed", String(chosen));
        operable(element, label, () => choose(iso3));
      });
      yieldTo(target, shape.getElement());
    });
  }

  // A round target stands for its shape: one stop of the keyboard, one button for a reader.
  function yieldTo(target, shape) {
    shape.setAttribute("tabindex", target ? "-1" : "0");
    if (target) shape.setAttribute("aria-hidden", "true");
    else shape.removeAttribute("aria-hidden");
  }

  // The edge of a chosen country, over its neighbors. The shape itself stays where it is in the
  // document: the order of the keyboard holds, and so does its focus.
  function outlineChosen() {
    if (outlines) outlines.remove();
    const style = { ...options.looks.selected, fill: false, className: "outline" };
    outlines = L.layerGroup().addTo(map);
    painting.selected.forEach((iso3) => {
      const feature = countries.get(iso3)?.feature;
      if (feature) L.geoJSON(feature, { style, interactive: false }).addTo(outlines);
    });
  }

  function colorUnits() {
    units.forEach(({ feature, shape }, code) => {
      const value = unitValue(code);
      if (!value) {
        shape.remove();
        return;
      }
      if (!map.hasLayer(shape)) shape.addTo(map);
      shape.setStyle(Object.assign({}, lookOf(value[0]), options.looks.unitEdge));
      shape.getElement().dataset.unit = code;
      shape.getElement().dataset.of = feature.properties.iso3;
      shape.getElement().dataset.look = value[0];
    });
  }

  // --- small islands: a round target moved off its neighbors, with a leader line ------------

  // The largest island or mainland decides: a chain of small islands is small.
  function largestPart(shape) {
    const rings = shape.getLatLngs().flat(shape.feature.geometry.type === "Polygon" ? 0 : 1);
    const boxes = rings.filter((ring) => ring.length > 2).map((ring) => L.latLngBounds(ring));
    const size = (box) => (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth());
    return boxes.reduce((best, box) => (size(box) > size(best) ? box : best));
  }

  function pixelSize(shape) {
    const box = shape.largest || (shape.largest = largestPart(shape));
    const a = map.latLngToLayerPoint(box.getNorthWest());
    const b = map.latLngToLayerPoint(box.getSouthEast());
    return Math.min(b.x - a.x, b.y - a.y);
  }

  function pushApart(a, b, gap) {
    const dx = b.x - a.x;
    const dy = b.y - a.y || 0.01;
    const distance = Math.hypot(dx, dy);
    if (distance >= gap) return false;
    const push = (gap - distance) / 2 + 0.1;
    a.x -= (dx / distance) * push;
    a.y -= (dy / distance) * push;
    b.x += (dx / distance) * push;
    b.y += (dy / distance) * push;
    return true;
  }

  function spread(points) {
    const gap = options.target + 3;
    for (let round = 0, moved = true; moved && round < SPREAD_ROUNDS; round += 1) {
      moved = false;
      points.forEach((a, index) => {
        points.slice(index + 1).forEach((b) => {
          moved = pushApart(a, b, gap) || moved;
        });
      });
    }
  }

  function placeTargets() {
    keepingFocus(moveTargets);
  }

  function moveTargets() {
    countries.forEach((country) => {
      if (!country.target) return;
      country.target.remove();
      country.line.remove();
      country.target = country.line = null;
    });
    const small = [...countries.values()].filter((c) => pixelSize(c.shape) < options.target);
    const anchors = small.map((c) =>
      map.latLngToLayerPoint([c.feature.properties.lat, c.feature.properties.lon])
    );
    const points = anchors.map((point) => ({ x: point.x, y: point.y }));
    spread(points);
    small.forEach((country, index) => {
      const spot = map.layerPointToLatLng(L.point(points[index].x, points[index].y));
      const path = [map.layerPointToLatLng(anchors[index]), spot];
      const iso3 = country.feature.properties.iso3;
      country.line = L.polyline(path, options.looks.leader).addTo(map);
      country.target = L.circleMarker(spot, { radius: options.target / 2 }).addTo(map);
      country.drawn = null;
      country.target.bindTooltip(() => textBox(countryWords(iso3)));
      country.target.on("click", () => choose(iso3));
    });
    colorCountries();
  }

  function targetOf(iso3) {
    return countries.get(iso3)?.target;
  }

  function nearTarget(point) {
    return [...countries.values()].some(
      ({ target }) =>
        target && map.latLngToLayerPoint(target.getLatLng()).distanceTo(point) < options.target
    );
  }

  // --- names and regions --------------------------------------------------------------------

  // The first of three spots for a name that no symbol covers; null when all are covered.
  function freeSpot(lat, lon, width) {
    const center = map.latLngToLayerPoint([lat, lon]);
    const tried = [0, 20, -20].map((drop) => center.add([0, drop]));
    return tried.find((spot) => !window.inlmapPlaces.covers(spot, width / 2 + 12, 18));
  }

  function drawNames() {
    const shown = new Map();
    countries.forEach(({ feature, shape }) => {
      const { name_local: name, lon, lat } = feature.properties;
      const box = shape.getBounds();
      const left = map.latLngToLayerPoint(box.getNorthWest()).x;
      const width = map.latLngToLayerPoint(box.getSouthEast()).x - left;
      const needed = name.length * 6.4;
      if (pixelSize(shape) < 26 || width < needed) return;
      const spot = freeSpot(lat, lon, needed);
      if (spot) shown.set(name, map.layerPointToLatLng(spot));
    });
    const text = JSON.stringify([...shown]);
    if (text === namesShown) return;
    namesShown = text;
    if (names) names.remove();
    names = L.layerGroup().addTo(map);
    shown.forEach((spot, name) => {
      const icon = L.divIcon({ className: "country-name", iconSize: [0, 0], html: textBox([name]) });
      L.marker(spot, { icon, interactive: false, keyboard: false }).addTo(names);
    });
  }

  function drawRegionButtons() {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "regions");
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-label", options.zoomTo);
      options.regions.forEach(([name, bounds]) => {
        const button = L.DomUtil.create("button", "", bar);
        button.type = "button";
        button.textContent = name;
        button.addEventListener("click", () => map.fitBounds(bounds, { animate: false }));
      });
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    };
    control.addTo(map);
  }

  // --- the page around the frame ------------------------------------------------------------

  // Streamlit gives the page a theme, but the element of the frame itself stands outside of it.
  function followTheme() {
    const around = window.frameElement && window.frameElement.parentElement;
    if (!around) return;
    const scheme = window.parent.getComputedStyle(around).colorScheme;
    if (document.documentElement.style.colorScheme === scheme) return;
    document.documentElement.style.colorScheme = scheme;
  }

  function fail() {
    const box = document.createElement("div");
    box.className = "failure";
    box.setAttribute("role", "alert");
    const style = getComputedStyle(document.documentElement);
    box.textContent = JSON.parse(style.getPropertyValue("--say-map-failed") || '""');
    document.body.appendChild(box);
  }

  // --- the frame around the map -------------------------------------------------------------

  function nameFrame() {
    const { title, keys, skip } = options.frame;
    const box = map.getContainer();
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", keys);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.eachLayer((layer) => layer.closeTooltip?.());
    });
    const frame = window.frameElement;
    if (!frame) return;
    document.title = frame.title = title;
    const page = document.createElement("main"); // the frame is a document of its own
    const heading = document.createElement("h1");
    page.setAttribute("aria-label", title);
    heading.className = "unseen";
    heading.textContent = title;
    box.before(page);
    page.append(heading, box);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "skip";
    button.textContent = skip;
    button.addEventListener("click", () => {
      frame.ownerDocument.querySelector(".st-key-map_list summary")?.focus();
    });
    heading.after(button);
  }

  // --- start and paint ----------------------------------------------------------------------

  function apply() {
    if (!ready || !painting) return;
    colorCountries();
    colorUnits();
    outlineChosen();
    window.inlmapPlaces.show(painting);
    drawNames();
    document.body.dataset.painted = String(Number(document.body.dataset.painted || 0) + 1);
  }

  async function load(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error("no geometry at " + address);
    return answer.json();
  }

  // What has no address comes with the page: a visitor's own places, or all of a saved file.
  // A change of language begins a new frame, for its script names the language.
  async function start(leafletMap, folder, given, language) {
    document.documentElement.lang = language;
    try {
      await draw(leafletMap, folder, given, language);
    } catch (error) {
      fail();
      throw error;
    }
  }

  async function draw(leafletMap, folder, given, language) {
    map = leafletMap;
    const names = ["countries.geojson", "admin1.geojson", "places.geojson"];
    const parts = names.map((name) => given[name] || load(folder + name));
    options = await (given["settings.json"] || load(folder + "settings." + language + ".json"));
    map.fitBounds(options.regions[0][1], { animate: false });
    if (options.tiles) L.tileLayer(options.tiles).addTo(map);
    nameFrame();
    drawRegionButtons();
    const [land, unitShapes, spots] = await Promise.all(parts);
    drawCountries(land);
    drawUnits(unitShapes);
    window.inlmapPlaces.start(map, options, spots, {
      send,
      textBox,
      operable,
      keepingFocus,
      targetOf,
      nearTarget,
    });
    placeTargets();
    map.on("zoomend", () => {
      placeTargets();
      window.inlmapPlaces.draw();
      drawNames();
    });
    ready = true;
    apply();
  }

  // Each look and each text comes once, in "words"; countries and units refer to it by its place.
  function paint(given) {
    const unpacked = (values) =>
      Object.fromEntries(
        Object.entries(values).map(([code, [look, places]]) => [
          code,
          [given.words[look], places.map((place) => given.words[place])],
        ])
      );
    const shapes = { countries: unpacked(given.countries), units: unpacked(given.units) };
    painting = Object.assign({}, given, shapes);
    apply();
  }

  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) L.Map.mergeOptions(CALM);
  followTheme();
  window.addEventListener("message", followTheme);

  return { start, paint };
})();

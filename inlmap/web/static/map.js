// The map inside the component's frame. Geometry is drawn once from addresses on this host; a
// filter only repaints it. Text from the data is set as text, never as HTML.
window.inlmap = (function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  let map = null;
  let options = null;
  let painting = null;
  let ready = false;
  const countries = new Map(); // iso3 -> {feature, shape, target, line}
  const places = new Map(); // place id -> {feature, marker}
  let names = null;

  function choose(iso3) {
    window.Streamlit.setComponentValue({ country: iso3, at: Date.now() });
  }

  function textBox(lines) {
    const box = document.createElement("div");
    lines.forEach((line, index) => {
      const row = document.createElement(index === 0 ? "strong" : "div");
      row.textContent = line;
      box.appendChild(row);
    });
    return box;
  }

  function linesFor(iso3) {
    const feature = countries.get(iso3).feature;
    const value = painting && painting.countries[iso3];
    return [feature.properties.name].concat(value ? value[1] : []);
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

  function addPattern(svg, id, size, draw) {
    const pattern = document.createElementNS(SVG, "pattern");
    pattern.setAttribute("id", id);
    pattern.setAttribute("width", size);
    pattern.setAttribute("height", size);
    pattern.setAttribute("patternUnits", "userSpaceOnUse");
    draw((name, attributes) => {
      const shape = document.createElementNS(SVG, name);
      Object.entries(attributes).forEach(([key, value]) => shape.setAttribute(key, value));
      pattern.appendChild(shape);
    });
    svg.appendChild(pattern);
  }

  function addPatterns() {
    const svg = map.getPanes().overlayPane.querySelector("svg");
    const defs = document.createElementNS(SVG, "defs");
    svg.insertBefore(defs, svg.firstChild);
    const { paper, stripe, dot } = options.patterns;
    addPattern(defs, "regional-only", 8, (add) => {
      add("rect", { width: 8, height: 8, fill: paper });
      add("path", { d: "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", stroke: stripe, "stroke-width": 1.6 });
    });
    addPattern(defs, "zero", 8, (add) => {
      add("rect", { width: 8, height: 8, fill: paper });
      add("circle", { cx: 4, cy: 4, r: 1.4, fill: dot });
    });
  }

  function drawCountries(collection) {
    const layer = L.geoJSON(collection, {
      style: (feature) => options.looks[feature.properties.role === "partner" ? "none" : "context"],
      interactive: true,
      onEachFeature: (feature, shape) => {
        if (feature.properties.role !== "partner") return;
        const iso3 = feature.properties.iso3;
        countries.set(iso3, { feature, shape });
        shape.bindTooltip(() => textBox(linesFor(iso3)), { sticky: true });
        shape.on("click", () => choose(iso3));
      },
    }).addTo(map);
    layer.eachLayer((shape) => {
      if (shape.feature.properties.role !== "partner") shape.off().getElement().style.pointerEvents = "none";
    });
    addPatterns();
  }

  function drawBorderStates(collection) {
    L.geoJSON(collection, {
      filter: (feature) => feature.properties.iso3 === "USA",
      style: options.looks.borderStates,
      interactive: false,
    }).addTo(map);
  }

  // Small islands: a round target near the island, moved off its neighbors, with a leader line.
  function pixelSize(shape) {
    const box = shape.getBounds();
    const a = map.latLngToLayerPoint(box.getNorthWest());
    const b = map.latLngToLayerPoint(box.getSouthEast());
    return Math.min(b.x - a.x, b.y - a.y);
  }

  function spread(points) {
    const gap = options.target + 3;
    for (let round = 0; round < 200; round += 1) {
      let moved = false;
      for (let i = 0; i < points.length; i += 1) {
        for (let j = i + 1; j < points.length; j += 1) {
          const dx = points[j].x - points[i].x;
          const dy = points[j].y - points[i].y || 0.01;
          const distance = Math.hypot(dx, dy);
          if (distance >= gap) continue;
          const push = (gap - distance) / 2 + 0.1;
          points[i].x -= (dx / distance) * push;
          points[i].y -= (dy / distance) * push;
          points[j].x += (dx / distance) * push;
          points[j].y += (dy / distance) * push;
          moved = true;
        }
      }
      if (!moved) break;
    }
  }

  function placeTargets() {
    const small = [...countries.values()].filter((c) => pixelSize(c.shape) < options.target);
    const anchors = small.map((c) =>
      map.latLngToLayerPoint([c.feature.properties.lat, c.feature.properties.lon])
    );
    const points = anchors.map((p) => ({ x: p.x, y: p.y }));
    spread(points);
    countries.forEach((c) => {
      if (c.target) {
        c.target.remove();
        c.line.remove();
        c.target = c.line = null;
      }
    });
    small.forEach((c, index) => {
      const spot = map.layerPointToLatLng(L.point(points[index].x, points[index].y));
      c.line = L.polyline([map.layerPointToLatLng(anchors[index]), spot], options.looks.leader).addTo(map);
      c.target = L.circleMarker(spot, { radius: options.target / 2 }).addTo(map);
      const iso3 = c.feature.properties.iso3;
      c.target.bindTooltip(() => textBox(linesFor(iso3)));
      c.target.on("click", () => choose(iso3));
    });
    colorCountries();
  }

  function drawPlaces(collection) {
    collection.features.forEach((feature) => {
      const { place_id: id, name, precision, iso3 } = feature.properties;
      const [lon, lat] = feature.geometry.coordinates;
      const icon = L.divIcon({ className: "place " + precision, iconSize: [9, 9] });
      const marker = L.marker([lat, lon], { icon, keyboard: false });
      marker.bindTooltip(() => textBox([name, (painting.places[id] || 0) + options.placeWords[precision]]));
      marker.on("click", () => choose(iso3));
      places.set(id, { feature, marker });
    });
  }

  function drawNames() {
    if (names) names.remove();
    names = L.layerGroup().addTo(map);
    countries.forEach(({ feature, shape }) => {
      const { name, lon, lat } = feature.properties;
      const box = shape.getBounds();
      const width = map.latLngToLayerPoint(box.getSouthEast()).x - map.latLngToLayerPoint(box.getNorthWest()).x;
      if (pixelSize(shape) < 26 || width < name.length * 6.4) return;
      const icon = L.divIcon({ className: "country-name", iconSize: [0, 0], html: textBox([name]) });
      L.marker([lat, lon], { icon, interactive: false, keyboard: false, zIndexOffset: 9000 }).addTo(names);
    });
  }

  function colorCountries() {
    if (!painting) return;
    countries.forEach(({ feature, shape, target }, iso3) => {
      const value = painting.countries[iso3] || ["none", []];
      const chosen = painting.selected.includes(iso3);
      const look = Object.assign({}, options.looks[value[0]], chosen ? options.looks.selected : {});
      const label = [feature.properties.name].concat(value[1]).join(", ");
      [shape, target].filter(Boolean).forEach((layer) => {
        layer.setStyle(look);
        if (chosen) layer.bringToFront();
        const element = layer.getElement();
        element.dataset.iso3 = iso3;
        element.dataset.look = value[0];
        element.setAttribute("aria-pressed", String(chosen));
        operable(element, label, () => choose(iso3));
      });
    });
  }

  function showPlaces() {
    places.forEach(({ feature, marker }, id) => {
      const here = Boolean(painting.places[id]);
      if (here && !map.hasLayer(marker)) marker.addTo(map);
      if (!here && map.hasLayer(marker)) marker.remove();
      if (here) marker.getElement().dataset.place = feature.properties.place_id;
    });
  }

  function apply() {
    if (!ready || !painting) return;
    colorCountries();
    showPlaces();
    document.body.dataset.painted = String(Number(document.body.dataset.painted || 0) + 1);
  }

  async function load(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error("no boundaries at " + address);
    return answer.json();
  }

  async function start(leafletMap, given) {
    map = leafletMap;
    options = given;
    map.fitBounds(options.firstView, { animate: false });
    const [land, units, spots] = await Promise.all([
      load(options.countries),
      load(options.admin1),
      load(options.places),
    ]);
    drawCountries(land);
    drawBorderStates(units);
    drawPlaces(spots);
    placeTargets();
    drawNames();
    map.on("zoomend", () => {
      placeTargets();
      drawNames();
    });
    ready = true;
    apply();
  }

  function paint(given) {
    painting = given;
    apply();
  }

  return { start, paint };
})();

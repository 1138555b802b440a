// The map inside the component's frame. Geometry is drawn once from addresses on this host; a
// filter only repaints it. Text from the data is set as text, never as HTML.
window.inlmap = (function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const CALM = { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false };
  const SPREAD_ROUNDS = 200;
  const LEAST_IN_COLUMN = 5;
  const COLUMN_FROM = 500; // the least width of a map with room for names away from their countries
  const COLUMN_NAME = 86; // the width in which a name of the column is set, in lines
  const COLUMN_LINES = 15; // half the height of such a name
  const NAME_EDGE = 4; // between a name and the edge of the map
  const FAR = [10, 22, 36, 52, 70]; // how far a name may stand from its country, in pixels
  const BESIDE_FROM = 640;
  const PLACES_FROM = 0.75; // zoom beyond that of the whole region
  const MOST_ZOOM_IN = 3; // to what a choice is about
  const FINGER_MOVES = 24; // across, in pixels, before one finger is told that it takes two
  const HINT_MS = 2000;
  let map = null;
  let options = null;
  let painting = null;
  let ready = false;
  let patterns = null;
  let names = null;
  let leaders = null;
  let namesShown = "";
  let outlines = null;
  let shapesOf = null; // Leaflet's drawer of all shapes
  let whole = 0; // the zoom at which the whole region is seen
  let around = ""; // the countries that the view was last moved to
  let byHand = false; // the visitor has moved the map since
  let moving = false; // it is the script that moves it
  let placesWanted = null; // as the visitor has switched them; null: as the zoom says
  let back = null;
  let switchOfPlaces = null;
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
    if (!(iso3 || place || gathered)) return;
    if (document.activeElement?.matches("[data-operable][tabindex='0']")) return;
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
    shapesOf = map.getRenderer([...countries.values()][0].shape);
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

  function sizeOf(box) {
    return (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth());
  }

  function largestOf(shape) {
    shape.largest = shape.largest || largestPart(shape);
    return shape.largest;
  }

  // The largest island or mainland decides: a chain of small islands is small.
  function largestPart(shape) {
    const rings = shape.getLatLngs().flat(shape.feature.geometry.type === "Polygon" ? 0 : 1);
    const boxes = rings.filter((ring) => ring.length > 2).map((ring) => L.latLngBounds(ring));
    return boxes.reduce((best, box) => (sizeOf(box) > sizeOf(best) ? box : best));
  }

  // What of a country is to be seen: its mainland or, where it is all islands, every one of them.
  function seenOf(shape) {
    const [all, largest] = [shape.getBounds(), largestOf(shape)];
    return sizeOf(largest) < sizeOf(all) / 10 ? all : largest;
  }

  function pixelSize(shape) {
    const box = largestOf(shape);
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

  // Islands in a dense group stand in a column beside it, from north to south, each with its name.
  function columnOf(points) {
    if (map.getSize().x < COLUMN_FROM) return [];
    const near = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) < 2 * options.target;
    const groups = [];
    points.forEach((point) => {
      const found = groups.filter((group) => group.some((other) => near(other, point)));
      found.forEach((group) => groups.splice(groups.indexOf(group), 1));
      groups.push([point, ...found.flat()]);
    });
    const [largest = []] = groups.sort((a, b) => b.length - a.length);
    return largest.length < LEAST_IN_COLUMN ? [] : largest.sort((a, b) => a.y - b.y);
  }

  function setInColumn(column) {
    const step = options.target + 6;
    const most = Math.max(...column.map((point) => point.x));
    const room = seenBox().right - COLUMN_NAME - options.target;
    const x = Math.max(most + options.target, Math.min(most + 2 * options.target, room));
    const height = step * (column.length - 1);
    const southernmost = column[column.length - 1].y;
    const middle = (column[0].y + southernmost) / 2 - options.target;
    const above = Math.min(middle + height / 2, southernmost - options.target); // clear of the coast
    const last = Math.max(above, seenBox().top + COLUMN_LINES + height);
    column.forEach((point, index) => {
      point.x = x;
      point.y = last - step * (column.length - 1 - index);
      point.inColumn = true;
    });
  }

  function placeTargets() {
    keepingFocus(moveTargets);
  }

  function moveTargets() {
    countries.forEach((country) => {
      if (!country.target) return;
      country.target.remove();
      country.line.remove();
      country.target = country.line = country.drawn = null; // the shape takes over
    });
    const small = [...countries.values()].filter((c) => pixelSize(c.shape) < options.target);
    const anchors = small.map((c) =>
      map.latLngToLayerPoint([c.feature.properties.lat, c.feature.properties.lon])
    );
    const points = anchors.map((point) => ({ x: point.x, y: point.y }));
    const column = columnOf(points);
    if (column.length) setInColumn(column);
    spread(points.filter((point) => !point.inColumn));
    small.forEach((country, index) => {
      const spot = map.layerPointToLatLng(L.point(points[index].x, points[index].y));
      const path = [map.layerPointToLatLng(anchors[index]), spot];
      const iso3 = country.feature.properties.iso3;
      country.line = L.polyline(path, options.looks.leader).addTo(map);
      country.target = L.circleMarker(spot, { radius: options.target / 2 }).addTo(map);
      country.drawn = null;
      country.target.bindTooltip(() => textBox(countryWords(iso3)));
      country.target.on("click", () => choose(iso3));
      country.inColumn = Boolean(points[index].inColumn);
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

  // --- names ---------------------------------------------------------------------------------

  let drawing = null;
  const widths = new Map();

  function canvas() {
    drawing = drawing || document.createElement("canvas").getContext("2d");
    return drawing;
  }

  function widthOf(text) {
    if (!widths.has(text)) {
      canvas().font = "600 12px " + getComputedStyle(map.getContainer()).fontFamily;
      widths.set(text, canvas().measureText(text).width);
    }
    return widths.get(text);
  }

  // The box of a name with its middle there; in pixels of the layer.
  function boxOf(x, y, width) {
    return { left: x - width / 2, right: x + width / 2, top: y - 8, bottom: y + 8 };
  }

  function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function seenBox() {
    const corner = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    return {
      left: corner.x + NAME_EDGE,
      right: corner.x + size.x - NAME_EDGE,
      top: corner.y + NAME_EDGE,
      bottom: corner.y + size.y - NAME_EDGE,
    };
  }

  // Where the legend of the page around the frame lies on the map, in pixels of the frame.
  function legendBox() {
    const frame = window.frameElement;
    const legend = frame?.ownerDocument.querySelector(".st-key-legend")?.getBoundingClientRect();
    if (!legend) return null;
    const { left, top } = frame.getBoundingClientRect();
    return new DOMRect(legend.x - left, legend.y - top, legend.width, legend.height);
  }

  // The boxes of what stands over the map: its own controls, and the legend.
  function boxesAbove() {
    const box = map.getContainer().getBoundingClientRect();
    const own = map.getContainer().querySelectorAll(".leaflet-control-zoom, .back:not([hidden])");
    const legend = legendBox();
    const boxes = [...own].map((control) => control.getBoundingClientRect());
    if (legend) boxes.push(legend);
    return boxes.map(({ x, y, width, height }) => {
      const corner = map.containerPointToLayerPoint([x - box.left, y - box.top]);
      const [right, bottom] = [corner.x + width, corner.y + height];
      return { left: corner.x, right, top: corner.y, bottom };
    });
  }

  function isWithin(box, seen) {
    const across = box.left >= seen.left && box.right <= seen.right;
    return across && box.top >= seen.top && box.bottom <= seen.bottom;
  }

  // Asked of the path and not of the element, for which the browser would lay out the page.
  function onLand(shape, x, y) {
    const path = shape.getElement().getAttribute("d");
    if (shape.outlineOf !== path) Object.assign(shape, { outlineOf: path, land: new Path2D(path) });
    return canvas().isPointInPath(shape.land, x, y, "evenodd");
  }

  function coversLandOfOthers(box, iso3, lands) {
    const near = lands.filter((land) => land.iso3 !== iso3 && overlap(box, land.box));
    if (!near.length) return false;
    const points = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
      const x = box.left + share * (box.right - box.left);
      return [[x, box.top + 3], [x, box.bottom - 3]];
    });
    return near.some(({ shape }) => points.some(([x, y]) => onLand(shape, x, y)));
  }

  function landsOfAll() {
    return [...countries].map(([iso3, { shape }]) => {
      const bounds = shape.getBounds();
      const first = map.latLngToLayerPoint(bounds.getNorthWest());
      const last = map.latLngToLayerPoint(bounds.getSouthEast());
      return { iso3, shape, box: { left: first.x, right: last.x, top: first.y, bottom: last.y } };
    });
  }

  // Where a name may stand, the best spot first: on the land, else over the water beside it.
  function spotsFor(country, width, seen) {
    const { feature, shape, target } = country;
    if (target) {
      const { x, y } = map.latLngToLayerPoint(target.getLatLng());
      const beside = width / 2 + options.target / 2 + 4;
      return [[x + beside, y], [x - beside, y], [x, y - options.target], [x, y + options.target]];
    }
    const largest = largestOf(shape);
    const west = map.latLngToLayerPoint(largest.getNorthWest());
    const east = map.latLngToLayerPoint(largest.getSouthEast());
    const { x, y } = map.latLngToLayerPoint([feature.properties.lat, feature.properties.lon]);
    const middle = [
      (Math.max(west.x, seen.left) + Math.min(east.x, seen.right)) / 2,
      (Math.max(west.y, seen.top) + Math.min(east.y, seen.bottom)) / 2,
    ];
    const grid = [0.5, 0.35, 0.65, 0.2, 0.8].flatMap((down) =>
      [0.5, 0.35, 0.65].map((across) => [
        west.x + across * (east.x - west.x),
        west.y + down * (east.y - west.y),
      ])
    );
    const tried = [[x, y], [x, y + 20], [x, y - 20], middle, ...grid];
    const own = tried.filter(([a, b]) => onLand(shape, a, b));
    const coast = [[west.x - width / 2 - 4, y], [east.x + width / 2 + 4, y]];
    const north = [x, west.y - 10];
    const south = [x, east.y + 10];
    return Math.min(east.x - west.x, seen.right - seen.left) < 0.8 * width
      ? [...coast, south, north]
      : [...own, ...coast, south, north];
  }

  // Where a name may stand away from its country, the nearest spot first; a line leads to it.
  function farSpots({ shape, target }, [x, y], width) {
    const largest = largestOf(shape);
    const west = map.latLngToLayerPoint(largest.getNorthWest());
    const east = map.latLngToLayerPoint(largest.getSouthEast());
    const half = options.target / 2;
    const [left, right] = target ? [x - half, x + half] : [west.x, east.x];
    const [top, bottom] = target ? [y - half, y + half] : [west.y, east.y];
    return FAR.flatMap((away) => {
      const [toLeft, toRight] = [left - away - width / 2, right + away + width / 2];
      const [above, below] = [top - away, bottom + away];
      const [before, after] = [x - width / 2, x + width / 2];
      return [
        [x, below], [after, below], [before, below], [toLeft, below], [toRight, below],
        [toLeft, y], [toRight, y],
        [x, above], [after, above], [before, above], [toLeft, above], [toRight, above],
      ];
    });
  }

  function cross([a, b], [c, d]) {
    const side = ([px, py], [qx, qy], [rx, ry]) => (qx - px) * (ry - py) - (qy - py) * (rx - px);
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
  }

  // The line from a country to its name: over no other name, symbol, line or partner's land.
  function leaderTo([x, y], box, own, iso3, lands, taken, ends) {
    const [nearX, nearY] = [
      Math.max(box.left, Math.min(x, box.right)),
      Math.max(box.top, Math.min(y, box.bottom)),
    ];
    const steps = Math.ceil(Math.hypot(nearX - x, nearY - y) / 6);
    for (let step = 1; step < steps; step += 1) {
      const [a, b] = [x + ((nearX - x) * step) / steps, y + ((nearY - y) * step) / steps];
      const point = { left: a - 1, right: a + 1, top: b - 1, bottom: b + 1 };
      if (taken.some((other) => other !== own && overlap(point, other))) return null;
      const isAbroad = ({ iso3: other, box: land, shape }) =>
        other !== iso3 && overlap(point, land) && onLand(shape, a, b);
      if (lands.some(isAbroad)) return null;
    }
    const line = [[x, y], [nearX, nearY]];
    return ends.some((other) => cross(line, other)) ? null : line;
  }

  // By rank: where programs are documented before the rest, the larger country first.
  function byRank(a, b) {
    const drawn = ({ feature }) => {
      const value = painting && painting.countries[feature.properties.iso3];
      return value && !["none", "outside"].includes(value[0]) ? 1 : 0;
    };
    const area = ({ shape }) => sizeOf(largestOf(shape));
    return drawn(b) - drawn(a) || area(b) - area(a);
  }

  // A name is whole and covers no other name, no symbol and no land of another partner; else it is
  // left out. It comes with zooming in.
  function drawNames() {
    const seen = seenBox();
    const lands = landsOfAll();
    const shown = [];
    const ends = [];
    const circles = new Map();
    countries.forEach(({ target }, iso3) => {
      if (!target) return;
      const { x, y } = map.latLngToLayerPoint(target.getLatLng());
      const half = options.target / 2;
      circles.set(iso3, { left: x - half, right: x + half, top: y - half, bottom: y + half });
    });
    const taken = [...circles.values(), ...boxesAbove()];
    const inColumn = [...countries.values()].filter((one) => one.target && one.inColumn);
    inColumn.forEach(({ feature, target }) => {
      const { x, y } = map.latLngToLayerPoint(target.getLatLng());
      const left = x + options.target / 2 + 4;
      const right = left + COLUMN_NAME;
      const box = { left, right, top: y - COLUMN_LINES, bottom: y + COLUMN_LINES };
      taken.push(box);
      if (isWithin(box, seen)) shown.push([nameOf(feature.properties), left, y, "in-column"]);
    });
    const others = [...countries.values()].filter((one) => !inColumn.includes(one));
    others.sort(byRank).forEach((country) => {
      const { iso3 } = country.feature.properties;
      const name = nameOf(country.feature.properties);
      const width = widthOf(name) + 2;
      const isFree = ([x, y]) => {
        const box = boxOf(x, y, width);
        return (
          isWithin(box, seen) &&
          !taken.some((other) => overlap(box, other)) &&
          !window.inlmapPlaces.covers({ x, y }, width / 2 + 12, 18) &&
          !coversLandOfOthers(box, iso3, lands)
        );
      };
      let spot = spotsFor(country, width, seen).find(isFree);
      const anchor = anchorOf(country);
      const mayStandAway = map.getSize().x >= COLUMN_FROM && isWithin(boxOf(...anchor, 0), seen);
      if (!spot && mayStandAway) {
        const leader = (at) =>
          leaderTo(anchor, boxOf(...at, width), circles.get(iso3), iso3, lands, taken, ends);
        spot = farSpots(country, anchor, width).find((at) => isFree(at) && leader(at));
        if (spot) ends.push(leader(spot));
      }
      if (!spot) return;
      taken.push(boxOf(...spot, width));
      shown.push([name, ...spot, ""]);
    });
    const text = JSON.stringify([shown, ends]);
    if (text === namesShown) return;
    namesShown = text;
    names.replaceChildren(...shown.map(nameAt));
    leaders.clearLayers();
    ends.forEach((pair) => {
      const path = pair.map((point) => map.layerPointToLatLng(point));
      L.polyline(path, { ...options.looks.leader, interactive: false }).addTo(leaders);
    });
  }

  function anchorOf({ feature, target }) {
    const { lat, lon } = feature.properties;
    const { x, y } = map.latLngToLayerPoint(target ? target.getLatLng() : [lat, lon]);
    return [x, y];
  }

  // Not a marker: the browser would keep a layer of its own for each of them.
  function nameAt([name, x, y, look]) {
    const box = document.createElement("div");
    box.className = ("country-name " + look).trim();
    box.style.left = x + "px";
    box.style.top = y + "px";
    box.textContent = name;
    return box;
  }

  // --- the view: regions, the countries of a choice, places ----------------------------------

  function fit(bounds, room = [4, 4], maxZoom = undefined) {
    moving = true;
    const edges = { paddingTopLeft: room, paddingBottomRight: [4, 4] };
    // Leaflet would reckon each shape twice: when the move ends, and then as if all were new.
    if (shapesOf) map.off("viewreset", shapesOf._reset, shapesOf);
    map.fitBounds(bounds, { ...edges, maxZoom, animate: false });
    if (shapesOf) map.on("viewreset", shapesOf._reset, shapesOf);
    moving = false;
  }

  function showWhole() {
    fit(options.regions[0][1]);
    back.hidden = true;
  }

  function drawAnew() {
    placeTargets();
    window.inlmapPlaces.draw();
    drawNames();
  }

  // A choice moves the view to its countries, until the visitor moves it himself; without a choice
  // it is that of the whole region again.
  function followChoice() {
    const wanted = painting.around || [];
    if (wanted.join() === around) return;
    around = wanted.join();
    if (!wanted.length) byHand = false;
    if (byHand) return;
    const boxes = wanted.map((iso3) => countries.get(iso3)?.shape).filter(Boolean);
    if (!boxes.length) {
      showWhole();
      return;
    }
    const bounds = L.latLngBounds([]);
    boxes.forEach((shape) => bounds.extend(seenOf(shape)));
    const legend = legendBox();
    const beside = legend && map.getSize().x >= BESIDE_FROM ? legend.right : 4;
    fit(bounds.pad(0.08), [beside, 44], whole + MOST_ZOOM_IN); // an island with its neighbors
    back.hidden = map.getZoom() <= whole;
  }

  function placesAreShown() {
    return placesWanted ?? (map.getZoom() >= whole + PLACES_FROM || painting.selected.length > 0);
  }

  function tellPlaces(number) {
    switchOfPlaces.textContent = options.places.replace("{n}", number);
    switchOfPlaces.setAttribute("aria-pressed", String(placesAreShown()));
    switchOfPlaces.disabled = number === 0;
  }

  function button(text, action, className) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className || "";
    made.textContent = text;
    made.addEventListener("click", action);
    return made;
  }

  // Above the map and not on it: they cover nothing.
  function drawBar() {
    const box = map.getContainer();
    const area = document.createElement("div");
    const bar = document.createElement("div");
    const regions = document.createElement("div");
    area.className = "area";
    bar.className = "bar";
    regions.className = "regions";
    regions.setAttribute("role", "group");
    regions.setAttribute("aria-label", options.zoomTo);
    options.regions.forEach(([name, bounds], index) => {
      const action = () => {
        byHand = index > 0;
        back.hidden = true;
        fit(bounds);
        drawAnew();
      };
      regions.append(button(name, action));
    });
    switchOfPlaces = button("", () => {
      placesWanted = !placesAreShown();
      window.inlmapPlaces.draw();
      drawNames();
    }, "switch");
    back = button(options.back, () => {
      showWhole();
      drawAnew();
    }, "back");
    back.hidden = true;
    bar.append(regions, switchOfPlaces);
    box.before(area);
    area.append(bar, box);
    box.append(back);
    L.DomEvent.disableClickPropagation(back);
    map.invalidateSize({ animate: false, pan: false });
  }

  // One finger scrolls the page, two move the map: else nobody gets past it on a phone.
  function leaveOneFingerToThePage() {
    if (!window.matchMedia("(pointer: coarse)").matches) return;
    map.dragging.disable();
    const box = map.getContainer();
    const hint = document.createElement("div");
    hint.className = "fingers";
    hint.setAttribute("aria-hidden", "true"); // whoever uses a screen reader has the list
    hint.textContent = options.fingers;
    box.append(hint);
    let begun = null;
    box.addEventListener("touchstart", ({ touches }) => {
      begun = touches.length === 1 ? touches[0] : null;
    }, { passive: true });
    box.addEventListener("touchmove", ({ touches }) => {
      if (!begun || Math.abs(touches[0].clientX - begun.clientX) < FINGER_MOVES) return;
      begun = null;
      hint.classList.add("shown");
      setTimeout(() => hint.classList.remove("shown"), HINT_MS);
    }, { passive: true });
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
    window.inlmapPlaces.hold(painting);
    const zoom = map.getZoom();
    followChoice();
    if (map.getZoom() !== zoom) placeTargets();
    window.inlmapPlaces.draw();
    drawNames();
    document.body.dataset.painted = String(Number(document.body.dataset.painted || 0) + 1);
  }

  // Another size of the frame shows the same part of the world.
  function fitAnew() {
    if (byHand) return;
    const before = around;
    around = null;
    fit(options.regions[0][1]);
    whole = map.getZoom();
    if (before) followChoice();
    else around = before;
    if (painting) drawAnew();
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
    const files = ["countries.geojson", "admin1.geojson", "places.geojson"];
    const parts = files.map((name) => given[name] || load(folder + name));
    options = await (given["settings.json"] || load(folder + "settings." + language + ".json"));
    if (options.tiles) L.tileLayer(options.tiles).addTo(map);
    names = map.createPane("names");
    names.classList.add("leaflet-zoom-hide");
    leaders = L.layerGroup().addTo(map);
    nameFrame();
    drawBar();
    leaveOneFingerToThePage();
    showWhole();
    whole = map.getZoom();
    map.on("movestart zoomstart", () => {
      if (!moving) byHand = true;
    });
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
      placesAreShown,
      tellPlaces,
    });
    placeTargets();
    // What the script moves it draws anew itself, once.
    map.on("zoomend", () => {
      if (!moving) drawAnew();
    });
    map.on("moveend", () => {
      if (!moving) drawNames();
    });
    map.on("resize", fitAnew);
    // Its style sheet may come after it has been measured, and of that the window tells nothing.
    new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(
      map.getContainer()
    );
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

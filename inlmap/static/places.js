// Places of programs: one symbol a place, by kind of assistance and precision. Symbols that would
// cover each other are gathered into one with a count; opening it lists them.
window.inlmapPlaces = (function () {
  "use strict";

  let map = null;
  let options = null;
  let tools = null;
  let layer = null;
  let painting = null;
  let places = [];
  let shownAt = [];
  const drawn = new Map(); // what a symbol shows -> its marker

  function shownPrograms(place) {
    return place.programs.filter((program) => painting.programs.has(program[0]));
  }

  // A program told in several rows counts once.
  function count(programs) {
    return new Set(programs.map((program) => program[3])).size;
  }

  function picture(kind) {
    const image = document.createElement("img");
    image.src = options.pictures[kind];
    image.alt = "";
    return image;
  }

  function hasOneKind(place) {
    return new Set(place.shown.map((program) => program[2])).size === 1;
  }

  function symbol(place) {
    const box = document.createElement("div");
    if (hasOneKind(place)) box.appendChild(picture(place.shown[0][2]));
    else box.textContent = String(count(place.shown));
    return L.divIcon({ className: "place " + place.precision, iconSize: [20, 20], html: box });
  }

  function words(place) {
    return [place.name, options.placeWords[place.precision]];
  }

  // The kind after the name of a program, in the language of the page.
  function kindOf(program) {
    return " (" + (options.kinds[program[2]] || program[2]) + ")";
  }

  function inEnglish(text) {
    if (options.language === "en") return text;
    const part = document.createElement("span");
    part.lang = "en";
    part.textContent = text;
    return part;
  }

  // The number that a symbol shows is in its name.
  function label(place) {
    const named = place.shown.map((program) => program[1] + kindOf(program));
    const [name, ...position] = words(place);
    const number = hasOneKind(place) ? "" : " (" + count(place.shown) + ")";
    return [name + number, ...position, ...named].join(", ");
  }

  function tooltip(place) {
    const named = place.shown.map((program) => [inEnglish(program[1]), kindOf(program)]);
    return tools.textBox(words(place).concat(named));
  }

  function choosePlace(place) {
    tools.send({ place: place.id });
  }

  function addPlace(place) {
    const marker = L.marker(place.spot, { icon: symbol(place), keyboard: false }).addTo(layer);
    marker.bindTooltip(() => tooltip(place));
    marker.on("click", () => choosePlace(place));
    const element = marker.getElement();
    element.dataset.place = place.id;
    element.dataset.precision = place.precision;
    element.setAttribute("aria-pressed", String(painting.place === place.id));
    element.removeAttribute("alt"); // Leaflet's, meant for pictures
    element.classList.toggle("chosen", painting.place === place.id);
    tools.operable(element, label(place), () => choosePlace(place));
    return marker;
  }

  function listOf(group) {
    const list = document.createElement("div");
    list.className = "gathered";
    group.forEach((place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = place.name + " (" + count(place.shown) + ")";
      const about = [button.textContent, ...words(place).slice(1)];
      button.setAttribute("aria-label", about.join(", "));
      button.addEventListener("click", () => choosePlace(place));
      list.appendChild(button);
    });
    return list;
  }

  // By keyboard: the focus goes to the first place of the list, and back when it is closed.
  function openList(marker) {
    marker.openPopup();
    const box = marker.getPopup().getElement();
    box.querySelector(".gathered button").focus();
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      marker.closePopup();
      marker.getElement().focus();
    });
  }

  function addGroup(group) {
    const number = count(group.flatMap((place) => place.shown));
    const box = document.createElement("div");
    box.textContent = String(number);
    const icon = L.divIcon({ className: "place gather", iconSize: [24, 24], html: box });
    const marker = L.marker(group[0].spot, { icon, keyboard: false }).addTo(layer);
    marker.bindPopup(() => listOf(group), {
      minWidth: 180,
      maxHeight: 220,
      autoPanPaddingTopLeft: [50, 20], // clear of the buttons of the zoom
    });
    const element = marker.getElement();
    const label = options.gathered
      .replace("{programs}", number)
      .replace("{places}", group.length);
    element.dataset.gathered = group.map((place) => place.id).join(" ");
    element.setAttribute("aria-haspopup", "true");
    tools.operable(element, label, () => openList(marker));
    return marker;
  }

  // Greedy and in a fixed order, so that the same view always gathers the same way.
  function gather(shown) {
    const groups = [];
    shown.forEach((place) => {
      const point = map.latLngToLayerPoint(place.spot);
      const near = groups.find((group) => group.point.distanceTo(point) < options.gatherWithin);
      if (near) near.places.push(place);
      else groups.push({ point, places: [place] });
    });
    return groups;
  }

  function covers(spot, halfWidth, halfHeight) {
    return shownAt.some(
      (point) => Math.abs(point.x - spot.x) < halfWidth && Math.abs(point.y - spot.y) < halfHeight
    );
  }

  // A symbol may not cover the round target of its own small country; it shows on zooming in.
  function underTarget(place) {
    const target = tools.targetOf(place.iso3);
    return Boolean(target) && tools.nearTarget(map.latLngToLayerPoint(place.spot));
  }

  function contents(group) {
    const one = (place) => {
      const chosen = painting.place === place.id ? "chosen" : "";
      return [place.id, chosen, ...place.shown.map((program) => program[0])].join();
    };
    return group.places.map(one).join(";");
  }

  function draw() {
    if (painting) tools.keepingFocus(drawSymbols);
  }

  // A symbol that shows what it showed before stays; only the others are drawn anew.
  function drawSymbols() {
    places.forEach((place) => {
      place.shown = shownPrograms(place);
    });
    const all = places.filter((place) => place.shown.length);
    const isChosen = (place) => place.id === painting.place;
    const seen = tools.placesAreShown() ? all : all.filter(isChosen);
    const groups = gather(seen.filter((place) => isChosen(place) || !underTarget(place)));
    tools.tellPlaces(all.length);
    shownAt = groups.map((group) => group.point);
    const wanted = new Map(groups.map((group) => [contents(group), group.places]));
    drawn.forEach((marker, key) => {
      if (wanted.has(key)) return;
      marker.remove();
      drawn.delete(key);
    });
    wanted.forEach((group, key) => {
      if (drawn.has(key)) return;
      drawn.set(key, group.length === 1 ? addPlace(group[0]) : addGroup(group));
    });
  }

  function start(leafletMap, given, collection, shared) {
    map = leafletMap;
    options = given;
    tools = shared;
    layer = L.layerGroup().addTo(map);
    places = collection.features.map(({ properties, geometry }) => ({
      id: properties.place_id,
      name: properties.name,
      iso3: properties.iso3,
      precision: properties.precision,
      programs: properties.programs,
      spot: L.latLng(geometry.coordinates[1], geometry.coordinates[0]),
    }));
  }

  function hold(state) {
    painting = { programs: new Set(state.programs), place: state.place };
  }

  return { start, hold, draw, covers };
})();

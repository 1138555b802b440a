// A saved view: everything the map needs stands in the file itself. What is chosen on the map is
// told below it; text is set as text, never as HTML.
(function () {
  "use strict";

  const content = JSON.parse(document.getElementById("content").textContent);
  const { paint, files } = content;

  function tell(lines) {
    const box = document.getElementById("chosen");
    box.replaceChildren();
    lines.forEach((line, index) => {
      const row = document.createElement(index === 0 ? "strong" : "span");
      row.textContent = index === 0 ? line : (index > 1 ? "; " : "") + line;
      box.appendChild(row);
    });
  }

  function countryLines(iso3) {
    const found = files["countries.geojson"].features.find((one) => one.properties.iso3 === iso3);
    return [found.properties.name].concat(paint.countries[iso3][1].map((at) => paint.words[at]));
  }

  function placeLines(id) {
    const place = files["places.geojson"].features.find((one) => one.properties.place_id === id);
    const { name, precision, programs } = place.properties;
    const shown = programs.filter((program) => paint.programs.includes(program[0]));
    const words = files["settings.json"].placeWords[precision];
    const { kinds } = files["settings.json"];
    const told = shown.map(([, title, kind]) => title + " (" + (kinds[kind] || kind) + ")");
    return [name, words].concat(told);
  }

  // The map's script hands to Streamlit what is chosen; here it is told instead.
  window.Streamlit = {
    setComponentValue: ({ country, place }) => {
      tell(country ? countryLines(country) : placeLines(place));
    },
  };

  const map = L.map("map_div", content.options);
  window.inlmap.start(map, "", files, document.documentElement.lang);
  window.inlmap.paint(paint);

  // Paper is narrower than the screen: what is seen on the map is fitted into the room it has there.
  function resize(printing) {
    const seen = map.getBounds();
    document.body.classList.toggle("printing", printing);
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(seen, { animate: false });
  }

  window.addEventListener("beforeprint", () => resize(true));
  window.addEventListener("afterprint", () => resize(false));
})();

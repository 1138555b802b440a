"use strict";
// Tells the browser, and so a screen reader, which language the page is in: Streamlit always says
// English. The element that loads this script names the language.
document.documentElement.lang = document.currentScript.dataset.language;

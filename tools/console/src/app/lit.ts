/** The only module that names lit-html: in the browser it is replaced by one that imports it from where it is served (assets.ts). */
export { html, nothing, render, svg } from "lit-html";
export { live } from "lit-html/directives/live.js";

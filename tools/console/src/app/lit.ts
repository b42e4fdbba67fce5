/**
 * The only module that imports lit-html. In the browser it is replaced by a module that imports lit-html from its served address
 * (assets.ts).
 */
export { html, nothing, render, svg } from "lit-html";
export { live } from "lit-html/directives/live.js";

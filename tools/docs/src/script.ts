import { SEARCH_CODE } from "./search.js";

/**
 * The script of every page. It copies the text next to a pressed button and announces this to screen readers. It opens the target of a
 * link, and everything for printing. It folds the navigation if that would stand before the text. It also runs the search.
 */
export const SCRIPT = `document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("button.copy") : null;
  if (button === null) return;
  const text = button.parentElement.querySelector("code").textContent;
  const message = document.getElementById("copied");
  try {
    await navigator.clipboard.writeText(text);
    message.textContent = "Copied.";
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(button.parentElement.querySelector("code"));
    message.textContent = "Selected; copy it with the keyboard.";
    button.textContent = "Selected";
  }
  setTimeout(() => { button.textContent = "Copy"; message.textContent = ""; }, 2000);
});
function reveal() {
  const target = location.hash === "" ? null : document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let each = target; each !== null && each !== undefined; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
}
addEventListener("hashchange", reveal);
reveal();
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open])")];
  for (const each of opened) each.open = true;
});
addEventListener("afterprint", () => { for (const each of opened) each.open = false; });
const narrow = matchMedia("(max-width: 52rem)");
const fold = () => { for (const each of document.querySelectorAll(".contents")) each.open = !narrow.matches; };
if (narrow.matches) fold();
narrow.addEventListener("change", fold);
${SEARCH_CODE}`;

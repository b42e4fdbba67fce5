/** Copies the text beside the button that was pressed, and says so to those who do not see it. */
export const SCRIPT = `document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("button.copy") : null;
  if (button === null) return;
  const text = button.parentElement.querySelector("code").textContent;
  const told = document.getElementById("copied");
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = "Copied.";
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(button.parentElement.querySelector("code"));
    told.textContent = "Selected; copy it with the keyboard.";
    button.textContent = "Selected";
  }
  setTimeout(() => { button.textContent = "Copy"; told.textContent = ""; }, 2000);
});
function reveal() {
  const target = location.hash === "" ? null : document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let each = target; each !== null && each !== undefined; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
}
addEventListener("hashchange", reveal);
reveal();
`;

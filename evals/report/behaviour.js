// Shows the cases that the filter asks for.
const form = document.querySelector(".filter");
const cases = [...document.querySelectorAll(".cases > li")];

function apply() {
  const wanted = new FormData(form);
  const words = (wanted.get("words") || "").toLowerCase();
  for (const item of cases) {
    const fits = (name) => !wanted.get(name) || item.dataset[name] === wanted.get(name);
    const failed = item.dataset.verdict !== "right";
    item.hidden = !(
      (failed || !wanted.get("failures")) &&
      ["verdict", "kind", "model"].every(fits) &&
      item.textContent.toLowerCase().includes(words)
    );
  }
  const shown = cases.filter((item) => !item.hidden).length;
  form.querySelector("output").textContent = `${shown} of ${cases.length} cases`;
}

form.addEventListener("input", (event) => {
  // "right" is never among the failures
  if (event.target.name === "verdict" && event.target.value === "right") {
    form.elements.failures.checked = false;
  }
  apply();
});
form.addEventListener("submit", (event) => event.preventDefault());
apply();

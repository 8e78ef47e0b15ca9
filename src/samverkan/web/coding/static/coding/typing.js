// What is being written in the panel while answers come.

/** Return what is typed in the fields of the panel and not saved, and where the focus is among them. */
export function unsavedIn(panel) {
  const areas = [...panel.querySelectorAll("textarea")].filter((area) => area.value !== area.defaultValue || area === document.activeElement);
  return areas.map((area) => ({
    id: area.id,
    value: area.value === area.defaultValue ? null : area.value,
    at: [area.selectionStart, area.selectionEnd],
    hasFocus: area === document.activeElement,
  }));
}

/** Give back what was typed: an answer must not take words away. Those that are just `saving` come back as saved. */
export function putBack({ id, value, at, hasFocus }, saving) {
  const area = document.getElementById(id);
  if (!area) return;
  if (value !== null) area.value = value;
  if (value !== null || hasFocus) area.closest("details").open = true;
  if (hasFocus && !saving.has(id)) {
    area.focus({ preventScroll: true });
    area.setSelectionRange(...at);
  }
}

/**
 * Puts what is new into a place of the page. Where the focus is in it, it stays: at the same link, button or box if that
 * is still there, else at the one in its place, else at the place itself. A person without a mouse would otherwise begin
 * at the top of the page again.
 */
// oxlint-disable-next-line no-unused-vars -- the scripts that are sent with this one call it
function putIn(place, nodes, settle = () => {}) {
  const focused = place.contains(document.activeElement) ? document.activeElement : undefined;
  const stops = () => [...place.querySelectorAll('a[href], button, summary, input[type="checkbox"]')];
  const at = stops().indexOf(focused);
  place.replaceChildren(...nodes);
  // What is hidden takes no focus: marks, and what they show, come first.
  settle();
  if (!focused || focused === place) return;
  const same = stops().find(
    (each) =>
      each.type === focused.type &&
      each.tagName === focused.tagName &&
      each.closest('form')?.id === focused.closest('form')?.id &&
      each.getAttribute('href') === focused.getAttribute('href') &&
      each.value === focused.value,
  );
  const next = same ?? stops()[Math.min(at, stops().length - 1)] ?? place;
  if (next === place) place.tabIndex = -1;
  next.focus();
}

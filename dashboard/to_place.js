/* Brings the place that a link came for into view, once the page is drawn. */
const TRIES = 50, PAUSE = 100; // milliseconds; a place that is not there after five seconds is not looked for

export default function ({ data, parentElement }) {
  if (!data || parentElement.dataset?.shown === data.view) return;
  let tries = 0;
  const timer = setInterval(() => {
    const drawn = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning";
    const place = drawn && document.getElementById(data.anchor);
    if (place) {
      if (parentElement.dataset) parentElement.dataset.shown = data.view;
      place.scrollIntoView({ block: "center" });
    }
    if (place || ++tries > TRIES) clearInterval(timer);
  }, PAUSE);
  return () => clearInterval(timer);
}

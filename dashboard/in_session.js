/* Follows links in HTML within the session: their address goes to Python, which switches the page. A click that asks
   for a new tab or window, and any click while there is no connection, is left to the browser. */
export default function ({ setTriggerValue }) {
  const follow = (event) => {
    const link = event.target.closest?.('a[href^="./"]');
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented) return;
    const app = document.querySelector('[data-testid="stApp"]');
    if (app?.dataset.testConnectionState !== "CONNECTED") return;
    event.preventDefault();
    setTriggerValue("followed", link.getAttribute("href"));
  };
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}

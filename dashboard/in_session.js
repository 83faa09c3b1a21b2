/* Follows links in HTML within the session, as the browser's Back and Forward do: the address is entered into the
   history, and Streamlit is told that it has changed. A click that asks for a new tab or window is left to the
   browser, and so is any click while there is no connection to the server. A link marked `data-stay` changes the view
   in its place, so the page is not scrolled to its top. */
export default function () {
  const follow = (event) => {
    const link = event.target.closest?.('a[href^="./"]');
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented) return;
    const app = document.querySelector('[data-testid="stApp"]');
    if (app?.dataset.testConnectionState !== "CONNECTED") return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    if (!("stay" in link.dataset)) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  };
  document.addEventListener("click", follow);
  document.documentElement.dataset.linksWithin = "";
  return () => {
    document.removeEventListener("click", follow);
    delete document.documentElement.dataset.linksWithin;
  };
}

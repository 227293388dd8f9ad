// Gives every <iframe data-slot-finder> the height of what it shows. A message counts only from the window of such a
// frame, and only as a number within limits; nothing else of it is read. Without this script a frame keeps its own height.
(() => {
  const frames = () => [...document.querySelectorAll("iframe[data-slot-finder]")];
  addEventListener("message", ({ source, data }) => {
    const height = data && data.slotFinderHeight;
    const frame = typeof height === "number" && height > 0 && frames().find(({ contentWindow }) => contentWindow === source);
    // Without its border, whatever the page's style sheet says of boxes.
    if (frame) Object.assign(frame.style, { boxSizing: "content-box", height: `${Math.min(Math.max(height, 320), 20000)}px` });
  });
  // Frames that loaded before this script had no listener.
  for (const { contentWindow } of frames()) contentWindow.postMessage("slot-finder-height", "*");
})();

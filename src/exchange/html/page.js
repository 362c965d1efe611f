(() => {
  "use strict";
  const editions = [...document.querySelectorAll(".edition")];
  const links = [...document.querySelectorAll(".languages a")];
  const skips = [...document.querySelectorAll(".skip")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let current = null;

  const show = (edition) => {
    if (!edition || edition === current) return;
    current = edition;
    for (const one of editions) one.hidden = one !== edition;
    for (const link of links) {
      if (link.hash === "#" + edition.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const skip of skips) skip.hidden = skip.lang !== edition.lang;
    document.documentElement.lang = edition.lang;
    document.documentElement.dir = edition.dir || "ltr";
    document.title = edition.dataset.title;
  };

  const unfold = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
    }
  };

  const follow = () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return false; }
    const target = id && document.getElementById(id);
    const edition = target && target.closest(".edition");
    if (!edition) return false;
    show(edition);
    if (target !== edition) {
      for (let at = target; at && at !== edition; at = at.parentElement) at.hidden = false;
      unfold(target);
      for (const child of target.children) if (child.tagName === "DETAILS") child.open = true;
    }
    target.scrollIntoView();
    return true;
  };

  const mark = (edition, words) => {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (!words.length) return;
    const ranges = [];
    const walker = document.createTreeWalker(edition, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && ranges.length < 2000; node = walker.nextNode()) {
      if (!node.parentElement.closest(".claims")) continue;
      const text = node.data.toLowerCase();
      if (text.length !== node.data.length) continue;
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  const prepare = (edition) => {
    const tools = edition.querySelector(".tools");
    const input = tools.querySelector("input");
    const output = tools.querySelector("output");
    const claims = [...edition.querySelectorAll(".claims > li")].map((item) => {
      const box = item.firstElementChild;
      const own = box.tagName === "DETAILS" ? box.querySelector(":scope > summary") : box;
      const body = item.querySelector(":scope > details > .body");
      return { item, text: plain(own.textContent + " " + (body ? body.textContent : "")) };
    });
    const parts = [...edition.querySelectorAll(".theme, .side, .arguments")];
    let opened = [];
    const search = () => {
      const asked = input.value.trim();
      const words = plain(asked).split(/\s+/).filter(Boolean);
      for (const details of opened) details.open = false;
      opened = [];
      let num = 0;
      const shown = new Set();
      const reached = new Set();
      for (const { item, text } of claims) {
        if (!words.every((word) => text.includes(word))) continue;
        num += 1;
        for (let at = item; at && at !== edition && !reached.has(at); at = at.parentElement) {
          reached.add(at);
          shown.add(at);
          if (words.length && at !== item && at.tagName === "DETAILS" && !at.open) {
            at.open = true;
            opened.push(at);
          }
        }
        for (const one of item.querySelectorAll(".claims > li")) shown.add(one);
      }
      for (const { item } of claims) item.hidden = !shown.has(item);
      for (const part of parts) part.hidden = words.length > 0 && !part.querySelector(".claims > li:not([hidden])");
      mark(edition, asked.toLowerCase().split(/\s+/).filter(Boolean));
      const found = num === 0 ? output.dataset.none : num === 1 ? output.dataset.one : output.dataset.many;
      output.textContent = words.length ? found.replace("{n}", num) : "";
    };
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(search, 150);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && input.value) {
        input.value = "";
        search();
      }
    });
    const all = (open) => {
      opened = [];
      for (const details of edition.querySelectorAll("details")) details.open = open;
    };
    tools.querySelector("[data-open]").addEventListener("click", () => all(true));
    tools.querySelector("[data-close]").addEventListener("click", () => all(false));
    tools.hidden = false;
  };

  for (const edition of editions) prepare(edition);
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(document.getElementById(link.hash.slice(1)));
      history.replaceState(null, "", link.hash);
      link.focus();
    });
  }
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
    folded = [];
  });
  addEventListener("hashchange", follow);
  if (!follow()) {
    const wanted = navigator.languages || [navigator.language];
    const codes = wanted.map((code) => code.toLowerCase().split("-")[0]);
    const found = codes.map((code) => editions.find((edition) => edition.lang.toLowerCase().split("-")[0] === code));
    show(found.find(Boolean) || editions[0]);
  }
})();

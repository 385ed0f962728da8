// Comfort only: every page does all its work without this file.
"use strict";

// What the script itself says, in the language of the page; all other words come with it.
const words = {
  ja: {
    password: "パスワード", show: "表示", hide: "隠す",
    showOf: (label) => `${label}を表示`, hideOf: (label) => `${label}を隠す`,
    timeLeft: (seconds) => (seconds > 30 ? `${Math.ceil(seconds / 60)}分` : "30秒"),
    stopLooking: "自動の更新を止める", look: "自動の更新を再開する",
    countdown: (seconds) => (seconds < 60 ? `あと${seconds}秒` : `あと${Math.floor(seconds / 60)}分${seconds % 60}秒`),
  },
}[document.documentElement.lang];

// The summary of a refused form takes the focus, so that it is read first and its links are next.
document.getElementById("problems")?.focus();

// A link of the summary leads to the control itself, not just to its place on the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".summary-list a");
  const control = link && document.getElementById(link.hash.slice(1));
  if (!control) return;
  event.preventDefault();
  control.focus();
  control.scrollIntoView({ block: "center" });
});

// Show what is typed in a password field.
for (const field of document.querySelectorAll("input[type=password]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button second small show";
  const label = document.querySelector(`label[for="${field.id}"]`)?.textContent ?? words.password;
  const say = () => {
    const hidden = field.type === "password";
    button.textContent = hidden ? words.show : words.hide;
    button.setAttribute("aria-label", hidden ? words.showOf(label) : words.hideOf(label));
  };
  button.setAttribute("aria-controls", field.id);
  button.addEventListener("click", () => {
    field.type = field.type === "password" ? "text" : "password";
    say();
  });
  field.form?.addEventListener("submit", () => { field.type = "password"; });
  say();
  field.after(button);
}

// A second press within a few seconds does not send the form twice; nothing is ever disabled.
let leaving = false;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  leaving = true;
  if (form.method === "get") return;
  form.dataset.sent = "yes";
  form.classList.add("sent");
  setTimeout(() => release(form), 8000);
});
function release(form) {
  delete form.dataset.sent;
  form.classList.remove("sent");
}
addEventListener("pageshow", () => {
  leaving = false;
  document.querySelectorAll("form[data-sent]").forEach(release);
});

// What a person has typed, but for secrets, which the server keeps for nobody either.
const answers = location.pathname === "/answer";
function typed(form) {
  return [...form.elements].filter((field) =>
    field.matches("textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=file], [readonly])") &&
    !/password|confirmation|secret|code/i.test(field.name) &&
    // On a page that answers a form the values are what was typed before.
    (field.value !== field.defaultValue || (answers && field.value !== "")));
}
// A form may hold what was typed on the page before (data-typed), and the server may not keep it (data-unkept).
const formsWithText = () => [...document.forms].filter((form) => "typed" in form.dataset || typed(form).length > 0);

// Leaving a page with changes that were not saved asks first.
addEventListener("beforeunload", (event) => {
  const isUnsaved = (form) => "unsaved" in form.dataset && typed(form).some((field) => field.value !== field.defaultValue);
  if (!leaving && [...document.forms].some(isUnsaved)) event.preventDefault();
});

// The end of the session is told as long before as its dialog says and can be put off. Pages in other tabs put it off too, and are told
// of its end.
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
if (document.querySelector("[data-session-over]")) tabs?.postMessage("over");
const dialog = document.getElementById("session-end");
if (dialog && document.body.dataset.sessionSeconds) {
  const heading = document.getElementById("session-end-heading");
  const text = document.getElementById("session-end-text");
  const left = document.getElementById("session-end-left");
  const trouble = document.getElementById("session-end-trouble");
  const button = document.getElementById("session-extend");
  const warning = Number(dialog.dataset.warningMinutes) * 60;
  let end = 0;
  let isTold = false;
  let isOver = false;
  const live = (seconds, tell) => {
    end = Date.now() + seconds * 1000;
    isTold = false;
    trouble.hidden = true;
    if (dialog.open) dialog.close();
    if (tell) tabs?.postMessage(seconds);
  };
  const closesOnly = () => {
    button.dataset.closes = "yes";
    button.textContent = dialog.dataset.close;
  };
  // No sign-in goes on for ever: what cannot be put off is said once.
  const sayFinal = () => {
    text.textContent = dialog.dataset.final;
    closesOnly();
    dialog.showModal();
  };
  // Nobody is signed in any more. What was typed stays where it is; only a session that ended by time keeps a form that is sent, and not
  // every form. Without anything to lose the page makes way for the one that says why.
  const over = (cause) => {
    if (isOver) return;
    if (!formsWithText().length) { leaving = true; location.reload(); return; }
    isOver = true;
    const isKept = cause === "expired" && !formsWithText().some((form) => "unkept" in form.dataset);
    heading.textContent = dialog.dataset.over;
    text.textContent = isKept ? dialog.dataset.kept : dialog.dataset.lost;
    trouble.hidden = true;
    closesOnly();
    if (!dialog.open) dialog.showModal();
  };
  // The seconds that are left, or why there are none. To ask is to use the session.
  const ask = async () => {
    const reply = await fetch("/services", { credentials: "same-origin" });
    const seconds = /data-session-seconds="(\d+)"/.exec(await reply.text());
    return seconds ? { seconds: Number(seconds[1]) } : { cause: new URL(reply.url).searchParams.get("ended") ?? "elsewhere" };
  };
  tabs?.addEventListener("message", (event) => {
    if (isOver) return;
    if (event.data === "over") over("elsewhere");
    else live(Number(event.data), false);
  });
  live(Number(document.body.dataset.sessionSeconds), true);
  button.addEventListener("click", async () => {
    if (button.dataset.closes) { isTold = true; dialog.close(); return; }
    try {
      const { seconds, cause } = await ask();
      if (!seconds) { over(cause); return; }
      live(seconds, true);
      if (seconds <= warning) sayFinal();
    } catch {
      trouble.hidden = false;
    }
  });
  setInterval(async () => {
    const seconds = Math.round((end - Date.now()) / 1000);
    if (isOver || seconds > warning) return;
    if (seconds <= 0) {
      if (!formsWithText().length) { over("expired"); return; }
      end = Infinity;
      // By now only another tab's or device's doing can make it otherwise.
      const { seconds, cause } = await ask().catch(() => ({ cause: "expired" }));
      if (seconds) live(seconds, true); else over(cause);
      return;
    }
    const time = words.timeLeft(seconds);
    if (left.textContent !== time) left.textContent = time;
    if (!dialog.open && !isTold) dialog.showModal();
  }, 1000);
}

// Time that is left is counted down where it stands; at its end the page is asked for again and says what to do.
for (const place of document.querySelectorAll("[data-seconds-left]")) {
  const end = Date.now() + Number(place.dataset.secondsLeft) * 1000;
  const timer = setInterval(() => {
    const seconds = Math.max(0, Math.round((end - Date.now()) / 1000));
    place.textContent = words.countdown(seconds);
    if (seconds > 0) return;
    clearInterval(timer);
    leaving = true;
    location.assign(location.pathname);
  }, 1000);
}

// What changes by itself is asked for again and put in its place, until it is told to stop.
for (const place of document.querySelectorAll("[data-live]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button second small";
  let isLooking = true;
  // A page that is forgotten must not hold a session open for ever.
  const until = Date.now() + Number(place.dataset.liveMinutes ?? Infinity) * 60000;
  const say = () => { button.textContent = isLooking ? words.stopLooking : words.look; };
  const look = async () => {
    if (isLooking && !document.hidden) {
      const reply = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
      const next = reply?.ok && new DOMParser().parseFromString(await reply.text(), "text/html").getElementById(place.id);
      if (next) place.replaceChildren(...next.childNodes);
      // What has come to its end is not asked for again.
      if (next && !("live" in next.dataset)) { button.remove(); return; }
    }
    if (Date.now() > until && isLooking) button.click();
    setTimeout(look, Number(place.dataset.live));
  };
  button.addEventListener("click", () => { isLooking = !isLooking; say(); });
  say();
  place.before(button);
  setTimeout(look, Number(place.dataset.live));
}

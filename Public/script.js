// Comfort only: every page does all its work without this file.
"use strict";

// What the script itself says, in the language of the page; all other words come with it.
const words = {
  ja: {
    password: "パスワード", show: "表示", hide: "隠す",
    showOf: (label) => `${label}を表示`, hideOf: (label) => `${label}を隠す`,
    notReached: "わずか（通信できませんでした。もう一度押してください）",
    signedOut: "ログアウトしました。この画面から送信した内容は、ログインし直したあとに続きから操作できます。",
    timeLeft: (seconds) => (seconds > 30 ? `${Math.ceil(seconds / 60)}分` : "30秒"),
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

// Leaving a page with changes that were not saved asks first.
function hasUnsaved() {
  return [...document.querySelectorAll("form[data-unsaved] input")].some((input) => input.value !== input.defaultValue);
}
addEventListener("beforeunload", (event) => {
  if (!leaving && hasUnsaved()) event.preventDefault();
});

// The end of the session is told as long before as its dialog says and can be put off. Pages in other tabs put it off too.
const dialog = document.getElementById("session-end");
if (dialog && document.body.dataset.sessionSeconds) {
  const left = document.getElementById("session-end-left");
  const warning = Number(dialog.dataset.warningMinutes) * 60;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
  let end = 0;
  let isTold = false;
  const live = (seconds, tell) => {
    end = Date.now() + seconds * 1000;
    isTold = false;
    if (dialog.open) dialog.close();
    if (tell) tabs?.postMessage(seconds);
  };
  tabs?.addEventListener("message", (event) => live(Number(event.data), false));
  live(Number(document.body.dataset.sessionSeconds), true);
  // No sign-in goes on for ever: what cannot be put off is said once.
  const sayFinal = (button) => {
    document.getElementById("session-end-text").textContent = dialog.dataset.final;
    closesOnly(button);
    dialog.showModal();
  };
  const closesOnly = (button) => {
    button.dataset.closes = "yes";
    button.textContent = dialog.dataset.close;
  };
  // Nobody is signed in any more: what was typed stays where it is. Only a session that ended by time keeps a form that is sent.
  const sayEnded = (button, cause) => {
    closesOnly(button);
    document.getElementById("session-end-heading").textContent = dialog.dataset.over;
    end = cause === "expired" ? 0 : Infinity;
    if (cause !== "expired") document.getElementById("session-end-text").textContent = dialog.dataset.lost;
  };
  document.getElementById("session-extend").addEventListener("click", async (event) => {
    if (event.target.dataset.closes) { isTold = true; dialog.close(); return; }
    try {
      const reply = await fetch("/services", { credentials: "same-origin" });
      const seconds = /data-session-seconds="(\d+)"/.exec(await reply.text());
      if (!seconds && hasUnsaved()) { sayEnded(event.target, new URL(reply.url).searchParams.get("ended")); return; }
      if (!seconds) { leaving = true; location.assign("/login"); return; }
      live(Number(seconds[1]), true);
      if (Number(seconds[1]) <= warning) sayFinal(event.target);
    } catch {
      left.textContent = words.notReached;
    }
  });
  setInterval(() => {
    const seconds = Math.round((end - Date.now()) / 1000);
    if (seconds > warning) return;
    if (seconds <= 0 && !hasUnsaved()) { leaving = true; location.reload(); return; }
    if (seconds <= 0) {
      const text = document.getElementById("session-end-text");
      if (text.textContent !== words.signedOut) text.textContent = words.signedOut;
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

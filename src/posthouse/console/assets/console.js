// The few things that a page cannot do by itself: passkeys, copying, a code from the address.
"use strict";

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function post(path, body, forgery) {
  const headers = { "content-type": "application/json" };
  if (forgery) headers["x-posthouse-forgery"] = forgery;
  const answer = await fetch("/api" + path, { method: "POST", headers, body: JSON.stringify(body) });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error.message);
  return told;
}

function answered(credential) {
  const { response } = credential;
  const told = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) told[name] = text(response[name]);
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: told };
}

async function login() {
  const { ceremony, options } = await post("/login/passkey/options", {});
  options.challenge = bytes(options.challenge);
  const credential = await navigator.credentials.get({ publicKey: options });
  await post("/login/passkey", { ceremony, credential: answered(credential) });
  const back = document.querySelector("input[name=back]");
  location.assign(back ? back.value : "/");
}

async function register(button) {
  const forgery = button.dataset.forgery;
  const { ceremony, options } = await post("/account/passkey/options", {}, forgery);
  options.challenge = bytes(options.challenge);
  options.user.id = bytes(options.user.id);
  for (const known of options.excludeCredentials || []) known.id = bytes(known.id);
  const credential = await navigator.credentials.create({ publicKey: options });
  const name = document.getElementById(button.dataset.name).value;
  await post("/account/passkey", { ceremony, credential: answered(credential), name }, forgery);
  location.assign("/account");
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  button.addEventListener("click", async () => {
    const problem = button.closest("div, dd").parentElement.querySelector(".problem");
    problem.hidden = true;
    try {
      await (button.dataset.passkey === "login" ? login() : register(button));
    } catch (error) {
      problem.textContent = button.dataset.failed.replace("…", error.message);
      problem.hidden = false;
    }
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "✓";
  });
}

for (const field of document.querySelectorAll("[data-from-address]")) {
  if (location.hash.length > 1) {
    field.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }
}

for (const form of document.querySelectorAll("form[data-goto]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(form.dataset.goto + encodeURIComponent(form.elements.id.value.trim()));
  });
}

// Drives Tencent's own client against the simulator: login with every status it knows, then a message each way.
// Environment: CLIENT (the unpacked package), ILINK_URL, CONTROL_URL, OPENCLAW_STATE_DIR, NODE_EXTRA_CA_CERTS.
import assert from "node:assert/strict";

const { CLIENT, ILINK_URL, CONTROL_URL } = process.env;
const realFetch = globalThis.fetch;
globalThis.fetch = (url, options) => realFetch(String(url).replace("https://ilinkai.weixin.qq.com", ILINK_URL), options);

const { startWeixinLoginWithQr, waitForWeixinLogin } = await import(`${CLIENT}/dist/src/auth/login-qr.js`);
const { registerWeixinAccountId, saveWeixinAccount } = await import(`${CLIENT}/dist/src/auth/accounts.js`);
const { getConfig, getUpdates, getUploadUrl, notifyStart, notifyStop, sendTyping } = await import(`${CLIENT}/dist/src/api/api.js`);
const { sendMessageWeixin } = await import(`${CLIENT}/dist/src/messaging/send.js`);

async function control(verb, given = {}) {
    const answer = await realFetch(`${CONTROL_URL}/${verb}`, { method: "POST", body: JSON.stringify(given) });
    const document = await answer.json();
    assert.ok(answer.ok, `${verb}: ${document.error}`);
    return document;
}

function typeLine(text) {
    setTimeout(() => process.stdin.emit("data", `${text}\n`), 50);
}

// Starts a login, lets `phone` act on its QR content, and returns what the client made of it.
async function login(phone) {
    const started = await startWeixinLoginWithQr({ accountId: `session-${Math.random()}`, force: true });
    assert.match(started.qrcodeUrl ?? started.message, /^https:\/\/liteapp\.weixin\.qq\.com\/q\/\S+\?qrcode=[0-9a-f]+&bot_type=3$/);
    const waiting = waitForWeixinLogin({ sessionKey: started.sessionKey, timeoutMs: 30_000 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await phone(started.qrcodeUrl);
    return waiting;
}

async function until(qr, status) {
    for (let i = 0; i < 100; i++) {
        if ((await control("login", { qr })).seen.includes(status)) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail(`the client never saw ${status}`);
}

const steps = {
    async logsInWithScanAndConfirm() {
        const done = await login((qr) => control("scan", { qr, user: "alice" }));
        assert.equal(done.connected, true, done.message);
        assert.match(done.accountId, /^[0-9a-f]{12}@im\.bot$/);
        assert.match(done.botToken, /^[0-9a-f]{12}@im\.bot:[0-9a-f]+$/);
        assert.match(done.userId, /@im\.wechat$/);
        assert.match(done.baseUrl, /^http:\/\//);
        steps.alice = done;
    },
    async exchangesAMessage() {
        const { baseUrl, botToken: token, userId } = steps.alice;
        assert.equal((await notifyStart({ baseUrl, token })).ret, 0);
        const first = await getUpdates({ baseUrl, token, get_updates_buf: "", timeoutMs: 5000 });
        assert.equal(first.ret, 0);
        assert.ok(first.get_updates_buf);
        const polling = getUpdates({ baseUrl, token, get_updates_buf: first.get_updates_buf, timeoutMs: 5000 });
        const sent = await control("message", { user: "alice", text: "hello, bot" });
        const { msgs } = await polling;
        assert.equal(msgs.length, 1);
        assert.equal(msgs[0].item_list[0].text_item.text, "hello, bot");
        assert.equal(msgs[0].from_user_id, userId);
        assert.equal(typeof msgs[0].message_id, "string", "a message id that exceeds 2^53 arrives without loss");
        const { typing_ticket: ticket } = await getConfig({ baseUrl, token, ilinkUserId: userId, contextToken: msgs[0].context_token });
        assert.ok(ticket);
        await sendTyping({ baseUrl, token, body: { ilink_user_id: userId, typing_ticket: ticket, status: 1 } });
        const reply = await sendMessageWeixin({ to: userId, text: "hello, human", opts: { baseUrl, token, contextToken: msgs[0].context_token } });
        const [seen] = await control("sent", { user: "alice" });
        assert.equal(seen.text, "hello, human");
        assert.equal(seen.to, userId);
        assert.equal(seen.contextToken, sent.context_token);
        assert.equal(seen.clientId, reply.messageId);
        assert.ok((await getUploadUrl({ baseUrl, token, filekey: "f", media_type: 1, to_user_id: userId, rawsize: 1, rawfilemd5: "0",
                                        filesize: 16, no_need_thumb: true, aeskey: "00" })).upload_param);
        assert.equal((await notifyStop({ baseUrl, token })).ret, 0);
    },
    async isTurnedAwayWhenItHoldsTheBindingAlready() {
        const { accountId, botToken, baseUrl, userId } = steps.alice;
        saveWeixinAccount("alice-account", { token: botToken, baseUrl, userId, accountId });
        registerWeixinAccountId("alice-account");
        const done = await login((qr) => control("scan", { qr, user: "alice" }));
        assert.equal(done.alreadyConnected, true, done.message);
        assert.equal(done.connected, false);
    },
    async typesTheVerifyCodeAfterAWrongOne() {
        const done = await login(async (qr) => {
            await control("scan", { qr, user: "bob", verify_code: "4711" });
            await until(qr, "need_verifycode");
            typeLine("1234");
            await new Promise((resolve) => setTimeout(resolve, 500));
            assert.equal((await control("login", { qr })).status, "need_verifycode");
            typeLine("4711");
        });
        assert.equal(done.connected, true, done.message);
    },
    async takesANewCodeAfterTheVerifyCodeWasBlocked() {
        await control("options", { verify_attempts: 1 });
        const done = await login(async (qr) => {
            await control("scan", { qr, user: "bob", verify_code: "4711" });
            await until(qr, "need_verifycode");
            typeLine("9999");
            await scanTheNextCode(qr, "bob");
        });
        assert.equal(done.connected, true, done.message);
    },
    async takesANewCodeAfterExpiry() {
        const done = await login(async (qr) => {
            await control("status", { qr, status: "expired" });
            await scanTheNextCode(qr, "carol");
        });
        assert.equal(done.connected, true, done.message);
        steps.carol = done;
    },
    async followsARedirectToAnotherDataCentre() {
        const done = await login(async (qr) => {
            await control("scan", { qr, user: "dave", redirect: true });
            assert.ok((await control("login", { qr })).seen.includes("scaned_but_redirect"));
        });
        assert.equal(done.connected, true, done.message);
    },
    async keepsTryingThroughServerErrors() {
        for (const kind of ["5xx", "html", "junk", "cut"]) {
            await control("fault", { kind, count: 1, only: "get_qrcode_status" });
            const done = await login((qr) => control("scan", { qr, user: "erin" }));
            assert.equal(done.connected, true, `${kind}: ${done.message}`);
        }
    },
    async losesTheOlderSessionToANewerLogin() {
        const { baseUrl, botToken: token } = steps.carol;
        const first = await getUpdates({ baseUrl, token, get_updates_buf: "", timeoutMs: 5000 });
        const held = getUpdates({ baseUrl, token, get_updates_buf: first.get_updates_buf, timeoutMs: 20_000 });
        const done = await login((qr) => control("scan", { qr, user: "carol" }));
        assert.equal(done.connected, true, done.message);
        assert.notEqual(done.accountId, steps.carol.accountId);
        assert.equal((await held).errcode, -14);
    },
    async sendsNothingThatTheSimulatorDoesNotKnow() {
        assert.deepEqual(await control("remarks"), []);
    },
};

async function scanTheNextCode(qr, user) {
    for (let i = 0; i < 200; i++) {
        const next = (await control("logins")).find((login) => login.status === "wait" && !qr.includes(login.qrcode) && login.polls > 0);
        if (next) return control("scan", { qr: next.qrcode, user });
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return assert.fail("the client took no new code");
}

const chatter = process.stdout.write.bind(process.stdout);
for (const [name, step] of Object.entries(steps)) {
    process.stdout.write = () => true;      // the client's own words for its user
    const begun = Date.now();
    await step();
    process.stdout.write = chatter;
    console.log(`ok ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
}
process.exit(0);

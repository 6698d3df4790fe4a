#pragma once

#include "call.h"
#include "result.h"
#include "secret.h"

#include <QList>
#include <QString>
#include <memory>

namespace hermes::ilink {

/// A code to be scanned.
struct Code {
    Secret token; ///< `qrcode`: polls the login; whoever has it can take the credentials
    QString content; ///< `qrcode_img_content`: what the QR picture encodes
};

enum class PollStatus {
    Wait,
    Scaned, ///< iLink's own spelling
    ScanedButRedirect,
    NeedVerifyCode,
    VerifyCodeBlocked,
    BindedRedirect, ///< already bound to a token of local_token_list: success without new credentials
    Expired,
    Confirmed,
};
[[nodiscard]] QString pollStatusName(PollStatus status); ///< as on the wire: "scaned", "need_verifycode", …

struct Credentials {
    Secret token;
    QString botId; ///< "…@im.bot"
    QString baseUrl; ///< for every later call of this bot
    QString userId; ///< "…@im.wechat": the WeChat user who scanned
};

struct PollAnswer {
    PollStatus status = PollStatus::Wait;
    QString redirectHost; ///< for ScanedButRedirect: bare host or host:port; empty (to be ignored) if iLink named none
                          ///< that is one
    Credentials credentials; ///< for Confirmed
};

/// True for a bare host or host:port.
[[nodiscard]] bool isRedirectHost(const QString &host);

/// The two login calls of the iLink bot platform (facts: Tencent's client 2.4.9). Blocking, thread-safe. Errors:
/// Network, Timeout, Remote (5xx, HTML, junk): while polling all three mean "try again"; Invalid: the platform refused
/// the request itself; Cancelled. The token is handed out once: a poll that is cancelled or times out just as the
/// answer comes has lost it. Seam: HttpLogin is the real one; tests have a scripted one.
class Login {
public:
    virtual ~Login() = default;
    /// A new code from the base host. `knownTokens`: up to 10 newest tokens that this tenant had (`local_token_list`).
    [[nodiscard]] virtual Result<Code> fetchCode(const QList<Secret> &knownTokens, const Call &call) = 0;
    /// One long poll (held by the server for up to about 35 s). `host`: empty for the base host, else the redirect host
    /// (always https).
    [[nodiscard]] virtual Result<PollAnswer> poll(
        const Secret &token, const QString &host, const QString &verifyCode, const Call &call)
        = 0;
};

struct Settings {
    QString baseUrl = QStringLiteral("https://ilinkai.weixin.qq.com"); ///< HERMES_ADMIN_ILINK_URL
    QString caFile; ///< HERMES_ADMIN_ILINK_CA: PEM, added to the system's
};

/// Login over Qt Network on a QThread of its own; needs a QCoreApplication. A request takes 35 s at most, a poll 45 s.
/// Settings that cannot be used are told by the first call (Invalid).
/// Before it is destroyed its calls must have returned: cancel their tokens.
class HttpLogin final : public Login {
public:
    explicit HttpLogin(const Settings &settings);
    ~HttpLogin() override;
    [[nodiscard]] Result<Code> fetchCode(const QList<Secret> &knownTokens, const Call &call) override;
    [[nodiscard]] Result<PollAnswer> poll(
        const Secret &token, const QString &host, const QString &verifyCode, const Call &call) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hermes::ilink

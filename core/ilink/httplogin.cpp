#include "httpthread.h"
#include "login.h"
#include "wire.h"

#include <QSslCertificate>
#include <QSslConfiguration>

namespace hermes::ilink {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto codeTime = 35s;
constexpr auto pollTime = 45s; // the server holds a poll for up to about 35 s

Status checkSettings(const Settings &settings, const QUrl &base, const QList<QSslCertificate> &extra)
{
    const bool http = base.scheme() == "https"_L1 || base.scheme() == "http"_L1;
    if (!base.isValid() || !http || base.host().isEmpty() || !base.userInfo().isEmpty()) {
        return fail(ErrorKind::Invalid,
            translate("ILink", "\"%1\" is not the address of iLink").arg(base.toDisplayString(QUrl::RemoveQuery)), {},
            translate("ILink",
                "Set HERMES_ADMIN_ILINK_URL to a URL such as https://ilinkai.weixin.qq.com, or leave it out."));
    }
    if (!settings.caFile.isEmpty() && extra.isEmpty()) {
        return fail(ErrorKind::Invalid,
            translate("ILink", "The certificate file for iLink cannot be used: %1").arg(settings.caFile),
            translate("ILink", "it is missing, unreadable or holds no PEM certificate"),
            translate("ILink", "Set HERMES_ADMIN_ILINK_CA to a file of PEM certificates, or leave it out."));
    }
    return {};
}

QSslConfiguration tlsWith(const QList<QSslCertificate> &extra)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (!extra.isEmpty())
        tls.setCaCertificates(QSslConfiguration::systemCaCertificates() + extra);
    return tls;
}

QList<QSslCertificate> certificatesIn(const QString &file)
{
    return file.isEmpty() ? QList<QSslCertificate>() : QSslCertificate::fromPath(file, QSsl::Pem);
}

} // namespace

class HttpLogin::Private {
public:
    explicit Private(const Settings &settings)
        : Private(settings, certificatesIn(settings.caFile))
    { }

    QUrl base;
    Status usable;
    HttpThread http;

private:
    Private(const Settings &settings, const QList<QSslCertificate> &extra)
        : base(settings.baseUrl, QUrl::StrictMode)
        , usable(checkSettings(settings, base, extra))
        , http(tlsWith(extra))
    { }
};

HttpLogin::HttpLogin(const Settings &settings)
    : d(std::make_unique<Private>(settings))
{ }
HttpLogin::~HttpLogin() = default;

Result<Code> HttpLogin::fetchCode(const QList<Secret> &knownTokens, const Call &call)
{
    HERMES_TRY(d->usable);
    HERMES_ASSIGN(const HttpAnswer answer,
        d->http.exchange(wire::codeRequest(d->base), wire::codeBody(knownTokens), call.within(codeTime)));
    return wire::parseCode(answer.status, answer.body);
}

Result<PollAnswer> HttpLogin::poll(
    const Secret &token, const QString &host, const QString &verifyCode, const Call &call)
{
    HERMES_TRY(d->usable);
    if (!host.isEmpty() && !isRedirectHost(host))
        return fail(
            ErrorKind::Invalid, translate("ILink", "iLink points to a place that is not a host"), host.left(200));
    const QUrl base = host.isEmpty() ? d->base : QUrl(u"https://"_s + host, QUrl::StrictMode);
    HERMES_ASSIGN(const HttpAnswer answer,
        d->http.exchange(wire::pollRequest(base, token, verifyCode), std::nullopt, call.within(pollTime)));
    return wire::parsePoll(answer.status, answer.body, d->base.toString(QUrl::StripTrailingSlash));
}

} // namespace hermes::ilink

#include "home.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace hermes::home {

using namespace Qt::StringLiterals;

namespace {

struct Platforms {
    QMap<QString, QString> states;
    QMap<QString, QString> errors;
};

Platforms platformsOf(const QJsonValue &value)
{
    Platforms found;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonObject platform = it->toObject();
        found.states[it.key()] = it->isString() ? it->toString() : platform[u"state"].toString();
        if (const QString code = platform[u"error_code"].toString(); !code.isEmpty())
            found.errors[it.key()] = code;
    }
    return found;
}

/// A file may be read while it is being replaced, and an unknown dashboard path answers 200 with the web page.
Result<QJsonObject> objectOf(const QByteArray &text, ErrorKind kind, const QString &message, const QString &hint)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (document.isObject())
        return document.object();
    const bool page = text.trimmed().startsWith('<');
    const QString why = page                        ? translate("Home", "it is a web page, not JSON")
        : problem.error == QJsonParseError::NoError ? translate("Home", "it is not a JSON object")
                                                    : problem.errorString();
    return fail(kind, message, why, hint);
}

} // namespace

HomeFile identityFile(const QString &nonce)
{
    const QByteArray text = "name: " + identityName(nonce).toLatin1() + "\nlabel: Hermes Admin\n";
    return {u"dashboard-themes/hermes-admin.yaml"_s, Secret(text)};
}

QString identityName(const QString &nonce)
{
    return u"hermes-admin-"_s + nonce;
}

bool provesIdentity(const QByteArray &themesJson, const QString &nonce)
{
    if (nonce.isEmpty())
        return false;
    const QJsonArray themes = QJsonDocument::fromJson(themesJson)[u"themes"].toArray();
    return std::any_of(themes.begin(), themes.end(),
        [wanted = identityName(nonce)](const QJsonValue &theme) { return theme[u"name"].toString() == wanted; });
}

Result<GatewayStatus> parseStatus(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object,
        objectOf(json, ErrorKind::Remote, translate("Home", "The dashboard's status answer cannot be read"),
            translate("Home",
                "Check that the published port belongs to this tenant's Hermes and that its version is 0.13 or "
                "later.")));
    if (!object.contains(u"gateway_running")) {
        return fail(ErrorKind::Remote, translate("Home", "The dashboard's status answer cannot be read"),
            translate("Home", "it does not say whether the gateway runs"),
            translate("Home",
                "Check that the published port belongs to this tenant's Hermes and that its version is 0.13 or "
                "later."));
    }
    GatewayStatus status;
    status.version = object[u"version"].toString();
    status.gatewayRunning = object[u"gateway_running"].toBool();
    status.gatewayState = object[u"gateway_state"].toString();
    status.exitReason = object[u"gateway_exit_reason"].toString();
    status.activeSessions = object[u"active_sessions"].toInt();
    const Platforms platforms = platformsOf(object[u"gateway_platforms"]);
    status.platforms = platforms.states;
    status.platformErrors = platforms.errors;
    status.authRequired = object[u"auth_required"].toBool();
    return status;
}

Result<GatewayState> parseGatewayState(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object,
        objectOf(json, ErrorKind::Invalid, translate("Home", "gateway_state.json cannot be read"),
            translate("Home", "It is rewritten by the gateway; look again in a moment, then at the tenant's logs.")));
    GatewayState state;
    state.state = object[u"gateway_state"].toString();
    state.exitReason = object[u"exit_reason"].toString();
    state.activeAgents = object[u"active_agents"].toInt();
    const Platforms platforms = platformsOf(object[u"platforms"]);
    state.platforms = platforms.states;
    state.platformErrors = platforms.errors;
    state.updatedAt = QDateTime::fromString(object[u"updated_at"].toString(), Qt::ISODateWithMs).toUTC();
    return state;
}

} // namespace hermes::home

#include "loginmachine.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace hermes::ilink {

using namespace Qt::StringLiterals;

namespace {

constexpr int version = 1;

QJsonObject toJson(const LoginCode &code)
{
    return {
        {u"id"_s, code.id},
        {u"token"_s, QString::fromUtf8(code.token.reveal())},
        {u"content"_s, code.content},
        {u"host"_s, code.host},
        {u"issuedAt"_s, code.issuedAt},
        {u"giveUpAt"_s, code.giveUpAt},
        {u"nextPollAt"_s, code.nextPollAt},
        {u"stage"_s, int(code.stage)},
        {u"digits"_s, code.digits},
        {u"wrongDigits"_s, code.wrongDigits},
        {u"waited"_s, code.waited},
        {u"failures"_s, code.failures},
    };
}

std::optional<LoginCode> toCode(const QJsonObject &json)
{
    LoginCode code;
    code.id = json[u"id"].toInt();
    code.token = Secret(json[u"token"].toString().toUtf8());
    code.content = json[u"content"].toString();
    code.host = json[u"host"].toString();
    code.issuedAt = json[u"issuedAt"].toInteger();
    code.giveUpAt = json[u"giveUpAt"].toInteger();
    code.nextPollAt = json[u"nextPollAt"].toInteger();
    const int stage = json[u"stage"].toInt();
    code.stage = LoginCode::Stage(stage);
    code.digits = json[u"digits"].toString();
    code.wrongDigits = json[u"wrongDigits"].toBool();
    code.waited = json[u"waited"].toBool();
    code.failures = json[u"failures"].toInt();
    const bool hostOk = code.host.isEmpty() || isRedirectHost(code.host);
    const bool stageOk = stage >= int(LoginCode::Stage::Waiting) && stage <= int(LoginCode::Stage::NeedDigits);
    return code.id > 0 && !code.token.isEmpty() && hostOk && stageOk ? std::optional(code) : std::nullopt;
}

} // namespace

QByteArray LoginState::serialised() const
{
    QJsonArray list;
    for (const LoginCode &code : codes)
        list.append(toJson(code));
    const QJsonObject json{
        {u"version"_s, version},
        {u"startedAt"_s, startedAt},
        {u"limitAt"_s, limitAt},
        {u"nextFetchAt"_s, nextFetchAt},
        {u"issued"_s, issued},
        {u"lastCodeId"_s, lastCodeId},
        {u"looking"_s, looking},
        {u"codes"_s, list},
    };
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<LoginState> LoginState::restored(const QByteArray &json)
{
    const auto damaged = [] {
        return fail(ErrorKind::Invalid,
            translate("ILink", "The login under way cannot be taken over: its record is damaged"), {},
            translate("ILink", "Start the binding again."));
    };
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object[u"version"].toInt() != version)
        return damaged();
    LoginState state;
    state.startedAt = object[u"startedAt"].toInteger();
    state.limitAt = object[u"limitAt"].toInteger();
    state.nextFetchAt = object[u"nextFetchAt"].toInteger();
    state.issued = object[u"issued"].toInt();
    state.lastCodeId = object[u"lastCodeId"].toInt();
    state.looking = object[u"looking"].toBool();
    for (const auto &each : object[u"codes"].toArray()) {
        const auto code = toCode(each.toObject());
        if (!code || code->id > state.lastCodeId)
            return damaged();
        state.codes.append(*code);
    }
    return state;
}

} // namespace hermes::ilink

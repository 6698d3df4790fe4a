#include "decide.h"

#include "reasoncodes.h"

namespace hermes {

using namespace Qt::StringLiterals;

bool isPortConflict(const QString &engineWords)
{
    return engineWords.contains("port is already allocated"_L1) || engineWords.contains("address already in use"_L1)
        || engineWords.contains("ports are not available"_L1);
}

bool isNetworkAmbiguous(const QString &engineWords)
{
    return engineWords.contains("is ambiguous"_L1) && engineWords.contains("network "_L1);
}

namespace {

struct Cause {
    QString reason;
    QString hint;
    bool needsAPerson = false;
};

/// Nothing is known about what became of it.
bool isLost(const Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Cancelled;
}

Cause causeOf(const Tenant &tenant, ActionKind kind, const Error &error)
{
    const QString words = error.message + u' ' + error.detail;
    if (error.kind == ErrorKind::Network)
        return {reasons::hostUnreachable, error.hint, false};
    if (isLost(error))
        return {reasons::stepFailed, error.hint, false};
    if (words.contains("no space left"_L1, Qt::CaseInsensitive))
        return {reasons::diskFull,
            translate("Decide", "Free space on the host, then: hermes-admin start %1.").arg(tenant.name), true};
    if (isPortConflict(words))
        return {
            reasons::portTaken, translate("Decide", "After three tries it moves to another port by itself."), false};
    const bool makes = kind == ActionKind::Create || kind == ActionKind::CopyHome || kind == ActionKind::MoveHome;
    if (tenant.tier == Tier::Prefab && (kind == ActionKind::PullImage || kind == ActionKind::Create)
        && error.kind == ErrorKind::NotFound)
        return {reasons::hermesMissing,
            translate("Decide",
                "Put Hermes on the host (hermes-admin host test says where it was looked for), then: hermes-admin "
                "start %1.")
                .arg(tenant.name),
            true};
    if (kind == ActionKind::PullImage || (makes && error.kind == ErrorKind::NotFound))
        return {reasons::imageMissing,
            translate(
                "Decide", "Put the image %1 on the host (docker pull or docker load), then: hermes-admin start %2.")
                .arg(tenant.image, tenant.name),
            true};
    if (kind == ActionKind::Place)
        return {reasons::capacity,
            error.hint.isEmpty() ? translate("Decide", "Add a host, or free a place on one, then start it again.")
                                 : error.hint,
            true};
    if (isNetworkAmbiguous(words))
        return {reasons::stepFailed, error.hint, false};
    if (error.kind == ErrorKind::Conflict || error.kind == ErrorKind::Invalid)
        return {reasons::refused, error.hint, error.kind == ErrorKind::Invalid};
    return {reasons::stepFailed, error.hint, false};
}

} // namespace

Decision judgeFailure(const Tenant &tenant, ActionKind kind, const Error &error, int attempts)
{
    constexpr int mostAttempts = 8;
    const Cause cause = causeOf(tenant, kind, error);
    QString message = error.message;
    if (!error.detail.isEmpty())
        message = (message.endsWith(u'.') ? message.chopped(1) : message) + u": "_s + error.detail;
    const bool blocked = cause.needsAPerson || (!isLost(error) && attempts >= mostAttempts);
    QString hint = cause.hint.isEmpty() ? error.hint : cause.hint;
    if (blocked && hint.isEmpty())
        hint = translate("Decide", "Mend the cause, then: hermes-admin start %1.").arg(tenant.name);
    Decision decision{blocked ? Phase::Blocked : Phase::Backoff, cause.reason, message, hint, {}};
    decision.action.afterMs = blocked ? 300'000 : 1'000;
    return decision;
}

} // namespace hermes

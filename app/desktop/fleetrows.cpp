#include "fleetrows.h"

#include "words.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Fleet rows", text);
}

QString hostStateCode(const hermes::HostRow &row)
{
    if (row.state == HostState::Untrusted)
        return row.keyChanged ? u"KEY_CHANGED"_s : u"KEY_UNKNOWN"_s;
    if (row.state == HostState::Unreachable)
        return u"UNREACHABLE"_s;
    if (row.state == HostState::Refused) {
        const ErrorKind kind = row.error ? row.error->kind : ErrorKind::Auth;
        return kind == ErrorKind::Auth ? u"REFUSED"_s : kind == ErrorKind::Conflict ? u"NOT_OURS"_s : u"NO_ENGINE"_s;
    }
    if (row.state == HostState::Connecting)
        return u"CONNECTING"_s;
    return row.host.cordoned ? u"CORDONED"_s : u"REACHABLE"_s;
}

/// The way of a tenant to READY, in the order in which it is gone.
const QList<Phase> &way()
{
    static const QList<Phase> phases{Phase::Requested, Phase::Placed, Phase::ImageReady, Phase::Created,
        Phase::Starting, Phase::Healthy, Phase::BindWait, Phase::Ready};
    return phases;
}

QString journalText(const JournalRow &row)
{
    QString text = row.before == row.after || row.after.isEmpty() ? row.message : phaseLook(row.after).name;
    if (!row.reason.isEmpty())
        text += u", "_s + reasonWords(row.reason);
    if (row.before != row.after && !row.message.isEmpty())
        text += u": "_s + row.message;
    return text;
}

QList<PhaseStep> phaseSteps(const hermes::TenantDetails &details)
{
    const Tenant &tenant = details.row.tenant;
    // Newest first: only what happened since the last request for a new container belongs to this way.
    QMap<QString, qint64> reached;
    for (const auto &row : details.journal) {
        if (!reached.contains(row.after) && row.before != row.after)
            reached.insert(row.after, row.at);
        if (row.after == phaseName(Phase::Replacing) || row.after == phaseName(Phase::Requested))
            break;
    }
    const bool halted
        = tenant.phase == Phase::Blocked || tenant.phase == Phase::Backoff || tenant.phase == Phase::Unknown;
    const qsizetype now = way().indexOf(halted ? tenant.phaseBefore : tenant.phase);
    QList<PhaseStep> steps;
    for (qsizetype at = 0; at < way().size(); ++at) {
        const QString code = phaseName(way().at(at));
        PhaseStep step{code, at < now ? u"done"_s : u"next"_s, {}, at <= now ? reached.value(code) : 0};
        if (at == now)
            step.state = tenant.phase == Phase::Ready ? u"done"_s
                : tenant.phase == Phase::Blocked      ? u"failed"_s
                                                      : u"now"_s;
        if (way().at(at) == Phase::Placed && at <= now)
            step.detail = details.row.hostName;
        if (way().at(at) == Phase::Requested)
            step.atMs = tenant.createdAt;
        steps.append(step);
    }
    return steps;
}

} // namespace

TenantRow tenantRow(const hermes::TenantRow &row)
{
    const Tenant &tenant = row.tenant;
    TenantRow made;
    made.id = tenant.id;
    made.name = tenant.name;
    made.planCode = tenant.planCode;
    made.tier = tierName(tenant.tier);
    made.phase = phaseName(tenant.phase);
    if (tenant.phase == Phase::Unknown)
        made.lastPhase = phaseName(tenant.phaseBefore);
    made.reason = tenant.reason;
    made.reasonText = tenant.message;
    made.reasonHint = tenant.hint;
    made.host = row.hostName;
    made.port = row.ports.dashboard;
    made.apiPort = row.ports.api;
    if (row.binding) {
        made.weixinUser = row.binding->userId;
        made.weixinBot = row.binding->botId;
    }
    made.generation = tenant.generation;
    made.order = tenant.order;
    made.container = tenant.containerId;
    made.seenMs = tenant.observedAt;
    made.phaseSinceMs = tenant.phaseSince;
    made.retryAtMs = tenant.nextAttemptAt;
    made.heldBy = row.heldBy;
    const bool isUnpaid = row.paymentState == "OPEN"_L1 || row.paymentState == "CLOSED"_L1;
    made.payment = isUnpaid ? u"NOTPAY"_s : row.paymentState == "UNKNOWN"_L1 ? QString() : row.paymentState;
    if (tenant.tier != Tier::Prefab)
        made.image = tenant.image;
    if (row.session && !row.session->link.isEmpty())
        made.codeExpiresMs = row.session->expiresAt;
    return made;
}

HostRow hostRow(const hermes::HostRow &row)
{
    HostRow made;
    made.name = row.host.name;
    made.address = row.access.user + u'@' + row.access.address + u':' + QString::number(row.access.port);
    made.state = hostStateCode(row);
    if (!row.engineVersion.isEmpty())
        made.engine = u"Docker "_s + row.engineVersion;
    if (!row.apiVersion.isEmpty())
        made.api = u"API "_s + row.apiVersion;
    made.capacity = row.host.capacity > 0 ? row.host.capacity : row.host.ports.last - row.host.ports.first + 1;
    made.used = row.tenants;
    made.containers = row.tenants - row.prefabs - row.shared;
    made.prefabs = row.prefabs;
    made.shared = row.shared;
    made.room = row.room;
    made.full = row.full;
    const bool up = made.state == "REACHABLE"_L1 || made.state == "CORDONED"_L1 || made.state == "CONNECTING"_L1;
    if (made.state == "KEY_UNKNOWN"_L1) {
        made.errorMessage = words(QT_TRANSLATE_NOOP("Fleet rows", "Its key is not trusted yet"));
        made.errorHint = words(QT_TRANSLATE_NOOP("Fleet rows", "Compare the key; nothing is sent before."));
    } else if (row.error && !up) {
        made.errorMessage = row.error->message;
        made.errorDetail = row.error->detail;
        made.errorHint = row.error->hint;
    }
    made.seenMs = row.seenMs;
    return made;
}

TenantDetail tenantDetail(const hermes::TenantDetails &details)
{
    TenantDetail made;
    made.phases = phaseSteps(details);
    for (const auto &row : details.journal)
        made.journal.append({row.at, journalText(row), row.actor});
    for (const auto &condition : details.row.tenant.conditions)
        made.conditions.append({conditionName(condition.type), condition.status == ConditionStatus::True,
            condition.status != ConditionStatus::Unknown,
            condition.message.isEmpty() ? reasonWords(condition.reason) : condition.message});
    made.requestedMs = details.row.tenant.createdAt;
    if (details.row.tenant.phase == Phase::Ready)
        made.readyMs = details.row.tenant.phaseSince;
    if (details.row.binding)
        made.boundMs = details.row.binding->boundAt;
    made.health = details.row.healthy ? words(QT_TRANSLATE_NOOP("Fleet rows", "answers as itself"))
                                      : details.row.tenant.message;
    return made;
}

std::optional<AuditRow> trustedBy(const QList<AuditRow> &audit, const QString &host, const QString &fingerprint)
{
    const auto found = std::find_if(audit.begin(), audit.end(), [&](const AuditRow &row) {
        return row.verb == "host.trust"_L1 && row.target == host
            && QJsonDocument::fromJson(row.detail.toUtf8())["after"_L1] == fingerprint;
    });
    return found == audit.end() ? std::nullopt : std::optional(*found);
}

HostDetail hostDetail(const hermes::HostRow &row)
{
    HostDetail made;
    const hermes::HostRoom &room = row.host.room;
    made.memoryTotal = room.memoryBytes > 0 ? room.memoryBytes : row.memoryBytes;
    made.memoryUsed = room.memoryBytes - room.memoryFreeBytes;
    made.diskTotal = room.diskBytes;
    made.diskUsed = room.diskBytes - room.diskFreeBytes;
    made.cores = row.cpus;
    made.portsUsed = row.portsInUse;
    made.portRange = u"%1-%2"_s.arg(row.host.ports.first).arg(row.host.ports.last);
    made.keyType = row.keyType;
    made.fingerprint = row.fingerprint;
    made.user = row.access.user;
    made.auth = row.access.auth;
    made.dataRoot = row.host.dataRoot;
    made.limits = {row.host.capacity, row.host.memoryOvercommit, row.host.diskReserveBytes, row.host.allowPrefab,
        row.host.hermesPath, row.host.allowShared, row.host.urlFrom};
    made.memoryPromised = row.promisedBytes;
    return made;
}

BindFacts bindFacts(const BindFacts &before, const BindEvent &event, qint64 nowMs)
{
    static const QHash<QString, QString> states{{u"masked"_s, u"RENEWING"_s}, {u"scaned"_s, u"SCANNED"_s},
        {u"need_verifycode"_s, u"DIGITS"_s}, {u"checking_verifycode"_s, u"DIGITS"_s}, {u"confirmed"_s, u"CONFIRMED"_s},
        {u"binded_redirect"_s, u"CONFIRMED"_s}};
    BindFacts facts = before;
    if (event.event == "problem"_L1) {
        facts.problem = event.message;
        return facts;
    }
    if (event.event == "qr"_L1) {
        facts.state = u"WAIT"_s;
        facts.content = event.content;
        facts.number += 1;
        facts.issuedMs = nowMs;
        facts.expiresMs = event.expiresAt;
    } else {
        const QString state = event.wrongDigits ? u"DIGITS_REFUSED"_s : states.value(event.event);
        if (state.isEmpty()) // a phase of the tenant after the login
            return before;
        facts.state = state;
        facts.content.clear();
    }
    facts.askedMs = nowMs;
    facts.message = event.message;
    return facts;
}

LogLine logLine(const QByteArray &line)
{
    static const QRegularExpression form(
        u"^(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d),(\\d{3}) (\\w+) ([\\w.]+): (.*)$"_s);
    const auto match = form.match(QString::fromUtf8(line));
    if (!match.hasMatch())
        return {0, u"gateway"_s, QString::fromUtf8(line), u"info"_s};
    QDateTime at = QDateTime::fromString(match.captured(1), u"yyyy-MM-dd HH:mm:ss"_s);
    at.setTimeSpec(Qt::UTC);
    const QString level = match.captured(3);
    const QString tone = level == "ERROR"_L1 || level == "CRITICAL"_L1 ? u"error"_s
        : level == "WARNING"_L1                                        ? u"warning"_s
                                                                       : u"info"_s;
    return {at.toMSecsSinceEpoch() + match.captured(2).toInt(), match.captured(4).section(u'.', 0, 0),
        match.captured(5), tone};
}

LogLine containerLine(const QByteArray &line)
{
    const qsizetype space = line.indexOf(' ');
    const QString stamp = QString::fromLatin1(line.left(qMax<qsizetype>(0, space)));
    // To the millisecond: Qt reads no nanoseconds.
    const QDateTime at = QDateTime::fromString(stamp.left(23) + u'Z', Qt::ISODateWithMs);
    if (!at.isValid())
        return {0, u"container"_s, QString::fromUtf8(line), u"info"_s};
    return {at.toMSecsSinceEpoch(), u"container"_s, QString::fromUtf8(line.mid(space + 1)), u"info"_s};
}

Result<QList<LogLine>> logTail(const std::function<Status(const QString &source, const LogSink &)> &read)
{
    QList<LogLine> lines;
    const Status gateway = read(u"gateway"_s, [&](const QByteArray &line) { lines.append(logLine(line)); });
    const bool silent = !gateway
        && (gateway.error().kind == ErrorKind::Network || gateway.error().kind == ErrorKind::Timeout
            || gateway.error().kind == ErrorKind::Cancelled);
    if (silent)
        return tl::unexpected<Error>(gateway.error());
    if (gateway && !lines.isEmpty())
        return lines;
    lines.clear();
    HERMES_TRY(read(u"container"_s, [&](const QByteArray &line) { lines.append(containerLine(line)); }));
    return lines;
}

PlanStep planStep(const hermes::PlanStep &step)
{
    static const QHash<QString, const char *> titles{
        {u"place"_s, QT_TRANSLATE_NOOP("Fleet rows", "Reserve a place on %1")},
        {u"image"_s, QT_TRANSLATE_NOOP("Fleet rows", "Find the image %1")},
        {u"create"_s, QT_TRANSLATE_NOOP("Fleet rows", "Create the container %1")},
        {u"write-home"_s, QT_TRANSLATE_NOOP("Fleet rows", "Write the home of %1")},
        {u"start"_s, QT_TRANSLATE_NOOP("Fleet rows", "Start %1")},
        {u"archive-credentials"_s, QT_TRANSLATE_NOOP("Fleet rows", "Archive the WeChat login of %1")},
        {u"stop"_s, QT_TRANSLATE_NOOP("Fleet rows", "Stop the container %1")},
        {u"remove"_s, QT_TRANSLATE_NOOP("Fleet rows", "Remove the container %1")},
        {u"pack-home"_s, QT_TRANSLATE_NOOP("Fleet rows", "Pack the home of %1")},
        {u"wipe-home"_s, QT_TRANSLATE_NOOP("Fleet rows", "Delete the home of %1")},
        {u"copy-home"_s, QT_TRANSLATE_NOOP("Fleet rows", "Copy the home of %1")},
        {u"move-home"_s, QT_TRANSLATE_NOOP("Fleet rows", "Bring over the home of %1")},
        {u"let-source-go"_s, QT_TRANSLATE_NOOP("Fleet rows", "Stop the old container %1")},
        {u"adopt-home"_s, QT_TRANSLATE_NOOP("Fleet rows", "Take over the home of %1")},
        {u"restore-home"_s, QT_TRANSLATE_NOOP("Fleet rows", "Restore the home of %1")},
        {u"unpause"_s, QT_TRANSLATE_NOOP("Fleet rows", "Let %1 go on")},
        {u"wipe-left"_s, QT_TRANSLATE_NOOP("Fleet rows", "Let go of the old home of %1")},
        {u"release-ports"_s, QT_TRANSLATE_NOOP("Fleet rows", "Give up port %1")},
        {u"unbind"_s, QT_TRANSLATE_NOOP("Fleet rows", "Take the WeChat from %1")},
        {u"qr"_s, QT_TRANSLATE_NOOP("Fleet rows", "Show a bind code of %1")},
        {u"bind"_s, QT_TRANSLATE_NOOP("Fleet rows", "Show the bind code of %1")},
    };
    const char *title = titles.value(step.verb);
    return {title ? words(title).arg(step.target) : step.verb + u' ' + step.target, step.detail, {}};
}

ProvisionRequest requestFrom(const NewTenant &wanted, const QMap<QString, Secret> &secrets)
{
    ProvisionRequest request;
    request.name = wanted.name;
    request.order = wanted.order;
    request.planCode = wanted.planCode;
    if (!tierFromName(wanted.tier, &request.tier))
        request.tier = Tier::Container;
    request.host = wanted.host;
    request.secrets = secrets;
    return request;
}

HostInput inputFrom(const HostDraft &draft)
{
    HostInput input;
    input.name = draft.name;
    input.access
        = {draft.name, draft.address, static_cast<quint16>(draft.port), draft.user, draft.auth, draft.identityFile, {}};
    input.capacity = draft.capacity;
    input.ports = {static_cast<quint16>(draft.firstPort), static_cast<quint16>(draft.lastPort)};
    input.dataRoot = draft.dataRoot;
    input.allowPrefab = draft.allowPrefab;
    input.hermesPath = draft.hermesPath;
    input.allowShared = draft.allowShared;
    return input;
}

} // namespace hermes::desktop
